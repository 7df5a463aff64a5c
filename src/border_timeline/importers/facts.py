"""Facts as researchers write them down: one JSON object a line, each with its sources."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import attrs
import orjson
from attrs import field, frozen

from border_timeline.codec.converter import read_object
from border_timeline.dates import EdtfDate, edtf
from border_timeline.errors import DatasetError, FieldError, Problem
from border_timeline.fields import Kind, Slug, Text, is_list, is_mapping, typed

#: A number or a text that a fact gives, or several of them.
Value = int | str | list[int | str]


def _figures(value: Mapping[str, Any]) -> Mapping[str, Value]:
    if not is_mapping(value):
        raise FieldError(f"found {value!r}; write an object of numbers and texts")
    return {name: _value(name, item) for name, item in value.items()}


def _value(name: str, item: object) -> Value:
    if is_list(item):
        return [_one(name, inner) for inner in item]
    return _one(name, item)


def _one(name: str, item: object) -> int | str:
    if isinstance(item, float):
        return repr(item)
    if isinstance(item, int | str) and not isinstance(item, bool):
        return item
    raise FieldError(f"found {item!r} under {name!r}; write a number or a text")


@frozen(kw_only=True, field_transformer=typed)
class FactSource:
    """Where a fact was read; its `url` may be wrong still, which reading the draft tells."""

    publisher: Text
    title: Text | None = None
    date: EdtfDate | None = None
    url: Text | None = None


@frozen(kw_only=True, field_transformer=typed)
class Fact:
    """What somebody found out: `fact` in a sentence or two, dated `date`, public since `known`.

    `kind` says in a word what it is, `figures` holds its numbers by name, `confidence` how
    far it is to be trusted.
    """

    id: Slug
    date: EdtfDate = field(converter=edtf)
    kind: Text
    fact: Text
    sources: tuple[FactSource, ...]
    subject: Text | None = None
    figures: Annotated[Mapping[str, Value], Kind(_figures, {"type": "object"})] = field(
        factory=dict[str, Value]
    )
    places: tuple[Text, ...] = ()
    parties: tuple[Text, ...] = ()
    confidence: Text | None = None
    notes: Text | None = None
    known: EdtfDate | None = None

    def __attrs_post_init__(self) -> None:
        if not self.sources:
            raise FieldError("found no source; cite at least one", field="sources")


def read_facts(path: str | Path) -> dict[int, Fact]:
    """Return the facts of a file by the number of their line; empty lines are passed over.

    Raises `DatasetError` that lists everything wrong with all the lines.
    """
    file = str(path)
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror}", file=file)
        raise DatasetError([problem]) from None
    facts: dict[int, Fact] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                facts[number] = _fact(line)
            except DatasetError as error:
                found = error.problems
                problems.extend(attrs.evolve(p, file=file, line=number) for p in found)
    problems.extend(_twice(facts, file))
    if not facts and not problems:
        problems.append(Problem("holds no fact; write one a line", file=file))
    if problems:
        raise DatasetError(sorted(problems, key=lambda problem: problem.line))
    return facts


def _fact(line: bytes) -> Fact:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise DatasetError([Problem(f"is no JSON: {error}")]) from None
    if not isinstance(values, dict):
        raise DatasetError([Problem(f"found {values!r}; a line holds one JSON object")])
    return read_object(Fact, _without_nothing(values))


def _without_nothing(value: Any) -> Any:
    """Return plain values without the keys that hold null or an empty text."""
    if is_mapping(value):
        kept = {name: item for name, item in value.items() if item is not None and item != ""}
        return {name: _without_nothing(item) for name, item in kept.items()}
    return [_without_nothing(item) for item in value] if is_list(value) else value


def _twice(facts: Mapping[int, Fact], file: str) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for number, fact in facts.items():
        first = lines.setdefault(fact.id, number)
        if first != number:
            message = f"is the id of line {first} too; every fact has its own"
            yield Problem(message, field="id", event=fact.id, file=file, line=number)
