"""Values, states and changes in words."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import field, frozen

from border_timeline import money
from border_timeline.cli.words import change, counted, field_change, instead, worded
from border_timeline.timeline import SHOWN_WHEN_NONE


@frozen
class Seat:
    """A state: it has no text of its own."""

    name: str | None = None
    holder: str | None = field(default=None, metadata={SHOWN_WHEN_NONE: "vacant"})
    seated_with: tuple[str, ...] = ()


@frozen
class Count:
    """A value with a text of its own, which does not say all."""

    number: int
    counted_by: str | None = None

    def __str__(self) -> str:
        return f"{self.number} people"


ANN = Seat("One", "Ann", ("x",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        ((), "none"),
        ("x", "x"),
        (5417, "5,417"),
        (Decimal("12.5"), "12.5"),
        (money("GBP 75000000"), "GBP 75,000,000"),
        (("x", 1000, None), "x, 1,000, none"),
        ({"value": "124", "parties": ["x", "y"]}, "value 124, parties x, y"),
        ({}, "none"),
        (Count(3), "3 people"),
        (ANN, "name One · holder Ann · seated with x"),
        (Seat("One"), "name One · holder vacant"),
    ],
    ids=str,
)
def test_a_value_is_told_as_people_write_it_and_a_state_as_its_fields(
    value: Any, text: str
) -> None:
    assert worded(value) == text


def test_a_state_of_nothing_is_none() -> None:
    @frozen
    class Bare:
        """A state that may be empty."""

        name: str | None = None

    assert worded(Bare()) == "none"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (None, 5, "none → 5"),
        (5, None, "5 → none"),
        (1, 2, "1 → 2"),
        (Count(1), Count(2), "1 people → 2 people"),
        (Count(1), Count(1, "Ann"), "counted by Ann"),
        (None, ANN, "name One · holder Ann · seated with x"),
        (ANN, None, "name One · holder Ann · seated with x → none"),
        (ANN, Seat("One", None, ("x",)), "holder Ann → vacant"),
        (Seat("One"), ANN, "holder vacant → Ann · seated with added x"),
        (Seat(), Seat("One"), "name One"),
        (Seat("One"), Seat(), "name One → none"),
    ],
    ids=str,
)
def test_a_change_is_told_from_old_to_new(old: Any, new: Any, text: str) -> None:
    assert change(old, new) == text


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ((), ("x", "y"), "added x, y"),
        (("x", "y"), (), "removed x, y"),
        (("x", "y"), ("y", "z"), "added z · removed x"),
        (("x",), ("x", "x"), "added x"),
        (("x", "y"), ("y", "x"), "x, y → y, x"),
        (("x",), ("y",), "x → y"),
        ((Count(1), Count(2)), (Count(1, "Ann"), Count(2)), "changed 1 people"),
        (
            (Count(1), Count(2)),
            (Count(1, "Ann"), Count(3)),
            "added 3 people · removed 2 people · changed 1 people",
        ),
        (None, ("x", "y"), "none → x, y"),
    ],
    ids=str,
)
def test_of_a_list_is_told_what_came_and_went(old: Any, new: Any, text: str) -> None:
    assert change(old, new) == text


def test_a_field_is_told_with_its_name_and_its_word_for_none() -> None:
    assert field_change(ANN, "holder", "Ann", None) == "holder Ann → vacant"
    assert field_change(ANN, "holder", None, "Ann") == "holder vacant → Ann"
    assert field_change(ANN, "name", None, "One") == "name One"
    assert field_change(ANN, "seated_with", (), ("x",)) == "seated with added x"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 new figures"), (1, "1 new figure"), (2, "2 new figures"), (1204, "1,204 new figures")],
)
def test_one_is_counted_in_the_singular_and_all_else_in_the_plural(count: int, text: str) -> None:
    assert counted(count, "new figure") == text


def test_another_value_is_told_whole_and_another_state_by_what_differs() -> None:
    assert instead(5, 6) == "6"
    assert instead(Count(5), Count(6)) == "6 people"
    assert instead(Count(5), Count(5, "Ann")) == "counted by Ann"
    assert instead(ANN, Seat("Two", None, ("x",))) == "name Two · holder vacant"
    assert instead(ANN, Seat("One", "Ann")) == "seated with none"
    assert instead(ANN, None) == "none"
    assert instead(None, ANN) == "name One · holder Ann · seated with x"
