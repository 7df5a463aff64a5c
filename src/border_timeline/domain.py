"""The bundled domain: UK border policy, its timeline, and how a dataset becomes one."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from border_timeline.checks import RULES
from border_timeline.codec.converter import Codec
from border_timeline.codec.dataset import Dataset, DatasetInfo, from_packed
from border_timeline.codec.ledger import START, Entry, Ledger
from border_timeline.dates import DayLike
from border_timeline.errors import LedgerError
from border_timeline.events import VOCABULARY, Event
from border_timeline.recording import approve
from border_timeline.timeline import Finding, Projection, Rule, View
from border_timeline.timeline import Snapshot as EngineSnapshot
from border_timeline.timeline import Timeline as EngineTimeline
from border_timeline.views import (
    AGREEMENTS,
    BODIES,
    CASES,
    CLAIMS,
    COMMITMENTS,
    FIGURES,
    FUNDING,
    INCIDENTS,
    LEGISLATION,
    OPERATIONS,
    POLICIES,
    POSTS,
    SITES,
    SUMMITS,
    VIEWS,
    Agreement,
    Body,
    Case,
    Claim,
    Commitment,
    Figures,
    Funding,
    Incident,
    Legislation,
    Operation,
    Policy,
    Post,
    Site,
    Summit,
)


class Snapshot(EngineSnapshot):
    """The state of border policy at the end of one civil day in Europe/London.

    Each view is a read-only mapping from slug to a frozen state; it holds what exists
    by then. `snapshot[projection]` gives the view of any other projection.
    """

    __slots__ = ()

    @property
    def policies(self) -> View[Policy]:
        """Policies by slug."""
        return self[POLICIES]

    @property
    def bodies(self) -> View[Body]:
        """Bodies by slug."""
        return self[BODIES]

    @property
    def posts(self) -> View[Post]:
        """Posts by slug, each with its holder."""
        return self[POSTS]

    @property
    def funding(self) -> View[Funding]:
        """Money by recipient."""
        return self[FUNDING]

    @property
    def agreements(self) -> View[Agreement]:
        """Agreements by slug."""
        return self[AGREEMENTS]

    @property
    def legislation(self) -> View[Legislation]:
        """Bills and acts by slug."""
        return self[LEGISLATION]

    @property
    def cases(self) -> View[Case]:
        """Court cases by slug."""
        return self[CASES]

    @property
    def summits(self) -> View[Summit]:
        """Meetings by slug."""
        return self[SUMMITS]

    @property
    def figures(self) -> Figures:
        """Reported figures by measure, then by period."""
        return Figures(self[FIGURES])

    @property
    def commitments(self) -> View[Commitment]:
        """Promises, made and refused, by slug."""
        return self[COMMITMENTS]

    @property
    def claims(self) -> View[Claim]:
        """Public statements by the id of their event."""
        return self[CLAIMS]

    @property
    def sites(self) -> View[Site]:
        """Sites by slug."""
        return self[SITES]

    @property
    def operations(self) -> View[Operation]:
        """Operations by slug."""
        return self[OPERATIONS]

    @property
    def incidents(self) -> View[Incident]:
        """Incidents by the id of their event."""
        return self[INCIDENTS]


class Timeline(EngineTimeline[Snapshot]):
    """An immutable set of events that answers for any date.

    `events` may come in any order; the same events give the same answers. `views` are
    further projections to show in snapshots, and `rules` further things for a check to look
    for, beside those of the bundled domain; `info` is what the dataset says of itself, such
    as the days that it covers; `recorded` gives the day on which the record took each event
    in, by id and in the order in which it did.

    Every query takes `known_at` and `recorded_at`. Events that were not public at the end of
    the day `known_at`, and those that the record had not taken in at the end of the day
    `recorded_at`, do not exist for it; without them the best knowledge of now counts. All
    dates are civil days in Europe/London: text such as `2024-07-07`, a `datetime.date`, a
    `pendulum.Date` or an aware datetime.

    Raises `DatasetError` for events that cannot be put in order and corrections that fit no
    event. Queries raise `DateError` or `DateTypeError` for what is no day, and `LedgerError`
    for a `recorded_at` where nothing says when events were recorded.
    """

    __slots__ = ()

    def __init__(
        self,
        events: Iterable[Event],
        *,
        views: Iterable[Projection[Any]] = (),
        rules: Iterable[Rule[Self]] = (),
        info: DatasetInfo | None = None,
        recorded: Mapping[str, DayLike] | None = None,
    ) -> None:
        super().__init__(
            events,
            views=(*VIEWS, *views),
            rules=(*RULES, *rules),
            info=info,
            recorded=recorded,
            snapshot_type=Snapshot,
        )


def load(
    path: str | Path | None = None,
    *,
    types: Iterable[type[Event]] = (),
    views: Iterable[Projection[Any]] = (),
    rules: Iterable[Rule[Timeline]] = (),
) -> Timeline:
    """Return the timeline of the bundled record, or of the dataset in a directory.

    A dataset is a directory of YAML files, one event a file, and a `dataset.yaml`.
    `types`, `views` and `rules` are further event types that it is written in, further
    projections to show, and further things for a check to look for, beside those of the
    bundled domain.

    Raises `DatasetError` that lists everything wrong in all the files.

    >>> load().as_of("2024-07-06").policies["rwanda-scheme"].outcome.value
    'scrapped'
    """
    return _timeline(_dataset(path, types), views, rules)


def record(
    directory: str | Path,
    *,
    types: Iterable[type[Event]] = (),
    views: Iterable[Projection[Any]] = (),
    rules: Iterable[Rule[Timeline]] = (),
    on_warning: Callable[[Finding], object] = lambda _: None,
) -> tuple[Entry, ...]:
    """Add the events of a directory that are not recorded yet to its ledger; return its new lines.

    From then on they are fixed: `load` refuses a directory in which one of them says
    something else or is gone. So the whole dataset is checked first, as `Timeline.check`
    does: errors about events are refused, and `on_warning` is called with each warning
    about a new event, or about one that a new event corrects. The day is today in
    Europe/London. With nothing new the ledger stays as it is, and the result is empty.
    `types`, `views` and `rules` are those that `load` is given for the dataset.

    Raises `DatasetError` that lists everything wrong with the directory or its ledger, or
    all the errors of the check, and `LedgerError` when another program is recording there,
    when today is before the last recorded day, and when the ledger cannot be written;
    nothing is recorded then.
    """
    from border_timeline.stores import ledger  # noqa: PLC0415 - 10 ms of PyYAML

    def checked(dataset: Dataset, new: tuple[Event, ...]) -> None:
        findings = _timeline(dataset, views, rules).check()
        approve(findings, dataset.events, new, Path(directory), on_warning)

    return ledger.record(directory, _codec(types), approve=checked)


def verify(
    directory: str | Path | None = None,
    *,
    types: Iterable[type[Event]] = (),
    head: str | None = None,
) -> Ledger:
    """Return the ledger of the bundled record, or of a directory, when everything is as recorded.

    `head` is a digest of it that somebody wrote down earlier: without one, nobody can
    tell whether the last lines were cut off or the whole ledger was written anew.

    Raises `DatasetError` that lists everything wrong: each line of the ledger that was
    changed and each event that is no longer what was recorded. Raises `LedgerError` when
    there is no ledger, and when the head is not among its digests.
    """
    ledger = _dataset(directory, types).ledger
    if ledger is None:
        where = "the bundled record" if directory is None else directory
        raise LedgerError(f"{where} has no ledger to verify; record its events first")
    if head not in {None, START, *(entry.digest for entry in ledger.entries)}:
        raise LedgerError(
            f"found {head!r}, which is no digest of the ledger: it was cut short or written "
            "anew since, or this is the digest of another"
        )
    return ledger


def _dataset(path: str | Path | None, types: Iterable[type[Event]]) -> Dataset:
    packed = Path(__file__).with_name("record.jsonl")
    if path is None and packed.is_file():  # in a wheel; a checkout has the files it is made from
        return from_packed(packed.read_bytes(), str(packed), _codec(types))
    from border_timeline.stores.files import read_directory  # noqa: PLC0415 - 10 ms of PyYAML

    sources = Path(__file__).parents[2] / "events"
    return read_directory(sources if path is None else path, _codec(types))


def _timeline(
    dataset: Dataset, views: Iterable[Projection[Any]], rules: Iterable[Rule[Timeline]]
) -> Timeline:
    return Timeline(
        dataset.events, views=views, rules=rules, info=dataset.info, recorded=dataset.recorded
    )


def _codec(types: Iterable[type[Event]]) -> Codec:
    return Codec((*VOCABULARY, *types))
