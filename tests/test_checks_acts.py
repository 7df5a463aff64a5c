"""Acts whose steps are out of order."""

from typing import Any

import pytest

from border_timeline import Event, Severity
from border_timeline.events import (
    ActCommenced,
    ActPassed,
    ActRepealed,
    BillAnnounced,
    BillIntroduced,
    BillStageReached,
)
from builders import On, make
from checked import findings, message, named

CODE = "act-out-of-order"
NEEDED: dict[type[Event], dict[str, Any]] = {
    BillStageReached: {"house": "commons", "stage": "second-reading"},
    ActCommenced: {"provisions": ["s. 1"]},
}
STEPS: list[tuple[type[Event], type[Event]]] = [
    (BillAnnounced, ActPassed),
    (BillIntroduced, BillStageReached),
    (BillIntroduced, ActPassed),
    (BillStageReached, ActPassed),
    (ActPassed, ActCommenced),
    (ActPassed, ActRepealed),
]
EACH = pytest.mark.parametrize(("first", "then"), STEPS)


def step(cls: type[Event], on: On, act: str = "boats-act") -> Event:
    return make(cls, act, on, act=act, **NEEDED.get(cls, {}))


@EACH
def test_steps_in_their_order_are_no_finding(first: type[Event], then: type[Event]) -> None:
    assert named(CODE, step(first, "2024-01-01"), step(then, "2024-01-02")) == []
    assert named(CODE, step(first, "2024-01-01"), step(then, "2024-01-01")) == []


@EACH
def test_steps_the_wrong_way_round_are_an_error(first: type[Event], then: type[Event]) -> None:
    early, late = step(then, "2024-01-01"), step(first, "2024-01-02")
    (found,) = findings(CODE, early, late)
    assert (found.severity, found.events) == (Severity.ERROR, (early, late))
    assert found.message == (
        f"{late.id} is the {late.type} of boats-act on 2024-01-02, and {early.id}, its "
        f"{early.type}, on 2024-01-01 already"
    )


@EACH
def test_steps_that_may_be_in_order_are_no_finding(first: type[Event], then: type[Event]) -> None:
    assert named(CODE, step(then, "2024-01-15"), step(first, "2024-01")) == []
    assert named(CODE, step(then, "2024-01"), step(first, "2024-01-15")) == []
    assert named(CODE, step(then, "2024-01-15"), step(first, "2024-02-15?")) == []
    assert named(CODE, step(then, "2024-01"), step(first, "2024-02")) != []


@EACH
def test_steps_of_different_acts_have_no_order(first: type[Event], then: type[Event]) -> None:
    own = step(first, "2024-01-01")
    assert named(CODE, own, step(then, "2024-02-01"), step(first, "2024-03-01", act="other")) == []


def test_every_step_that_is_out_of_order_is_told() -> None:
    assent = step(ActPassed, "2024-01-01")
    stages = [step(BillStageReached, day) for day in ("2024-02-01", "2024-03-01")]
    assert named(CODE, assent, *stages) == [[assent.id, stage.id] for stage in stages]


@pytest.mark.parametrize("cls", [ActCommenced, ActRepealed])
def test_what_was_never_passed_cannot_be_in_force_or_repealed(cls: type[Event]) -> None:
    event = step(cls, "2024-01-01")
    assert named(CODE, event) == [[event.id]]
    assert (
        message(CODE, event)
        == f"{event.id} is the {event.type} of boats-act, which has no act-passed"
    )


@pytest.mark.parametrize("cls", [BillAnnounced, BillIntroduced, BillStageReached, ActPassed])
def test_an_act_of_one_step_only_is_in_order(cls: type[Event]) -> None:
    assert named(CODE, step(cls, "2024-01-01")) == []


def test_a_bill_that_is_announced_again_after_its_introduction_is_in_order() -> None:
    assert named(CODE, step(BillIntroduced, "2024-01-01"), step(BillAnnounced, "2024-02-01")) == []
