"""What time means: each boundary that the design states, as one test."""

import warnings
from datetime import UTC, date, datetime

import pendulum
import pytest

from border_timeline import (
    BeyondCoverageWarning,
    Coverage,
    DatasetInfo,
    Event,
    Snapshot,
    Timeline,
    UnknownKeyError,
)
from builders import (
    pledged,
    policy_announced,
    policy_ended,
    policy_started,
    post_filled,
    post_vacated,
)

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"


def names(events: tuple[Event, ...]) -> list[str]:
    return [event.id for event in events]


def maybe(now: Snapshot) -> list[str]:
    return [possible.event.id for possible in now.possible]


# The effective axis: the end of a civil day in London


def test_days_are_handed_out_as_pendulum_dates() -> None:
    now = Timeline([policy_started("p", DAY)]).as_of(DAY, known_at=NEXT)
    found = [now.as_of, now.known_at, now.policies["p"].started, now.events[0].effective.earliest]
    assert [type(day) for day in found] == [pendulum.Date] * 4
    assert found[0] == date(2024, 7, 7)


def test_everything_of_a_day_counts_at_the_end_of_that_day() -> None:
    line = Timeline([policy_started("p", DAY), policy_ended("p", DAY, known=DAY)])
    assert "p" not in line.as_of(EVE).policies
    assert names(line.as_of(EVE).events) == []
    assert len(line.as_of(DAY).events) == 2
    assert line.as_of(DAY) != line.as_of(NEXT)
    assert dict(line.as_of(DAY).policies) == dict(line.as_of(NEXT).policies)


def test_an_event_of_a_time_before_midnight_in_utc_is_of_the_next_day_in_london() -> None:
    line = Timeline([policy_started("p", datetime(2024, 7, 6, 23, 30, tzinfo=UTC), id="p-starts")])
    assert "p" not in line.as_of(EVE).policies
    assert line.as_of(DAY).policies["p"].started == date(2024, 7, 7)


def test_a_day_is_never_moved_by_the_clock_change() -> None:
    for day in ("2024-03-31", "2024-10-27"):
        assert str(Timeline([]).as_of(date.fromisoformat(day)).as_of) == day


def test_the_state_of_the_last_day_lasts() -> None:
    line = Timeline([post_filled("chief", EVE, "Ann"), post_vacated("chief", NEXT)])
    holders = [line.as_of(day).posts["chief"].holder for day in (EVE, DAY, NEXT, "2030-01-01")]
    assert holders == ["Ann", "Ann", None, None]


# Imprecise dates: absent, possible, counted


@pytest.mark.parametrize(
    ("when", "absent", "possible", "counted"),
    [
        ("2024-07", ["2024-06-30"], ["2024-07-01", "2024-07-15", "2024-07-30"], ["2024-07-31"]),
        ("2024-07~", ["2024-06-30"], ["2024-07-01", "2024-07-30"], ["2024-07-31"]),
        ("2024?", ["2023-12-31"], ["2024-01-01", "2024-12-30"], ["2024-12-31", "2025-01-01"]),
        ("2024-07-01/2024-07-05", ["2024-06-30"], ["2024-07-01", "2024-07-04"], ["2024-07-05"]),
        ("2024-02/2024-03", ["2024-01-31"], ["2024-02-01", "2024-03-30"], ["2024-03-31"]),
        ("2024-07-07", ["2024-07-06"], [], ["2024-07-07"]),
        ("2024-07-07?", ["2024-07-06"], [], ["2024-07-07"]),
        ("2024-07-07~", ["2024-07-06"], [], ["2024-07-07"]),
    ],
)
def test_an_event_is_absent_then_possible_then_counted(
    when: str, absent: list[str], possible: list[str], counted: list[str]
) -> None:
    line = Timeline([policy_started("p", when, id="p-starts")])
    for day in absent:
        now = line.as_of(day)
        assert (names(now.events), maybe(now), "p" in now.policies) == ([], [], False)
    for day in possible:
        now = line.as_of(day)
        assert (names(now.events), maybe(now)) == ([], ["p-starts"])
        assert "p" not in now.policies
    for day in counted:
        now = line.as_of(day)
        assert (names(now.events), maybe(now)) == (["p-starts"], [])
        assert now.policies["p"].started == line.events[0].effective.latest


def test_a_possible_event_changes_no_state() -> None:
    line = Timeline([post_filled("chief", "2024-07-01", "Ann"), post_vacated("chief", "2024-07")])
    assert line.as_of("2024-07-30").posts["chief"].holder == "Ann"
    assert line.as_of("2024-07-31").posts["chief"].holder is None


def test_possible_events_are_in_replay_order() -> None:
    line = Timeline(
        [
            policy_started("c", "2024", id="a-year"),
            policy_started("b", "2024-07", id="b-month"),
            policy_started("a", "2024-07", id="a-month"),
        ]
    )
    assert maybe(line.as_of("2024-07-02")) == ["a-month", "b-month", "a-year"]


# The known axis


def test_known_is_by_default_the_last_day_of_effective() -> None:
    line = Timeline([policy_started("p", "2024-07")])
    assert str(line.events[0].known) == "2024-07-31"
    assert "p" not in line.as_of("2024-08-30", known_at="2024-07-30").policies
    assert "p" in line.as_of("2024-08-30", known_at="2024-07-31").policies


def test_what_was_not_yet_public_does_not_exist() -> None:
    line = Timeline([policy_started("p", EVE, known=NEXT)])
    assert "p" not in line.as_of(DAY, known_at=DAY).policies
    assert line.as_of(DAY, known_at=DAY).events == ()
    assert "p" in line.as_of(DAY, known_at=NEXT).policies
    assert "p" in line.as_of(DAY).policies


def test_everything_published_on_a_day_is_known_at_its_end() -> None:
    line = Timeline([policy_started("p", EVE, known=DAY)])
    assert "p" not in line.as_of(EVE, known_at="2024-07-06T22:59:59Z").policies
    assert "p" in line.as_of(EVE, known_at="2024-07-06T23:00:00Z").policies
    assert "p" in line.as_of(EVE, known_at=DAY).policies


@pytest.mark.parametrize(
    ("known", "not_yet", "known_from"),
    [
        ("2024-07", "2024-07-30", "2024-07-31"),
        ("2024-07?", "2024-07-30", "2024-07-31"),
        ("2024-07-06/2024-07-09", "2024-07-08", "2024-07-09"),
        ("2024", "2024-12-30", "2024-12-31"),
        ("2024-07-09~", "2024-07-08", "2024-07-09"),
    ],
)
def test_an_imprecise_known_is_certain_from_its_last_day(
    known: str, not_yet: str, known_from: str
) -> None:
    line = Timeline([policy_started("p", EVE, known=known)])
    before, after = (line.as_of("2025-01-01", known_at=day) for day in (not_yet, known_from))
    assert ("p" in before.policies, "p" in after.policies) == (False, True)
    assert (len(before.events), len(after.events)) == (0, 1)


def test_a_future_is_a_fact_like_any_other() -> None:
    line = Timeline([policy_started("p", NEXT, known=DAY)])
    assert "p" in line.as_of(NEXT, known_at=DAY).policies
    assert "p" not in line.as_of(DAY, known_at=DAY).policies
    assert "p" not in line.as_of(DAY, known_at=NEXT).policies
    assert "p" not in line.as_of(NEXT, known_at=EVE).policies


def test_a_possible_event_must_be_known_too() -> None:
    line = Timeline([policy_started("p", "2024-07", id="p-starts", known="2024-07-20")])
    assert maybe(line.as_of("2024-07-15")) == ["p-starts"]
    assert maybe(line.as_of("2024-07-15", known_at="2024-07-20")) == ["p-starts"]
    assert maybe(line.as_of("2024-07-15", known_at="2024-07-19")) == []


def test_seen_on_is_as_of_and_known_at_on_one_day() -> None:
    line = Timeline([policy_announced("p", EVE), policy_started("p", EVE, known=NEXT)])
    assert line.seen_on(DAY) == line.as_of(DAY, known_at=DAY)
    assert line.seen_on(DAY).known_at == date(2024, 7, 7)
    assert [line.seen_on(day).policies["p"].status for day in (DAY, NEXT)] == [
        "announced",
        "in-force",
    ]


def test_what_became_known_late_takes_its_place_in_the_past() -> None:
    line = Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann"),
            post_filled("chief", "2024-02-01", "Bob", known="2024-06-01"),
            post_filled("chief", "2024-03-01", "Cid"),
        ]
    )
    then = {
        (day, known): line.as_of(day, known_at=known).posts["chief"].holder
        for day in ("2024-01-15", "2024-02-15", "2024-03-15")
        for known in ("2024-05-31", "2024-06-01", None)
    }
    assert then == {
        ("2024-01-15", "2024-05-31"): "Ann",
        ("2024-01-15", "2024-06-01"): "Ann",
        ("2024-01-15", None): "Ann",
        ("2024-02-15", "2024-05-31"): "Ann",
        ("2024-02-15", "2024-06-01"): "Bob",
        ("2024-02-15", None): "Bob",
        ("2024-03-15", "2024-05-31"): "Cid",
        ("2024-03-15", "2024-06-01"): "Cid",
        ("2024-03-15", None): "Cid",
    }


def test_what_was_known_in_time_counts_behind_what_was_not() -> None:
    line = Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann", known="2024-06-02"),
            post_filled("chief", "2024-02-01", "Bob", known="2024-06-01"),
        ]
    )
    assert "chief" not in line.as_of("2024-03-01", known_at="2024-05-31").posts
    assert line.as_of("2024-03-01", known_at="2024-06-01").posts["chief"].holder == "Bob"
    assert "chief" not in line.as_of("2024-01-31", known_at="2024-06-01").posts


def test_what_is_only_perhaps_known_does_not_count_between_what_is() -> None:
    line = Timeline(
        [
            pledged("b", "2024-01-01", "GBP 1", known="2024-05-01"),
            pledged("b", "2024-02-01", "GBP 2", known="2024-06"),
            pledged("b", "2024-03-01", "GBP 4", known="2024-05-02"),
        ]
    )
    days = ("2024-05-01", "2024-06-15", "2024-06-30")
    totals = [line.as_of("2024-04-01", known_at=day).funding["b"].pledged.low for day in days]
    assert list(map(str, totals)) == ["GBP 1", "GBP 5", "GBP 7"]


def test_events_of_a_snapshot_are_those_counted_and_known() -> None:
    line = Timeline(
        [
            policy_started("a", EVE, id="early"),
            policy_started("b", EVE, id="told-late", known=NEXT),
            policy_started("c", NEXT, id="told-ahead", known=EVE),
        ]
    )
    assert names(line.as_of(DAY).events) == ["early", "told-late"]
    assert names(line.as_of(DAY, known_at=DAY).events) == ["early"]
    assert names(line.as_of(NEXT, known_at=DAY).events) == ["early", "told-ahead"]


# Coverage


def test_the_coverage_holds_its_first_and_its_last_day() -> None:
    coverage = Coverage(since=DAY, through=NEXT)
    line = Timeline([], info=DatasetInfo(coverage=coverage))
    with warnings.catch_warnings():
        warnings.simplefilter("error", BeyondCoverageWarning)
        assert not line.as_of(DAY).beyond_coverage
        assert not line.as_of("2024-07-08T22:59:59Z").beyond_coverage
    for day in (EVE, "2024-07-08T23:00:00Z"):
        with pytest.warns(BeyondCoverageWarning):
            assert line.as_of(day).beyond_coverage


def test_a_key_that_is_only_possible_does_not_exist_yet() -> None:
    now = Timeline([policy_started("p", "2024-07")]).as_of("2024-07-15")
    with pytest.raises(UnknownKeyError, match="first appears on 2024-07-31"):
        now.policies["p"]
