"""The one place that knows both attrs classes and mappings.

There are two ways in, with one meaning, because each field is read by the reader of
its annotation. Canonical mappings, which this module wrote, go straight to the class.
Whatever the class refuses, and every file that people write, goes through cattrs,
which reads each field apart, so that all that is wrong is found at once and named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeVar, cast, get_args

import attrs
import orjson
from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from border_timeline.dates import EdtfDate
from border_timeline.errors import (
    BorderTimelineError,
    DatasetError,
    EventTypeError,
    FieldError,
    Problem,
    did_you_mean,
)
from border_timeline.events import VOCABULARY, Changes, Event
from border_timeline.fields import is_annotated, is_leaf, is_list, is_many, kind
from border_timeline.money import Money, plain

C = TypeVar("C")


class Codec:
    """Reads and writes the events of a vocabulary.

    `types` are event classes with different `type` names, all declared with `@event`;
    anything else raises `EventTypeError`.
    """

    def __init__(self, types: Iterable[type[Event]] = VOCABULARY) -> None:
        self.types: dict[str, type[Event]] = {}
        for cls in types:
            if not (isinstance(cls, type) and issubclass(cls, Event) and "type" in vars(cls)):
                raise EventTypeError(f"{cls!r} is no event type; declare it with @event")
            if self.types.setdefault(cls.type, cls) is not cls:
                raise EventTypeError(f"two event types are called {cls.type!r}")

    def from_mapping(self, mapping: Mapping[str, Any]) -> Event:
        """Return the event that a mapping of plain values describes.

        A mapping of an older schema version is lifted first. Raises `DatasetError` with
        everything that is wrong, each `Problem` naming its field.
        """
        try:
            cls, values = self._lifted(mapping)
            return cls(**values)
        except (BorderTimelineError, TypeError, ValueError):
            return self._explained(mapping)

    def _explained(self, mapping: Mapping[str, Any]) -> Event:
        try:
            cls, values = self._lifted(mapping)
        except FieldError as error:
            raise DatasetError([Problem(error.message, field=error.field)]) from None
        except (TypeError, ValueError):
            raise DatasetError([Problem(f"found {mapping!r}, which is no mapping")]) from None
        return read_object(cls, values)

    def _lifted(self, mapping: Mapping[str, Any]) -> tuple[type[Event], dict[str, Any]]:
        values = dict(mapping)
        cls = self._class(values.pop("type", None))
        if cls.version == 1 and "version" not in values:
            return cls, values
        written = str(values.pop("version", "1"))
        versions = [str(version) for version in range(1, cls.version + 1)]
        if written not in versions:
            raise FieldError(
                f"found {written!r}; {cls.type} events have version {' or '.join(versions)}",
                field="version",
            )
        for version in range(int(written), cls.version):
            try:
                values = cls.upcasters[version](values)
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                message = f"cannot be lifted from version {version}: {error!r}"
                raise FieldError(message, field="version") from error
        return cls, values

    def _class(self, name: object) -> type[Event]:
        if isinstance(name, str) and name in self.types:
            return self.types[name]
        if name is None:
            raise FieldError("is missing; write the type of the event", field="type")
        near = did_you_mean(str(name), self.types)
        raise FieldError(
            f"found {name!r}, which is no type of event{near or '; see the vocabulary'}",
            field="type",
        )

    def from_line(self, line: str | bytes) -> Event:
        """Return the event of one line of canonical JSON; raises as `from_mapping` does."""
        return self.from_mapping(mapping_of_line(line))

    def to_mapping(self, event: Event) -> dict[str, Any]:
        """Return the canonical mapping of an event: plain values, defaults left out."""
        mapping = {"type": event.type, **to_canonical(event)}
        return mapping if event.version == 1 else {"version": event.version, **mapping}

    def to_line(self, event: Event) -> bytes:
        """Return the canonical form of an event: one line of JSON, without a line end.

        Equal events have equal bytes, on every machine and in every version of Python.
        """
        return orjson.dumps(self.to_mapping(event), option=orjson.OPT_SORT_KEYS)


def mapping_of_line(line: str | bytes) -> Mapping[str, Any]:
    """Return the mapping that a line of JSON holds; raises `DatasetError` for any other."""
    try:
        mapping = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise DatasetError([Problem(f"found {line!r}, which is no JSON ({error})")]) from None
    if not isinstance(mapping, dict):
        raise DatasetError([Problem(f"found {line!r}; a line holds one JSON object")])
    return cast("dict[str, Any]", mapping)


def read_object(cls: type[C], values: Mapping[str, Any]) -> C:
    """Return the attrs object of a mapping, each field read apart.

    Raises `DatasetError` with everything that is wrong, each `Problem` naming its field.
    """
    try:
        return _STRICT.structure(values, cls)
    except (ClassValidationError, BorderTimelineError) as error:
        raise DatasetError(_problems(error)) from None


def to_canonical(value: object) -> Any:
    """Return an attrs object as plain values, without the fields that are at their default."""
    return _CANONICAL.unstructure(value)


def to_plain(value: object) -> Any:
    """Return an attrs object as plain values, every field of it."""
    return _WHOLE.unstructure(value)


def _strict_converter() -> Converter:
    """Return a cattrs converter that reads each field apart and refuses unknown keys."""
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)

    def list_hook(annotation: Any) -> Callable[[Any, Any], Any]:
        items: Any = list.__class_getitem__(get_args(annotation)[0])

        def read_list(value: object, _: object) -> Any:
            if not is_list(value):
                raise FieldError(f"found {value!r}; write a list")
            return tuple(converter.structure(value, items))

        return read_list

    def leaf_hook(annotation: Any) -> Callable[[Any, Any], Any]:
        read = kind(annotation).read
        return lambda value, _: read(value)

    def nested_hook(cls: type[Any]) -> Callable[[Any, Any], Any]:
        fields = make_dict_structure_fn(cls, converter)

        def read_nested(value: Any, _: Any) -> Any:
            if not isinstance(value, Mapping | cls):
                raise FieldError(f"found {value!r}; write one 'key: value' a line")
            return value if isinstance(value, cls) else fields(value, cls)

        return read_nested

    for plain_type in (str, int, Enum):  # for which cattrs has hooks that go first
        converter.register_structure_hook(plain_type, lambda value, cls: kind(cls).read(value))
    converter.register_structure_hook_factory(attrs.has, nested_hook)
    converter.register_structure_hook_factory(is_many, list_hook)
    converter.register_structure_hook_factory(is_leaf, leaf_hook)  # the last one asks first
    return converter


def _problems(error: BaseException, path: str = "") -> Iterator[Problem]:
    """Yield what cattrs found wrong, each with the path of its field."""
    match error:
        case IterableValidationError():
            for inner, item in error.group_exceptions()[0]:
                yield from _problems(inner, f"{path}[{item.index}]")
        case ClassValidationError():
            placed, others = error.group_exceptions()
            for inner, note in placed:
                yield from _problems(inner, _joined(path, note.name))
            for inner in others:
                yield from _problems(inner, path)
        case ForbiddenExtraKeysError():
            yield from _unknown_keys(error, path)
        case FieldError():
            yield Problem(error.message, field=_joined(path, error.field))
        case BorderTimelineError():
            yield Problem(str(error), field=path)
        case KeyError():
            yield Problem("is missing", field=path)
        case _:  # a fault in a converter, not in the data
            raise error


def _unknown_keys(error: ForbiddenExtraKeysError, path: str) -> Iterator[Problem]:
    allowed = [attribute.name for attribute in attrs.fields(error.cl)]
    for name in sorted(error.extra_fields):
        hint = did_you_mean(name, allowed) or f"; write {', '.join(allowed)}"
        yield Problem(f"is no key here{hint}", field=_joined(path, name))


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name and name[0] != "[" else f"{path}{name}"


def _plain_converter(*, omit_defaults: bool) -> Converter:
    """Return a cattrs converter to plain values: text, whole numbers, lists, mappings."""
    converter = Converter(
        unstruct_collection_overrides={tuple: list}, omit_if_default=omit_defaults
    )
    converter.register_unstructure_hook(EdtfDate, str)
    converter.register_unstructure_hook(Money, lambda amount: amount.canonical)
    converter.register_unstructure_hook(Decimal, plain)
    converter.register_unstructure_hook(Changes, dict)
    converter.register_unstructure_hook(StrEnum, lambda word: word.value)
    converter.register_unstructure_hook(int, lambda n: n if -(2**63) <= n < 2**63 else str(n))
    converter.register_unstructure_hook(date, date.isoformat)

    def annotated_hook(annotation: Any) -> Callable[[Any], Any]:
        return converter.get_unstructure_hook(get_args(annotation)[0])

    converter.register_unstructure_hook_factory(is_annotated, annotated_hook)
    return converter


_STRICT = _strict_converter()
_CANONICAL = _plain_converter(omit_defaults=True)
_WHOLE = _plain_converter(omit_defaults=False)
