"""Given, when, then: what an example expects, and what it says when it is otherwise."""

from decimal import Decimal

import pytest

import border_timeline as bt
from border_timeline import MoneyRange, PathError, UnknownKeyError, money
from border_timeline.testing import Outcome, Scenario, UnmetError, given
from border_timeline.views import PolicyStatus
from builders import (
    corrected,
    pledged,
    policy_ended,
    policy_started,
    post_filled,
    post_vacated,
    reported,
)
from planted import FERRIES, Ferry, departure

START = policy_started("patrols", "2024-07-01", id="start", name="Patrols")
END = policy_ended("patrols", "2024-07-05", id="end", known="2024-07-09")
SUM = money("GBP 75,000,000")


# Given, when


def test_a_scenario_has_the_events_that_are_given_and_those_that_come_when() -> None:
    assert given([START]) == Scenario((START,))
    assert given([START, END]) == given([START]).when(END) == given([]).when(START, END)
    assert given(iter([START]), views=[FERRIES]).when(END) == Scenario((START, END), (FERRIES,))


def test_what_comes_when_leaves_the_scenario_before_as_it_is() -> None:
    before = given([START])
    after = before.when(END)
    before.as_of("2024-07-05").then("policies.patrols.status", "in-force")
    after.as_of("2024-07-05").then("policies.patrols.status", "ended")


def test_a_state_is_the_one_at_the_end_of_a_day_by_what_is_known_at_another() -> None:
    scenario = given([START, END])
    scenario.as_of("2024-07-05").then("policies.patrols.status", "ended")
    scenario.as_of("2024-07-04").then("policies.patrols.status", "in-force")
    at_night = scenario.as_of("2024-07-10", known_at="2024-07-08")
    at_night.then("policies.patrols.status", "in-force")
    assert str(at_night.now.as_of) == "2024-07-10"
    assert str(at_night.now.known_at) == "2024-07-08"


def test_what_is_seen_on_a_day_is_what_was_known_on_it() -> None:
    scenario = given([START, END])
    scenario.seen_on("2024-07-08").then("policies.patrols.status", "in-force")
    scenario.seen_on("2024-07-09").then("policies.patrols.status", "ended")
    assert scenario.seen_on("2024-07-08").now.known_at == scenario.seen_on("2024-07-08").now.as_of


def test_corrections_count_as_they_do_everywhere() -> None:
    revised = corrected("start", "revision", "2024-07-03", set={"name": "Joint patrols"})
    scenario = given([START, revised])
    scenario.seen_on("2024-07-02").then("policies.patrols.name", "Patrols")
    scenario.as_of("2024-07-02").then("policies.patrols.name", "Joint patrols")
    gone = scenario.when(corrected("start", "retraction", "2024-07-04"))
    gone.as_of("2024-07-02").then_absent("policies.patrols")
    gone.seen_on("2024-07-03").then("policies.patrols.name", "Joint patrols")


def test_an_example_may_show_its_own_views_beside_the_bundled_ones() -> None:
    scenario = given([START, departure("first", "2024-07-01", passengers=3)], views=[FERRIES])
    outcome = scenario.as_of("2024-07-01").then("policies.patrols.status", "in-force")
    outcome.then("ferries.alpha", Ferry(1, 3)).then("ferries.alpha.passengers", 3)


# Then


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("policies.patrols.status", ["in-force", PolicyStatus.IN_FORCE]),
        ("policies.patrols.started", ["2024-07-01", bt.load().as_of("2024-07-01").as_of]),
        ("policies.patrols.ended", [None]),
        ("policies.patrols.name", ["Patrols"]),
        ("funding.patrols.pledged", ["GBP 75,000,000", MoneyRange(SUM, SUM)]),
        ("funding.patrols.pledges.0.amount", ["GBP 75,000,000", "GBP 75000000", SUM]),
        ("posts.minister.holder", ["A Person"]),
        ("figures.crossings.2024-06.value", [5417, "5417", Decimal(5417)]),
    ],
)
def test_a_value_is_expected_as_itself_or_as_the_text_that_it_is_written_as(
    path: str, values: list[object]
) -> None:
    log = [
        START,
        pledged("patrols", "2024-07-01", "GBP 75,000,000"),
        post_filled("minister", "2024-07-01"),
        reported("crossings", "2024-06", 5417),
    ]
    outcome = given(log).as_of("2024-07-01")
    for value in values:
        assert outcome.then(path, value) is outcome
    with pytest.raises(UnmetError):
        outcome.then(path, "something else")


def test_expectations_of_one_moment_follow_one_another() -> None:
    outcome = given([START]).as_of("2024-07-01")
    assert isinstance(outcome, Outcome)
    chained = outcome.then("policies.patrols.status", "in-force").then_absent("policies.checks")
    assert chained is outcome


def test_a_value_that_is_none_is_not_expected_as_text() -> None:
    outcome = given([START]).as_of("2024-07-01")
    with pytest.raises(UnmetError, match=r"policies.patrols.ended"):
        outcome.then("policies.patrols.ended", "2024-07-05")


def test_an_unmet_expectation_tells_the_value_and_the_event_that_set_it() -> None:
    outcome = given([START, END]).as_of("2024-07-06")
    with pytest.raises(UnmetError) as caught:
        outcome.then("policies.patrols.status", "in-force")
    assert isinstance(caught.value, AssertionError)
    assert isinstance(caught.value, bt.BorderTimelineError)
    told = str(caught.value)
    assert told.startswith(
        "policies.patrols.status as of 2024-07-06 is\n"
        "    <PolicyStatus.ENDED: 'ended'>\nand not\n    'in-force'\nsince 2024-07-05, by\n\n"
    )
    assert "\nid: end\ntype: policy-ended\neffective: 2024-07-05\nknown: 2024-07-09\n" in told
    assert "id: start" not in told


def test_an_unmet_expectation_says_by_what_is_known_when() -> None:
    outcome = given([START, END]).seen_on("2024-07-06")
    with pytest.raises(UnmetError) as caught:
        outcome.then("policies.patrols.status", "ended")
    said = "policies.patrols.status as of 2024-07-06, as known on 2024-07-06 is\n"
    assert str(caught.value).startswith(said)


def test_a_value_that_was_never_set_is_told_with_the_first_event() -> None:
    with pytest.raises(UnmetError, match=r"ended as of 2024-07-02 is\n    None\nand not\n"):
        given([START]).as_of("2024-07-02").then("policies.patrols.ended", "2024-07-05")


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("policies.patrol.status", UnknownKeyError, "did you mean 'patrols'"),
        ("policies.patrols.statu", PathError, "did you mean 'status'"),
        ("policies", PathError, "name one"),
        ("polices.patrols", bt.BorderTimelineError, "did you mean 'policies'"),
        ("policies..status", PathError, "which is no path"),
    ],
)
def test_a_path_that_leads_nowhere_is_told(path: str, error: type[Exception], says: str) -> None:
    outcome = given([START]).as_of("2024-07-02")
    with pytest.raises(error, match=says):
        outcome.then(path, "anything")


# Absence


def test_what_is_not_there_yet_or_not_known_yet_or_never_is_absent() -> None:
    late = policy_started("checks", "2024-07-01", known="2024-07-08")
    scenario = given([START, late])
    scenario.as_of("2024-06-30").then_absent("policies.patrols")
    scenario.as_of("2024-06-30").then_absent("policies.patrols.status")
    scenario.seen_on("2024-07-07").then_absent("policies.checks")
    scenario.as_of("2024-07-07").then_absent("policies.fences")


def test_what_is_there_is_not_absent_and_the_event_is_told() -> None:
    outcome = given([START]).as_of("2024-07-01")
    with pytest.raises(
        UnmetError, match=r"(?s)^policies.patrols as of .* not\n    absent\n.*id: st"
    ):
        outcome.then_absent("policies.patrols")


def test_an_empty_post_is_there() -> None:
    log = [post_filled("minister", "2024-07-01"), post_vacated("minister", "2024-07-02")]
    outcome = given(log).as_of("2024-07-02").then("posts.minister.holder", None)
    with pytest.raises(UnmetError):
        outcome.then_absent("posts.minister.holder")


@pytest.mark.parametrize("path", ["policies", "polices.patrols", "policies.patrols.statu"])
def test_a_path_that_names_no_entity_is_not_taken_for_absence(path: str) -> None:
    outcome = given([START]).as_of("2024-07-01")
    with pytest.raises(bt.BorderTimelineError) as caught:
        outcome.then_absent(path)
    assert not isinstance(caught.value, UnmetError | UnknownKeyError)
