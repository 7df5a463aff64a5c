"""Fields that are optional, many or nested, and the classes that they make up."""

from enum import Enum, StrEnum
from typing import Annotated, Any

import attrs
import pytest
from attrs import field, frozen

from border_timeline import (
    Count,
    EdtfDate,
    EventTypeError,
    FieldError,
    Money,
    Slug,
    Text,
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
    ship = Ship(name=" Ark ", crew="8", colour="dark-red", seen=["2024-07"])  # type: ignore[arg-type] # as a file says it

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
