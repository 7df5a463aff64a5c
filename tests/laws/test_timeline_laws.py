"""What holds for every log: the laws of a timeline, against a naive way to compute it."""

import pickle
from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import orjson
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from border_timeline import Event, Projection, Snapshot, Timeline, edtf
from border_timeline.views import VIEWS
from strategies import DATES, FACTS, logs

States = dict[str, dict[Any, Any]]

#: The days around each day on which something may begin, end or become known.
EDGES = sorted(
    {
        day + timedelta(step)
        for text in DATES
        for day in (edtf(text).earliest, edtf(text).latest)
        for step in (-1, 0, 1)
    }
)
MOMENTS: SearchStrategy[date] = st.sampled_from(EDGES)
#: Every type, or those that one view is folded from, which meet more often.
TYPES = st.sampled_from([FACTS, *(tuple(view.on) for view in VIEWS)])
LOGS = TYPES.flatmap(logs)
#: Logs whose events may be left out, for no other event names them in `after`.
UNLINKED = LOGS.map(lambda rows: [attrs.evolve(row, after=()) for row in rows])
#: Logs of at least one event, the last of which no other event names in `after`.
WITH_A_LAST = TYPES.flatmap(lambda types: logs(types, min_size=1))


def told(snapshot: Snapshot) -> bytes:
    """Return all that a snapshot says, byte for byte."""
    names = [event.id for event in snapshot.events], [maybe.event.id for maybe in snapshot.possible]
    return orjson.dumps([snapshot.to_dict(), names])


def states(snapshot: Snapshot) -> States:
    return {view.name: dict(snapshot[view]) for view in VIEWS}


# The naive way: nothing kept, nothing shared, each key from scratch


def naive_order(events: Sequence[Event]) -> list[Event]:
    """Take again and again the first event that follows nothing that is left of its day."""
    left = {event.id: event for event in events}
    ordered: list[Event] = []
    while left:
        day = min(event.effective.latest for event in left.values())
        today = [event for event in left.values() if event.effective.latest == day]
        free = [event for event in today if not {other.id for other in today} & set(event.after)]
        ordered.append(left.pop(min(free, key=lambda event: (event.known.latest, event.id)).id))
    return ordered


def naive_state(view: Projection[Any], events: Sequence[Event], key: Hashable) -> Any:
    state = None
    for event in events:
        if type(event) in view.on and view.key(event) == key:
            state = view.on[type(event)](state, event)
    return state


def naive(events: Sequence[Event], day: date, known: date | None) -> States:
    public = [event for event in events if known is None or event.known.latest <= known]
    seen = [event for event in naive_order(public) if event.effective.latest <= day]
    return {
        view.name: {
            key: naive_state(view, seen, key)
            for key in {view.key(event) for event in seen if type(event) in view.on}
        }
        for view in VIEWS
    }


@given(LOGS, MOMENTS, st.none() | MOMENTS)
def test_an_answer_is_the_one_computed_naively(
    events: list[Event], day: date, known: date | None
) -> None:
    assert states(Timeline(events).as_of(day, known_at=known)) == naive(events, day, known)


@given(LOGS)
def test_the_events_are_in_the_order_computed_naively(events: list[Event]) -> None:
    assert list(Timeline(events).events) == naive_order(events)


# Order of input


@given(st.data(), LOGS, MOMENTS, st.none() | MOMENTS)
def test_the_order_of_input_never_matters(
    data: st.DataObject, events: list[Event], day: date, known: date | None
) -> None:
    permuted = data.draw(st.permutations(events))
    first, second = Timeline(events), Timeline(permuted)
    assert told(first.as_of(day, known_at=known)) == told(second.as_of(day, known_at=known))


@given(st.data(), WITH_A_LAST, MOMENTS)
def test_an_event_given_twice_counts_once(
    data: st.DataObject, events: list[Event], day: date
) -> None:
    again = data.draw(st.lists(st.sampled_from(events), min_size=1))
    copies = [pickle.loads(pickle.dumps(event)) for event in again]  # noqa: S301 - our own bytes
    assert told(Timeline([*copies, *events]).as_of(day)) == told(Timeline(events).as_of(day))


@given(LOGS, st.lists(st.tuples(MOMENTS, st.none() | MOMENTS), min_size=2, max_size=5))
def test_the_order_of_questions_never_matters(
    events: list[Event], questions: list[tuple[date, date | None]]
) -> None:
    line = Timeline(events)
    for day, known in questions:
        asked, alone = (one.as_of(day, known_at=known) for one in (line, Timeline(events)))
        assert told(asked) == told(alone)


# The effective axis


@given(LOGS, MOMENTS)
def test_an_answer_needs_only_the_events_counted_by_then(events: list[Event], day: date) -> None:
    counted = [event for event in events if event.effective.latest <= day]
    answer = Timeline(events).as_of(day)
    assert answer == Timeline(counted).as_of(day)
    assert set(answer.events) == set(counted)


@given(WITH_A_LAST, st.integers(1, 400))
def test_an_event_of_a_later_day_never_changes_an_answer(events: list[Event], before: int) -> None:
    *others, later = events
    day = later.effective.latest - timedelta(before)
    assert Timeline(events).as_of(day) == Timeline(others).as_of(day)


@given(LOGS, MOMENTS)
def test_an_event_is_absent_or_possible_or_counted(events: list[Event], day: date) -> None:
    answer = Timeline(events).as_of(day)
    absent = {event for event in events if event.effective.earliest > day}
    parts = [absent, {maybe.event for maybe in answer.possible}, set(answer.events)]
    assert sum(map(len, parts)) == len(events)
    assert set().union(*parts) == set(events)


@given(LOGS, MOMENTS, MOMENTS)
def test_what_counts_once_counts_ever_after(events: list[Event], one: date, other: date) -> None:
    line = Timeline(events)
    early, late = line.as_of(min(one, other)), line.as_of(max(one, other))
    assert late.events[: len(early.events)] == early.events
    assert all(set(early[view]) <= set(late[view]) for view in VIEWS)


# The known axis


@given(LOGS, MOMENTS, MOMENTS)
def test_an_answer_at_a_time_needs_only_the_events_known_by_then(
    events: list[Event], day: date, known: date
) -> None:
    names = {event.id for event in events if event.known.latest <= known}
    public = [
        attrs.evolve(event, after=tuple(name for name in event.after if name in names))
        for event in events
        if event.id in names
    ]
    answer, alone = Timeline(events).as_of(day, known_at=known), Timeline(public).as_of(day)
    assert states(answer) == states(alone)
    assert [event.id for event in answer.events] == [event.id for event in alone.events]
    assert [maybe.event.id for maybe in answer.possible] == [
        maybe.event.id for maybe in alone.possible
    ]


@given(WITH_A_LAST, MOMENTS, st.integers(1, 400))
def test_an_event_known_later_never_changes_an_answer_at_a_time(
    events: list[Event], day: date, before: int
) -> None:
    *others, later = events
    known = later.known.latest - timedelta(before)
    answers = [Timeline(rows).as_of(day, known_at=known) for rows in (events, others)]
    assert told(answers[0]) == told(answers[1])


@given(LOGS, MOMENTS)
def test_when_all_is_known_known_at_changes_nothing(events: list[Event], day: date) -> None:
    line = Timeline(events)
    assert states(line.as_of(day, known_at="2030-01-01")) == states(line.as_of(day))


@given(LOGS, MOMENTS)
def test_seen_on_is_both_axes_on_one_day(events: list[Event], day: date) -> None:
    line = Timeline(events)
    assert line.seen_on(day) == line.as_of(day, known_at=day)


# Keys


@given(UNLINKED, MOMENTS, st.none() | MOMENTS)
def test_folding_keys_apart_equals_folding_them_together(
    events: list[Event], day: date, known: date | None
) -> None:
    together = Timeline(events).as_of(day, known_at=known)
    for view in VIEWS:
        apart: dict[Any, Any] = {}
        for key in {view.key(event) for event in events if type(event) in view.on}:
            own = [event for event in events if type(event) in view.on and view.key(event) == key]
            apart.update(Timeline(own).as_of(day, known_at=known)[view])
        assert apart == dict(together[view])


# Snapshots


@given(LOGS, MOMENTS, st.none() | MOMENTS)
def test_snapshots_of_the_same_question_are_equal_hash_alike_and_pickle(
    events: list[Event], day: date, known: date | None
) -> None:
    answer = Timeline(events).as_of(day, known_at=known)
    copies = [
        Timeline(events[::-1]).as_of(day, known_at=known),
        pickle.loads(pickle.dumps(answer)),  # noqa: S301 - our own bytes
        pickle.loads(pickle.dumps(Timeline(events))).as_of(day, known_at=known),  # noqa: S301 - our own bytes
    ]
    for other in copies:
        assert other == answer
        assert hash(other) == hash(answer)
        assert told(other) == told(answer)


@given(LOGS, MOMENTS, MOMENTS)
def test_snapshots_of_different_days_differ(events: list[Event], one: date, other: date) -> None:
    line = Timeline(events)
    assert (line.as_of(one) == line.as_of(other)) == (one == other)


@given(LOGS, MOMENTS, st.none() | MOMENTS)
def test_every_view_of_every_log_can_be_told(
    events: list[Event], day: date, known: date | None
) -> None:
    answer = Timeline(events).as_of(day, known_at=known)
    assert orjson.loads(orjson.dumps(answer.to_dict()))["as_of"] == day.isoformat()
    assert repr(answer).startswith("<Snapshot as_of=")
    assert answer._repr_html_().count("<table>") == sum(map(bool, answer.views().values()))
    for view in VIEWS:
        keys = list(answer[view])
        assert len(answer[view]) == len(keys) == len(set(keys))
        assert all(key in answer[view] for key in keys)
