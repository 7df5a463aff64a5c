"""Values, states and changes in words, as the commands print them."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import pendulum

from border_timeline.fields import is_list, is_mapping
from border_timeline.timeline import SHOWN_WHEN_NONE
from border_timeline.timeline.tables import cells_of, text_of

NONE = "none"
BETWEEN = " · "


def worded(value: Any, none: str = NONE) -> str:
    """Return a value as people write it; a state as its fields; `none` for nothing."""
    if is_mapping(value):
        return ", ".join(f"{key} {worded(item)}" for key, item in value.items()) or none
    if is_list(value):
        return ", ".join(map(worded, value)) or none
    if _is_state(value):
        return told({name: text for name, text in cells_of(value) if text}) or none
    return text_of(value) or none


def told(cells: dict[str, str]) -> str:
    """Return the names of fields with their texts, as one paragraph."""
    return BETWEEN.join(f"{_label(name)} {text}" for name, text in cells.items())


def change(old: Any, new: Any, none: str = NONE) -> str:
    """Return what became of a value: `old → new`, of a list what came and went.

    Of a state that was there before, only what is different in it; of a new one, all of it.
    """
    if old is None and _is_state(new):
        return worded(new)
    steps: list[str] = []
    if is_list(old) and is_list(new) and (len(old), len(new)) != (1, 1):
        steps = list(_came_and_went(old, new))
    elif _goes_by_fields(old, new):
        steps = list(_differences(old, new))
    return BETWEEN.join(steps) or f"{worded(old, none)} → {worded(new, none)}"


def field_change(state: Any, name: str, old: Any, new: Any) -> str:
    """Return what became of a field of a state, such as `status announced → in-force`."""
    field = attrs.fields_dict(state.__class__)[name]
    none: str = field.metadata.get(SHOWN_WHEN_NONE, "")
    text = worded(new) if old is None and not none else change(old, new, none or NONE)
    return f"{_label(name)} {text}"


def instead(value: Any, other: Any) -> str:
    """Return another value in words; of another state, only what is different in it."""
    if _goes_by_fields(value, other):
        cells = dict(cells_of(value))
        others = {name: text for name, text in cells_of(other) if text != cells[name]}
        return told({name: text or NONE for name, text in others.items()}) or worded(other)
    return worded(other)


def asked(
    as_of: pendulum.Date, known_at: pendulum.Date | None, recorded_at: pendulum.Date | None
) -> str:
    """Return what was asked: the day, and what knowledge and which record it was asked of."""
    return f"{as_of}{by_knowledge(known_at, recorded_at)}"


def by_knowledge(known_at: object, recorded_at: object) -> str:
    """Return what knowledge and which record were asked, behind a comma; None is now."""
    known = f", as known on {known_at}" if known_at else ""
    recorded = f", as recorded on {recorded_at}" if recorded_at else ""
    return f"{known}{recorded}"


def counted(count: int, noun: str) -> str:
    """Return how many there are of something, such as `1 event` or `1,204 events`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _label(name: str) -> str:
    return name.replace("_", " ")


def _is_state(value: Any) -> bool:
    """Whether a value is told by its fields, because it has no text of its own."""
    cls: type[Any] = value.__class__
    return attrs.has(cls) and cls.__str__ is object.__str__


def _goes_by_fields(old: Any, new: Any) -> bool:
    """Whether two values are told apart by their fields: states, and those of the same text."""
    cls: type[Any] = new.__class__
    return attrs.has(cls) and cls is old.__class__ and (_is_state(new) or str(new) == str(old))


def _differences(old: Any, new: Any) -> Iterator[str]:
    for field in attrs.fields(new.__class__):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if one != other:
            yield field_change(new, field.name, one, other)


def _came_and_went(old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    added, removed = _without(new, old), _without(old, new)
    changed = [text for text in added if text in removed]  # in what the text does not say
    for what, texts in (
        ("added", _without(added, changed)),
        ("removed", _without(removed, changed)),
        ("changed", changed),
    ):
        if texts:
            yield f"{what} {', '.join(texts)}"


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[str]:
    """Return the items that are not among the others, in words; each of the others counts once."""
    left = list(others)
    found: list[str] = []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            found.append(worded(item))
    return found
