"""A timeline: a set of events that answers for any date."""

import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Generic, Self, TypeVar

from border_timeline.codec.dataset import Coverage, DatasetInfo
from border_timeline.collector import collector_paused
from border_timeline.corrections import correction_problems
from border_timeline.dates import DayLike, day_of, iso, pendulum_date
from border_timeline.errors import (
    BeyondCoverageWarning,
    CitationError,
    DatasetError,
    DateError,
    LedgerError,
)
from border_timeline.events import Event
from border_timeline.ordering import replay_order
from border_timeline.timeline.changes import Change, history
from border_timeline.timeline.citation import Citation
from border_timeline.timeline.diff import Moment, diff
from border_timeline.timeline.explain import Explanation, explain
from border_timeline.timeline.findings import Finding, sort_key, ties
from border_timeline.timeline.log import Log
from border_timeline.timeline.paths import parse_path
from border_timeline.timeline.projection import Projection
from border_timeline.timeline.rows import PRESENT
from border_timeline.timeline.snapshot import Snapshot
from border_timeline.timeline.validation import distinct, ledger_problems

SnapshotT = TypeVar("SnapshotT", bound=Snapshot)
TimelineT = TypeVar("TimelineT")
#: Yields what it finds amiss in a timeline, always the same of the same timeline.
Rule = Callable[[TimelineT], Iterable[Finding]]

#: How many earlier states of the record are kept, each with all that was folded of it.
_KEPT = 8


class Timeline(Generic[SnapshotT]):
    """An immutable set of events and the projections that it is seen through.

    `events` may come in any order and any iterable; the same events give the same
    answers. `views` are the projections that a snapshot shows; `rules` say what a check
    looks for; `info` is what the dataset says of itself, such as the days that it covers;
    `recorded` gives the day on which the record took each event in, in the order in which
    it did, and None stands for a record without a ledger; `snapshot_type` is the class of
    the answers.

    Every query takes `known_at` and `recorded_at`. Events that were not public at the end of
    the day `known_at`, and those that the record had not taken in at the end of the day
    `recorded_at`, do not exist for it; without them the best knowledge of now counts. All
    dates are civil days in Europe/London, given as text such as `2024-07-07`, a
    `datetime.date`, a `pendulum.Date` or an aware datetime.

    Raises `DatasetError` for events that cannot be put in order (two of one id, or
    `after` links that name nothing, a later day, or one another in a circle) and for
    corrections that fit no event, and `ProjectionError` for two views of one name. Queries
    raise `DateError` and `DateTypeError` for what is no day, and `LedgerError` for a
    `recorded_at` where there is no ledger.
    """

    __slots__ = ("_log", "_logs", "_rules", "_since", "_snapshot_type", "_through")

    def __init__(  # noqa: PLR0913 - each is a part of a timeline, and goes by its name
        self,
        events: Iterable[Event],
        *,
        views: Iterable[Projection[Any]],
        rules: Iterable[Rule[Self]] = (),
        info: DatasetInfo | None = None,
        recorded: Mapping[str, DayLike] | None = None,
        snapshot_type: type[SnapshotT],
    ) -> None:
        with collector_paused():
            ordered = replay_order(events)
            problems = correction_problems(ordered)
        days = None if recorded is None else {name: day_of(day) for name, day in recorded.items()}
        if days is not None:
            problems += ledger_problems(days, ordered)
        if problems:
            raise DatasetError(problems)
        self._log = Log(ordered, distinct(views), info or DatasetInfo(), days)
        self._logs: dict[int, Log] = {}
        self._rules: tuple[Rule[Any], ...] = tuple(rules)
        coverage = self.coverage
        self._since = coverage.since.first if coverage else 0
        self._through = coverage.through.last if coverage else PRESENT
        self._snapshot_type = snapshot_type

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in replay order, as it was recorded: corrections stand beside them."""
        return self._log.events

    @property
    def views(self) -> tuple[Projection[Any], ...]:
        """The projections that a snapshot shows, in their order."""
        return self._log.views

    @property
    def coverage(self) -> Coverage | None:
        """The days that the dataset says it covers, or None where it does not say."""
        return self._log.info.coverage

    def as_of(
        self,
        date: DayLike,
        *,
        known_at: DayLike | None = None,
        recorded_at: DayLike | None = None,
    ) -> SnapshotT:
        """Return the state at the end of a day, on the effective axis: all of that day counts.

        Warns with `BeyondCoverageWarning` outside the days that the dataset covers.
        """
        day = day_of(date)
        known = None if known_at is None else day_of(known_at)
        if not self._since <= day <= self._through:
            self._warn(day)
        if recorded_at is None:
            return self._snapshot_type(self._log, day, known, None)
        return self._snapshot_type(self._recorded_by(recorded_at), day, known, day_of(recorded_at))

    def seen_on(self, date: DayLike, *, recorded_at: DayLike | None = None) -> SnapshotT:
        """Return the state at the end of a day as the public knew it at the end of that day."""
        day = day_of(date)
        if not self._since <= day <= self._through:
            self._warn(day)
        return self._snapshot_type(self._recorded_by(recorded_at), day, day, _day(recorded_at))

    def _warn(self, day: int) -> None:
        days = f"{iso(self._since)} to {iso(self._through)}"
        message = f"{iso(day)} is outside the days that the dataset covers, {days}"
        warnings.warn(message, BeyondCoverageWarning, stacklevel=3)

    def history(
        self,
        path: str | Sequence[str],
        *,
        known_at: DayLike | None = None,
        recorded_at: DayLike | None = None,
    ) -> list[Change]:
        """Return every change of a field, an entity or a whole view, in replay order.

        `path` is `view`, `view.key` or `view.key.field`, and may lead on into what the field
        holds. Raises `UnknownViewError`, `UnknownKeyError` or `PathError` where it leads
        nowhere, at any date.
        """
        log = self._recorded_by(recorded_at)
        return history(log, parse_path(path), _day(known_at))

    def diff(
        self,
        before: DayLike | Snapshot,
        after: DayLike | Snapshot,
        *,
        known_at: DayLike | None = None,
        recorded_at: DayLike | None = None,
    ) -> list[Change]:
        """Return what is different in `after`: the changes of every state, field by field.

        Both are days, of which the end counts, or snapshots. Two snapshots of one day by
        different `known_at` show what became known or was revised in between, with different
        `recorded_at` what the record took in. `known_at` and `recorded_at` are for days.
        """
        one, other = (
            side.moment()
            if isinstance(side, Snapshot)
            else self._moment(side, known_at, recorded_at)
            for side in (before, after)
        )
        return diff(one, other)

    def news(
        self,
        first: DayLike,
        last: DayLike,
        *,
        known_at: DayLike | None = None,
        recorded_at: DayLike | None = None,
    ) -> list[Event]:
        """Return what became known from one day to another, both included, about any date.

        The events are in the order in which they became known, each as it was when it did:
        a later revision or retraction is news of its own day, and errata count always.
        Raises `DateError` where the last day is before the first.
        """
        start, end, known = day_of(first), day_of(last), _day(known_at)
        if end < start:
            raise DateError(f"found {iso(start)} to {iso(end)}; give the earlier day first")
        log = self._recorded_by(recorded_at)
        return log.news(start, end if known is None else min(end, known))

    def explain(
        self,
        path: str | Sequence[str],
        *,
        as_of: DayLike,
        known_at: DayLike | None = None,
        recorded_at: DayLike | None = None,
    ) -> Explanation:
        """Return why a value is what it is at the end of a day, and since when.

        `path` names an entity, `view.key`, or leads to a value in its state. Raises
        `UnknownKeyError` for an entity that is not there by then, and `UnknownViewError` or
        `PathError` for a path that leads nowhere or stops before an entity.
        """
        moment = self._moment(as_of, known_at, recorded_at)
        recorded = None if recorded_at is None else pendulum_date(day_of(recorded_at))
        return explain(moment, parse_path(path), recorded)

    def standing(
        self, *, known_at: DayLike | None = None, recorded_at: DayLike | None = None
    ) -> tuple[Event, ...]:
        """Return the events as corrections leave them, without those retracted, in replay order.

        All of them, whatever day they are about; `as_of(date).events` are those that count by
        a date.
        """
        return tuple(self._recorded_by(recorded_at).known(_day(known_at)))

    def check(self) -> list[Finding]:
        """Return what is amiss with the events as known now, which no single event can show.

        That is what the rules of this timeline find, and pairs of events of one day whose
        order matters and is not declared. Errors come first, then the findings go by code
        and by the day of their first event.
        """
        found = chain.from_iterable(rule(self) for rule in self._rules)
        return sorted(chain(ties(self._log), found), key=sort_key)

    def replay(self, citation: Citation) -> SnapshotT:
        """Return the very answer that was cited, whatever has been recorded since.

        Raises `CitationError` where the answer is another one now, or the ledger does not
        reach so far.
        """
        log = self._log if citation.events is None else self._first(citation.events)
        recorded = None if citation.recorded_at is None else day_of(citation.recorded_at)
        known = None if citation.known_at is None else day_of(citation.known_at)
        snapshot = self._snapshot_type(log, day_of(citation.as_of), known, recorded)
        if (found := snapshot.citation().digest) != citation.digest:
            raise CitationError(
                f"the answer has the digest {found}, and {citation.digest} was cited: "
                "the record is another one, or a newer library gives states of another shape"
            )
        return snapshot

    def _moment(
        self, date: DayLike, known_at: DayLike | None, recorded_at: DayLike | None
    ) -> Moment:
        return Moment(self._recorded_by(recorded_at), day_of(date), _day(known_at))

    def _recorded_by(self, recorded_at: DayLike | None) -> Log:
        """Return the log as the record had it at the end of a day."""
        if recorded_at is None:
            return self._log
        days = self._ledger("a question by recorded_at")
        return self._first(bisect_right(list(days.values()), day_of(recorded_at)))

    def _first(self, count: int) -> Log:
        """Return the log of the events that were recorded first."""
        days = self._ledger("a citation of recorded events")
        if count > len(days):
            message = f"{count:,} recorded events were cited, and the ledger holds {len(days):,}"
            raise CitationError(message)
        log = self._logs.get(count)
        if log is None:
            recorded = dict(islice(days.items(), count))
            events = tuple(event for event in self.events if event.id in recorded)
            log = Log(events, self._log.views, self._log.info, recorded)
            for old in list(self._logs)[: 1 - _KEPT]:  # another thread may have dropped it
                self._logs.pop(old, None)
            self._logs[count] = log
        return log

    def _ledger(self, what: str) -> Mapping[str, int]:
        if self._log.recorded is None:
            raise LedgerError(
                f"{what} needs a ledger, which says when each event was recorded; "
                "these events have none"
            )
        return self._log.recorded

    def __len__(self) -> int:
        return len(self.events)

    def __repr__(self) -> str:
        if not self.events:
            return "<Timeline: no events>"
        first, last = self.events[0].effective.last, self.events[-1].effective.last
        return f"<Timeline: {len(self)} events, {iso(first)} to {iso(last)}>"


def _day(date: DayLike | None) -> int | None:
    return None if date is None else day_of(date)
