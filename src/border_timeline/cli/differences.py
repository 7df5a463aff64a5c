"""The answer of diff, entity by entity."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import frozen
from rich.console import Console

from border_timeline.cli.show import ADDRESS, INDENT, NAME, dated, write, write_event
from border_timeline.cli.words import BETWEEN, asked, field_change, told
from border_timeline.domain import Snapshot
from border_timeline.events import Event
from border_timeline.timeline import Change
from border_timeline.timeline.paths import Parts, parse_path, shown_path
from border_timeline.timeline.tables import cells_of


def write_diff(before: Snapshot, after: Snapshot, changes: Sequence[Change]) -> None:
    """Print the changes between two snapshots, with the events that made them."""
    console = Console()
    one, other = (asked(side.as_of, side.known_at, side.recorded_at) for side in (before, after))
    write(console, (f"From {one}", NAME))
    write(console, (f"to {other}", NAME), lead=INDENT)
    if not changes:
        write(console, "Nothing is different.")
    views = before.views(), after.views()
    steps = (_step(change, *views) for change in changes)
    for path, found in groupby(steps, key=lambda step: step.path):
        console.print()
        _write_entity(console, path, list(found))


@frozen
class _Step:
    """A change of one entity, whose state after it is given, or before it where it is gone."""

    change: Change
    path: Parts
    field: Parts
    state: Any

    @property
    def name(self) -> str:
        """What the entity is called, empty where it has no name but its key."""
        return getattr(self.state, "name", "") or getattr(self.state, "title", "") or ""

    @property
    def text(self) -> str:
        """The change in words, without what stands above it."""
        old, new = self.change.old, self.change.new
        if self.field:
            return field_change(self.state, self.field[0], old, new)
        known = ("", self.name, *self.path)
        cells = {name: text for name, text in cells_of(self.state) if text not in known}
        return f"{'gone' if new is None else 'new'}: {told(cells)}"


def _step(found: Change, olds: Mapping[str, Any], news: Mapping[str, Any]) -> _Step:
    """Return a change with its entity: the longest beginning of its path that is one."""
    name, *rest = parse_path(found.path)
    old, new = olds[name], news[name]
    lengths = range(len(rest), 0, -1)
    keys = ((rest[0] if length == 1 else tuple(rest[:length]), length) for length in lengths)
    key, length = next((key, length) for key, length in keys if key in old or key in new)
    state = new[key] if key in new else old[key]
    path = (name, *rest[:length])
    return _Step(found, path, tuple(rest[length:]), state)


def _write_entity(console: Console, path: Parts, steps: Sequence[_Step]) -> None:
    name = steps[0].name
    where = (shown_path(path), ADDRESS)
    write(console, *([(name, NAME), " (", where, ")"] if name else [where]))
    for events, texts in _by_events(steps):
        write(console, BETWEEN.join(texts), lead=INDENT)
        for event in events:
            write_event(console, event, INDENT + dated(event.effective.latest))


def _by_events(steps: Sequence[_Step]) -> Iterator[tuple[tuple[Event, ...], list[str]]]:
    """Yield the changes that the same events made, in words, each of such events once."""
    found: dict[tuple[Event, ...], list[str]] = {}
    for step in steps:
        found.setdefault(step.change.events, []).append(step.text)
    yield from found.items()
