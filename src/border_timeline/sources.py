"""Where a fact was read."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from border_timeline.dates import EdtfDate, edtf
from border_timeline.fields import Text, Url, kind, typed


@frozen(kw_only=True, field_transformer=typed)
class Source:
    """A publication that supports an event.

    `published` and `accessed` are civil days in Europe/London and may be imprecise;
    `url` and `archived` are whole web addresses; `locator` is a page, section or
    timestamp; `supports` names the fields of the event that the publication bears
    out, all of them when empty.
    """

    publisher: Text
    published: EdtfDate = field(converter=edtf)
    url: Url | None = None
    archived: Url | None = None
    accessed: EdtfDate | None = None
    locator: Text | None = None
    supports: tuple[Text, ...] = ()


def cited(value: Sequence[Source | Mapping[str, Any]]) -> tuple[Source, ...]:
    """Return sources from any list of them, or of mappings with their fields."""
    sources: tuple[Source, ...] = kind(tuple[Source, ...]).read(value)
    return sources
