"""The events behind a timeline and its snapshots, with everything folded from them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from border_timeline.codec.dataset import DatasetInfo
from border_timeline.collector import collector_paused
from border_timeline.corrections import Corrections
from border_timeline.errors import ProjectionError, UnknownViewError, did_you_mean
from border_timeline.events import Event
from border_timeline.timeline.projection import Key, Projection
from border_timeline.timeline.rows import Rows, rows_of
from border_timeline.timeline.versions import Versions, fold

S = TypeVar("S")


class Log:
    """Events in replay order, the projections that show them, and the kept folds.

    It does not change but for what it remembers, and what it remembers is not pickled.
    Days are ordinals; `known` None means all that is known now. `recorded` gives the day
    on which each event was taken into the record, in the order in which that happened,
    or is None where there is no ledger.
    """

    def __init__(
        self,
        events: tuple[Event, ...],
        views: tuple[Projection[Any], ...],
        info: DatasetInfo,
        recorded: Mapping[str, int] | None,
    ) -> None:
        self.events = events
        self.views = views
        self.info = info
        self.recorded = recorded
        self._folds: dict[Projection[Any], dict[Key, Versions[Any]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Log, (self.events, self.views, self.info, self.recorded)

    @cached_property
    def rows(self) -> Rows:
        """What the events come to say, in the order in which it is folded."""
        with collector_paused():
            return rows_of(self.events)

    @cached_property
    def corrections(self) -> Corrections:
        """The corrections among the events."""
        return Corrections(self.events)

    @cached_property
    def by_id(self) -> Mapping[str, Event]:
        """The events by id, as they were recorded."""
        return {event.id: event for event in self.events}

    @cached_property
    def _first_known(self) -> list[tuple[int, int]]:
        """When each event first became known, in that order, and the row in which it did."""
        first: dict[str, tuple[int, int]] = {}
        for index, (event, day) in enumerate(zip(self.rows.events, self.rows.since, strict=True)):
            first[event.id] = min((day, index), first.get(event.id, (day, index)))
        return sorted(first.values())

    @cached_property
    def _days(self) -> list[int]:
        return [event.effective.last for event in self.rows.events]

    @cached_property
    def _imprecise(self) -> frozenset[int]:
        return frozenset(i for i, e in enumerate(self.rows.events) if not e.effective.is_day)

    def versions(self, projection: Projection[S]) -> Mapping[Key, Versions[S]]:
        """Return every version of every entity of a projection, folded once and kept."""
        folded = self._folds.get(projection)
        if folded is None:
            if not isinstance(projection, Projection):
                raise ProjectionError(
                    f"found {projection!r}, which is no projection; "
                    "views are attributes by their names"
                )
            folded = self._folds[projection] = fold(projection, self.rows)
        return folded

    def view(self, name: str) -> Projection[Any]:
        """Return the projection of a view; raises `UnknownViewError` for any other name."""
        for projection in self.views:
            if projection.name == name:
                return projection
        names = [projection.name for projection in self.views]
        near = did_you_mean(name, names) or f"; there are {', '.join(names)}"
        raise UnknownViewError(f"a snapshot has no view {name!r}{near}")

    def covers(self, day: int) -> bool:
        """Whether the dataset covers a day, or does not say which days it covers."""
        coverage = self.info.coverage
        return coverage is None or coverage.covers(day)

    def known(self, known: int | None) -> Iterator[Event]:
        """Yield the events as they stand at the end of a day of knowledge, in replay order."""
        return (self.rows.events[index] for index in self.rows.holding(known))

    def counted(self, day: int, known: int | None) -> tuple[Event, ...]:
        """Return the events that count at the end of a day, in replay order."""
        count = bisect_right(self._days, day)
        holding = self.rows.holding(known)
        return tuple(self.rows.events[index] for index in holding if index < count)

    def possible(self, day: int, known: int | None) -> tuple[Event, ...]:
        """Return the events whose imprecise date has begun by the end of a day, not ended."""
        if not self._imprecise:
            return ()
        holding = self._imprecise.intersection(self.rows.holding(known))
        events = (self.rows.events[index] for index in sorted(holding))
        return tuple(e for e in events if e.effective.first <= day < e.effective.last)

    def news(self, first: int, last: int) -> list[Event]:
        """Return the events that became known from one day to another, both included, in order."""
        known = self._first_known
        found = known[bisect_left(known, (first, 0)) : bisect_left(known, (last + 1, 0))]
        return [self.rows.events[index] for _, index in found]
