"""A sourced, bitemporal timeline of events, with the record of UK border policy.

>>> import border_timeline as bt
>>> now = bt.load().as_of("2024-11-04")
>>> str(now.funding["border-security-command"].pledged)
'GBP 150,000,000'
"""

from border_timeline import events, views
from border_timeline.codec.converter import Codec
from border_timeline.codec.dataset import Coverage, DatasetInfo
from border_timeline.codec.ledger import Entry, Ledger
from border_timeline.dates import DayLike, EdtfDate, edtf
from border_timeline.domain import Snapshot, Timeline, load, record, verify
from border_timeline.errors import (
    BeyondCoverageWarning,
    BorderTimelineError,
    CitationError,
    ConcurrencyError,
    CurrencyError,
    DatasetError,
    DateError,
    DateTypeError,
    EventTypeError,
    FieldError,
    FigureError,
    LedgerError,
    MissingExtraError,
    PathError,
    Problem,
    ProjectionError,
    UnknownKeyError,
    UnknownViewError,
)
from border_timeline.events import Event, event
from border_timeline.fields import Amount, Count, Number, Slug, Text, Url, typed
from border_timeline.money import Money, MoneyRange, money
from border_timeline.sources import Source
from border_timeline.stores.memory import MemoryStore
from border_timeline.stores.store import Store
from border_timeline.timeline import (
    Alternative,
    Change,
    Citation,
    Explanation,
    Finding,
    Possible,
    Projection,
    Rule,
    Severity,
    View,
)

__all__ = [
    "Alternative",
    "Amount",
    "BeyondCoverageWarning",
    "BorderTimelineError",
    "Change",
    "Citation",
    "CitationError",
    "Codec",
    "ConcurrencyError",
    "Count",
    "Coverage",
    "CurrencyError",
    "DatasetError",
    "DatasetInfo",
    "DateError",
    "DateTypeError",
    "DayLike",
    "EdtfDate",
    "Entry",
    "Event",
    "EventTypeError",
    "Explanation",
    "FieldError",
    "FigureError",
    "Finding",
    "Ledger",
    "LedgerError",
    "MemoryStore",
    "MissingExtraError",
    "Money",
    "MoneyRange",
    "Number",
    "PathError",
    "Possible",
    "Problem",
    "Projection",
    "ProjectionError",
    "Rule",
    "Severity",
    "Slug",
    "Snapshot",
    "Source",
    "Store",
    "Text",
    "Timeline",
    "UnknownKeyError",
    "UnknownViewError",
    "Url",
    "View",
    "edtf",
    "event",
    "events",
    "load",
    "money",
    "record",
    "typed",
    "verify",
    "views",
]
