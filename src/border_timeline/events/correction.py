"""The record's own event: a correction of another one."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import orjson

from border_timeline.errors import FieldError
from border_timeline.events.envelope import Event, event
from border_timeline.fields import Kind, Slug, Text, is_list, is_mapping, number
from border_timeline.money import plain


class CorrectionKind(StrEnum):
    """What a correction means for its target.

    An `erratum` is the record's own slip and applies whatever day is asked about; a
    `revision` is a change by the publisher and applies from its own `known` on; a
    `retraction` says that it did not happen, or was withdrawn, from its own `known` on;
    a `dispute` keeps the value and records another source's beside it.
    """

    ERRATUM = "erratum"
    REVISION = "revision"
    RETRACTION = "retraction"
    DISPUTE = "dispute"

    @property
    def is_change(self) -> bool:
        """Whether a correction of this kind makes its target say something else."""
        return self in (CorrectionKind.ERRATUM, CorrectionKind.REVISION)


class Changes(Mapping[str, Any]):
    """Fields of another event and their values, as a file writes them: text, lists, mappings.

    A number is kept as its text, so that Python and YAML say the same. It is frozen: what
    it hands out is the caller's own.
    """

    __slots__ = ("_json",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._json = orjson.dumps(_as_written(values), option=orjson.OPT_SORT_KEYS)

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = orjson.loads(self._json)
        return values

    def __getitem__(self, name: str) -> Any:
        return self._values()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    def __hash__(self) -> int:
        return hash(self._json)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Changes):
            return NotImplemented
        return self._json == other._json

    def __repr__(self) -> str:
        return f"Changes({self._values()!r})"


def _changes(value: Changes | Mapping[str, Any]) -> Changes:
    if isinstance(value, Changes):
        return value
    if not is_mapping(value):
        raise FieldError(f"found {value!r}; write one 'field: value' a line")
    return Changes(value)


def _as_written(value: object) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return plain(number(value))
    if is_list(value):
        return [_as_written(item) for item in value]
    if is_mapping(value):
        return {str(name): _as_written(item) for name, item in value.items()}
    raise FieldError(f"found {value!r}; write text, a number, a list or a mapping")


@event(kw_only=True)
class Correction(Event):
    """Another event is put right: the past itself is never edited.

    `corrects` is the id of the event, which may be a correction too; `set` the fields
    that change, written as that event writes them; a retraction changes none, any other
    kind at least one.
    """

    corrects: Slug
    kind: CorrectionKind
    reason: Text
    set: Annotated[
        Changes, Kind(_changes, {"type": "object"}, "one 'field: value' a line, indented")
    ] = Changes({})

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.corrects == self.id:
            raise FieldError("found the event's own id", field="corrects")
        if (self.kind is CorrectionKind.RETRACTION) == bool(self.set):
            need = "no field" if self.set else "at least one field"
            raise FieldError(
                f"found {dict(self.set)}; the kind {self.kind} sets {need}", field="set"
            )
        for name in ("id", "type", "version", "corrects"):
            if name in self.set:
                raise FieldError(f"found {name!r}, which no correction changes", field="set")
        if "after" in self.set and self.kind is not CorrectionKind.ERRATUM:
            raise FieldError("found 'after', which only an erratum changes", field="set")
