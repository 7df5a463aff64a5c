"""The template of an event file, from the event class itself.

What stands behind a field comes from its annotation and from the docstrings: a clause that
begins with the name of a field in backticks says what the field means.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from inspect import cleandoc
from textwrap import wrap
from typing import Any, TypeGuard, get_args

import attrs

from border_timeline.errors import FieldError
from border_timeline.events import Event
from border_timeline.fields import Slug, annotation_of, is_leaf, is_many, kind, without_none

#: The first line of an event file, by which editors find the JSON Schema.
SCHEMA_LINE = "# yaml-language-server: $schema=../event.schema.json"

_HOW = "Fill in the fields; uncomment what else is known; delete what is left."
_WIDTH = 98
_CLAUSE = re.compile(r"`(\w+)` (?!and\b)(?:is |are |names )?(.+)")


def event_template(cls: type[Event], name: str = "") -> str:
    """Return the text of an event file of a type, to be filled in; `name` is the event's id.

    Every field stands there with what is to be written: those that an event must have
    empty, the others commented out. Raises `FieldError` for a name that is no id.
    """
    if name:
        read_id(name)
    version = [f"version: {cls.version}"] if cls.version > 1 else []
    lines = [
        SCHEMA_LINE,
        *(f"# {line}" for line in [*wrap(_summary(cls), _WIDTH), _HOW]),
        f"id: {name}" if name else _line("id", _comment(cls, "id", kind(Slug).hint)),
        f"type: {cls.type}",
        *version,
        *(line for attribute in _in_order(cls) for line in _field(cls, attribute)),
    ]
    return "\n".join(lines) + "\n"


def read_id(name: str) -> str:
    """Return the id of an event; raises `FieldError` for a text that is none."""
    try:
        return str(kind(Slug).read(name))
    except FieldError as error:
        raise FieldError(error.message, field="id") from None


def _summary(cls: type[Event]) -> str:
    return " ".join(cleandoc(cls.__doc__ or "").partition("\n\n")[0].split())


def _in_order(cls: type[Event]) -> Iterator["attrs.Attribute[Any]"]:
    """Yield the fields of a type but its id; its own stand behind the title."""
    shared = [attribute.name for attribute in attrs.fields(Event)]
    behind = shared.index("title") + 1
    fields = attrs.fields_dict(cls)
    own = [name for name in fields if name not in shared]
    for name in [*shared[:behind], *own, *shared[behind:]]:
        if name != "id":
            yield fields[name]


def _field(cls: type[Any], attribute: "attrs.Attribute[Any]") -> Iterator[str]:
    """Yield the lines of a field, commented out where it may be left out.

    There are none of one that follows from the others.
    """
    if not attribute.init:
        return
    annotation = without_none(annotation_of(cls, attribute))
    lines = list(_lines(cls, attribute, annotation))
    may_be_left_out = attribute.default is not attrs.NOTHING
    yield from (f"# {line}" for line in lines) if may_be_left_out else lines


def _lines(cls: type[Any], attribute: "attrs.Attribute[Any]", annotation: Any) -> Iterator[str]:
    inner = get_args(annotation)[0] if is_many(annotation) else annotation
    if _is_nested(inner):
        yield _line(attribute.name, _comment(cls, attribute.name, ""))
        bullet = "- " if is_many(annotation) else "  "
        for line in _object(inner):
            yield f"  {bullet}{line}" if is_many(annotation) else f"{bullet}{line}"
            bullet = "  "
    else:
        word = attribute.default if isinstance(attribute.default, StrEnum) else ""
        yield _line(attribute.name, _comment(cls, attribute.name, kind(annotation).hint), word)


def _object(cls: type[Any]) -> Iterator[str]:
    for attribute in attrs.fields(cls):
        yield from _field(cls, attribute)


def _is_nested(annotation: Any) -> TypeGuard[type[Any]]:
    return not is_leaf(annotation) and attrs.has(annotation)


def _line(name: str, comment: str, value: str = "") -> str:
    written = f"{name}: {value}".rstrip()
    return f"{written}  # {comment}" if comment else written


def _comment(cls: type[Any], name: str, hint: str) -> str:
    return ": ".join(part for part in (_meanings(cls).get(name, ""), hint) if part)


def _meanings(cls: type[Any]) -> Mapping[str, str]:
    """Return what the docstrings of a class and of those it extends say of its fields."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        text = " ".join((base.__doc__ or "").split()) if attrs.has(base) else ""
        for clause in re.split(r"[.;:] ", text.removesuffix(".")):
            if match := _CLAUSE.fullmatch(clause):
                found[match[1]] = match[2].replace("`", "")
    return found
