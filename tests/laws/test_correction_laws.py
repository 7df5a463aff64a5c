"""Corrections, held against a slow and obvious reference, for every day and state of knowledge."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from border_timeline import Projection, Source, Timeline, edtf
from border_timeline.events import (
    Correction,
    CorrectionKind,
    Event,
    FigureReported,
    PolicyEnded,
    PolicyStarted,
)
from border_timeline.views import FIGURES, POLICIES

FIRST = date(2024, 7, 1)
DAYS = st.integers(0, 5).map(lambda days: FIRST + timedelta(days))
SOURCES = (Source(publisher="A newspaper", published=edtf("2100")),)
LATE = st.integers(0, 9).map(lambda days: FIRST + timedelta(days))
NEAR = st.integers(0, 1).map(lambda days: FIRST + timedelta(days))
KINDS = st.sampled_from(list(CorrectionKind))
VIEWS: tuple[Projection[Any], ...] = (POLICIES, FIGURES)


@st.composite
def plain_events(draw: st.DrawFn, number: int) -> Event:
    """An event on one of two subjects, on one of a few days, known on another."""
    fields: dict[str, Any] = {
        "id": f"event-{number}",
        "effective": edtf(draw(NEAR)),
        "known": edtf(draw(DAYS)),
        "title": "It happens",
        "sources": SOURCES,
    }
    subject = draw(st.sampled_from(["p", "p", "p", "q"]))
    match draw(st.integers(0, 2)):
        case 0:
            return PolicyStarted(policy=subject, name=draw(st.sampled_from("ABC")), **fields)
        case 1:
            return PolicyEnded(policy=subject, outcome="expired", **fields)  # type: ignore[arg-type] # as a file says it
        case _:
            return FigureReported(
                measure=subject,
                period="2024",
                unit="people",
                value=draw(st.integers(0, 9)),
                **fields,
            )


@st.composite
def corrected_logs(draw: st.DrawFn) -> list[Event]:
    """Events, links between those of one day, and corrections of them and of one another.

    No two corrections are known on one day, so that there are no rivals.
    """
    count = draw(st.integers(1, 4))
    events = [draw(plain_events(number)) for number in range(count)]
    for index, event in enumerate(events):
        earlier = [e.id for e in events[:index] if e.effective == event.effective]
        is_linked = draw(st.booleans())
        if earlier and is_linked:
            name: str = draw(st.sampled_from(earlier))
            events[index] = attrs.evolve(event, after=(name,))
    known: list[date] = draw(st.lists(LATE, unique=True, max_size=4))
    for number, day in enumerate(known):
        target: Event = draw(st.sampled_from(events))
        kind = draw(KINDS)
        events.append(
            Correction(
                id=f"correction-{number}",
                effective=day,
                title="It is corrected",
                sources=SOURCES,
                corrects=target.id,
                kind=kind,
                reason="It was otherwise",
                set={} if kind == "retraction" else draw(changes(target)),  # type: ignore[arg-type] # likewise
            )
        )
    return events


def changes(target: Event) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of an event and other values of them."""
    moved = st.fixed_dictionaries(
        {}, optional={"effective": NEAR.map(date.isoformat), "known": DAYS.map(date.isoformat)}
    )
    said: dict[str, st.SearchStrategy[str]] = {"title": st.sampled_from(["One", "Other"])}
    match target:
        case PolicyStarted():
            said = {"name": st.sampled_from("XYZ")}
        case FigureReported():
            said = {"value": st.sampled_from(["11", "12", "13"])}
        case Correction():
            return st.fixed_dictionaries(said)
        case _:
            pass
    return st.tuples(st.fixed_dictionaries(said), moved).map(lambda both: {**both[0], **both[1]})


# The reference: apply, filter, order and fold, from scratch for each question


def stands(event: Event, events: Sequence[Event], known: date) -> Event | None:
    """Return what an event says by what is known, or None where it was retracted."""
    mine = [c for c in events if isinstance(c, Correction) and c.corrects == event.id]
    standing = [c for c in (stands(c, events, known) for c in mine) if isinstance(c, Correction)]
    live = [c for c in standing if c.kind == "erratum" or c.known.latest <= known]
    if any(c.kind == "retraction" for c in live):
        return None
    for kind in ("erratum", "revision"):
        for c in sorted((c for c in live if c.kind == kind), key=lambda c: c.known.latest):
            changed = dict(c.set)
            if event.known.text == event.effective.latest.isoformat():  # then it follows
                changed.setdefault("known", changed.get("effective", event.known))
            event = attrs.evolve(event, **changed)
    return event


def reference(events: Sequence[Event], day: date, known: date) -> dict[Any, Any]:
    standing = [found for found in (stands(e, events, known) for e in events) if found is not None]
    left = {e.id: e for e in standing if e.known.latest <= known}
    states: dict[Any, Any] = {}
    while left:
        today = min(e.effective.latest for e in left.values())
        rows = [e for e in left.values() if e.effective.latest == today]
        free = [e for e in rows if not set(e.after) & {other.id for other in rows}]
        event = left.pop(min(free, key=lambda e: (e.known.latest, e.id)).id)
        for view in VIEWS:
            if today <= day and type(event) in view.on:
                key = view.name, view.key(event)
                states[key] = view.on[type(event)](states.get(key), event)
    return states


@given(corrected_logs(), DAYS, st.lists(DAYS, min_size=1, max_size=4))
def test_an_answer_is_the_one_of_the_reference(
    events: list[Event], day: date, moments: list[date]
) -> None:
    timeline = Timeline(events)
    for known in moments:
        answer = timeline.as_of(day, known_at=known)
        found = {(v.name, key): state for v in VIEWS for key, state in answer[v].items()}
        assert found == reference(events, day, known)


@given(corrected_logs(), DAYS)
def test_all_that_is_known_now_is_what_is_known_at_the_end(events: list[Event], day: date) -> None:
    answer = Timeline(events).as_of(day)
    found = {(v.name, key): state for v in VIEWS for key, state in answer[v].items()}
    assert found == reference(events, day, date(2100, 1, 1))
