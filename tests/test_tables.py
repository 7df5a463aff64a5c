"""States as rows of text."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from attrs import field, frozen

from border_timeline import Timeline, money
from border_timeline.timeline.tables import SHOWN_WHEN_NONE, table
from builders import policy_ended, policy_started


@frozen
class State:
    """A state with a bit of everything."""

    name: str | None = None
    value: Any = None
    other: Any = None


class Word(StrEnum):
    """A word."""

    AT_LEAST = "at-least"


def test_a_view_of_nothing_has_its_key_column_and_no_row() -> None:
    assert table({}) == (["key"], [])


def test_a_row_is_the_key_and_a_text_for_each_field() -> None:
    columns, rows = table({"a": State("A", 1, "x"), "b": State("B", 2, "y")})
    assert columns == ["key", "name", "value", "other"]
    assert rows == [["a", "A", "1", "x"], ["b", "B", "2", "y"]]


def test_columns_that_are_empty_in_every_row_are_left_out() -> None:
    columns, rows = table({"a": State("A"), "b": State("B", (), None)})
    assert columns == ["key", "name"]
    assert rows == [["a", "A"], ["b", "B"]]


def test_a_column_stays_when_one_row_fills_it() -> None:
    columns, rows = table({"a": State("A"), "b": State("B", None, "y")})
    assert columns == ["key", "name", "other"]
    assert rows == [["a", "A", ""], ["b", "B", "y"]]


def test_columns_that_only_repeat_the_key_are_left_out() -> None:
    columns, rows = table({"a": State("a", 1), ("b", "c"): State("c", 2, "b")})
    assert columns == ["key", "value"]
    assert rows == [["a", "1"], ["b c", "2"]]


def test_a_name_that_repeats_the_key_is_left_out_of_its_row_only() -> None:
    columns, rows = table({"a": State("a", 1), "b": State("Bee", 2)})
    assert sorted(columns) == ["key", "name", "value"]
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [row["name"] for row in told] == ["", "Bee"]
    assert [row["value"] for row in told] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5417, "5,417"),
        (1_234_567, "1,234,567"),
        (0, "0"),
        (False, "False"),
        (Decimal("12.5"), "12.5"),
        (Word.AT_LEAST, "at-least"),
        (money("GBP 75000000"), "GBP 75,000,000"),
        (("x", 1000), "x, 1,000"),
        (["x", None], "x, "),
    ],
    ids=str,
)
def test_a_value_is_told_as_people_write_it(value: Any, text: str) -> None:
    assert table({"a": State(value=value)})[1] == [["a", text]]


def test_a_field_may_say_what_to_show_where_it_is_none() -> None:
    @frozen
    class Seat:
        """A seat."""

        holder: str | None = field(metadata={SHOWN_WHEN_NONE: "vacant"})

    assert table({"a": Seat(None), "b": Seat("Ann")})[1] == [["a", "vacant"], ["b", "Ann"]]


@pytest.mark.parametrize("state", [7, "x", ("x", "y")])
def test_a_state_that_is_no_attrs_class_stands_in_one_column(state: Any) -> None:
    columns, ((key, text),) = table({"a": state})
    assert (columns, key) == (["key", "state"], "a")
    assert text in ("7", "x", "x, y")


def test_a_view_of_a_snapshot_is_a_table() -> None:
    line = Timeline([policy_started("p", "2024-07-06"), policy_ended("p", "2024-07-07")])
    assert table(line.as_of("2024-07-07").policies) == (
        ["key", "status", "started", "ended", "outcome"],
        [["p", "ended", "2024-07-06", "2024-07-07", "scrapped"]],
    )
