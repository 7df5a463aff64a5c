"""A timeline: what it takes, what it answers, and that nothing in it can be changed."""

import copy
import pickle
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pendulum
import pytest

from border_timeline import (
    BeyondCoverageWarning,
    Coverage,
    DatasetError,
    DatasetInfo,
    DateError,
    DateTypeError,
    EventTypeError,
    Timeline,
)
from border_timeline.views import POLICIES
from builders import pledged, policy_ended, policy_started, post_filled

COVERAGE = Coverage(since="2024-01-01", through="2024-12-31")
COVERED = DatasetInfo(coverage=COVERAGE)


def timeline() -> Timeline:
    return Timeline(
        [
            policy_ended("p", "2024-07-07"),
            policy_started("p", "2024-07-01"),
            pledged("b", "2024-07-05", "GBP 75,000,000"),
            post_filled("chief", "2024-07", holder="Ann"),
        ]
    )


SAME_DAY: list[Any] = [
    "2024-07-07",
    "2024-07-06T23:30:00Z",
    "2024-07-07T00:30:00+01:00",
    "2024-07-07T22:59:59.999999Z",
    "2024-07-07T23:59+01:00",
    "2024-07-07T18:00:00-04:00",
    "2024-07-08T00:30:00+02:00",
    date(2024, 7, 7),
    pendulum.Date(2024, 7, 7),
    datetime(2024, 7, 6, 23, 30, tzinfo=UTC),
    datetime(2024, 7, 7, 23, 30, tzinfo=ZoneInfo("Europe/London")),
    datetime(2024, 7, 8, 7, 59, tzinfo=timezone(timedelta(hours=9))),
    pendulum.datetime(2024, 7, 7, 12, tz="America/New_York"),
]


@pytest.mark.parametrize("asked", SAME_DAY, ids=str)
def test_every_way_to_say_a_day_is_that_day_in_london(asked: Any) -> None:
    answer = timeline().as_of(asked, known_at=asked)
    assert (answer.as_of, answer.known_at) == (date(2024, 7, 7), date(2024, 7, 7))
    assert timeline().seen_on(asked) == answer


def test_half_an_hour_before_midnight_in_utc_is_the_next_day_of_a_london_summer() -> None:
    assert timeline().as_of("2024-07-06T23:30:00Z").as_of == date(2024, 7, 7)
    assert timeline().as_of("2024-12-06T23:30:00Z").as_of == date(2024, 12, 6)


LOOSE = [
    "2024-7-6",
    "20240706",
    "now",
    "today",
    "",
    "2024",
    "2024-07",
    " 2024-07-06",
    "2024-07-06 ",
    "2024-07-06\n",
    "2024-07-06?",
    "2024-07-06~",
    "2024-07-06/2024-07-07",
    "2024-02-30",
    "2024-13-01",
    "0000-01-01",
    "06/07/2024",
    "6 July 2024",
    "2024-W27-6",
    "2024-188",
    "24-07-06",
    "\u0662024-07-06",
    "2024-07-06T12:00:00",
    "2024-07-06 12:00:00Z",
    "2024-07-06T24:30:00Z",
    "2024-07-06T12Z",
    "2024-07-06T12:00:00+0100",
    datetime(2024, 7, 6, 12, 0),  # noqa: DTZ001 - naive on purpose
    datetime.max.replace(tzinfo=timezone(-timedelta(hours=1))),
]
NO_DATES = [None, 20240706, 1720224000.0, True, b"2024-07-06", ["2024-07-06"], timedelta(1)]

Ask = Callable[[Timeline, Any], object]
QUESTIONS: list[Any] = [
    pytest.param(lambda line, day: line.as_of(day), id="as_of"),
    pytest.param(lambda line, day: line.as_of("2024-07-07", known_at=day), id="known_at"),
    pytest.param(lambda line, day: line.seen_on(day), id="seen_on"),
]


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("asked", LOOSE)
def test_a_date_that_could_be_misread_is_refused(ask: Ask, asked: Any) -> None:
    with pytest.raises(DateError) as caught:
        ask(timeline(), asked)
    assert repr(asked) in str(caught.value)


@pytest.mark.parametrize("asked", NO_DATES, ids=repr)
@pytest.mark.parametrize("ask", [QUESTIONS[0], QUESTIONS[2]])
def test_what_is_no_date_is_refused(ask: Ask, asked: Any) -> None:
    with pytest.raises(DateTypeError, match="give a date") as caught:
        ask(timeline(), asked)
    assert repr(asked) in str(caught.value)


@pytest.mark.parametrize("asked", NO_DATES[1:], ids=repr)
def test_a_known_at_that_is_no_date_is_refused(asked: Any) -> None:
    with pytest.raises(DateTypeError):
        timeline().as_of("2024-07-07", known_at=asked)


def test_known_at_none_is_all_that_is_known_now() -> None:
    assert timeline().as_of("2024-07-07", known_at=None) == timeline().as_of("2024-07-07")


def test_a_refused_time_says_how_to_ask() -> None:
    with pytest.raises(DateError, match=r"without an offset.*time zone"):
        timeline().as_of("2024-07-06T12:00:00")
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        timeline().as_of("2024-7-6")
    with pytest.raises(DateError, match="write '2024-07-31'"):
        timeline().as_of("2024-07")


def test_the_known_axis_is_given_by_keyword() -> None:
    with pytest.raises(TypeError):
        timeline().as_of("2024-07-07", "2024-07-07")  # type: ignore[call-arg] # the mistake it is about


def test_events_are_in_replay_order() -> None:
    days = [event.effective.latest for event in timeline().events]
    assert days == sorted(days)
    assert isinstance(timeline().events, tuple)
    assert len(timeline()) == len(timeline().events) == 4


def test_a_timeline_says_what_it_holds() -> None:
    assert repr(timeline()) == "<Timeline: 4 events, 2024-07-01 to 2024-07-31>"
    assert repr(Timeline([])) == "<Timeline: no events>"


def test_a_timeline_of_no_events_answers_that_there_is_nothing() -> None:
    empty = Timeline([])
    assert (len(empty), empty.events) == (0, ())
    assert not any(empty.as_of("2024-07-07").views().values())


def test_any_iterable_of_events_will_do() -> None:
    events = timeline().events
    answers = {
        orjson.dumps(Timeline(given).as_of("2024-07-31").to_dict())
        for given in (events, list(events), set(events), iter(events), (e for e in events))
    }
    assert len(answers) == 1


def test_what_cannot_be_put_in_order_is_refused() -> None:
    with pytest.raises(DatasetError, match="no-such-event"):
        Timeline([policy_started("p", "2024-07-01", after=["no-such-event"])])
    with pytest.raises(EventTypeError):
        Timeline([{"id": "a-mapping"}])  # type: ignore[list-item] # the mistake it is about


@pytest.mark.parametrize("day", ["2024-01-01", "2024-07-07", "2024-12-31"])
def test_inside_the_coverage_nothing_is_said(day: str) -> None:
    line = Timeline(timeline().events, info=COVERED)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not line.as_of(day).beyond_coverage
        assert not line.seen_on(day).beyond_coverage


@pytest.mark.parametrize("day", ["2023-12-31", "2025-01-01"])
@pytest.mark.parametrize("ask", [QUESTIONS[0], QUESTIONS[2]])
def test_outside_the_coverage_an_answer_comes_with_a_warning(ask: Ask, day: str) -> None:
    line = Timeline(timeline().events, info=COVERED)
    with pytest.warns(BeyondCoverageWarning, match=f"{day}.*2024-01-01 to 2024-12-31") as caught:
        answer: Any = ask(line, day)
    assert answer.beyond_coverage
    assert " beyond coverage" in repr(answer)
    assert answer.to_dict()["beyond_coverage"] is True
    assert [warning.filename for warning in caught] == [__file__]


def test_after_the_coverage_the_last_state_answers() -> None:
    line = Timeline(timeline().events, info=COVERED)
    last = line.as_of("2024-12-31")
    with pytest.warns(BeyondCoverageWarning):
        beyond = line.as_of("2030-01-01")
    assert dict(beyond.policies) == dict(last.policies)


def test_known_at_may_lie_outside_the_coverage() -> None:
    line = Timeline(timeline().events, info=COVERED)
    assert not line.as_of("2024-07-07", known_at="2030-01-01").beyond_coverage


def test_a_timeline_without_coverage_is_never_beyond_it() -> None:
    assert timeline().coverage is None
    assert not timeline().as_of("1900-01-01").beyond_coverage


def test_a_timeline_says_what_it_covers() -> None:
    assert Timeline([], info=COVERED).coverage == COVERAGE


THINGS: list[Any] = [
    pytest.param(lambda line: line, id="timeline"),
    pytest.param(lambda line: line.events[0], id="event"),
    pytest.param(lambda line: line.events[0].sources[0], id="source"),
    pytest.param(lambda line: line.as_of("2024-07-31"), id="snapshot"),
    pytest.param(lambda line: line.as_of("2024-07-31").policies, id="view"),
    pytest.param(lambda line: line.as_of("2024-07-31").policies["p"], id="policy"),
    pytest.param(lambda line: line.as_of("2024-07-31").posts["chief"], id="post"),
    pytest.param(lambda line: line.as_of("2024-07-31").funding["b"], id="funding"),
    pytest.param(lambda line: line.as_of("2024-07-31").funding["b"].pledges[0], id="entry"),
    pytest.param(lambda line: line.as_of("2024-07-31").funding["b"].pledged, id="range"),
    pytest.param(lambda line: line.as_of("2024-07-31").figures, id="figures"),
]


@pytest.mark.parametrize("find", THINGS)
def test_nothing_that_a_query_hands_out_can_be_changed(find: Callable[[Timeline], Any]) -> None:
    thing = find(timeline())
    public = [name for name in dir(thing) if not name.startswith("_")]
    for name in [*public, "new"]:
        with pytest.raises((AttributeError, TypeError)):
            setattr(thing, name, "changed")
        with pytest.raises((AttributeError, TypeError)):
            delattr(thing, name)
    with pytest.raises(TypeError):
        thing[POLICIES] = "changed"
    with pytest.raises(TypeError):
        del thing[POLICIES]


def test_changing_a_copy_changes_no_answer() -> None:
    now = timeline().as_of("2024-07-31")
    before = orjson.dumps(now.to_dict())
    now.views().clear()
    told = now.to_dict()
    told["views"]["policies"]["p"]["name"] = "changed"
    told["views"]["funding"]["b"]["pledges"].clear()
    assert orjson.dumps(now.to_dict()) == before


def test_a_timeline_pickles_and_copies() -> None:
    line = Timeline(timeline().events, info=COVERED)
    asked = line.as_of("2024-07-07")
    for other in (pickle.loads(pickle.dumps(line)), copy.copy(line), copy.deepcopy(line)):  # noqa: S301 - our own
        assert isinstance(other, Timeline)
        assert other.events == line.events
        assert other.coverage == COVERAGE
        assert other.as_of("2024-07-07") == asked
