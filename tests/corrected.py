"""Logs with links, imprecise dates, and corrections of all kinds, also of one another.

Everything happens within a few days to a few subjects, so that events meet.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline import Source, edtf
from border_timeline.events import (
    Correction,
    CorrectionKind,
    Event,
    FigureReported,
    FundingPledged,
    PolicyEnded,
    PolicyStarted,
    PolicySuspended,
    PostFilled,
    PostVacated,
)
from reference import FAR, stands

FIRST = date(2024, 7, 1)


def _days(first: int, last: int) -> SearchStrategy[date]:
    return st.integers(first, last).map(lambda days: FIRST + timedelta(days))


#: The days on which things happen, and those around them.
DAYS = _days(-1, 3)
#: The days on which something may become known, and those around them.
KNOWN = _days(-3, 14)
PUBLIC = _days(0, 5)
LATE = _days(0, 9)

WHENS = st.sampled_from(["2024-07-01", "2024-07-02", "2024-07-01/2024-07-02", "2024-07-02~"])
KINDS = st.sampled_from(list(CorrectionKind))
SUBJECTS = st.sampled_from(["p", "p", "p", "q"])
NAMES = st.sampled_from("ABC")
AMOUNTS = st.sampled_from(["GBP 1", "GBP 2", "GBP 5"])
SOURCES = (Source(publisher="A newspaper", published=edtf("2100")),)


@st.composite
def plain_events(
    draw: DrawFn,
    name: str,
    *,
    earlier: Sequence[Event] = (),
    whens: SearchStrategy[str] = WHENS,
    known: SearchStrategy[date] = PUBLIC,
) -> Event:
    """Events on few subjects and days, perhaps after `earlier` ones of no later day."""
    fields: dict[str, Any] = {
        "id": name,
        "effective": draw(whens),
        "title": "It happens",
        "sources": SOURCES,
    }
    fields["known"] = draw(known)
    day = edtf(fields["effective"]).last
    if before := [event.id for event in earlier if event.effective.last <= day]:
        fields["after"] = draw(st.lists(st.sampled_from(before), max_size=1))
    return draw(_facts(draw(SUBJECTS), [event.id for event in earlier], fields))


def _facts(subject: str, ids: Sequence[str], fields: dict[str, Any]) -> SearchStrategy[Event]:
    """Return events of every type that the logs are made of, about one subject."""

    def made(cls: type[Event], **own: SearchStrategy[Any] | str) -> SearchStrategy[Event]:
        some = {name: st.just(v) if isinstance(v, str) else v for name, v in own.items()}
        return st.builds(cls, **some, **{name: st.just(value) for name, value in fields.items()})

    includes = st.lists(st.sampled_from(ids), max_size=1) if ids else st.just([])
    return st.one_of(
        made(PolicyStarted, policy=subject, name=NAMES),
        made(PolicyEnded, policy=subject, outcome="expired"),
        made(PostFilled, post=subject, holder=NAMES),
        made(PostVacated, post=subject),
        made(FigureReported, measure=subject, period="2024", unit="people", value=COUNTS),
        made(FundingPledged, recipient=subject, nature="new", amount=AMOUNTS, includes=includes),
    )


COUNTS = st.integers(0, 3)


@st.composite
def corrected_logs(
    draw: DrawFn, *, max_events: int = 4, most: int = 4, whens: SearchStrategy[str] = WHENS
) -> list[Event]:
    """Events, links between them, and corrections of them and of one another.

    No two corrections are or come to be known on one day, so that there are no rivals.
    """
    events: list[Event] = []
    for number in range(draw(st.integers(1, max_events))):
        events.append(draw(plain_events(f"event-{number}", earlier=events, whens=whens)))
    days: list[date] = draw(st.lists(LATE, unique=True, max_size=most))
    for number, day in enumerate(days):
        events.append(draw(corrections(f"correction-{number}", events, day)))
    if draw(st.booleans()):
        events += draw(_links(events))
    return events


@st.composite
def busy_days(draw: DrawFn) -> list[Event]:
    """Events of one day about one policy, known on two days, and links between them."""
    events: list[Event] = []
    names = draw(st.permutations([f"event-{number}" for number in range(draw(st.integers(2, 5)))]))
    for name in names:
        earlier = [event.id for event in events]
        fields: dict[str, Any] = {
            "id": name,
            "effective": FIRST,
            "known": draw(_days(0, 1)),
            "title": "It happens",
            "sources": SOURCES,
            "policy": "p",
            "after": draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else [],
        }
        cls: type[Event] = draw(st.sampled_from([PolicyStarted, PolicySuspended, PolicyEnded]))
        if cls is PolicyEnded:
            fields["outcome"] = draw(st.sampled_from(["expired", "scrapped"]))
        events.append(cls(**fields))
    return events


@st.composite
def corrections(
    draw: DrawFn,
    name: str,
    events: Sequence[Event],
    day: date,
    kinds: SearchStrategy[CorrectionKind] = KINDS,
) -> Correction:
    """Corrections of any event, that become known on a day."""
    target = draw(st.sampled_from(events))
    kind = draw(kinds)
    is_retraction = kind is CorrectionKind.RETRACTION
    changed = {} if is_retraction else draw(changes(target, events, _apart(name)))
    return _correction(name, target.id, kind, day, changed)


def _correction(
    name: str, corrects: str, kind: CorrectionKind, day: date, changed: dict[str, Any]
) -> Correction:
    return Correction(
        id=name,
        effective=edtf(day),
        title="It is corrected",
        sources=SOURCES,
        corrects=corrects,
        kind=kind,
        reason="It was otherwise",
        set=changed,  # type: ignore[arg-type] # as a file says it
    )


def _apart(name: str) -> list[str]:
    """Return the days to which this correction alone moves others: before all, behind all."""
    number = int(name.rpartition("-")[2]) if name[-1].isdecimal() else 9
    return [
        (FIRST - timedelta(1 + number)).isoformat(),
        (FIRST + timedelta(10 + number)).isoformat(),
    ]


def changes(
    target: Event, events: Sequence[Event], apart: Sequence[str]
) -> SearchStrategy[dict[str, Any]]:
    """Fields of an event and other values of them, at least one."""
    iso = date.isoformat
    said: dict[str, SearchStrategy[Any]] = {"title": st.sampled_from(["One", "Other"])}
    moved = {"effective": WHENS, "known": PUBLIC.map(iso)}
    match target:
        case PolicyStarted():
            said = {"name": st.sampled_from("XYZ"), "policy": SUBJECTS}
        case PostFilled():
            said = {"holder": st.sampled_from("XYZ")}
        case FigureReported():
            said = {"value": st.sampled_from(["11", "12", "13"])}
        case FundingPledged():
            said = {"amount": AMOUNTS, "nature": st.sampled_from(["new", "restated"])}
        case Correction():
            moved = {"known": st.sampled_from(list(apart))}
            if target.kind is not CorrectionKind.RETRACTION:
                first = next(event for event in events if event.id == target.corrects)
                said |= {"set": changes(first, events, apart)}
                said |= {"kind": st.sampled_from(["erratum", "revision", "dispute"])}
        case _:
            pass
    every = {**said, **moved}
    names = st.lists(st.sampled_from(list(every)), unique=True, min_size=1, max_size=2)
    return names.flatmap(lambda found: st.fixed_dictionaries({n: every[n] for n in found}))


@st.composite
def _links(draw: DrawFn, events: Sequence[Event]) -> list[Event]:
    """Return an erratum that puts an event after an earlier one, where there are two such."""
    facts = [e for e in events if not isinstance(e, Correction) and stands(e, events, FAR)]
    pairs = [(one, other) for i, other in enumerate(facts) for one in facts[:i]]
    fitting = [(one, other) for one, other in pairs if _day(one, events) <= _day(other, events)]
    if not fitting:
        return []
    one, other = draw(st.sampled_from(fitting))
    day = FIRST + timedelta(20)  # when nothing else is corrected
    link = {"after": [one.id]}
    return [_correction("link", other.id, CorrectionKind.ERRATUM, day, link)]


def _day(event: Event, events: Sequence[Event]) -> int:
    return (stands(event, events, FAR) or event).effective.last


@st.composite
def ledgers(draw: DrawFn, events: Sequence[Event]) -> dict[str, date]:
    """When each event was recorded, in that order: after those that it links to or corrects."""
    left = {event.id: event for event in draw(st.permutations(events))}
    days = sorted(draw(st.lists(KNOWN, min_size=len(left), max_size=len(left))))
    names: list[str] = []
    while left:
        name = next(name for name, event in left.items() if not _needs(event, left))
        names.append(left.pop(name).id)
    return dict(zip(names, days, strict=True))


def _needs(event: Event, left: Mapping[str, Event]) -> set[str]:
    """Return the ids of the events that are recorded before an event, and are not yet."""
    if event.id == "link":  # all that moves an event comes first, so that the link fits
        return left.keys() - {event.id}
    corrects = {event.corrects} if isinstance(event, Correction) else set()
    return {*event.after, *corrects} & left.keys()


def additions(
    events: Sequence[Event], known: date, kinds: Collection[CorrectionKind]
) -> SearchStrategy[Event]:
    """One event more, which becomes known after a day: a fact, or a correction of these kinds."""

    def later(days: int) -> date:
        return known + timedelta(days)

    fact = plain_events("more", earlier=events, known=st.integers(1, 5).map(later))
    corrected = [event for event in events if isinstance(event, Correction)]
    taken = {event.known.latest.isoformat() for event in corrected}
    taken.update(day for event in corrected for day in _apart(event.id))
    free = [day for day in map(later, range(1, 12)) if day.isoformat() not in taken]
    correction = st.sampled_from(free).flatmap(
        lambda day: corrections("more", events, day, st.sampled_from(list(kinds)))
    )
    return fact if events[-1].id == "link" else fact | correction  # nothing moves a linked event


def without_links(events: Sequence[Event], names: Collection[str]) -> list[Event]:
    """Return the events of these ids, without links to others."""
    return [
        attrs.evolve(event, after=tuple(name for name in event.after if name in names))
        for event in events
        if event.id in names
    ]
