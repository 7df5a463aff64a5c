"""Policies: every handler, with and without a state before it."""

from typing import Any

import pytest
from pendulum import Date

from border_timeline import Event, Timeline
from border_timeline.views import Policy
from builders import policy_announced, policy_ended, policy_started, policy_suspended

DAYS = [Date(2024, 7, day) for day in range(1, 9)]


def policy(*events: Event) -> Policy:
    return Timeline(events).as_of("2024-12-31").policies["p"]


def test_a_policy_is_announced() -> None:
    told = policy(policy_announced("p", DAYS[0], name="The plan", by="Ann"))
    assert told == Policy("The plan", told.status, announced=DAYS[0], by="Ann")
    assert told.status == "announced"


def test_a_policy_without_a_name_goes_by_its_slug() -> None:
    for event in (
        policy_announced("p", DAYS[0]),
        policy_started("p", DAYS[0]),
        policy_suspended("p", DAYS[0]),
        policy_ended("p", DAYS[0]),
    ):
        assert policy(event).name == "p"


def test_a_policy_goes_from_announced_to_its_end() -> None:
    line = Timeline(
        [
            policy_announced("p", DAYS[0], name="Plan", by="Ann"),
            policy_started("p", DAYS[1], by="Bob"),
            policy_suspended("p", DAYS[2], by="Cid"),
            policy_started("p", DAYS[3]),
            policy_ended("p", DAYS[4], "unlawful", by="Dot"),
        ]
    )
    states = [line.as_of(day).policies["p"] for day in DAYS[:5]]
    assert [state.status for state in states] == [
        "announced",
        "in-force",
        "suspended",
        "in-force",
        "ended",
    ]
    assert [state.started for state in states] == [None, *[DAYS[1]] * 4]
    assert [state.outcome for state in states] == [None] * 4 + ["unlawful"]
    assert [state.ended for state in states] == [None] * 4 + [DAYS[4]]
    assert {state.announced for state in states} == {DAYS[0]}
    assert {(state.name, state.by) for state in states} == {("Plan", "Ann")}


@pytest.mark.parametrize("outcome", ["scrapped", "expired", "completed", "repealed", "unlawful"])
def test_a_policy_ends_with_its_outcome(outcome: str) -> None:
    told = policy(policy_started("p", DAYS[0]), policy_ended("p", DAYS[1], outcome))
    assert told.outcome == outcome


def test_a_policy_that_was_never_announced_starts() -> None:
    told = policy(policy_started("p", DAYS[0], name="Plan", by="Ann"))
    assert told == Policy("Plan", told.status, started=DAYS[0], by="Ann")
    assert told.status == "in-force"


@pytest.mark.parametrize(
    ("event", "status", "ended"),
    [
        (policy_suspended("p", DAYS[0]), "suspended", None),
        (policy_ended("p", DAYS[0]), "ended", DAYS[0]),
    ],
)
def test_a_policy_that_never_began_is_told_as_far_as_known(
    event: Event, status: str, ended: Any
) -> None:
    told = policy(event)
    assert (told.status, told.announced, told.started, told.ended) == (status, None, None, ended)


def test_who_started_a_policy_is_told_where_nobody_announced_it() -> None:
    told = policy(policy_announced("p", DAYS[0]), policy_started("p", DAYS[1], by="Bob"))
    assert told.by == "Bob"


def test_a_later_name_replaces_the_one_before() -> None:
    told = policy(
        policy_announced("p", DAYS[0], name="Old"), policy_started("p", DAYS[1], name="New")
    )
    assert told.name == "New"


def test_announcing_a_policy_in_force_changes_but_its_name() -> None:
    before = policy(policy_started("p", DAYS[0]))
    told = policy(policy_started("p", DAYS[0]), policy_announced("p", DAYS[1], name="Plan"))
    assert (told.status, told.started, told.name) == (before.status, before.started, "Plan")


def test_starting_a_policy_in_force_keeps_its_first_day() -> None:
    assert policy(policy_started("p", DAYS[0]), policy_started("p", DAYS[1])).started == DAYS[0]


@pytest.mark.parametrize(
    ("again", "announced", "started", "status"),
    [
        (policy_announced("p", DAYS[5], by="Eve"), DAYS[5], None, "announced"),
        (policy_started("p", DAYS[5], by="Eve"), None, DAYS[5], "in-force"),
    ],
)
def test_a_policy_that_comes_back_after_its_end_begins_anew(
    again: Event, announced: Any, started: Any, status: str
) -> None:
    first = [
        policy_announced("p", DAYS[0], name="Plan", by="Ann"),
        policy_started("p", DAYS[1]),
        policy_ended("p", DAYS[2]),
    ]
    told = policy(*first, again)
    assert told == Policy("Plan", told.status, announced=announced, started=started, by="Eve")
    assert told.status == status


def test_policies_do_not_touch_one_another() -> None:
    both = Timeline([policy_started("p", DAYS[0]), policy_ended("q", DAYS[1])])
    assert both.as_of(DAYS[1]).policies["p"] == policy(policy_started("p", DAYS[0]))
