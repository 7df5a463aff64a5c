"""The commands. Exit codes: 0 answered, 1 the dataset has errors, 2 a question amiss."""

import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import orjson
from cyclopts import App, CycloptsError, Parameter
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from border_timeline.domain import Snapshot, load
from border_timeline.errors import (
    BeyondCoverageWarning,
    BorderTimelineError,
    DatasetError,
    UnknownViewError,
    did_you_mean,
)
from border_timeline.timeline.tables import table

app = App(
    name="border-timeline",
    help="The state of UK border policy on any date, as known now or as the public knew it then.",
    version=version("border-timeline"),
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are one paragraph on stderr."""
    try:
        app(arguments)
    except CycloptsError as error:
        return _complain(f"{error}", 2)
    except DatasetError as error:
        return _complain(str(error), 1)
    except BorderTimelineError as error:
        return _complain(str(error), 2)
    return 0


def _complain(message: str, code: int) -> int:
    console = Console(stderr=True)
    console.print(f"error: {message}", markup=False, highlight=False, soft_wrap=True)
    return code


@app.command(name="as-of")
def as_of(
    date: str,
    /,
    *,
    known_at: str | None = None,
    view: str | None = None,
    as_json: Annotated[bool, Parameter(name="--json", negative="")] = False,
    events: Path | None = None,
) -> None:
    """Print the state at the end of a day.

    Example: border-timeline as-of 2024-11-04 --known-at 2024-11-03 --view funding

    Parameters
    ----------
    date
        The day, YYYY-MM-DD, in UK time. Everything of that day counts.
    known_at
        Show what the public could know by the end of this day. Default: all known now.
    view
        Show one view only, such as policies, posts or funding.
    as_json
        Print JSON instead of tables.
    events
        Read the events in this directory instead of the bundled record.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", BeyondCoverageWarning)
        snapshot = load(events).as_of(date, known_at=known_at)
    for warning in caught:
        Console(stderr=True).print(f"note: {warning.message}", highlight=False, soft_wrap=True)
    names = list(snapshot.views())
    if view is not None and view not in names:
        near = did_you_mean(view, names) or f"; there are {', '.join(names)}"
        raise UnknownViewError(f"no view is called {view!r}{near}")
    chosen = names if view is None else [view]
    if as_json:
        _print_json(snapshot, chosen)
    else:
        _print_tables(snapshot, chosen)


def _print_json(snapshot: Snapshot, names: Sequence[str]) -> None:
    answer = snapshot.to_dict()
    answer["views"] = {name: answer["views"][name] for name in names}
    print(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())  # noqa: T201 - the output


def _print_tables(snapshot: Snapshot, names: Sequence[str]) -> None:
    console = Console()
    known = f", as known on {snapshot.known_at}" if snapshot.known_at else ""
    console.print(f"As of {snapshot.as_of}{known}", style="bold", highlight=False)
    for name in names:
        columns, rows = table(snapshot.views()[name])
        if rows:
            console.print(_table(name, columns, rows, console.width))
    for event in snapshot.possible:
        text = f"Possible, not certain, by then: {event.title} ({event.effective})"
        console.print(text, markup=False, highlight=False)


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Table:
    """Return two columns: what an entity is called, and all that is said of it."""
    left = max(20, width * 2 // 5)
    shown = Table(
        Column(width=left),
        Column(),
        title=name,
        title_justify="left",
        title_style="bold underline",
        box=None,
        show_header=False,
        padding=(0, 1, 1, 1),
    )
    for key, *cells in rows:
        said = dict(zip(columns[1:], cells, strict=True))
        title = said.pop("name", "") or said.pop("title", "")
        heading = Text("\n".join(wrap(key, left)), style="cyan")
        if title and title != key:
            heading = Text.assemble((title, "bold"), "\n", heading)
        details = [f"{field.replace('_', ' ')} {text}" for field, text in said.items() if text]
        shown.add_row(heading, Text(" · ".join(details)))
    return shown
