"""Findings: what a check of a timeline finds, and ties, which the engine finds itself."""

from collections.abc import Iterable

import orjson
import pytest
from attrs.exceptions import FrozenInstanceError

from border_timeline import Event, Finding, Projection, Severity, Timeline, load
from border_timeline.events import PolicyStarted
from builders import (
    corrected,
    pledged,
    policy_ended,
    policy_started,
    policy_suspended,
    post_filled,
    reported,
    source,
)

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"
LATE = [source("2030-01-01")]


def post(name: str, holder: str, on: str = DAY, **more: object) -> Event:
    return post_filled("chief", on, holder, id=name, sources=LATE, **more)


def ties(events: Iterable[Event], *views: Projection[str]) -> list[Finding]:
    found = Timeline(events, views=views).check()
    return [finding for finding in found if finding.code == "order-dependent-tie"]


def pairs(*events: Event) -> list[tuple[str, ...]]:
    return [tuple(event.id for event in found.events) for found in ties(events)]


def test_a_tie_is_an_error_that_names_both_events_and_what_they_leave() -> None:
    (found,) = ties([post("b", "Bob"), post("a", "Ann")])
    assert (found.severity, found.code) == (Severity.ERROR, "order-dependent-tie")
    assert [event.id for event in found.events] == ["a", "b"]
    assert found.message.startswith("a and b are both of 2024-07-07 and leave posts.chief in")
    assert "after" in found.message
    assert str(found) == f"error: order-dependent-tie: {found.message}"


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([], id="nothing"),
        pytest.param([post("a", "Ann")], id="one event"),
        pytest.param([post("a", "Ann"), post("b", "Bob", NEXT)], id="two days"),
        pytest.param([post("a", "Ann"), post("b", "Ann")], id="the same"),
        pytest.param([post("a", "Ann"), post("b", "Bob", after=["a"])], id="a link"),
        pytest.param([pledged("b", DAY), reported("b", DAY)], id="two views"),
        pytest.param([policy_started("p", DAY), policy_started("q", DAY)], id="two entities"),
    ],
)
def test_what_is_the_same_in_either_order_or_has_but_one_is_no_tie(events: list[Event]) -> None:
    assert ties(events) == []


def test_of_three_events_every_pair_that_matters_is_named() -> None:
    found = pairs(post("a", "Ann"), post("b", "Bob"), post("c", "Cid"))
    assert ("b", "c") in found
    assert ("a", "b") not in found  # whichever of them is first, the third one is last


def test_a_tie_may_be_in_several_views() -> None:
    view: Projection[str] = Projection(
        "names", key="policy", on={PolicyStarted: lambda _, event: event.name}
    )
    rows = [policy_started("p", DAY, id=name, name=name) for name in "ab"]
    found = ties(rows, view)
    assert [finding.message.split()[9] for finding in found] == ["policies.p", "names.p"]


def test_events_in_order_by_links_are_no_tie_whatever_stands_between_them() -> None:
    assert pairs(post("a", "Ann"), post("b", "Bob"), post("c", "Cid", after=["a"])) == [("b", "c")]


def test_what_a_link_puts_before_an_event_goes_with_it_when_the_order_is_turned() -> None:
    events = [
        policy_suspended("p", DAY, id="a"),
        policy_started("p", DAY, id="b"),
        policy_suspended("p", DAY, id="c", after=["b"]),
    ]
    assert pairs(*events) == []  # it ends suspended by a after b and c, too


def test_what_counts_as_corrected_now_is_checked() -> None:
    a, b = post("a", "Ann"), post("b", "Bob")
    assert pairs(a, b, corrected("b", "retraction", NEXT)) == []
    assert pairs(a, b, corrected("b", "revision", NEXT, set={"holder": "Ann"})) == []
    assert pairs(a, b, corrected("b", "revision", NEXT, set={"effective": EVE})) == []
    moved = post("b", "Bob", EVE)
    assert pairs(a, moved, corrected("b", "revision", NEXT, set={"effective": DAY})) == [("a", "b")]


def test_a_link_that_an_erratum_adds_unties() -> None:
    a, b = post("a", "Ann"), post("b", "Bob")
    assert pairs(a, b, corrected("a", "erratum", NEXT, set={"after": ["b"]})) == []


def test_ends_and_starts_of_a_day_are_tied() -> None:
    started, ended = policy_started("p", DAY, id="s"), policy_ended("p", DAY, id="e")
    assert pairs(started, ended) == [("e", "s")]


def test_a_finding_is_frozen_and_its_severity_a_word() -> None:
    (found,) = ties([post("a", "Ann"), post("b", "Bob")])
    with pytest.raises(FrozenInstanceError):
        found.code = ""  # type: ignore[misc] # what the test is about
    assert Severity("warning") is Severity.WARNING
    assert found == Finding(found.severity, found.code, found.message, found.events)


def test_a_finding_as_a_dict() -> None:
    events = post("b", "Bob"), post("a", "Ann")
    told = Finding(Severity.WARNING, "odd", "looks odd", events).to_dict()
    assert told == {
        "severity": "warning",
        "code": "odd",
        "message": "looks odd",
        "events": ["b", "a"],
    }
    assert type(told["severity"]) is str
    assert orjson.loads(orjson.dumps(told)) == told


def test_the_record_has_no_ties() -> None:
    assert ties(load().events) == []
