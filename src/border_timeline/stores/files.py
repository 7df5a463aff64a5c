"""The hand-edited record: a directory of YAML files, one event a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from attrs import define, field

from border_timeline.codec.converter import Codec
from border_timeline.codec.dataset import Dataset, DatasetInfo, info_from_mapping
from border_timeline.codec.ledger import Ledger, check_ledger
from border_timeline.codec.yaml import Document, read_yaml
from border_timeline.corrections import correction_problems
from border_timeline.errors import DatasetError, Problem, did_you_mean
from border_timeline.events import Event
from border_timeline.ordering import replay_order
from border_timeline.stores.comparison import ledger_problems, unrecorded

#: The one YAML file of a dataset that is no event.
INFO_FILE = "dataset.yaml"
#: Where a dataset keeps when it took each event in, and what the event said.
LEDGER_FILE = "ledger.jsonl"
_SUFFIXES = (".yaml", ".yml")


def read_directory(directory: str | Path, codec: Codec) -> Dataset:
    """Return the dataset in a directory: every `*.yaml` below it, `dataset.yaml`, the ledger.

    An event's id is the stem of its file. Raises `DatasetError` that lists everything
    that is wrong in all the files, each with its file, line and field, and every event
    that is not what the ledger says was recorded; nothing partial is returned.
    """
    folder = existing(directory)
    reading = _Reading(codec, folder)
    reading.read_ledger()  # first, so that what is recorded meanwhile is no file that is gone
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    for path in paths:
        reading.read(path, is_info=path == folder / INFO_FILE)
    if not reading.documents and not reading.problems and reading.ledger in {None, Ledger()}:
        message = "holds no event; write one a file, YEAR/ID.yaml"
        reading.problems.append(Problem(message, file=str(folder)))
    return reading.result()


def existing(directory: str | Path) -> Path:
    """Return the path of a directory; raises `DatasetError` where there is none."""
    folder = Path(directory)
    if not folder.is_dir():
        what = "is no directory" if folder.exists() else "does not exist"
        raise DatasetError([Problem(f"{what}; give the directory of the events", file=str(folder))])
    return folder


@define
class _Reading:
    """What has been read so far: events, the documents by id, those unread, and problems."""

    codec: Codec
    folder: Path
    ledger: Ledger | None = None
    info: DatasetInfo = field(factory=DatasetInfo)
    events: list[Event] = field(factory=list[Event])
    documents: dict[str, Document] = field(factory=dict[str, Document])
    unread: list[Document] = field(factory=list[Document])
    problems: list[Problem] = field(factory=list[Problem])

    def read_ledger(self) -> None:
        """Read the ledger, if there is one, and keep its sound lines and its problems."""
        path = self.folder / LEDGER_FILE
        try:
            self.ledger, problems = check_ledger(path.read_bytes(), str(path), self.codec)
        except FileNotFoundError:
            return
        except OSError as error:
            problems = [Problem(f"cannot be read: {error.strerror}", file=str(path))]
        self.problems.extend(problems)

    def read(self, path: Path, *, is_info: bool) -> None:
        """Read one file, and keep its event or its problems."""
        try:
            document = read_yaml(path.read_bytes(), str(path))
        except OSError as error:
            self.problems.append(Problem(f"cannot be read: {error.strerror}", file=str(path)))
            return
        if path.suffix != ".yaml":
            message = f"ends in {path.suffix}; call it .yaml"
            document.problems.append(document.problem(message))
        if not document.problems and not isinstance(document.tree, dict):
            document.problems.append(document.problem("holds no 'key: value' lines"))
        if is_info:
            self._read_info(document)
        else:
            self._read_event(path.stem, document)
        self.problems.extend(document.problems)

    def _read_info(self, document: Document) -> None:
        if isinstance(document.tree, dict) and not document.problems:
            try:
                self.info = info_from_mapping(document.tree)
            except DatasetError as error:
                document.problems.extend(_placed(error.problems, document))

    def _read_event(self, stem: str, document: Document) -> None:
        event = None
        if isinstance(document.tree, dict) and not document.problems:
            try:
                event = self.codec.from_mapping(document.tree)
            except DatasetError as error:
                document.problems.extend(_placed(error.problems, document))
        first = self.documents.setdefault(stem, document)
        if first is not document:
            message = f"is the id of {first.file} too; every event has its own"
            document.problems.append(document.problem(message, "id"))
        written = document.tree.get("id") if isinstance(document.tree, dict) else None
        if isinstance(written, str) and written != stem:
            message = f"found {written!r}; the id is the name of the file, {stem!r}"
            document.problems.append(document.problem(message, "id"))
        if event is not None and not document.problems:
            self.events.append(event)
        else:
            self.unread.append(document)

    def result(self) -> Dataset:
        """Return the whole dataset, or raise everything that is wrong with it."""
        events: tuple[Event, ...] = ()
        try:
            events = replay_order(self.events, unread=self.documents)
            found = correction_problems(events, unread=self.documents)
        except DatasetError as error:
            found = list(error.problems)
        for problem in found:
            self.problems.extend(_placed([problem], self.documents[problem.event]))
        for document in self.unread:
            self.problems.extend(self._dangling_links(document))
        ledger = self.ledger
        if ledger is not None:
            lists = self.documents, self.events
            self.problems.extend(ledger_problems(ledger, self.folder, *lists, self.codec))
            new = unrecorded(events, ledger)
            ledger = attrs.evolve(ledger, pending=tuple(event.id for event in new))
        if self.problems:
            raise DatasetError(sorted(self.problems, key=lambda found: (found.file, found.line)))
        return Dataset(events, self.info, ledger)

    def _dangling_links(self, document: Document) -> Iterator[Problem]:
        """Yield the links to nothing of a file whose event could not be made."""
        names = document.tree.get("after") if isinstance(document.tree, dict) else None
        if isinstance(names, list):
            for index, name in enumerate(names):
                if isinstance(name, str) and name not in self.documents:
                    near = did_you_mean(name, self.documents)
                    message = f"found {name!r}, which is no event{near}"
                    yield document.problem(message, f"after[{index}]")


def _placed(problems: Iterable[Problem], document: Document) -> Iterator[Problem]:
    for problem in problems:
        line = document.line(problem.field)
        yield attrs.evolve(problem, file=document.file, line=line)
