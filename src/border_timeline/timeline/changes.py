"""What changed: a value that became another, and the history of a path."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import pendulum
from attrs import frozen

from border_timeline.codec.converter import to_plain
from border_timeline.dates import pendulum_date
from border_timeline.errors import PathError
from border_timeline.events import Event
from border_timeline.timeline.log import Log
from border_timeline.timeline.paths import Parts, Selection, read, select, shown_path
from border_timeline.timeline.projection import Key

#: A day, the state of an entity from then on, and the event that made it.
Row = tuple[int, Any, Event]


@frozen
class Change:
    """A value that became another.

    `path` leads to the value; `on` is the day, on the effective axis, from which the new one
    counts; `old` and `new` are None where there is nothing. `events` made the change, in
    replay order: those that set the value or, where only knowledge differs, the corrections
    that put it right.
    """

    path: str
    on: pendulum.Date
    old: Any
    new: Any
    events: tuple[Event, ...]

    @property
    def event(self) -> Event:
        """The last of the events that made the change."""
        return self.events[-1]

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain values that JSON can hold, its events by their ids."""
        return {
            "path": self.path,
            "on": self.on.isoformat(),
            "old": to_plain(self.old),
            "new": to_plain(self.new),
            "events": [event.id for event in self.events],
        }


def history(log: Log, path: Parts, known: int | None) -> list[Change]:
    """Return every change of what a path names, in replay order, by what is known then.

    Raises `PathError` for a field that no state of the entities ever has.
    """
    found = select(log, path)
    changes: list[Change] = []
    for key, versions in found.entities.items():
        changes += steps(found, key, versions.known_at(known, found.projection.on))
    if len(found.entities) > 1:
        place = {event.id: index for index, event in enumerate(log.known(known))}
        changes.sort(key=lambda change: place[change.event.id])  # stable
    return changes


def steps(found: Selection[Any], key: Key, rows: Iterable[Row]) -> list[Change]:
    """Return the changes of what a path names in one entity, whose rows are given."""
    path = shown_path(found.parts(key))
    changes: list[Change] = []
    missing: PathError | None = None
    exists = False
    old = None
    for day, state, event in rows:
        try:
            new = read(state, found.inner)
            exists = True
        except PathError as error:
            new, missing = None, error
        if new != old:
            changes.append(Change(path, pendulum_date(day), old, new, (event,)))
        old = new
    if missing is not None and not exists:
        raise PathError(f"{path}: {missing}")
    return changes


def differences(old: Any, new: Any) -> Iterator[tuple[Parts, Any, Any]]:
    """Yield the fields in which two states differ, or the whole where no field tells it."""
    cls: type[Any] = old.__class__
    has_fields = new.__class__ is cls and attrs.has(cls)
    names = [field.name for field in attrs.fields(cls)] if has_fields else []
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in names if name[0] != "_"]
    apart = [((name,), one, other) for name, one, other in pairs if one != other]
    if apart:
        yield from apart
    elif old != new:
        yield (), old, new
