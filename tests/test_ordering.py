"""The order of replay, and the links that cannot be followed."""

import random
from itertools import pairwise, permutations
from typing import Any

import pytest

from border_timeline.errors import DatasetError, EventTypeError, Problem
from border_timeline.events import Event, PolicyStarted
from border_timeline.ordering import follow_links, replay_order
from builders import policy_started

DAY = "2024-07-07"
LATER = "2024-07-08"


def row(name: str, on: str = DAY, **more: Any) -> PolicyStarted:
    return policy_started("p", on, id=name, **more)


def ids(events: tuple[Event, ...]) -> list[str]:
    return [event.id for event in events]


def refused(*events: Event, unread: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    with pytest.raises(DatasetError) as caught:
        replay_order(events, unread)
    return caught.value.problems


def test_no_events_have_an_order_too() -> None:
    assert replay_order([]) == ()


def test_any_iterable_of_events_will_do() -> None:
    assert ids(replay_order(row(name) for name in "ba")) == ["a", "b"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            [row("a", LATER), row("b", DAY)],
            ["b", "a"],
            id="the day an event counts from comes first",
        ),
        pytest.param(
            [row("a", "2024-07"), row("b", "2024-07-30"), row("c", "2024-08-01")],
            ["b", "a", "c"],
            id="an imprecise event counts from its last day",
        ),
        pytest.param(
            [row("a", "2024-01-01/2024-07-06"), row("b", "2024-07-05"), row("c", DAY)],
            ["b", "a", "c"],
            id="an interval counts from its end",
        ),
        pytest.param(
            [row("a", known="2024-07-06"), row("b", known="2024-07-05")],
            ["b", "a"],
            id="of one day, the one known first comes first",
        ),
        pytest.param(
            [row("a", known="2024-06"), row("b", known="2024-06-29"), row("c", known="2024-07-01")],
            ["b", "a", "c"],
            id="an imprecise known is certain from its last day",
        ),
        pytest.param(
            [row("b"), row("a"), row("a-b")],
            ["a", "a-b", "b"],
            id="of one day and known on one day, the id decides",
        ),
        pytest.param(
            [row("a", LATER, known="2024-01-01"), row("b", DAY, known="2024-06-01")],
            ["b", "a"],
            id="the day comes before known",
        ),
        pytest.param(
            [row("a", known=DAY, after=["b"]), row("b", known=DAY), row("c", known="2024-07-01")],
            ["c", "b", "a"],
            id="after comes before the id",
        ),
        pytest.param(
            [row("a", known="2024-07-01", after=["b"]), row("b", known="2024-07-05"), row("c")],
            ["b", "a", "c"],
            id="after comes before known",
        ),
        pytest.param(
            [row("a", after=["b"]), row("b", after=["c"]), row("c", after=["d"]), row("d")],
            ["d", "c", "b", "a"],
            id="links form chains",
        ),
        pytest.param(
            [row("a", after=["c", "d"]), row("b"), row("c"), row("d", after=["c"])],
            ["b", "c", "d", "a"],
            id="an event may follow several",
        ),
        pytest.param(
            [row("a", LATER, after=["b"]), row("b", DAY)],
            ["b", "a"],
            id="after may name an event of an earlier day",
        ),
        pytest.param(
            [row("a", after=["c", "c"]), row("c")],
            ["c", "a"],
            id="a link written twice is one link",
        ),
    ],
)
def test_the_order_is_the_same_for_every_order_of_input(
    events: list[Event], expected: list[str]
) -> None:
    for permuted in permutations(events):
        assert ids(replay_order(permuted)) == expected


def test_a_long_chain_of_links_on_one_day_is_followed() -> None:
    names = [f"e{number:04}" for number in range(1500)]
    rows = [row(name, after=[later]) for name, later in pairwise(names)]
    events = [*rows, row(names[-1])]
    random.Random(7).shuffle(events)  # noqa: S311 - any order will do
    assert ids(replay_order(events)) == names[::-1]


def test_the_same_event_given_twice_counts_once() -> None:
    assert ids(replay_order([row("a"), row("b"), row("a")])) == ["a", "b"]


@pytest.mark.parametrize("more", [{"title": "Another"}, {"known": "2024-07-06"}, {"notes": "No"}])
def test_two_different_events_of_one_id_are_refused(more: dict[str, Any]) -> None:
    for events in permutations([row("a"), row("a", **more), row("b")]):
        (problem,) = refused(*events)
        assert (problem.event, problem.field) == ("a", "id")
        assert "'a'" in problem.message
        assert "another event" in problem.message


def test_two_events_of_one_id_on_different_days_are_refused() -> None:
    (problem,) = refused(row("a", LATER), row("b"), row("a", DAY))
    assert (problem.event, problem.field) == ("a", "id")


def test_an_after_that_names_no_event_is_refused_with_near_names() -> None:
    (problem,) = refused(row("first-flight"), row("second", after=["first-flight", "frist-flight"]))
    assert (problem.event, problem.field) == ("second", "after[1]")
    assert "'frist-flight', which is no event" in problem.message
    assert "did you mean 'first-flight'?" in problem.message


def test_an_after_may_name_an_event_that_could_not_be_read() -> None:
    events = replay_order([row("a", after=["broken"])], unread=["broken"])
    assert ids(events) == ["a"]


def test_an_unread_event_is_suggested_as_a_near_name() -> None:
    (problem,) = refused(row("a", after=["brokn"]), unread=("broken",))
    assert "did you mean 'broken'?" in problem.message


def test_an_after_that_names_an_event_of_a_later_day_is_refused() -> None:
    (problem,) = refused(row("a", DAY, after=["b"]), row("b", LATER))
    assert (problem.event, problem.field) == ("a", "after[0]")
    assert "'b', which counts from 2024-07-08" in problem.message
    assert "2024-07-07" in problem.message


def test_the_later_day_of_a_link_is_the_one_from_which_an_event_counts() -> None:
    (problem,) = refused(row("a", DAY, after=["b"]), row("b", "2024-07"))
    assert "2024-07-31" in problem.message


def test_links_in_a_circle_are_refused_and_all_in_it_named() -> None:
    for events in permutations(
        [row("a", after=["b"]), row("b", after=["c"]), row("c", after=["a"]), row("d")]
    ):
        (problem,) = refused(*events)
        assert problem.field == "after"
        assert problem.message.endswith("circle: a, b, c")


def test_events_that_only_hang_on_a_circle_are_not_named() -> None:
    circle = [row("a", after=["b"]), row("b", after=["a", "zero"])]
    behind = [row("follower", after=["a"]), row("its-follower", after=["follower"])]
    (problem,) = refused(row("zero"), *behind, *circle)
    assert problem.message.endswith("circle: a, b")


def test_events_between_two_circles_are_not_named() -> None:
    first = [row("a", after=["b"]), row("b", after=["a"])]
    second = [row("y", after=["z", "between"]), row("z", after=["y"])]
    problems = refused(row("between", after=["a"]), *first, *second)
    text = " ".join(problem.message for problem in problems)
    assert all(name in text for name in ("a, b", "y, z"))
    assert "between" not in text


def test_two_circles_of_one_day_are_two_problems() -> None:
    problems = refused(
        row("a", after=["b"]),
        row("b", after=["a"]),
        row("y", after=["z"]),
        row("z", after=["y"]),
    )
    assert [problem.message.rpartition(": ")[2] for problem in problems] == ["a, b", "y, z"]


def test_a_link_to_an_event_that_is_not_there_orders_nothing() -> None:
    rows = [row("a", after=["late"]), row("b"), row("late", known="2024-12-01")]
    assert [event.id for event in follow_links(rows)] == ["b", "late", "a"]
    assert [event.id for event in follow_links(rows[:2])] == ["a", "b"]


def test_circles_of_two_days_are_both_reported() -> None:
    problems = refused(
        row("a", DAY, after=["b"]),
        row("b", DAY, after=["a"]),
        row("c", LATER, after=["d"]),
        row("d", LATER, after=["c"]),
    )
    assert [problem.message.rpartition(": ")[2] for problem in problems] == ["a, b", "c, d"]


def test_all_that_is_wrong_is_reported_at_once() -> None:
    problems = refused(
        row("a"),
        row("a", title="Another"),
        row("b", after=["nothing-such", "c"]),
        row("c", LATER, after=["nobody"]),
    )
    assert [(problem.event, problem.field) for problem in problems] == [
        ("a", "id"),
        ("b", "after[0]"),
        ("b", "after[1]"),
        ("c", "after[0]"),
    ]


@pytest.mark.parametrize("thing", ["2024-07-07-an-id", None, {"id": "a"}, PolicyStarted])
def test_an_object_that_is_no_event_is_refused(thing: Any) -> None:
    with pytest.raises(EventTypeError) as caught:
        replay_order([row("a"), thing])
    assert str(caught.value) == f"found {thing!r}, which is no event"
