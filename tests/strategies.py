"""Hypothesis strategies for values, for every type of event, and for whole logs.

An event's strategy is read from its annotated fields, so a new type of event, and a
user's own, has one at once. Strategies are made of small named parts and do not
filter, so that examples shrink well.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from inspect import isclass
from types import NoneType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline.dates import EdtfDate, edtf
from border_timeline.events import VOCABULARY, Correction, CorrectionKind, Event
from border_timeline.fields import Amount, Count, Number, Slug, Text, Url
from border_timeline.money import CURRENCIES, Money
from border_timeline.sources import Source

E = TypeVar("E", bound=Event)
#: The strategy of each kind of value that is read whole.
Leaves = Mapping[Any, SearchStrategy[Any]]

FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)

# The small pool of a log: many of its events are about one subject on one day.
SUBJECTS = ("alpha", "bravo", "charlie")
DATES = (
    "2024-07-07",
    "2024-07-06",
    "2024-07-08",
    "2024-07-31",
    "2024-07",
    "2024-07~",
    "2024-07-06/2024-07-08",
    "2024-12-31",
    "2024?",
)
#: Every type but the correction, whose target has to be there.
FACTS = tuple(cls for cls in VOCABULARY if cls is not Correction)
IDS = tuple(f"event-{number}" for number in range(20))


def days() -> SearchStrategy[date]:
    """Days from 2018 to 2026."""
    return st.dates(FIRST, LAST)


def _part(day: date, length: int, qualifier: str = "") -> str:
    """Return the day, or the month or year that holds it, as EDTF text."""
    return f"{day.isoformat()[:length]}{qualifier}"


_LENGTHS = st.sampled_from([len("2024-07-07"), len("2024-07"), len("2024")])
_QUALIFIERS = st.sampled_from(["", "?", "~"])


@st.composite
def imprecise_dates(draw: DrawFn) -> EdtfDate:
    """Every form of the EDTF subset: days, months, years, intervals; plain, `?` and `~`."""
    start, end = sorted([draw(days()), draw(days())])
    text = _part(start, draw(_LENGTHS), draw(_QUALIFIERS))
    if draw(st.booleans()):
        text = f"{text}/{_part(end, draw(_LENGTHS), draw(_QUALIFIERS))}"
    return edtf(text)


def slugs() -> SearchStrategy[str]:
    """Lower-case words joined by single hyphens."""
    words = st.text("abcxyz0189", min_size=1, max_size=6)
    return st.lists(words, min_size=1, max_size=4).map("-".join)


_VISIBLE = st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"])
_ANY = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\u2028")


def texts() -> SearchStrategy[str]:
    """Text with something to see in it, perhaps with white space around and inside."""
    parts = st.tuples(st.text(_ANY, max_size=2), _VISIBLE, st.text(_ANY, max_size=12))
    return parts.map("".join)


def urls() -> SearchStrategy[str]:
    """Whole web addresses."""
    return st.builds(
        lambda scheme, host, path: f"{scheme}://{host}.org/{path}",
        st.sampled_from(["https", "http"]),
        slugs(),
        st.text("abc/?=&%20#:~é", max_size=10),
    )


def counts() -> SearchStrategy[int]:
    """Whole numbers, zero or more."""
    return st.integers(0, 10**12)


def numbers() -> SearchStrategy[int | Decimal]:
    """Exact numbers, whole or not."""
    return st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=3)


def moneys(*, positive: bool = False) -> SearchStrategy[Money]:
    """Exact amounts in any currency, with up to four decimal places."""
    low = Decimal("0.0001") if positive else Decimal(-(10**12))
    amounts = st.integers(0, 4).flatmap(
        lambda places: st.decimals(
            max(low, Decimal(1).scaleb(-places)) if positive else low, 10**12, places=places
        )
    )
    return st.builds(Money, amounts, st.sampled_from(["GBP", *sorted(CURRENCIES)]))


def changes() -> SearchStrategy[dict[str, Any]]:
    """What a correction sets: at least one field, in plain values."""
    names = st.sampled_from(["title", "notes", "effective", "name", "amount", "about"])
    plain = texts() | counts()
    return st.dictionaries(names, plain | st.lists(plain, max_size=2), min_size=1, max_size=3)


LEAVES: Leaves = {
    Slug: slugs(),
    Text: texts(),
    Url: urls(),
    Count: counts(),
    Number: numbers(),
    Amount: moneys(positive=True),
    Money: moneys(),
    EdtfDate: imprecise_dates(),
    str: texts(),
    int: counts(),
    get_type_hints(Correction, include_extras=True)["set"]: changes(),
}

#: The same kinds in a log: few different values, so that events meet.
POOLED: Leaves = {
    **LEAVES,
    Slug: st.sampled_from(SUBJECTS),
    EdtfDate: st.sampled_from(DATES).map(edtf),
    Text: st.sampled_from(["some text", "other text"]),
    Count: st.integers(0, 9),
    Number: st.integers(0, 9) | st.just(Decimal("0.5")),
    Amount: st.builds(Money, st.integers(1, 99), st.sampled_from(["GBP", "GBP", "EUR"])),
}


def values(annotation: Any, leaves: Leaves = LEAVES) -> SearchStrategy[Any]:
    """Values of any annotation that a field of an event may have."""
    if get_origin(annotation) is Annotated or annotation in leaves:
        return leaves[annotation]
    args = get_args(annotation)
    if get_origin(annotation) is tuple:
        return st.lists(values(args[0], leaves), max_size=3).map(tuple)
    if NoneType in args:
        inner = next(arg for arg in args if arg is not NoneType)
        return st.none() | values(inner, leaves)
    if isclass(annotation) and issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    return st.builds(annotation, **_fields(annotation, leaves))


def _annotations(cls: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    return {a.name: hints[a.name] for a in attrs.fields(cls) if a.init}


def _fields(cls: type[Any], leaves: Leaves) -> dict[str, SearchStrategy[Any]]:
    return {name: values(hint, leaves) for name, hint in _annotations(cls).items()}


_SOURCE = _fields(Source, LEAVES)


@st.composite
def sources(
    draw: DrawFn, known: EdtfDate | None = None, supports: Sequence[str] = ("title",)
) -> Source:
    """Sources, published no earlier than `known` where it is given, for fields of these names."""
    row = {name: draw(some) for name, some in _SOURCE.items()}
    row["supports"] = draw(st.lists(st.sampled_from(supports), max_size=2))
    if known is not None:
        published = known.earliest + timedelta(draw(st.integers(0, 40)))
        row["published"] = _part(published, draw(_LENGTHS))
    return Source(**row)


@cache
def _own_fields(cls: Hashable, *, pooled: bool) -> dict[str, SearchStrategy[Any]]:
    fields = _fields(cast("type[Event]", cls), POOLED if pooled else LEAVES)
    for name in ("sources", "known", "after"):  # these depend on other fields
        del fields[name]
    return fields


@st.composite
def _events(
    draw: DrawFn, cls: type[E], *, pooled: bool, fixed: Mapping[str, SearchStrategy[Any]]
) -> E:
    leaves = POOLED if pooled else LEAVES
    own = _own_fields(cast("Hashable", cls), pooled=pooled)
    row = {name: draw(some) for name, some in {**own, **fixed}.items()}
    if "known" not in row and draw(st.booleans()):
        row["known"] = draw(leaves[EdtfDate])
    known = row.get("known") or edtf(row["effective"].latest)
    if "after" not in row:
        row["after"] = draw(st.lists(leaves[Slug], max_size=2).map(_other_than(row["id"])))
    if "sources" not in row:
        cited = sources(known, sorted(cls.field_names))
        row["sources"] = draw(st.lists(cited, min_size=1, max_size=1 if pooled else 2))
    if issubclass(cls, Correction):
        _fit_correction(row)
    return cls(**row)


def _other_than(name: str) -> Callable[[list[str]], list[str]]:
    return lambda names: [other for other in names if other != name]


def _fit_correction(row: dict[str, Any]) -> None:
    """A correction is of another event, and only a retraction sets nothing."""
    if row["corrects"] == row["id"]:
        row["corrects"] += "-before"
    if row["kind"] is CorrectionKind.RETRACTION:
        row["set"] = {}


def events_of(cls: type[E], **fixed: SearchStrategy[Any]) -> SearchStrategy[E]:
    """Valid events of any type; a strategy given for a field replaces the field's own."""
    return _events(cls, pooled=False, fixed=fixed)


def any_event() -> SearchStrategy[Event]:
    """Valid events of every type in the vocabulary."""
    return st.sampled_from(VOCABULARY).flatmap(events_of)


@st.composite
def logs(
    draw: DrawFn,
    types: Iterable[type[Event]] = FACTS,
    *,
    min_size: int = 0,
    max_size: int = 10,
) -> list[Event]:
    """Lists of events with different ids, in no order, that often meet on a key and day.

    Subjects and dates come from a small pool; `includes` and `pledge` name ids; `after`
    names events of the same day, and sometimes of an earlier one, never in a circle.
    """
    kinds = st.sampled_from(list(types))
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=min_size, max_size=max_size))
    named = {
        "includes": st.lists(st.sampled_from(IDS), max_size=3),
        "pledge": st.none() | st.sampled_from(IDS),
    }
    rows: list[Event] = []
    for name in ids:
        cls, day = draw(kinds), draw(POOLED[EdtfDate])
        earlier = [row.id for row in rows if row.effective.last <= day.last]
        fixed = {key: some for key, some in named.items() if key in cls.field_names}
        fixed |= {
            "id": st.just(name),
            "effective": st.just(day),
            "after": st.lists(st.sampled_from(earlier), max_size=2) if earlier else st.just([]),
        }
        rows.append(draw(_events(cls, pooled=True, fixed=fixed)))
    return rows
