"""A dataset as tests of pytest: what `pytest --border-timeline` collects and runs.

A dataset has one test for its files, one for its ledger, one for each rule of a check, and one
for each law. They share one reading of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import attrs
import pytest
from attrs import field, frozen

from border_timeline.checks import RULES
from border_timeline.codec.converter import Codec
from border_timeline.codec.ledger import Ledger
from border_timeline.domain import Timeline
from border_timeline.errors import BorderTimelineError, DatasetError, Problem
from border_timeline.events import VOCABULARY, Event
from border_timeline.stores.files import INFO_FILE, LEDGER_FILE, read_directory
from border_timeline.testing.law import BrokenLawError, Law
from border_timeline.testing.laws import LAWS
from border_timeline.timeline import Finding, Projection, Rule, Severity, Snapshot
from border_timeline.timeline import Timeline as EngineTimeline


class FindingWarning(UserWarning):
    """Something in a dataset that may be right and wants a look: `CODE: message`.

    It is a warning that a check finds, or says that events are not recorded yet.
    """


class FindingError(BorderTimelineError, AssertionError):
    """Findings that fail a test: errors, and warnings that the user's filters make errors."""


def is_dataset(path: Path, *, is_named: bool) -> bool:
    """Whether a directory is a dataset: it holds `dataset.yaml` or `ledger.jsonl`.

    One that pytest was told to look in is also a dataset if it holds YAML files, itself or one
    level below, and neither Python files nor another dataset.
    """
    return _holds(path, INFO_FILE, LEDGER_FILE) or (
        is_named
        and _holds(path, "*.yaml", "*/*.yaml")
        and not _holds(path, "**/*.py", f"*/**/{INFO_FILE}", f"*/**/{LEDGER_FILE}")
    )


def _holds(path: Path, *patterns: str) -> bool:
    return any(found.is_file() for pattern in patterns for found in path.glob(pattern))


@frozen(eq=False)
class Datasets:
    """The part of the plugin that collects datasets, and what these are written in."""

    codec: Codec
    views: tuple[Projection[Any], ...]
    rules: tuple[Rule[Timeline], ...]

    @classmethod
    def of(cls, config: pytest.Config) -> "Datasets":
        """Return the plugin of a run of pytest.

        Raises `pytest.UsageError` for a name that leads nowhere or to another kind of thing,
        and `EventTypeError` and `ProjectionError` for those that do not fit beside the others.
        """
        types: list[type[Event]] = _named(
            config, "border_timeline_types", "an event type", _is_type
        )
        views: list[Projection[Any]] = _named(
            config, "border_timeline_views", "a projection", lambda it: isinstance(it, Projection)
        )
        rules: list[Rule[Timeline]] = _named(
            config, "border_timeline_rules", "a function that yields findings", _is_function
        )
        Timeline((), views=views)  # which refuses two of one name
        return cls(Codec((*VOCABULARY, *types)), tuple(views), tuple(rules))

    def pytest_collect_directory(
        self, path: Path, parent: pytest.Collector
    ) -> "DatasetDirectory | None":
        """Return the collector of a directory that is a dataset."""
        if is_dataset(path, is_named=parent.session.isinitpath(path)):
            return DatasetDirectory.from_parent(parent, path=path, datasets=self)  # pyright: ignore[reportUnknownMemberType] - pytest leaves its rest untyped
        return None


def _named(config: pytest.Config, option: str, what: str, fits: Callable[[Any], bool]) -> list[Any]:
    """Return what the names in an option of pytest lead to, each of which must fit."""
    found: list[Any] = []
    for name in config.getini(option):
        message = f"{option}: found {name!r}; write MODULE:NAME of {what}"
        try:
            found.append(resolve_name(name))
        except Exception as error:  # a module may raise anything when it is imported
            raise pytest.UsageError(f"{message} ({type(error).__name__}: {error})") from error
        if not fits(found[-1]):
            raise pytest.UsageError(f"{message} (it is {found[-1]!r})")
    return found


def _is_type(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Event) and "type" in vars(found)


def _is_function(found: object) -> bool:
    return callable(found) and not isinstance(found, type)


#: The tests that tell why a dataset cannot be read, and what the others say then.
_UNREAD = {"files": "files do not read", "ledger": "the ledger does not verify"}


@frozen
class Reading:
    """A dataset that was read, or what is wrong with it, by the test that tells it."""

    timeline: Timeline
    ledger: Ledger | None = None
    problems: Mapping[str, Sequence[Problem]] = field(factory=dict[str, Sequence[Problem]])


class DatasetDirectory(pytest.Directory):
    """The tests of a dataset; what else pytest finds in the directory stands beside them."""

    def __init__(self, *, datasets: Datasets, **rest: Any) -> None:
        super().__init__(**rest)
        self.datasets = datasets

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the tests of the dataset, which is not read yet, and what else is in it."""
        yield self._item("files", _files)
        yield self._item("ledger", _ledger)
        for rule in (order_dependent_ties, *RULES, *self.datasets.rules):
            yield self._item(f"check[{_name(rule)}]", partial(_check, rule))
        for law in LAWS:
            yield self._item(f"law[{_name(law)}]", partial(_law, law))
        for path in sorted(self.path.iterdir()):
            yield from self._others(path)

    def _item(self, name: str, test: "Test") -> "DatasetItem":
        nodeid = f"{self.nodeid or self.name}/::{name}"
        return DatasetItem.from_parent(self, name=name, nodeid=nodeid, dataset=self, test=test)  # pyright: ignore[reportUnknownMemberType] - pytest leaves its rest untyped

    def _others(self, path: Path) -> Iterator[pytest.Collector]:
        """Yield what pytest collects at a path in any directory."""
        is_directory = path.is_dir()
        is_asked_for = self.session.isinitpath(path, with_parents=is_directory)
        hooks = self.ihook
        if not is_asked_for and hooks.pytest_ignore_collect(
            collection_path=path, config=self.config
        ):
            return
        if is_directory:
            yield from filter(None, [hooks.pytest_collect_directory(path=path, parent=self)])
        elif path.is_file():
            yield from hooks.pytest_collect_file(file_path=path, parent=self)

    @cached_property
    def reading(self) -> Reading:
        """The dataset, which is read once."""
        try:
            found = read_directory(self.path, self.datasets.codec)
        except DatasetError as error:
            problems: dict[str, list[Problem]] = {name: [] for name in _UNREAD}
            for problem in error.problems:
                name = "ledger" if problem.file == str(self.path / LEDGER_FILE) else "files"
                problems[name].append(self._shown(problem))
            return Reading(Timeline(()), problems=problems)
        timeline = Timeline(
            found.events, views=self.datasets.views, info=found.info, recorded=found.recorded
        )
        return Reading(timeline, found.ledger)

    def _shown(self, problem: Problem) -> Problem:
        """Return a problem with its file as seen from where pytest was started."""
        start, file = self.config.invocation_params.dir, Path(problem.file)
        near = file.relative_to(start) if file.is_relative_to(start) else file
        return attrs.evolve(problem, file=str(near))


class DatasetItem(pytest.Item):
    """One test of a dataset."""

    def __init__(self, *, dataset: DatasetDirectory, test: "Test", **rest: Any) -> None:
        super().__init__(**rest)  # pyright: ignore[reportUnknownMemberType] - pytest leaves its rest untyped
        self.dataset = dataset
        self.test = test

    def runtest(self) -> None:
        """Run the test."""
        self.test(self)

    def read(self) -> Reading:
        """Return the dataset, or skip the test where another one tells why it cannot be read."""
        reading = self.dataset.reading
        siblings = {item.name for item in self.session.items if item.parent is self.dataset}
        for name, why in _UNREAD.items():
            if problems := reading.problems.get(name):
                if name in siblings:
                    pytest.skip(f"{self.dataset.name}: {why}")
                raise DatasetError(problems)
        return reading

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what a test says and no more, and of any other error the lines that are not ours.

        `--full-trace` shows those as well.
        """
        if isinstance(excinfo.value, DatasetError | FindingError | FindingWarning | BrokenLawError):
            return str(excinfo.value)
        if not self.config.getoption("fulltrace"):
            behind = excinfo.traceback.cut(path=__file__)
            excinfo.traceback = behind.filter(lambda row: _PACKAGE not in Path(row.path).parents)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the directory, and what a report calls the test."""
        return self.path, 0, f"{self.dataset.name}/::{self.name}"


#: What a test does: it returns where all is well.
Test = Callable[[DatasetItem], None]
_PACKAGE = Path(__file__).parents[1]


def _files(item: DatasetItem) -> None:
    if problems := item.dataset.reading.problems.get("files"):
        raise DatasetError(problems)


def _ledger(item: DatasetItem) -> None:
    if problems := item.dataset.reading.problems.get("ledger"):
        raise DatasetError(problems)
    ledger = item.read().ledger
    if ledger is None:
        pytest.skip(f"{item.dataset.name}: no ledger, because nothing was recorded")
    if ledger.pending:
        message = f"not-recorded: the ledger does not have {', '.join(ledger.pending)} yet"
        item.warn(FindingWarning(message))


def _check(rule: Rule[Timeline], item: DatasetItem) -> None:
    wrong = [finding for finding in rule(item.read().timeline) if _is_wrong(finding, item)]
    if wrong:
        raise FindingError("\n".join(map(str, wrong)))


def _is_wrong(finding: Finding, item: DatasetItem) -> bool:
    """Whether a finding fails its test; warn of one that does not."""
    if finding.severity is Severity.ERROR:
        return True
    try:
        item.warn(FindingWarning(f"{finding.code}: {finding.message}"))
    except FindingWarning:  # as the user's filters want it
        return True
    return False


def _law(law: Law, item: DatasetItem) -> None:
    law(item.read().timeline)


def order_dependent_ties(timeline: Timeline) -> list[Finding]:
    """Return what the engine itself looks for in a check."""
    views = timeline.views
    return EngineTimeline(timeline.events, views=views, snapshot_type=Snapshot).check()


def _name(function: object) -> str:
    """Return what a rule or a law is called in a report."""
    name: str = getattr(function, "__name__", type(function).__name__)
    return name.replace("_", "-")
