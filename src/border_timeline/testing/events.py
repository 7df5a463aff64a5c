"""Hypothesis strategies for events of every type, users' own included."""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline.dates import EdtfDate, edtf
from border_timeline.events import VOCABULARY, Changes, Correction, CorrectionKind, Event
from border_timeline.fields import Slug
from border_timeline.money import Money
from border_timeline.sources import Source
from border_timeline.testing.values import LEAVES, POOLED, changes, dates, fields, moneys, sources

E = TypeVar("E", bound=Event)

#: What the events of a log cite: one source that fits them whatever their dates are moved to.
CITED = (Source(publisher="A newspaper", published=edtf("2100")),)


def events(cls: type[E], **fixed: SearchStrategy[Any]) -> SearchStrategy[E]:
    """Valid events of a type; a strategy given for a field replaces the field's own.

    >>> from border_timeline.events import PolicyStarted
    >>> from hypothesis import strategies as st
    >>> starts = events(PolicyStarted, policy=st.just("patrols"))
    """
    return _events(cls, fixed)


def any_event() -> SearchStrategy[Event]:
    """Valid events of every type in the vocabulary."""
    return st.sampled_from(VOCABULARY).flatmap(events)


def pooled_events(cls: type[E], **fixed: SearchStrategy[Any]) -> SearchStrategy[E]:
    """Valid events of a type as they stand in a log: few different values, and one late source.

    Many have but the fields that an event needs, so that they are quick to make and to read.
    """
    return _events(cls, {"sources": st.just(CITED), **fixed}, pooled=True)


@cache
def _own_fields(cls: Hashable, *, pooled: bool) -> dict[str, SearchStrategy[Any]]:
    found = fields(cast("type[Event]", cls), POOLED if pooled else LEAVES)
    for name in ("sources", "known", "after"):  # these depend on other fields
        del found[name]
    return found


@cache
def _needed(cls: Hashable) -> list[str]:
    made = attrs.fields(cast("type[Event]", cls))
    return [field.name for field in made if field.default is attrs.NOTHING]


@st.composite
def _events(
    draw: DrawFn,
    cls: type[E],
    fixed: Mapping[str, SearchStrategy[Any]],
    *,
    pooled: bool = False,
) -> E:
    leaves = POOLED if pooled else LEAVES
    own = _own_fields(cast("Hashable", cls), pooled=pooled)
    is_plain = pooled and not draw(st.booleans())
    if is_plain:
        own = {name: own[name] for name in _needed(cast("Hashable", cls)) if name in own}
    row = {name: draw(some) for name, some in {**own, **fixed}.items()}
    if "known" not in row and not is_plain and draw(st.booleans()):
        row["known"] = draw(leaves[EdtfDate])
    known = edtf(row["known"]) if "known" in row else edtf(edtf(row["effective"]).latest)
    if "after" not in row and not is_plain:
        row["after"] = draw(st.lists(leaves[Slug], max_size=2).map(_other_than(row["id"])))
    if "sources" not in row:
        cited = sources(known, sorted(cls.field_names))
        row["sources"] = draw(st.lists(cited, min_size=1, max_size=2))
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


def register() -> None:
    """Tell Hypothesis how to make our types, so that `st.from_type` and `st.builds` can.

    A user's own event type is registered in one line, as
    `st.register_type_strategy(FerryDeparted, events(FerryDeparted))`.
    """
    st.register_type_strategy(EdtfDate, dates())
    st.register_type_strategy(Money, moneys())
    st.register_type_strategy(Source, sources())
    st.register_type_strategy(Changes, changes())
    st.register_type_strategy(Event, any_event())
    for cls in VOCABULARY:
        st.register_type_strategy(cls, events(cls))
