"""A timeline: a set of events that answers for any date."""

import warnings
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from border_timeline.codec.dataset import Coverage
from border_timeline.dates import DayLike, day_of, iso
from border_timeline.errors import BeyondCoverageWarning
from border_timeline.events import Event
from border_timeline.timeline.log import Log
from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Snapshot

SnapshotT = TypeVar("SnapshotT", bound=Snapshot)


class Timeline(Generic[SnapshotT]):
    """An immutable set of events and the projections that it is seen through.

    `events` may come in any order and any iterable; the same events give the same
    answers. `views` are the projections that a snapshot shows; `coverage` the days the
    events cover, if anybody vouches for that; `snapshot_type` the class of the answers.

    Raises `DatasetError` for events that cannot be put in order: two of one id, or
    `after` links that name nothing, a later day, or one another in a circle.
    """

    __slots__ = ("_log", "_snapshot_type")

    def __init__(
        self,
        events: Iterable[Event],
        *,
        views: Iterable[Projection[Any]],
        coverage: Coverage | None = None,
        snapshot_type: type[SnapshotT],
    ) -> None:
        self._log = Log(events, views, coverage)
        self._snapshot_type = snapshot_type

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in replay order."""
        return self._log.events

    @property
    def coverage(self) -> Coverage | None:
        """The days that the dataset says it covers, or None where it does not say."""
        return self._log.coverage

    def as_of(self, date: DayLike, *, known_at: DayLike | None = None) -> SnapshotT:
        """Return the state at the end of a day: everything of that day counts.

        `date` is on the effective axis; `known_at` on the known axis: events that were
        not yet public at the end of that day do not exist. Without it, all that is known
        now counts. Both are civil days in Europe/London: text such as `2024-07-07`, a
        `datetime.date`, a `pendulum.Date` or an aware datetime.

        Raises `DateError` for a naive datetime and a loose text and `DateTypeError` for
        what is no date; warns with `BeyondCoverageWarning` outside the coverage.
        """
        return self._snapshot(day_of(date), None if known_at is None else day_of(known_at))

    def seen_on(self, date: DayLike) -> SnapshotT:
        """Return the state at the end of a day as the public knew it at the end of that day."""
        day = day_of(date)
        return self._snapshot(day, day)

    def _snapshot(self, day: int, known: int | None) -> SnapshotT:
        coverage = self._log.coverage
        if coverage is not None and not coverage.covers(day):
            days = f"{coverage.since} to {coverage.through}"
            message = f"{iso(day)} is outside the days that the dataset covers, {days}"
            warnings.warn(message, BeyondCoverageWarning, stacklevel=3)
        return self._snapshot_type(self._log, day, known)

    def __len__(self) -> int:
        return len(self.events)

    def __repr__(self) -> str:
        if not self.events:
            return "<Timeline: no events>"
        first, last = self.events[0].effective.last, self.events[-1].effective.last
        return f"<Timeline: {len(self)} events, {iso(first)} to {iso(last)}>"
