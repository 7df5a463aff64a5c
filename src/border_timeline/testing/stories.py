"""A Hypothesis strategy for the parts of a timeline that a person can read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline.events import Correction, Event
from border_timeline.timeline import Timeline


def stories(timeline: Timeline[Any]) -> SearchStrategy[list[Event]]:
    """Most of the events about a few entities of a timeline, those with many events first of all.

    Corrections come with what they correct, and links are kept where both ends are.
    """
    about: dict[tuple[str, Any], list[str]] = {}
    for event in chain(timeline.events, timeline.standing()):  # also what was retracted
        for view in timeline.views:
            if type(event) in view.on:
                about.setdefault((view.name, view.key(event)), []).append(event.id)
    if not about:
        return st.just([])
    corrections = [event for event in timeline.events if isinstance(event, Correction)]
    behind: dict[str, list[str]] = {}
    for correction in corrections:
        behind.setdefault(correction.corrects, []).append(correction.id)
    by_id = {event.id: event for event in timeline.events}

    def whole(names: Sequence[str]) -> list[Event]:
        every = list(dict.fromkeys(names))
        for name in every:  # which grows
            every += [correction for correction in behind.get(name, ()) if correction not in every]
        return [by_id[name] for name in every]

    each = st.sampled_from([names for names in about.values() for _ in names])
    several = st.lists(each, min_size=1, max_size=3)
    return several.map(lambda found: whole(list(chain.from_iterable(found)))).flatmap(parts)


@st.composite
def parts(draw: DrawFn, events: Sequence[Event]) -> list[Event]:
    """Most of some events, with all corrections of these, and none of those that are left out.

    No correction is left out alone, since others may fit only beside it.
    """
    odds = st.lists(st.integers(0, 9), min_size=len(events), max_size=len(events))
    dropped = [event.id for event, odd in zip(events, draw(odds), strict=True) if not odd]
    facts = {event.id for event in events if not isinstance(event, Correction)}
    elsewhere = {name for event in events for name in linked(event)} - {e.id for e in events}
    return without(events, facts.intersection(dropped) | elsewhere)


def without(events: Sequence[Event], names: Iterable[str]) -> list[Event]:
    """Return a log without some events, the corrections of these, and the links to them."""
    gone = set(names)
    left = [*events]
    while found := [event for event in left if event.id in gone or _needs(event, gone)]:
        gone.update(event.id for event in found)
        left = [event for event in left if event.id not in gone]
    there = {event.id for event in left}
    return [
        attrs.evolve(event, after=tuple(name for name in event.after if name in there))
        for event in left
    ]


def _needs(event: Event, gone: set[str]) -> bool:
    """Whether an event corrects one that is gone, or puts another after it."""
    return not gone.isdisjoint(linked(event))


def linked(event: Event) -> Iterator[str]:
    """Yield what an event corrects, and what it has others come after."""
    if isinstance(event, Correction):
        yield event.corrects
        changed: Any = event.set
        while changed:
            yield from changed.get("after", ())
            changed = changed.get("set", {})
