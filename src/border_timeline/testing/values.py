"""Hypothesis strategies for the values that fields of events hold.

A field's strategy is read from its annotation, so a user's own event type has one at once.
Strategies are made of small named parts and hardly filter, so that examples shrink well: a
day towards 2024-07-07, text towards one letter, a list towards nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from inspect import isclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline.dates import EdtfDate, edtf
from border_timeline.events import Changes, Correction
from border_timeline.fields import Amount, Count, Number, Slug, Text, Url, without_none
from border_timeline.money import CURRENCIES, Money
from border_timeline.sources import Source

#: The strategy of each kind of value that is read whole, by its annotation.
Leaves = Mapping[Any, SearchStrategy[Any]]

#: The day towards which days shrink, in the middle of a year and a week.
DAY = date(2024, 7, 7)
_FIRST, _LAST = date(2018, 1, 1), date(2026, 12, 31)


def days(first: date = _FIRST, last: date = _LAST) -> SearchStrategy[date]:
    """Days of the calendar, by default from 2018 to 2026; both ends are included."""
    nearest = min(max(DAY, first), last)
    steps = st.integers((first - nearest).days, (last - nearest).days)
    return steps.map(lambda count: nearest + timedelta(count))


def _part(day: date, length: int, qualifier: str = "") -> str:
    """Return the day, or the month or year that holds it, as EDTF text."""
    return f"{day.isoformat()[:length]}{qualifier}"


_LENGTHS = st.sampled_from([len("2024-07-07"), len("2024-07"), len("2024")])
_QUALIFIERS = st.sampled_from(["", "?", "~"])


@st.composite
def dates(draw: DrawFn) -> EdtfDate:
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
    schemes, paths = st.sampled_from(["https", "http"]), st.text("abc/?=&%20#:~é", max_size=10)
    parts = st.tuples(schemes, st.just("://"), slugs(), st.just(".org/"), paths)
    return parts.map("".join)


def counts() -> SearchStrategy[int]:
    """Whole numbers, zero or more."""
    return st.integers(0, 10**12)


def numbers() -> SearchStrategy[int | Decimal]:
    """Exact numbers, whole or not."""
    return st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=3)


def moneys(*, positive: bool = False) -> SearchStrategy[Money]:
    """Exact amounts in any currency, with up to four decimal places; perhaps only above zero."""
    low = Decimal("0.0001") if positive else Decimal(-(10**12))
    amounts = st.integers(0, 4).flatmap(
        lambda places: st.decimals(
            max(low, Decimal(1).scaleb(-places)) if positive else low, 10**12, places=places
        )
    )
    return st.builds(Money, amounts, st.sampled_from(["GBP", *sorted(CURRENCIES)]))


def changes() -> SearchStrategy[Changes]:
    """What a correction sets, whatever it corrects: at least one field, in plain values."""
    names = st.sampled_from(["title", "notes", "effective", "name", "amount", "about"])
    plain = texts() | counts()
    said = st.dictionaries(names, plain | st.lists(plain, max_size=2), min_size=1, max_size=3)
    return said.map(Changes)


#: Every value that a field accepts.
LEAVES: Leaves = {
    Slug: slugs(),
    Text: texts(),
    Url: urls(),
    Count: counts(),
    Number: numbers(),
    Amount: moneys(positive=True),
    Money: moneys(),
    EdtfDate: dates(),
    str: texts(),
    int: counts(),
    get_type_hints(Correction, include_extras=True)["set"]: changes(),
}

#: The subjects of a log, few enough that many of its events are about one.
SUBJECTS = ("alpha", "alpha", "bravo")
#: The dates of a log, few enough that many of its events meet on one day.
DATES = (
    "2024-07-07",
    "2024-07-08",
    "2024-07-07~",
    "2024-07-06",
    "2024-07-06/2024-07-08",
    "2024-07",
    "2024?",
)

#: Few different values of each kind, so that the events of a log meet and can be read.
POOLED: Leaves = {
    **LEAVES,
    Slug: st.sampled_from(SUBJECTS),
    EdtfDate: st.sampled_from(DATES).map(edtf),
    Text: st.sampled_from(["one", "another", "a third"]),
    str: st.sampled_from(["one", "another", "a third"]),
    Count: st.integers(0, 9),
    int: st.integers(0, 9),
    Number: st.integers(0, 9) | st.just(Decimal("0.5")),
    Amount: st.builds(Money, st.integers(1, 99), st.sampled_from(["GBP", "GBP", "EUR"])),
    Money: st.builds(Money, st.integers(-9, 99), st.sampled_from(["GBP", "GBP", "EUR"])),
}


def values(annotation: Any, leaves: Leaves = LEAVES) -> SearchStrategy[Any]:
    """Values of any annotation that a field of an event may have.

    What is neither among the leaves nor made of them is left to `st.from_type`, where users
    register their own.
    """
    if annotation in leaves:
        return leaves[annotation]
    if get_origin(annotation) is Annotated:
        return values(get_args(annotation)[0], leaves)
    return _of_type(annotation, leaves)


def _of_type(annotation: Any, leaves: Leaves) -> SearchStrategy[Any]:
    if (inner := without_none(annotation)) is not annotation:
        return st.none() | values(inner, leaves)
    if get_origin(annotation) is tuple:
        return st.lists(values(get_args(annotation)[0], leaves), max_size=3).map(tuple)
    if isclass(annotation) and issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    if attrs.has(annotation):
        return st.builds(annotation, **fields(annotation, leaves))
    return st.from_type(annotation)


def fields(cls: type[Any], leaves: Leaves = LEAVES) -> dict[str, SearchStrategy[Any]]:
    """Return the strategy of each field of an attrs class, by name."""
    hints = get_type_hints(cls, include_extras=True)
    return {a.name: values(hints[a.name], leaves) for a in attrs.fields(cls) if a.init}


@cache
def _source_fields() -> dict[str, SearchStrategy[Any]]:
    return fields(Source)


@st.composite
def sources(
    draw: DrawFn, known: EdtfDate | None = None, supports: Sequence[str] = ("title",)
) -> Source:
    """Sources, published no earlier than `known` where it is given, for fields of these names."""
    row = {name: draw(some) for name, some in _source_fields().items()}
    row["supports"] = draw(st.lists(st.sampled_from(supports), max_size=2))
    if known is not None:
        published = known.earliest + timedelta(draw(st.integers(0, 40)))
        row["published"] = _part(published, draw(_LENGTHS))
    return Source(**row)
