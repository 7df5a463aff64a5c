"""The slow and obvious way to answer: apply, filter, order and fold, from scratch each time.

It shares nothing with the engine but events and projections, so that both are wrong in the
same way only where the meaning itself is. A day of knowledge is `FAR` for all that is known
now.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import attrs

from border_timeline.events import Correction, CorrectionKind, Event
from border_timeline.timeline import Projection
from border_timeline.timeline.projection import Key

#: A day by whose end all is known, and has happened.
FAR = date(2100, 1, 1)

#: The name of a view, and the key of an entity in it.
Entity = tuple[str, Key]


class Row(NamedTuple):
    """An event, and what it makes of an entity."""

    event: Event
    state: Any

    @property
    def day(self) -> date:
        """The day from which the event counts."""
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


def in_order(events: Iterable[Event], *links: tuple[str, str]) -> list[Event]:
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


def replayed(events: Sequence[Event], known: date = FAR, day: date = FAR) -> list[Event]:
    """Return the events as known then that count at the end of a day, in replay order."""
    standing = [found for found in (stands(e, events, known) for e in events) if found is not None]
    public = in_order(event for event in standing if event.known.latest <= known)
    return [event for event in public if event.effective.latest <= day]


def folded(
    ordered: Iterable[Event], views: Iterable[Projection[Any]]
) -> Mapping[Entity, Sequence[Row]]:
    """Return the rows of every entity of some views, in the order of the events."""
    entities: dict[Entity, list[Row]] = {}
    shown = list(views)
    for event in ordered:
        for view in shown:
            if evolve := view.on.get(type(event)):
                rows = entities.setdefault((view.name, view.key(event)), [])
                rows.append(Row(event, evolve(rows[-1].state if rows else None, event)))
    return entities


def states(
    events: Sequence[Event], views: Iterable[Projection[Any]], day: date, known: date = FAR
) -> dict[Entity, Any]:
    """Return the state of every entity of some views at the end of a day."""
    found = folded(replayed(events, known, day), views)
    return {entity: rows[-1].state for entity, rows in found.items()}
