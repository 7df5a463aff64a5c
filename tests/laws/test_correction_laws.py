"""Corrections, held against a slow and obvious reference, for every day and state of knowledge."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from border_timeline import Event, Snapshot, Timeline
from border_timeline.views import VIEWS
from corrected import DAYS, KNOWN, corrected_logs
from reference import FAR, Entity, replayed, states


def held(answer: Snapshot) -> dict[Entity, Any]:
    return {(view.name, key): state for view in VIEWS for key, state in answer[view].items()}


@given(corrected_logs(), DAYS, st.lists(KNOWN, min_size=1, max_size=4))
def test_an_answer_is_the_one_of_the_reference(
    events: list[Event], day: date, moments: list[date]
) -> None:
    timeline = Timeline(events)
    for known in moments:
        answer = timeline.as_of(day, known_at=known)
        assert held(answer) == states(events, day, known)
        assert list(answer.events) == replayed(events, known, day)


@given(corrected_logs(), DAYS)
def test_all_that_is_known_now_is_what_is_known_at_the_end(events: list[Event], day: date) -> None:
    answer = Timeline(events).as_of(day)
    assert held(answer) == states(events, day, FAR)
    assert list(answer.events) == replayed(events, FAR, day)
