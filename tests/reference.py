"""The slow and obvious way to answer: apply, filter, order and fold, from scratch each time."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import attrs

from border_timeline import Change
from border_timeline.dates import pendulum_date
from border_timeline.events import Correction, CorrectionKind, Event
from border_timeline.timeline.projection import Key, key_parts
from border_timeline.views import VIEWS

#: A day by whose end all is known, and has happened.
FAR = date(2100, 1, 1)

#: A view by name, and the key of an entity in it.
Entity = tuple[str, Key]


class Row(NamedTuple):
    """What an event makes of an entity."""

    event: Event
    state: Any

    @property
    def day(self) -> date:
        return self.event.effective.latest


def live(event: Event, events: Sequence[Event], known: date) -> list[Correction]:
    """Return the corrections of an event that apply by what is known, in their order."""
    mine = [c for c in events if isinstance(c, Correction) and c.corrects == event.id]
    mine.sort(key=lambda c: (c.effective.latest, c.known.latest, c.id))
    standing = [c for c in (stands(c, events, known) for c in mine) if isinstance(c, Correction)]
    found = [c for c in standing if c.kind == "erratum" or c.known.latest <= known]
    return sorted(found, key=lambda c: (c.kind, c.known.latest))


def stands(event: Event, events: Sequence[Event], known: date) -> Event | None:
    """Return what an event says by what is known, or None where it was retracted."""
    found = live(event, events, known)
    if any(c.kind is CorrectionKind.RETRACTION for c in found):
        return None
    for kind in (CorrectionKind.ERRATUM, CorrectionKind.REVISION):
        for correction in (c for c in found if c.kind is kind):
            event = changed(event, correction)
    return event


def changed(event: Event, correction: Correction) -> Event:
    """Return an event with what a correction sets."""
    values = dict(correction.set)
    if event.known.text == event.effective.latest.isoformat() and "effective" in values:
        moved = attrs.evolve(event, effective=values["effective"])
        values.setdefault("known", moved.effective.latest)  # a default follows
    return attrs.evolve(event, **values)


def naive_order(events: Iterable[Event], *links: tuple[str, str]) -> list[Event]:
    """Take again and again the first event that follows nothing that is left of its day.

    `links` are further pairs of ids, of which the one comes before the other.
    """
    left = {event.id: event for event in events}
    ordered: list[Event] = []
    while left:
        day = min(event.effective.latest for event in left.values())
        today = {e.id: e for e in left.values() if e.effective.latest == day}
        behind = {then for first, then in links if first in today}
        free = [e for e in today.values() if not set(e.after) & today.keys() and e.id not in behind]
        ordered.append(left.pop(min(free, key=lambda e: (e.known.latest, e.id)).id))
    return ordered


def replayed(events: Sequence[Event], known: date, day: date = FAR) -> list[Event]:
    """Return the events as known then that count at the end of a day, in replay order."""
    standing = [found for found in (stands(e, events, known) for e in events) if found is not None]
    public = naive_order(event for event in standing if event.known.latest <= known)
    return [event for event in public if event.effective.latest <= day]


def folded(ordered: Iterable[Event]) -> dict[Entity, list[Row]]:
    """Return the rows of every entity of the domain."""
    entities: dict[Entity, list[Row]] = {}
    for event in ordered:
        for view in VIEWS:
            if evolve := view.on.get(type(event)):
                rows = entities.setdefault((view.name, view.key(event)), [])
                rows.append(Row(event, evolve(rows[-1].state if rows else None, event)))
    return entities


def states(events: Sequence[Event], day: date, known: date) -> dict[Entity, Any]:
    """Return the state of every entity at the end of a day."""
    found = folded(replayed(events, known, day))
    return {entity: rows[-1].state for entity, rows in found.items()}


def fields(state: Any) -> list[str]:
    """Return the names of the fields of a state."""
    return [field.name for field in attrs.fields(type(state))]


def parts(entity: Entity, *field: str) -> tuple[str, ...]:
    """Return the parts of the path to an entity, or to a field of its state."""
    view, key = entity
    return (view, *key_parts(key), *field)


def changes(entity: Entity, rows: Iterable[Row], *field: str) -> list[Change]:
    """Return the changes of an entity, or of a field of it."""
    found: list[Change] = []
    old = None
    for row in rows:
        new = getattr(row.state, *field) if field else row.state
        if new != old:
            path = ".".join(parts(entity, *field))
            on = pendulum_date(row.day.toordinal())
            found.append(Change(path, on, old, new, (row.event,)))
        old = new
    return found
