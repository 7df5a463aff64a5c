"""Paths into a snapshot: `view.key.field`, and on into what the field holds.

A path names a view, then an entity by the parts of its key, then a field of its state, then
items of mappings, tuples and attrs objects. A path may stop anywhere: after the view, after
the first parts of a compound key, after the entity. A part that holds a dot or a quote is
written in double quotes, as JSON writes it; a path may also be given as its parts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs
import orjson
from attrs import frozen

from border_timeline.errors import PathError, UnknownKeyError, did_you_mean
from border_timeline.fields import is_list, is_mapping
from border_timeline.timeline.log import Log
from border_timeline.timeline.projection import Key, Projection, key_parts
from border_timeline.timeline.versions import Versions

S = TypeVar("S")
Parts = tuple[str, ...]

_PLAIN = re.compile(r'[^."]+')
_PART = re.compile(r'("(?:[^"\\]|\\.)*")|([^."]+)')
_PLACE = re.compile(r"[0-9]{1,9}")
_FORM = "write view.key.field, such as policies.rwanda-scheme.status"


def parse_path(path: str | Sequence[str]) -> Parts:
    """Return the parts of a path; raises `PathError` for what is none.

    >>> parse_path('packages."node.js".version')
    ('packages', 'node.js', 'version')
    """
    if is_list(path) and path and all(isinstance(part, str) for part in path):
        return tuple(path)
    if not isinstance(path, str):
        raise PathError(f"found {path!r}, which is no path; {_FORM}")
    parts: list[str] = []
    place = 0
    while found := _PART.match(path, place):
        parts.append(_unquoted(found[1], path) if found[1] else found[2])
        place = found.end() + 1
        if path[found.end() : place] != ".":
            break
    if place <= len(path):
        raise PathError(f"found {path!r}, which is no path; {_FORM}")
    return tuple(parts)


def _unquoted(part: str, path: str) -> str:
    try:
        text: str = orjson.loads(part)
    except orjson.JSONDecodeError as error:
        raise PathError(f"found {path!r}, in which {part} is no JSON text ({error})") from None
    return text


def shown_path(parts: Sequence[str]) -> str:
    """Return a path as text, which `parse_path` reads back."""
    return ".".join(p if _PLAIN.fullmatch(p) else orjson.dumps(p).decode() for p in parts)


@frozen
class Selection(Generic[S]):
    """The entities of a view that a path names, and the path on inside their states."""

    projection: Projection[S]
    entities: Mapping[Key, Versions[S]]
    inner: Parts = ()

    def parts(self, key: Key) -> Parts:
        """Return the parts of the path to an entity, or to what the path names in it."""
        return (self.projection.name, *key_parts(key), *self.inner)


def select(log: Log, path: Parts) -> Selection[Any]:
    """Return what a path names.

    Raises `UnknownViewError` and `UnknownKeyError`, which suggest near names.
    """
    projection = log.view(path[0])
    entities = log.versions(projection)
    rest = path[1:]
    for length in range(len(rest), 0, -1):
        key: Key = rest[0] if length == 1 else rest[:length]
        if key in entities:
            return Selection(projection, {key: entities[key]}, rest[length:])
    group = {k: v for k, v in entities.items() if key_parts(k)[: len(rest)] == rest}
    if rest and not group:
        raise _unknown_key(projection, [key_parts(key) for key in entities], rest)
    return Selection(projection, group)


def _unknown_key(
    projection: Projection[Any], keys: Sequence[Parts], rest: Parts
) -> UnknownKeyError:
    """Return an error that names the first part of a key that leads nowhere."""
    depth = 0
    while near := [key for key in keys if key[: depth + 1] == rest[: depth + 1]]:
        keys, depth = near, depth + 1
    here = shown_path((projection.name, *rest[:depth]))
    names = {key[depth] for key in keys if len(key) > depth}
    hint = did_you_mean(rest[depth], names)
    return UnknownKeyError(f"{here} has no {rest[depth]!r} at any date{hint}")


def read(value: Any, inner: Parts) -> Any:
    """Return what a path leads to inside a state; raises `PathError` with near names.

    Fields and properties of an attrs object go by their names, items of a mapping by their
    keys, items of a tuple by their places, counted from 0.
    """
    for part in inner:
        if is_list(value) and _PLACE.fullmatch(part) and int(part) < len(value):
            value = value[int(part)]
        elif (names := dict(_names(value))) and part in names:
            name = names[part]
            value = value[name] if is_mapping(value) else getattr(value, name)
        else:
            raise _missing(value, part, names)
    return value


def read_or_none(value: Any, inner: Parts) -> Any:
    """Return what a path leads to inside a state, None where it leads nowhere."""
    try:
        return read(value, inner)
    except PathError:
        return None


def _names(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what the parts of a value are called in a path, and by itself."""
    cls: type[Any] = value.__class__
    if is_mapping(value):
        yield from ((str(key), key) for key in value)
    elif attrs.has(cls):
        properties = (name for name in dir(cls) if isinstance(getattr(cls, name), property))
        for name in (*(field.name for field in attrs.fields(cls)), *properties):
            if not name.startswith("_"):
                yield name, name


def _missing(value: Any, part: str, names: Mapping[str, Any]) -> PathError:
    if is_list(value):
        return PathError(f"found {part!r}, where there are {len(value)} items, counted from 0")
    if not names:
        return PathError(f"found {part!r}, and {value!r} has no parts")
    hint = did_you_mean(part, names) or f"; there is {', '.join(names)}"
    kind = "this mapping" if is_mapping(value) else _one(type(value).__name__)
    return PathError(f"{kind} has no {part!r}{hint}")


def _one(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"
