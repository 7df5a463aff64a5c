"""A timeline: a set of events that answers for any date."""

import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from border_timeline.codec.dataset import Coverage
from border_timeline.collector import collector_paused
from border_timeline.corrections import correction_problems, resolve
from border_timeline.dates import DayLike, day_of, iso
from border_timeline.errors import BeyondCoverageWarning, DatasetError, ProjectionError
from border_timeline.events import Correction, Event
from border_timeline.ordering import in_order, replay_order
from border_timeline.timeline.log import Log
from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Snapshot

SnapshotT = TypeVar("SnapshotT", bound=Snapshot)
#: How many states of knowledge a timeline remembers; only corrections make more than one.
_KEPT = 32


class Timeline(Generic[SnapshotT]):
    """An immutable set of events and the projections that it is seen through.

    `events` may come in any order and any iterable; the same events give the same
    answers. `views` are the projections that a snapshot shows; `coverage` the days the
    events cover, if anybody vouches for that; `snapshot_type` the class of the answers.

    Raises `DatasetError` for events that cannot be put in order (two of one id, or
    `after` links that name nothing, a later day, or one another in a circle) and for
    corrections that fit no event, and `ProjectionError` for two views of one name.
    """

    __slots__ = ("_coverage", "_events", "_logs", "_snapshot_type", "_turns", "_views")

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
        self._views = _distinct(views)
        self._coverage = coverage
        self._snapshot_type = snapshot_type
        self._turns = _turns(self._events)
        self._logs: dict[int, Log] = {}  # by how many turns had come

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
        return self._snapshot_type(self._log(known), day, known)

    def _log(self, known: int | None) -> Log:
        """Return the events as corrected and ordered by what was known, made once a turn."""
        turns = self._turns
        count = len(turns) if known is None else bisect_right(turns, known)
        log = self._logs.get(count)
        if log is None:
            until = turns[count] - 1 if count < len(turns) else None  # one log up to the next turn
            events = in_order(resolve(self._events, until), until) if turns else self._events
            if len(self._logs) >= _KEPT:
                del self._logs[next(iter(self._logs))]  # the oldest
            log = self._logs[count] = Log(events, self._views, self._coverage)
        return log

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        if not self.events:
            return "<Timeline: no events>"
        first, last = self.events[0].effective.last, self.events[-1].effective.last
        return f"<Timeline: {len(self)} events, {iso(first)} to {iso(last)}>"


def _turns(events: Sequence[Event]) -> list[int]:
    """Return the days on which what was known changes more than by one more event.

    These are the days on which a correction became public, and an event that others of
    its day, known before it, come after.
    """
    followed: dict[str, int] = {}  # from which day an event that comes after it was known
    for row in events:
        for name in row.after:
            followed[name] = min(row.known.last, followed.get(name, row.known.last))
    return sorted(
        row.known.last
        for row in events
        if isinstance(row, Correction) or followed.get(row.id, row.known.last) < row.known.last
    )


def _distinct(views: Iterable[Projection[Any]]) -> tuple[Projection[Any], ...]:
    """Return views whose names are each their own and no other part of a snapshot."""
    found = tuple(views)
    names: set[str] = set()
    for view in found:
        if view.name in names or hasattr(Snapshot, view.name):
            raise ProjectionError(f"a snapshot has another {view.name!r}; call the view otherwise")
        names.add(view.name)
    return found
