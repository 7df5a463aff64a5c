"""Kinds of value: how each is read, what it refuses, and what JSON Schema says of it."""

import re
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Annotated, Any

import attrs
import pytest
from attrs import field, frozen

from border_timeline import (
    Amount,
    Count,
    DateError,
    EdtfDate,
    EventTypeError,
    FieldError,
    Money,
    Number,
    Slug,
    Text,
    Url,
    money,
)
from border_timeline.fields import is_leaf, is_list, is_many, kind, object_schema, typed


class Colour(StrEnum):
    DARK_RED = "dark-red"
    BLUE = "blue"


class Plain(Enum):
    ONE = 1


@frozen(kw_only=True, field_transformer=typed)
class Ship:
    name: Text
    crew: Count
    colour: Colour = Colour.BLUE
    port: Slug | None = None
    seen: tuple[EdtfDate, ...] = ()


def _loud(name: str) -> str:
    return f"{name}!"


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


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\r", "\x1b", "\x7f", "\ud800"])
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


def test_an_optional_value_may_be_none() -> None:
    assert read(Slug | None, None) is None
    assert read(Slug | None, "a") == "a"
    with pytest.raises(FieldError, match="hyphens"):
        read(Slug | None, "A")


@pytest.mark.parametrize("value", [["a", "b"], ("a", "b")])
def test_many_values_are_a_list_and_become_a_tuple(value: Any) -> None:
    assert read(tuple[Slug, ...], value) == ("a", "b")


@pytest.mark.parametrize("value", ["ab", None, {"a": 1}, {"a"}, iter("ab"), 3])
def test_one_value_is_no_list(value: Any) -> None:
    with pytest.raises(FieldError, match="write a list") as caught:
        read(tuple[Slug, ...], value)

    assert repr(value) in str(caught.value)


def test_each_value_of_a_list_is_read() -> None:
    with pytest.raises(FieldError, match="found 'B'"):
        read(tuple[Slug, ...], ["a", "B"])


def test_a_nested_class_is_read_from_a_mapping_or_taken_as_it_is() -> None:
    ship = Ship(name="Ark", crew=8)

    assert read(Ship, {"name": "Ark", "crew": "8"}) == ship
    assert read(Ship, ship) is ship
    with pytest.raises(FieldError, match="write a mapping with the keys of Ship"):
        read(Ship, "Ark")


@pytest.mark.parametrize(
    "annotation",
    [
        float,
        bool,
        dict,
        list[str],
        tuple[str, int],
        int | str,
        int | str | None,
        Plain,
        Any,
        dict[str, str],
        tuple[float, ...],
    ],
)
def test_an_annotation_that_events_do_not_hold_is_refused(annotation: Any) -> None:
    with pytest.raises(EventTypeError, match="no kind of value that an event holds"):
        kind(annotation)


def test_an_annotation_with_somebody_elses_note_is_read_as_without_it() -> None:
    assert read(Annotated[Slug, "a note"], "a") == "a"
    assert read(Annotated[str, "a note"], " a ") == "a"


def test_a_class_reads_its_own_fields() -> None:
    ship = Ship(name=" Ark ", crew="8", colour="dark-red", seen=["2024-07"])  # type: ignore[arg-type]

    assert (ship.name, ship.crew, ship.colour) == ("Ark", 8, Colour.DARK_RED)
    assert ship.seen == (EdtfDate("2024-07"),)


def test_a_field_with_its_own_converter_keeps_it() -> None:
    @frozen(kw_only=True, field_transformer=typed)
    class Loud:
        name: Text = field(converter=_loud)

    assert Loud(name=" ark").name == " ark!"


def test_a_field_that_is_not_given_is_not_read() -> None:
    @frozen(kw_only=True, field_transformer=typed)
    class Made:
        name: Text
        made: float = field(init=False, default=1.5)

    assert Made(name="Ark").made == 1.5
    assert "made" not in object_schema(Made)["properties"]


def test_annotations_written_as_text_are_read_too() -> None:
    later = {"__annotations__": {"port": "Slug | None"}, "port": None, "__module__": __name__}
    cls = attrs.frozen(type("Later", (), later), kw_only=True, field_transformer=typed)

    assert cls(port="dover").port == "dover"
    with pytest.raises(FieldError, match="hyphens"):
        cls(port="Dover")


@pytest.mark.parametrize(
    ("annotation", "leaf", "many"),
    [
        (Slug, True, False),
        (EdtfDate, True, False),
        (Money, True, False),
        (Colour, True, False),
        (str, True, False),
        (Ship, False, False),
        (Slug | None, False, False),
        (tuple[Slug, ...], False, True),
        (Annotated[str, "a note"], False, False),
    ],
)
def test_values_are_read_whole_or_by_item_or_by_field(
    annotation: Any, *, leaf: bool, many: bool
) -> None:
    assert is_leaf(annotation) is leaf
    assert is_many(annotation) is many


def test_text_and_mappings_are_no_lists() -> None:
    assert is_list([])
    assert is_list(())
    assert not any(map(is_list, ["ab", {}, set(), None]))


def test_the_schema_of_a_class_says_what_it_needs_and_what_it_may_have() -> None:
    schema = object_schema(Ship)

    assert schema["type"] == "object"
    assert schema["required"] == ["name", "crew"]
    assert schema["additionalProperties"] is False
    assert list(schema["properties"]) == ["name", "crew", "colour", "port", "seen"]
    assert schema["properties"]["colour"] == {"type": "string", "enum": ["dark-red", "blue"]}
    assert schema["properties"]["port"] == kind(Slug).schema
    assert schema["properties"]["seen"] == {"type": "array", "items": kind(EdtfDate).schema}
    assert kind(Ship).schema == schema
