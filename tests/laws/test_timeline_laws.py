"""What holds for every log, beside the laws that a user's timeline is held to as well."""

import pickle
from datetime import date
from typing import Any

import attrs
import orjson
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from border_timeline import Event, Snapshot, Timeline
from border_timeline.testing.logs import FACTS, logs
from border_timeline.views import VIEWS
from edges import EDGES

States = dict[str, dict[Any, Any]]

MOMENTS: SearchStrategy[date] = st.sampled_from(EDGES)
#: Every type, or those that one view is folded from, which meet more often.
TYPES = st.sampled_from([FACTS, *(tuple(view.on) for view in VIEWS)])
LOGS = TYPES.flatmap(logs)
#: Logs of at least one event, the last of which no other event names in `after`.
WITH_A_LAST = TYPES.flatmap(lambda types: logs(types, min_size=1))


def told(snapshot: Snapshot) -> bytes:
    """Return all that a snapshot says, byte for byte."""
    names = [event.id for event in snapshot.events], [maybe.event.id for maybe in snapshot.possible]
    return orjson.dumps([snapshot.to_dict(), names])


def states(snapshot: Snapshot) -> States:
    return {view.name: dict(snapshot[view]) for view in VIEWS}


@given(st.data(), WITH_A_LAST, MOMENTS)
def test_an_event_given_twice_counts_once(
    data: st.DataObject, events: list[Event], day: date
) -> None:
    again = data.draw(st.lists(st.sampled_from(events), min_size=1))
    copies = [pickle.loads(pickle.dumps(event)) for event in again]  # noqa: S301 - our own bytes
    assert told(Timeline([*copies, *events]).as_of(day)) == told(Timeline(events).as_of(day))


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


@given(LOGS, MOMENTS)
def test_when_all_is_known_known_at_changes_nothing(events: list[Event], day: date) -> None:
    line = Timeline(events)
    assert states(line.as_of(day, known_at="2030-01-01")) == states(line.as_of(day))


@given(LOGS, MOMENTS)
def test_seen_on_is_both_axes_on_one_day(events: list[Event], day: date) -> None:
    line = Timeline(events)
    assert line.seen_on(day) == line.as_of(day, known_at=day)


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
