"""The files that an import adds to a directory: all of them or none, and never over others."""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp

import attrs

from border_timeline.codec.converter import Codec
from border_timeline.codec.writing import to_yaml
from border_timeline.corrections import correction_problems
from border_timeline.errors import DatasetError, Problem
from border_timeline.events import Event
from border_timeline.ordering import replay_order
from border_timeline.stores.files import INFO_FILE, LEDGER_FILE, existing, read_directory
from border_timeline.stores.templates import TAKEN

#: From how many files on the disk is waited for once.
_MANY = 100


def read_events(directory: str | Path, codec: Codec) -> tuple[Event, ...]:
    """Return the events of a directory, in replay order; none where there is none yet.

    Raises `DatasetError` that lists everything wrong with the directory.
    """
    folder = Path(directory)
    if not folder.exists():
        return ()
    files = (path for path in existing(folder).rglob("*.y*ml") if path != folder / INFO_FILE)
    if not any(files) and not (folder / LEDGER_FILE).exists():
        return ()
    return read_directory(folder, codec).events


def file_of(directory: str | Path, event: Event) -> Path:
    """Return where the file of an event belongs in a directory: YEAR/ID.yaml."""
    return Path(directory) / f"{event.effective.latest.year:04}" / f"{event.id}.yaml"


def add_events(
    directory: str | Path, before: Iterable[Event], new: Iterable[Event], codec: Codec
) -> tuple[Path, ...]:
    """Write the files of new events into a directory; return their paths.

    `before` are the events that are there already. Raises `DatasetError` where the two do
    not make one dataset, or a file is there already; nothing is written then.
    """
    paths = {event.id: file_of(directory, event) for event in new}
    new = {event.id: event for event in new}.values()
    try:
        problems = correction_problems(replay_order([*before, *new]))
    except DatasetError as error:
        problems = list(error.problems)
    if problems:
        files = {name: str(path) for name, path in paths.items()}
        raise DatasetError(attrs.evolve(p, file=files.get(p.event, p.file)) for p in problems)
    write_files(directory, {paths[event.id]: to_yaml(event, codec) for event in new})
    return tuple(paths.values())


def write_files(directory: str | Path, texts: Mapping[Path, str]) -> None:
    """Write files below a directory: all of them, or none where one cannot be written.

    Each is written elsewhere first and comes into its place whole, so that whatever happens
    no half of one is there. Folders that are missing are made. Raises `DatasetError` for
    a file that is there already, which stays as it is.
    """
    if not texts:
        return
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=".import-", dir=folder))
    placed: list[Path] = []
    try:
        _write(staging, texts.values())
        for number, path in enumerate(texts):
            path.parent.mkdir(parents=True, exist_ok=True)
            _place(staging / str(number), path)
            placed.append(path)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def taken(path: Path) -> Problem:
    """Return the problem of a file that is there already."""
    return Problem(TAKEN, file=str(path))


def _write(staging: Path, texts: Collection[str]) -> None:
    """Write files, called by their numbers, so that they stay whole even when the power goes.

    Where there are many of them, to wait for the disk once is several times quicker.
    """
    at_once = len(texts) > _MANY and hasattr(os, "sync")
    for number, text in enumerate(texts):
        with (staging / str(number)).open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            if not at_once:
                os.fsync(file.fileno())
    if at_once:
        os.sync()


def _place(file: Path, path: Path) -> None:
    """Give a file its place, which a link does only where nothing is; a rename would not ask."""
    try:
        os.link(file, path)
    except FileExistsError:
        raise DatasetError([taken(path)]) from None
    except OSError:  # a file system without links
        if path.exists():
            raise DatasetError([taken(path)]) from None
        file.rename(path)
