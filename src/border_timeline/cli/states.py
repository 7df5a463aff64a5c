"""The answer of as-of: the views as tables, what is possible, and how to cite it."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from attrs import frozen
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from border_timeline.cli.show import ADDRESS, HEADING, INDENT, NAME, write, write_line
from border_timeline.cli.words import asked, change, told
from border_timeline.domain import Snapshot
from border_timeline.timeline import Possible
from border_timeline.timeline.paths import parse_path
from border_timeline.timeline.tables import table


@frozen
class State:
    """A snapshot, and the names of the views that are shown of it."""

    snapshot: Snapshot
    names: Sequence[str]

    def possible(self) -> Iterator[Possible]:
        """Yield the possible events, with what they would change in the views that are shown.

        Where not all views are shown, those that change nothing in them are left out.
        """
        whole = list(self.names) == list(self.snapshot.views())
        for possible in self.snapshot.possible:
            shown = tuple(c for c in possible.changes if parse_path(c.path)[0] in self.names)
            if shown or whole:
                yield Possible(possible.event, shown)

    def to_dict(self) -> dict[str, Any]:
        """Return all that is shown as plain values that JSON can hold."""
        answer = self.snapshot.to_dict()
        answer["views"] = {name: answer["views"][name] for name in self.names}
        answer["possible"] = [possible.to_dict() for possible in self.possible()]
        answer["citation"] = self.snapshot.citation().to_dict()
        return answer


def write_state(state: State) -> None:
    """Print the views as tables, then the possible events and the citation."""
    console = Console()
    snapshot = state.snapshot
    question = asked(snapshot.as_of, snapshot.known_at, snapshot.recorded_at)
    write(console, (f"As of {question}", NAME))
    views = snapshot.views()
    for name in state.names:
        columns, rows = table(views[name])
        if rows:
            console.print(_table(name, columns, rows, console.width))
    for possible in state.possible():
        _write_possible(console, possible)
    write_line(console, f"Cite as: {snapshot.citation()}")


def _write_possible(console: Console, possible: Possible) -> None:
    event = possible.event
    write(console, f"Possible, not certain, by then: {event.title} ({event.effective})")
    for step in possible.changes:
        write(console, (step.path, ADDRESS), f" {change(step.old, step.new)}", lead=INDENT)
    console.print()


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Table:
    """Return two columns: what an entity is called, and all that is said of it."""
    left = max(20, width * 2 // 5)
    shown = Table(
        Column(width=left),
        Column(),
        title=name,
        title_justify="left",
        title_style=HEADING,
        box=None,
        show_header=False,
        padding=(0, 1, 1, 1),
    )
    for key, *cells in rows:
        said = dict(zip(columns[1:], cells, strict=True))
        title = said.pop("name", "") or said.pop("title", "")
        heading = Text("\n".join(wrap(key, left)), style=ADDRESS)
        if title and title != key:
            heading = Text.assemble((title, NAME), "\n", heading)
        shown.add_row(heading, Text(told({name: text for name, text in said.items() if text})))
    return shown
