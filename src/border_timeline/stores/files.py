"""The hand-edited record: a directory of YAML files, one event a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from attrs import define, field

from border_timeline.codec.converter import Codec
from border_timeline.codec.dataset import Dataset, DatasetInfo, info_from_mapping
from border_timeline.codec.yaml import Document, read_yaml
from border_timeline.corrections import correction_problems
from border_timeline.errors import DatasetError, Problem
from border_timeline.events import Event
from border_timeline.ordering import replay_order

#: The one file of a dataset that is no event.
INFO_FILE = "dataset.yaml"
_SUFFIXES = (".yaml", ".yml")


def read_directory(directory: str | Path, codec: Codec) -> Dataset:
    """Return the dataset in a directory: every `*.yaml` below it, and `dataset.yaml`.

    An event's id is the stem of its file. Raises `DatasetError` that lists everything
    that is wrong in all the files, each with its file, line and field; nothing partial
    is returned.
    """
    folder = Path(directory)
    if not folder.is_dir():
        what = "is no directory" if folder.exists() else "does not exist"
        raise DatasetError([Problem(f"{what}; give the directory of the events", file=str(folder))])
    reading = _Reading(codec)
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    for path in paths:
        reading.read(path, is_info=path == folder / INFO_FILE)
    if not reading.documents and not reading.problems:
        message = "holds no event; write one a file, YEAR/ID.yaml"
        reading.problems.append(Problem(message, file=str(folder)))
    return reading.result()


@define
class _Reading:
    """What has been read so far: events, the documents they stand in, and problems."""

    codec: Codec
    info: DatasetInfo = field(factory=DatasetInfo)
    events: list[Event] = field(factory=list[Event])
    documents: dict[str, Document] = field(factory=dict[str, Document])
    problems: list[Problem] = field(factory=list[Problem])

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
        if not is_info:
            self._claim_id(path, document)
        if document.problems or not isinstance(document.tree, dict):
            self.problems.extend(document.problems)
            return
        try:
            if is_info:
                self.info = info_from_mapping(document.tree)
            else:
                self.events.append(self.codec.from_mapping(document.tree))
        except DatasetError as error:
            self.problems.extend(_placed(error.problems, document))

    def _claim_id(self, path: Path, document: Document) -> None:
        first = self.documents.setdefault(path.stem, document)
        if first is not document:
            message = f"is the id of {first.file} too; every event has its own"
            document.problems.append(document.problem(message, "id"))
        tree = document.tree
        written = tree.get("id") if isinstance(tree, dict) else None
        if isinstance(written, str) and written != path.stem:
            message = f"found {written!r}; the id is the name of the file, {path.stem!r}"
            document.problems.append(document.problem(message, "id"))

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
        if self.problems:
            raise DatasetError(sorted(self.problems, key=lambda found: (found.file, found.line)))
        return Dataset(events, self.info)


def _placed(problems: Iterable[Problem], document: Document) -> Iterator[Problem]:
    for problem in problems:
        line = document.line(problem.field)
        yield attrs.evolve(problem, file=document.file, line=line)
