"""A timeline: a set of events that answers for any date."""

import warnings
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from border_timeline.codec.dataset import Coverage
from border_timeline.collector import collector_paused
from border_timeline.corrections import correction_problems
from border_timeline.dates import DayLike, day_of, iso
from border_timeline.errors import BeyondCoverageWarning, DatasetError, ProjectionError
from border_timeline.events import Event
from border_timeline.ordering import replay_order
from border_timeline.timeline.knowledge import Knowledge
from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Snapshot

SnapshotT = TypeVar("SnapshotT", bound=Snapshot)


class Timeline(Generic[SnapshotT]):
    """An immutable set of events and the projections that it is seen through.

    `events` may come in any order and any iterable; the same events give the same
    answers. `views` are the projections that a snapshot shows; `coverage` the days the
    events cover, if anybody vouches for that; `snapshot_type` the class of the answers.

    Raises `DatasetError` for events that cannot be put in order (two of one id, or
    `after` links that name nothing, a later day, or one another in a circle) and for
    corrections that fit no event, and `ProjectionError` for two views of one name.
    """

    __slots__ = ("_coverage", "_events", "_knowledge", "_snapshot_type")

    def __init__(
        self,
        events: Iterable[Event],
        *,
        views: Iterable[Projection[Any]],
        coverage: Coverage | None = None,
        snapshot_type: type[SnapshotT],
    ) -> None:
        with collector_paused():
            self._events = replay_order(events)
            problems = correction_problems(self._events)
        if problems:
            raise DatasetError(problems)
        self._coverage = coverage
        self._knowledge = Knowledge(self._events, _distinct(views), coverage)
        self._snapshot_type = snapshot_type

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in replay order, as it was recorded: corrections stand beside them."""
        return self._events

    @property
    def coverage(self) -> Coverage | None:
        """The days that the dataset says it covers, or None where it does not say."""
        return self._coverage

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
        coverage = self._coverage
        if coverage is not None and not coverage.covers(day):
            days = f"{coverage.since} to {coverage.through}"
            message = f"{iso(day)} is outside the days that the dataset covers, {days}"
            warnings.warn(message, BeyondCoverageWarning, stacklevel=3)
        return self._snapshot_type(self._knowledge.log(known), day, known)

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        if not self.events:
            return "<Timeline: no events>"
        first, last = self.events[0].effective.last, self.events[-1].effective.last
        return f"<Timeline: {len(self)} events, {iso(first)} to {iso(last)}>"


def _distinct(views: Iterable[Projection[Any]]) -> tuple[Projection[Any], ...]:
    """Return views whose names are each their own and no other part of a snapshot."""
    found = tuple(views)
    names: set[str] = set()
    for view in found:
        if view.name in names or hasattr(Snapshot, view.name):
            raise ProjectionError(f"a snapshot has another {view.name!r}; call the view otherwise")
        names.add(view.name)
    return found
