"""What the events say, and in which order, by what was known on a day.

Most days only add an event to what is known, and every answer filters those out by
itself. Two things change more than that. A correction that becomes public changes what
another event says: between two such days lies an era. Within an era, an event that others
of its day come after may become known later than they did, and only then puts them in
order. Between such days one log answers for all.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from attrs import field, frozen

from border_timeline.codec.dataset import Coverage
from border_timeline.corrections import resolve
from border_timeline.events import Correction, Event
from border_timeline.ordering import in_order
from border_timeline.timeline.log import Log
from border_timeline.timeline.projection import Projection

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

#: How many eras, and how many logs of each, are remembered.
_KEPT = 32


@frozen
class Era:
    """The events as corrected in an era, and the days on which late links begin to count."""

    events: tuple[Event, ...]
    turns: Sequence[int]
    logs: dict[int, Log] = field(factory=dict[int, Log])


class Knowledge:
    """Gives the log for each state of what is known; remembers some, and pickles none."""

    def __init__(
        self,
        events: tuple[Event, ...],
        views: tuple[Projection[Any], ...],
        coverage: Coverage | None,
    ) -> None:
        self._events = events
        self._views = views
        self._coverage = coverage
        corrections = (event for event in events if isinstance(event, Correction))
        self._turns = sorted(correction.known.last for correction in corrections)
        self._eras: dict[int, Era] = {}
        self._now: Log | None = None  # what nearly everybody asks for

    def __reduce__(self) -> tuple[Any, ...]:
        return Knowledge, (self._events, self._views, self._coverage)

    def log(self, known: int | None) -> Log:
        """Return the log by what is known at the end of a day, an ordinal; None for now."""
        if known is None and self._now is not None:
            return self._now
        past = _past(self._turns, known)
        era = self._eras.get(past) or _kept(self._eras, past, self._era)
        past = _past(era.turns, known)
        log = era.logs.get(past) or _kept(era.logs, past, lambda past: self._log(era, past))
        if known is None:
            self._now = log
        return log

    def _era(self, past: int) -> Era:
        if not self._turns:
            return Era(self._events, _late_links(self._events))
        events = in_order(resolve(self._events, _until(self._turns, past)))
        return Era(events, _late_links(events))

    def _log(self, era: Era, past: int) -> Log:
        events = in_order(era.events, _until(era.turns, past)) if era.turns else era.events
        return Log(events, self._views, self._coverage)


def _past(turns: Sequence[int], known: int | None) -> int:
    """Return how many turns have come by the end of a day."""
    return len(turns) if known is None else bisect_right(turns, known)


def _until(turns: Sequence[int], past: int) -> int | None:
    """Return the last day before the next turn, or None after the last turn."""
    return turns[past] - 1 if past < len(turns) else None


def _kept(kept: dict[K, V], key: K, make: Callable[[K], V]) -> V:
    """Make a value and remember it, at the cost of the oldest."""
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    value = kept[key] = make(key)
    return value


def _late_links(events: Sequence[Event]) -> list[int]:
    """Return the days on which events became known that others, known before them, come after."""
    followed: dict[str, int] = {}  # since when an event that comes after it is known
    for row in events:
        for name in row.after:
            followed[name] = min(row.known.last, followed.get(name, row.known.last))
    return sorted(
        row.known.last for row in events if followed.get(row.id, row.known.last) < row.known.last
    )
