"""The events behind a timeline and its snapshots, with everything folded from them."""

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

from border_timeline.codec.dataset import Coverage
from border_timeline.errors import ProjectionError
from border_timeline.events import Event
from border_timeline.timeline.projection import Key, Projection
from border_timeline.timeline.versions import Versions, fold

S = TypeVar("S")


class Log:
    """Events in replay order, the projections that show them, and the kept folds.

    It does not change but for what it remembers, and what it remembers is not pickled.
    Days are ordinals; `known` None means all that is known now.
    """

    def __init__(
        self,
        events: tuple[Event, ...],
        views: tuple[Projection[Any], ...],
        coverage: Coverage | None,
    ) -> None:
        self.events = events
        self.views = views
        self.coverage = coverage
        self._folds: dict[Projection[Any], dict[Key, Versions[Any]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Log, (self.events, self.views, self.coverage)

    @cached_property
    def _days(self) -> list[int]:
        return [event.effective.last for event in self.events]

    @cached_property
    def _imprecise(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if not event.effective.is_day)

    def versions(self, projection: Projection[S]) -> Mapping[Key, Versions[S]]:
        """Return every version of every entity of a projection, folded once and kept."""
        folded = self._folds.get(projection)
        if folded is None:
            if not isinstance(projection, Projection):
                raise ProjectionError(
                    f"found {projection!r}, which is no projection; "
                    "views are attributes by their names"
                )
            folded = self._folds[projection] = fold(projection, self.events)
        return folded

    def covers(self, day: int) -> bool:
        """Whether the dataset covers a day, or does not say which days it covers."""
        return self.coverage is None or self.coverage.covers(day)

    def counted(self, day: int, known: int | None) -> tuple[Event, ...]:
        """Return the events that count at the end of a day, in replay order."""
        return _known(self.events[: bisect_right(self._days, day)], known)

    def possible(self, day: int, known: int | None) -> tuple[Event, ...]:
        """Return the events whose imprecise date has begun by the end of a day, not ended."""
        rows = [e for e in self._imprecise if e.effective.first <= day < e.effective.last]
        return _known(tuple(rows), known)


def _known(events: tuple[Event, ...], known: int | None) -> tuple[Event, ...]:
    return events if known is None else tuple(e for e in events if e.known.last <= known)
