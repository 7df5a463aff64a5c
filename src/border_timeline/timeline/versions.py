"""Every version of every entity's state, so that a date is a bisect.

For each key of a projection the fold keeps, in replay order, the day from which each
version counts, the state, and the event that made it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import Any, Generic, TypeVar

from border_timeline.collector import collector_paused
from border_timeline.events import Event
from border_timeline.timeline.projection import Evolve, Key, Projection, key_parts

S = TypeVar("S")


class Versions(Generic[S]):
    """The versions of one entity: `days`, `states` and `events`, in replay order."""

    __slots__ = ("_first", "_settled", "days", "events", "states")

    def __init__(self) -> None:
        self.days: list[int] = []
        self.states: list[S] = []
        self.events: list[Event] = []
        self._settled: list[int] | None = None
        self._first: list[int] | None = None

    def known_at(self, day: int, known: int, on: Mapping[type[Event], Evolve[S]]) -> S | None:
        """Return the state at the end of `day` from the events known at the end of `known`.

        The rows that were all known by then keep their version; only the rows behind
        them, up to the last one known by then, are folded again.
        """
        count = bisect_right(self.days, day)
        if self._settled is None or self._first is None:
            days = [event.known.last for event in self.events]
            self._settled = list(accumulate(days, max))
            self._first = list(accumulate(reversed(days), min))[::-1]
        start = min(bisect_right(self._settled, known), count)
        state = self.states[start - 1] if start else None
        for event in self.events[start : min(bisect_right(self._first, known), count)]:
            if event.known.last <= known:
                state = on[type(event)](state, event)
        return state


def fold(projection: Projection[S], events: Iterable[Event]) -> dict[Key, Versions[S]]:
    """Return the versions of every entity of a projection, in the order of their keys.

    `events` are in replay order.
    """
    with collector_paused():
        entities = _folded(projection.on, projection.key, events)
        return dict(sorted(entities.items(), key=lambda item: key_parts(item[0])))


def _folded(
    on: Mapping[type[Event], Evolve[S]], key_of: Callable[[Any], Key], events: Iterable[Event]
) -> dict[Key, Versions[S]]:
    entities: dict[Key, Versions[S]] = {}
    for event in events:
        evolve = on.get(type(event))
        if evolve is None:
            continue
        key = key_of(event)
        versions = entities.get(key)
        if versions is None:
            versions = entities[key] = Versions()
            state = evolve(None, event)
        else:
            state = evolve(versions.states[-1], event)
        versions.days.append(event.effective.last)
        versions.states.append(state)
        versions.events.append(event)
    return entities
