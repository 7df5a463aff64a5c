"""Every version of every entity's state, so that a date is a bisect.

For each key of a projection the fold keeps its rows in replay order: the day from which
each counts, the state, the event that made it, and while it is what the public knows.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from border_timeline.collector import collector_paused
from border_timeline.events import Event
from border_timeline.timeline.projection import Evolve, Key, Projection, key_parts
from border_timeline.timeline.rows import PRESENT, Rows

S = TypeVar("S")
Handlers = Mapping[type[Event], Evolve[S]]

#: Shared by the many entities of which every row holds.
_NONE: Mapping[int, int] = MappingProxyType({})


class Versions(Generic[S]):
    """The rows of one entity in replay order, as columns.

    `days` are the ordinals from which they count on the effective axis and `states` what
    they make of the entity by all that is known now: a row that holds no longer repeats
    the state before it, None where there is none. `since` and `until` are as in `Rows`.
    """

    __slots__ = ("_first", "_held", "_settled", "days", "events", "since", "states", "until")

    def __init__(self) -> None:
        self.days: list[int] = []
        self.states: list[S | None] = []
        self.events: list[Event] = []
        self.since: list[int] = []
        self.until = _NONE
        self._settled: list[int] | None = None
        self._first: list[int] | None = None
        self._held: tuple[int, tuple[list[int], list[S]] | None] | None = None

    def at(self, day: int, known: int | None, on: Handlers[S]) -> S | None:
        """Return the state at the end of `day`, by what is known at the end of `known`.

        Rows that stand since then as they do now keep their version; only the rows behind
        them, up to the last one known by then, are folded again. Whoever asks twice by one
        state of knowledge gets its versions kept.
        """
        if known is not None:
            settled = self._settled or self._index()
            if settled[-1] > known:
                return self._known_at(day, known, settled, on)
        count = bisect_right(self.days, day)
        return self.states[count - 1] if count else None

    def _index(self) -> list[int]:
        """Keep since when all up to a row stand as now, and when the first from it on was known."""
        until = self.until
        stands = (until.get(index, since) for index, since in enumerate(self.since))
        self._first = list(accumulate(reversed(self.since), min))[::-1]
        self._settled = list(accumulate(stands, max))
        return self._settled

    def _known_at(self, day: int, known: int, settled: list[int], on: Handlers[S]) -> S | None:
        held = self._held  # read once: another thread may ask about another day meanwhile
        if held is None or held[0] != known:
            self._held = known, None
            count = bisect_right(self.days, day)
            start = min(bisect_right(settled, known), count)
            end = min(bisect_right(self._first or (), known), count)
            return self._last(start, end, known, on)
        kept = held[1]
        if kept is None:
            rows = list(self.known_at(known, on))
            kept = [row[0] for row in rows], [row[1] for row in rows]
            self._held = known, kept
        days, states = kept
        count = bisect_right(days, day)
        return states[count - 1] if count else None

    def _last(self, start: int, end: int, known: int, on: Handlers[S]) -> S | None:
        """Return the state after the rows from `start` to `end` that hold by what is known then."""
        state = self.states[start - 1] if start else None
        since, until = self.since, self.until
        for index in range(start, end):
            if since[index] <= known and not (until and until.get(index, PRESENT) <= known):
                event = self.events[index]
                state = on[type(event)](state, event)
        return state

    def known_at(self, known: int | None, on: Handlers[S]) -> Iterator[tuple[int, S, Event]]:
        """Yield the day, state and event of each row that holds by what is known then, in order."""
        moment = PRESENT - 1 if known is None else known
        state: S | None = None
        until = self.until
        for index, event in enumerate(self.events):
            if self.since[index] <= moment < until.get(index, PRESENT):
                state = on[type(event)](state, event)
                yield self.days[index], state, event


def fold(projection: Projection[S], rows: Rows) -> dict[Key, Versions[S]]:
    """Return the versions of every entity of a projection, in the order of their keys."""
    with collector_paused():
        entities = _folded(projection.on, projection.key, rows)
        return dict(sorted(entities.items(), key=lambda item: key_parts(item[0])))


def _folded(on: Handlers[S], key_of: Callable[[Any], Key], rows: Rows) -> dict[Key, Versions[S]]:
    entities: dict[Key, Versions[S]] = {}
    until = rows.until
    for index, event in enumerate(rows.events):
        evolve = on.get(type(event))
        if evolve is None:
            continue
        key = key_of(event)
        versions = entities.get(key)
        if versions is None:
            versions = entities[key] = Versions()
            state = None
        else:
            state = versions.states[-1]
        if index in until:
            versions.until = {**versions.until, len(versions.days): until[index]}
        else:
            state = evolve(state, event)
        versions.days.append(event.effective.last)
        versions.states.append(state)
        versions.events.append(event)
        versions.since.append(rows.since[index])
    return entities
