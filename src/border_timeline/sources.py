"""Where a fact was read."""

from attrs import field, frozen

from border_timeline.dates import EdtfDate, edtf
from border_timeline.fields import Text, Url, typed


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
