"""The kinds of value that an event's fields hold, each with its one reader.

A field's annotation says everything: `Slug`, `Text`, `Amount`, a `StrEnum`, a nested
attrs class, any of them optional (`| None`) or many (`tuple[..., ...]`). From it `kind`
gives both the reader that the class applies and the JSON Schema.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from inspect import isclass
from types import NoneType, UnionType
from typing import Annotated, Any, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from border_timeline.dates import EdtfDate, edtf
from border_timeline.errors import EventTypeError, FieldError, did_you_mean
from border_timeline.money import Money, money

JsonSchema = dict[str, Any]
Reader = Callable[[Any], Any]
E = TypeVar("E", bound=StrEnum)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_URL = re.compile(
    r"https?://(?:[\w-]+\.)+[\w-]+(?::[0-9]+)?(?:[/?#][^\s\x00-\x1f\x7f\ud800-\udfff]*)?"
)


@frozen(eq=False)
class Kind:
    """How one kind of value is read, what JSON Schema says of it, and how people write it."""

    read: Reader
    schema: JsonSchema
    hint: str = ""


def _slug(value: str) -> str:
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise FieldError(f"found {value!r}; write lower-case words joined by single hyphens")
    return value


def _text(value: str) -> str:
    if type(value) is str and value.isprintable() and value[:1].strip() and value[-1:].strip():
        return value  # nearly all of them: one line, nothing to drop
    if not isinstance(value, str):
        raise FieldError(f"found {value!r}, which is no text")
    if not (stripped := value.strip()):
        raise FieldError("found nothing; write some text, or leave the field out if it may be")
    if bad := _CONTROL.search(stripped):
        raise FieldError(f"found the character {bad[0]!r}; write plain text")
    return stripped


def _url(value: str) -> str:
    if not isinstance(value, str) or not _URL.fullmatch(value):
        raise FieldError(f"found {value!r}; write a whole web address, https://…")
    return value


def number(value: int | Decimal | str) -> int | Decimal:
    """Return an exact number: an `int` when it is whole, else a `Decimal`.

    Text may carry commas between thousands. Raises `FieldError` for a float, whose
    decimal value is not the one that was written, and for everything else.
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = Decimal(value.replace(",", ""))
    if type(value) is int:
        return value
    if isinstance(value, Decimal) and value.is_finite():
        whole = int(value)
        return whole if whole == value else Decimal(f"{value:f}".rstrip("0"))
    raise FieldError(f"found {value!r}; write a number such as 5417, '5,417' or '12.5'")


def _count(value: int | str) -> int:
    try:
        found = number(value)
    except FieldError:
        found = -1
    if not isinstance(found, int) or found < 0:
        raise FieldError(f"found {value!r}; write a whole number, zero or more")
    return found


def amount(value: Money | str) -> Money:
    """Return money above zero, from its text or as it is; raises `FieldError` for less."""
    if (found := money(value)).amount <= 0:
        raise FieldError(f"found {value!r}; an amount is more than zero")
    return found


_DATE_SCHEMA: JsonSchema = {
    "description": "A day, month, year or START/END interval (EDTF); ? uncertain, ~ approximate.",
    "type": ["string", "integer"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?[?~]?(/\d{4}(-\d{2}(-\d{2})?)?[?~]?)?$",
}

_DATE_HINT = "2024-07-07, 2024-07, 2024 or START/END"
_COUNT_HINT = "a whole number such as 5,417"
_MONEY_HINT = "money such as GBP 75,000,000"

#: A stable kebab-case name, such as `rwanda-scheme`.
Slug = Annotated[
    str,
    Kind(
        _slug,
        {"type": "string", "pattern": f"^{_SLUG.pattern}$"},
        "a slug such as rwanda-scheme",
    ),
]
#: Text that is not empty; white space around it is dropped.
Text = Annotated[str, Kind(_text, {"type": "string", "minLength": 1}, "text")]
#: A whole web address.
Url = Annotated[
    str,
    Kind(
        _url,
        {"type": "string", "format": "uri", "pattern": "^https?://"},
        "a web address, https://…",
    ),
]
#: A whole number, zero or more.
Count = Annotated[
    int,
    Kind(
        _count, {"type": ["integer", "string"], "minimum": 0, "pattern": r"^[\d,]+$"}, _COUNT_HINT
    ),
]
#: An exact number: `int` when whole, else `Decimal`.
Number = Annotated[
    int | Decimal,
    Kind(
        number,
        {"type": ["number", "string"], "pattern": r"^-?[\d,]+(\.\d+)?$"},
        "a number such as 5,417 or 12.5",
    ),
]
#: An amount of money above zero.
Amount = Annotated[
    Money,
    Kind(amount, {"type": "string", "pattern": r"^[A-Z]{3} [\d,]+(\.\d+)?$"}, _MONEY_HINT),
]

_PLAIN: dict[type, Kind] = {
    EdtfDate: Kind(edtf, _DATE_SCHEMA, _DATE_HINT),
    Money: Kind(money, {"type": "string", "pattern": r"^[A-Z]{3} -?[\d,]+(\.\d+)?$"}, _MONEY_HINT),
    str: Kind(_text, {"type": "string", "minLength": 1}, "text"),
    int: Kind(_count, {"type": ["integer", "string"]}, _COUNT_HINT),
}


@cache
def kind(annotation: Any) -> Kind:
    """Return how a field of this annotation is read, its JSON Schema, and how it is written.

    Raises `EventTypeError` for an annotation that events do not hold.
    """
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        notes = [note for note in args[1:] if isinstance(note, Kind)]
        return notes[0] if notes else kind(args[0])
    if (inner := without_none(annotation)) is not annotation:
        return attrs.evolve(kind(inner), read=attrs.converters.optional(kind(inner).read))
    if origin is tuple and args[1:] == (...,):
        item = kind(args[0])
        schema = {"type": "array", "items": item.schema}
        return Kind(_many(item.read), schema, f"a list in [ ], each {item.hint}")
    if isclass(annotation):
        if issubclass(annotation, StrEnum):
            values = [member.value for member in annotation]
            schema = {"type": "string", "enum": values}
            return Kind(_word(annotation), schema, _one_of(values))
        if annotation in _PLAIN:
            return _PLAIN[annotation]
        if attrs.has(annotation):
            return Kind(_nested(annotation), object_schema(annotation))
    raise EventTypeError(
        f"{annotation!r} is no kind of value that an event holds; use Slug, Text, Url, Count, "
        "Number, Amount, Money, EdtfDate, a StrEnum, an attrs class, a tuple of one of them, "
        "or one of them or None"
    )


def without_none(annotation: Any) -> Any:
    """Return what an optional annotation says of its values that are not None, or it itself."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not NoneType]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def is_annotated(annotation: Any) -> bool:
    """Whether an annotation says itself how its values are read, as `Slug` does."""
    notes = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return any(isinstance(note, Kind) for note in notes)


def is_leaf(annotation: Any) -> bool:
    """Whether values of this annotation are read whole, not field by field."""
    return is_annotated(annotation) or (
        isclass(annotation) and (annotation in _PLAIN or issubclass(annotation, StrEnum))
    )


def is_many(annotation: Any) -> bool:
    """Whether values of this annotation are read item by item."""
    origin: Any = get_origin(annotation)
    return origin is tuple


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a value is a list or a tuple; text is neither."""
    return isinstance(value, list | tuple)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value is a mapping."""
    return isinstance(value, Mapping)


def _many(read: Reader) -> Reader:
    def read_many(value: Any) -> tuple[Any, ...]:
        if not is_list(value):
            raise FieldError(f"found {value!r}; write a list")
        return tuple([read(item) for item in value])

    return read_many


def _one_of(words: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _word(enum: type[E]) -> Callable[[str], E]:
    words: dict[Any, E] = {member.value: member for member in enum}

    def read_word(value: str) -> E:
        try:
            return words[value]
        except (KeyError, TypeError):
            near = did_you_mean(value, words) if isinstance(value, str) else ""
            raise FieldError(f"found {value!r}; write {' or '.join(words)}{near}") from None

    return read_word


def _nested(cls: type[Any]) -> Reader:
    def read_nested(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        if isinstance(value, Mapping):
            return cls(**value)
        raise FieldError(f"found {value!r}; write a mapping with the keys of {cls.__name__}")

    return read_nested


def typed(cls: type[Any], fields: list[Any]) -> list[Any]:
    """Give each field of an attrs class the reader of its annotation (a `field_transformer`)."""
    return [
        a if a.converter or not a.init else a.evolve(converter=kind(annotation_of(cls, a)).read)
        for a in fields
    ]


def annotation_of(cls: type[Any], attribute: "attrs.Attribute[Any]") -> Any:
    """Return the annotation of a field of an attrs class, as it is evaluated."""
    if isinstance(attribute.type, str):  # from __future__ import annotations
        return get_type_hints(cls, include_extras=True)[attribute.name]
    return attribute.type


def object_schema(cls: type[Any]) -> JsonSchema:
    """Return the JSON Schema of a mapping with the fields of an attrs class."""
    fields = [a for a in attrs.fields(cls) if a.init]
    return {
        "type": "object",
        "properties": {a.name: kind(annotation_of(cls, a)).schema for a in fields},
        "required": [a.name for a in fields if a.default is attrs.NOTHING],
        "additionalProperties": False,
    }
