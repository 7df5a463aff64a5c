"""The bundled domain: UK border policy, its timeline, and how a dataset becomes one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from border_timeline.codec.converter import Codec
from border_timeline.codec.dataset import Coverage, from_lines
from border_timeline.events import VOCABULARY, Event
from border_timeline.timeline import Projection, View
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
    further projections to show in snapshots, beside those of the bundled domain;
    `coverage` the days that the events are known to cover.

    Raises `DatasetError` for events that cannot be put in order.
    """

    __slots__ = ()

    def __init__(
        self,
        events: Iterable[Event],
        *,
        views: Iterable[Projection[Any]] = (),
        coverage: Coverage | None = None,
    ) -> None:
        every = (*VIEWS, *views)
        super().__init__(events, views=every, coverage=coverage, snapshot_type=Snapshot)


def load(
    path: str | Path | None = None,
    *,
    types: Iterable[type[Event]] = (),
    views: Iterable[Projection[Any]] = (),
) -> Timeline:
    """Return the timeline of the bundled record, or of the dataset in a directory.

    A dataset is a directory of YAML files, one event a file, and a `dataset.yaml`.
    `types` and `views` are further event types that it is written in, and further
    projections to show, beside those of the bundled domain.

    Raises `DatasetError` that lists everything wrong in all the files.

    >>> load().as_of("2024-07-06").policies["rwanda-scheme"].outcome.value
    'scrapped'
    """
    codec = Codec((*VOCABULARY, *types))
    packed = Path(__file__).with_name("record.jsonl")
    if path is None and packed.is_file():  # in a wheel; a checkout has the files it is made from
        dataset = from_lines(packed.read_bytes(), codec)
    else:
        from border_timeline.stores.files import read_directory  # noqa: PLC0415 - 10 ms of PyYAML

        sources = Path(__file__).parents[2] / "events"
        dataset = read_directory(sources if path is None else path, codec)
    return Timeline(dataset.events, views=views, coverage=dataset.info.coverage)
