"""States as rows of text, for terminals and notebooks."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from border_timeline.fields import is_list
from border_timeline.timeline.projection import Key, key_parts, shown_key

#: Metadata of a state's field: the word that tables show where its value is None.
SHOWN_WHEN_NONE = "shown_when_none"


def table(view: Mapping[Key, Any]) -> tuple[list[str], list[list[str]]]:
    """Return the column names of a view and a row of text per entity.

    The first column is the key. Columns that only repeat the key, or are empty in every
    row, are left out. A state that is no attrs class stands in one column.
    """
    columns: list[str] = []
    entries: list[tuple[Key, dict[str, str]]] = []
    for key, state in view.items():
        cells = dict(cells_of(state))
        cells = {name: text for name, text in cells.items() if text not in key_parts(key)}
        columns += [name for name, text in cells.items() if text and name not in columns]
        entries.append((key, cells))
    rows = [[shown_key(key), *(cells.get(name, "") for name in columns)] for key, cells in entries]
    return ["key", *columns], rows


def cells_of(state: Any) -> Iterator[tuple[str, str]]:
    """Yield the name of each field of a state, and its text, empty where there is nothing."""
    if not attrs.has(state.__class__):
        yield "state", text_of(state)
        return
    for attribute in attrs.fields(state.__class__):
        value = getattr(state, attribute.name)
        none: str = attribute.metadata.get(SHOWN_WHEN_NONE, "")
        yield attribute.name, none if value is None else text_of(value)


def text_of(value: Any) -> str:
    """Return a value as people write it: `5,417`, or the items of a list behind one another."""
    if value is None:
        return ""
    if is_list(value):
        return ", ".join(map(text_of, value))
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
