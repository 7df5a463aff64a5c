"""Kinds of value: how each is read, what it refuses, and its pattern in JSON Schema."""

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest

from border_timeline import (
    Amount,
    Count,
    DateError,
    EdtfDate,
    FieldError,
    Money,
    Number,
    Slug,
    Text,
    Url,
    money,
)
from border_timeline.fields import kind


class Colour(StrEnum):
    DARK_RED = "dark-red"
    BLUE = "blue"


def read(annotation: Any, value: Any) -> Any:
    return kind(annotation).read(value)


def fits(annotation: Any, value: str) -> bool:
    """Whether the pattern in a kind's JSON Schema lets a text pass."""
    return re.search(kind(annotation).schema["pattern"], value) is not None


@pytest.mark.parametrize("value", ["a", "rwanda-scheme", "2024-01-01-x", "0"])
def test_a_slug_is_lower_case_words_joined_by_hyphens(value: str) -> None:
    assert read(Slug, value) == value
    assert fits(Slug, value)


@pytest.mark.parametrize(
    "value", ["", "A", "a_b", "a b", "-a", "a-", "a--b", "é", "a\n", " a", 3, None, ["a"]]
)
def test_anything_else_is_no_slug(value: Any) -> None:
    with pytest.raises(FieldError, match="lower-case words joined by single hyphens") as caught:
        read(Slug, value)

    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("annotation", [Text, str])
def test_text_loses_the_white_space_around_it_and_nothing_else(annotation: Any) -> None:
    assert read(annotation, " \n£75m:  “now”\t2024\n two \n") == "£75m:  “now”\t2024\n two"


@pytest.mark.parametrize("value", ["", " ", "\n\t", "\xa0"])
def test_text_is_not_empty(value: str) -> None:
    with pytest.raises(FieldError, match=r"found nothing.*leave the field out"):
        read(Text, value)


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x0b", "\r", "\x1b", "\x7f", "\x9b", "\ud800"]
)
def test_text_holds_no_control_character(character: str) -> None:
    with pytest.raises(FieldError, match="found the character") as caught:
        read(Text, f"a{character}b")

    assert repr(character) in str(caught.value)


@pytest.mark.parametrize("value", [3, None, 7.5, ["a"], b"a", {"a": "b"}])
def test_what_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(FieldError, match="which is no text") as caught:
        read(Text, value)

    assert repr(value) in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "https://www.gov.uk/",
        "http://example.org",
        "https://example.org:8080/a?b=c&d=e#f",
        "https://en.wikipedia.org/wiki/A_(b)",
        "https://web.archive.org/web/2024/https://example.org/",
    ],
)
def test_a_whole_web_address_is_read(value: str) -> None:
    assert read(Url, value) == value
    assert fits(Url, value)


@pytest.mark.parametrize(
    "value",
    [
        "example.org",
        "www.example.org/a",
        "ftp://example.org",
        "https://",
        "https:///path",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "javascript:alert(1)",
        "/a/b",
        "https:example.org",
        "https://example.org/\x00",
        "https://example.org/\x7f",
        "https://example.org/\ud800",
    ],
)
def test_a_part_of_a_web_address_is_refused(value: str) -> None:
    with pytest.raises(FieldError, match="write a whole web address") as caught:
        read(Url, value)

    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("value", ["", 3, None])
def test_what_is_no_text_is_no_web_address(value: Any) -> None:
    with pytest.raises(FieldError, match="found"):
        read(Url, value)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0, 0),
        (5417, 5417),
        ("5417", 5417),
        ("5,417", 5417),
        ("1,234,567", 1234567),
        ("010", 10),
        ("-3", -3),
        ("12.5", Decimal("12.5")),
        ("12.50", Decimal("12.5")),
        ("1,234.5", Decimal("1234.5")),
        ("12.0", 12),
        (Decimal("12.5"), Decimal("12.5")),
        (Decimal("12.00"), 12),
        (Decimal("1E+3"), 1000),
        (Decimal("1.5E-3"), Decimal("0.0015")),
        (Decimal("-0"), 0),
    ],
)
def test_a_number_is_exact_and_whole_where_it_can_be(value: Any, number: int | Decimal) -> None:
    found = read(Number, value)

    assert found == number
    assert type(found) is type(number)
    assert str(found) == str(number)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "many",
        "12,5",
        "1,23",
        "12.",
        ".5",
        "1e3",
        "+5",
        " 5",
        "5 ",
        "0x10",
        "1_000",
        "NaN",
        5.0,
        True,
        None,
        Fraction(1, 2),
        Decimal("NaN"),
        Decimal("Infinity"),
    ],
)
def test_anything_else_is_no_number(value: Any) -> None:
    with pytest.raises(FieldError, match="write a number such as") as caught:
        read(Number, value)

    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("annotation", [Count, int])
def test_a_count_is_a_whole_number(annotation: Any) -> None:
    assert [read(annotation, value) for value in (0, 12, "1,200", "7.0")] == [0, 12, 1200, 7]


@pytest.mark.parametrize("value", [-1, "-1", "12.5", Decimal("0.5")])
def test_a_count_is_not_negative_and_has_no_fraction(value: Any) -> None:
    with pytest.raises(FieldError, match="write a whole number, zero or more") as caught:
        read(Count, value)

    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("value", ["some", True, 3.0, None])
def test_what_is_no_number_is_no_count(value: Any) -> None:
    with pytest.raises(FieldError, match="found"):
        read(Count, value)


def test_an_amount_is_money_above_zero() -> None:
    assert read(Amount, "GBP 75,000,000") == money("GBP 75000000")
    assert read(Amount, money("GBP 0.01")) == money("GBP 0.01")


@pytest.mark.parametrize("value", ["GBP 0", "GBP -75", money("GBP 0.00")])
def test_an_amount_is_more_than_zero(value: Any) -> None:
    with pytest.raises(FieldError, match="an amount is more than zero") as caught:
        read(Amount, value)

    assert repr(value) in str(caught.value)


def test_plain_money_may_be_zero_or_less() -> None:
    assert read(Money, "GBP -75") == money("GBP -75")
    assert fits(Money, "GBP -75")
    assert not fits(Amount, "GBP -75")


def test_a_date_is_read_as_edtf() -> None:
    assert read(EdtfDate, "2024-07?") == EdtfDate("2024-07?")
    with pytest.raises(DateError, match="July"):
        read(EdtfDate, "July")


@pytest.mark.parametrize("text", ["2024", "2024-07~", "2024-07-07", "2024-07/2024-07-09?"])
def test_the_schema_of_a_date_knows_its_forms(text: str) -> None:
    assert fits(EdtfDate, text)
    assert not fits(EdtfDate, f"{text}x")


@pytest.mark.parametrize("value", ["dark-red", Colour.DARK_RED])
def test_a_word_is_one_of_its_enum(value: Any) -> None:
    assert read(Colour, value) is Colour.DARK_RED


@pytest.mark.parametrize("value", ["DARK_RED", "Blue", "", 3, None, ["blue"]])
def test_another_word_is_refused_with_all_that_are_allowed(value: Any) -> None:
    with pytest.raises(FieldError, match="write dark-red or blue") as caught:
        read(Colour, value)

    assert repr(value) in str(caught.value)


def test_a_near_word_is_suggested() -> None:
    with pytest.raises(FieldError, match="did you mean 'dark-red'"):
        read(Colour, "darkred")
