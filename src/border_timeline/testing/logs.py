"""Hypothesis strategies for whole logs, their corrections, their ledgers, and questions of them.

The events of a log have few different subjects, dates and values, so that they meet on a key
and a day, and a failing example is one that a person can read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline.codec.converter import to_canonical
from border_timeline.dates import EdtfDate, edtf
from border_timeline.events import VOCABULARY, Correction, CorrectionKind, Event
from border_timeline.fields import without_none
from border_timeline.testing.events import CITED, pooled_events
from border_timeline.testing.model import FAR, stands
from border_timeline.testing.values import DAY, POOLED, values

#: A day on the effective axis, and one by whose end things are known, or None for now.
Question = tuple[date, date | None]

#: Every type of the vocabulary but the correction, whose target has to be there.
FACTS = tuple(cls for cls in VOCABULARY if cls is not Correction)

_IDS = tuple(f"event-{number}" for number in range(20))
#: What a correction leaves alone: names, and what other fields or events depend on.
_KEPT = frozenset({"id", "about", "after", "notes", "sources"})
_DATES = frozenset({"effective", "known"})
_MORE = st.integers(0, 3).map(bool)
_CHANGES = st.sampled_from([kind.value for kind in CorrectionKind if kind.value != "retraction"])


def _days(first: int, last: int) -> SearchStrategy[date]:
    return st.integers(first, last).map(lambda days: DAY + timedelta(days))


@st.composite
def logs(
    draw: DrawFn,
    /,
    types: Iterable[type[Event]] = FACTS,
    *,
    min_size: int = 0,
    max_size: int = 10,
    corrections: int = 0,
    **fixed: SearchStrategy[Any],
) -> list[Event]:
    """Lists of events with different ids, in no order, that often meet on a key and a day.

    There are from `min_size` to `max_size` events of `types`, which may contradict one
    another, and at most so many `corrections` of them and of one another, of every kind.
    `after` names events of the same day, and sometimes of an earlier one, never in a circle.
    A strategy given for a field replaces the field's own in the events that have it. Every
    such log is one that a timeline takes.
    """
    kinds = st.sampled_from(list(types))
    rows: list[Event] = []
    names = [f"event-{number}" for number in range(max(len(_IDS), max_size))]
    drawn = draw(st.lists(_loose(kinds, fixed), min_size=min_size, max_size=max_size))
    spare = len(drawn) - min_size
    for event, is_kept, place, links in drawn:
        if not is_kept and spare:
            spare -= 1
            continue
        earlier = [row.id for row in rows if row.effective.last <= event.effective.last]
        after = dict.fromkeys(earlier[link % len(earlier)] for link in links if earlier)
        rows.append(attrs.evolve(event, id=names.pop(place % len(names)), after=tuple(after)))
    days = [DAY + timedelta(step) for step in range(-3, max(13, corrections))]
    number = 0
    while rows and number < corrections and draw(_MORE):
        day = draw(st.sampled_from(days))
        days.remove(day)  # each becomes known on a day of its own, so that no two are rivals
        rows.append(draw(correction(f"correction-{number}", rows, day)))
        number += 1
    if number < corrections and draw(st.booleans()):
        rows += draw(_links(rows))
    return rows


@st.composite
def _loose(
    draw: DrawFn, types: SearchStrategy[type[Event]], fixed: Mapping[str, SearchStrategy[Any]]
) -> tuple[Event, bool, int, list[int]]:
    """An event without its place in a log; whether it is in; numbers for its id and its links.

    So an event can be left out of a failing log by one number, and the others stay as they are.
    """
    event, is_kept = draw(fact("event", types, (), **fixed)), draw(st.integers(0, 9)) > 0
    return event, is_kept, draw(st.integers(0, 19)), draw(st.lists(st.integers(0, 9), max_size=2))


@st.composite
def fact(
    draw: DrawFn,
    /,
    name: str,
    types: SearchStrategy[type[Event]],
    others: Sequence[Event] = (),
    **fixed: SearchStrategy[Any],
) -> Event:
    """An event of that id that fits into a log beside others, and perhaps comes after them.

    Fields that name events name any that may be in a log. A strategy given for a field
    replaces the field's own.
    """
    cls, when = draw(types), edtf(draw(fixed.get("effective", POOLED[EdtfDate])))
    named = {
        "includes": st.lists(st.sampled_from(_IDS), max_size=3),
        "pledge": st.none() | st.sampled_from(_IDS),
    }
    earlier = [other.id for other in others if other.effective.last <= when.last]
    more = {field: some for field, some in {**named, **fixed}.items() if field in cls.field_names}
    more |= {
        "id": st.just(name),
        "effective": st.just(when),
        "after": st.lists(st.sampled_from(earlier), max_size=2) if earlier else st.just([]),
    }
    return draw(pooled_events(cls, **more))


@st.composite
def correction(
    draw: DrawFn,
    name: str,
    others: Sequence[Event],
    day: date,
    kinds: Collection[CorrectionKind] = tuple(CorrectionKind),
) -> Correction:
    """A correction of that id, of any other event, that becomes known on a day."""
    target = draw(st.sampled_from(others))
    kind = draw(st.sampled_from(list(kinds)))
    is_retraction = kind is CorrectionKind.RETRACTION
    changed = {} if is_retraction else draw(_changes(target, others, _apart(day)))
    return _correction(name, target.id, kind, day, changed)


def retraction(name: str, of: str, day: date) -> Correction:
    """Return a retraction of that id, of the event of another, that becomes known on a day."""
    return _correction(name, of, CorrectionKind.RETRACTION, day, {})


def _correction(
    name: str, corrects: str, kind: CorrectionKind, day: date, changed: dict[str, Any]
) -> Correction:
    return Correction(
        id=name,
        effective=edtf(day),
        title="It is corrected",
        sources=CITED,
        corrects=corrects,
        kind=kind,
        reason="It was otherwise",
        set=changed,  # type: ignore[arg-type] # as a file says it
    )


def _apart(day: date) -> list[str]:
    """Return the days to which the correction of a day alone moves others: before, behind all."""
    return [(day + timedelta(far)).isoformat() for far in (-500, 500)]


def _changes(
    target: Event, events: Sequence[Event], apart: Sequence[str]
) -> SearchStrategy[dict[str, Any]]:
    """Return fields of an event with other values of them, at least one field."""
    every: dict[str, SearchStrategy[Any]] = {"title": POOLED[str]}
    if not isinstance(target, Correction):
        hints = get_type_hints(type(target), include_extras=True)
        names = [name for name in hints if name in target.field_names - _KEPT]
        every = {name: values(without_none(hints[name]), POOLED) for name in names}
    elif target.kind is not CorrectionKind.RETRACTION:
        first = next(event for event in events if event.id == target.corrects)
        every |= {"set": _changes(first, events, apart), "kind": _CHANGES}
    if target.sources != CITED:  # which may be too old for other days
        every = {name: some for name, some in every.items() if name not in _DATES}
    elif isinstance(target, Correction):
        every["known"] = st.sampled_from(apart)
    chosen = st.lists(st.sampled_from(list(every)), unique=True, min_size=1, max_size=2)
    said = chosen.flatmap(lambda names: st.fixed_dictionaries({n: every[n] for n in names}))
    return said.map(to_canonical)


@st.composite
def _links(draw: DrawFn, events: Sequence[Event]) -> list[Event]:
    """Return an erratum that puts an event after an earlier one, where there are two such."""
    facts = [e for e in events if not isinstance(e, Correction) and stands(e, events, FAR)]
    pairs = [(one, other) for i, other in enumerate(facts) for one in facts[:i]]
    fitting = [(one, other) for one, other in pairs if _day(one, events) <= _day(other, events)]
    if not fitting:
        return []
    one, other = draw(st.sampled_from(fitting))
    day = DAY + timedelta(20)  # when nothing else is corrected
    return [_correction("link", other.id, CorrectionKind.ERRATUM, day, {"after": [one.id]})]


def _day(event: Event, events: Sequence[Event]) -> int:
    return (stands(event, events, FAR) or event).effective.last


def additions(
    events: Sequence[Event],
    known: date,
    kinds: Collection[CorrectionKind] = tuple(CorrectionKind),
    types: Iterable[type[Event]] = FACTS,
) -> SearchStrategy[Event]:
    """One event more, which becomes known after a day: a fact, or a correction of these kinds."""
    later = st.integers(1, 5).map(lambda days: known + timedelta(days))
    more = fact("more", st.sampled_from(list(types)), events, known=later)
    if any(_sets_after(event) for event in events):
        return more  # whatever a link was set for stays where it is
    taken = {day for event in events if isinstance(event, Correction) for day in _moved(event)}
    free = [day for day in (known + timedelta(days) for days in range(1, 30)) if day not in taken]
    corrected = st.sampled_from(free).flatmap(lambda day: correction("more", events, day, kinds))
    return more | corrected if events else more


def _moved(event: Correction) -> set[date]:
    """Return the days on which a correction is known, or to which it moves others."""
    return {event.known.latest, *map(date.fromisoformat, _apart(event.effective.latest))}


def _sets_after(event: Event) -> bool:
    return isinstance(event, Correction) and "after" in event.set


@st.composite
def ledgers(draw: DrawFn, events: Sequence[Event]) -> dict[str, date]:
    """When each event was recorded, in that order: after those that it links to or corrects."""
    left = {event.id: event for event in draw(permutations(events))}
    days = sorted(draw(st.lists(_days(-3, 14), min_size=len(left), max_size=len(left))))
    names: list[str] = []
    while left:
        name = next(name for name, event in left.items() if not _needs(event, left))
        names.append(left.pop(name).id)
    return dict(zip(names, days, strict=True))


def _needs(event: Event, left: Mapping[str, Event]) -> set[str]:
    """Return the ids of the events that are recorded before an event, and are not yet."""
    if _sets_after(event):  # all that moves an event comes first, so that the link fits
        return left.keys() - {event.id}
    corrects = {event.corrects} if isinstance(event, Correction) else set[str]()
    return {*event.after, *corrects} & left.keys()


def permutations(events: Iterable[Event]) -> SearchStrategy[list[Event]]:
    """The same events in any order."""
    return st.permutations(list(events))


def moments(events: Iterable[Event]) -> SearchStrategy[Question]:
    """Pairs of `as_of` and `known_at` at which the answers of a log may change.

    That is each day on which something in it happens or becomes known, and the days around
    it; `known_at` is None, too, for all that is known now.
    """
    rows = list(events)
    happened = [date for event in rows for date in _dates(event, "effective")]
    known = [date for event in rows for date in _dates(event, "known")]
    return st.tuples(_edges(happened), st.none() | _edges([*happened, *known]))


def _dates(event: Event, field: str) -> Iterator[EdtfDate]:
    yield getattr(event, field)
    changed: Any = event.set if isinstance(event, Correction) else {}
    while changed:
        if field in changed:
            yield edtf(changed[field])
        changed = changed.get("set", {})


def _edges(found: Iterable[EdtfDate]) -> SearchStrategy[date]:
    ends: list[date] = [end for when in found for end in (when.earliest, when.latest)]
    near = {end + timedelta(step) for end in ends or [DAY] for step in (-1, 0, 1)}
    return st.sampled_from(sorted(near, key=lambda day: (abs(day - DAY), day)))
