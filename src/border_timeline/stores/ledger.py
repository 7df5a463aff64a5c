"""Recording: the events that are new go to the end of the ledger, or none of them does.

The new ledger is written whole beside the old one, as `ledger.jsonl.lock`, and then put
in its place. That file is the lock as well: it is made only where none is, before
anything is read. So two programs never record at once, and whenever one of them dies,
the ledger is the old one or the new one.
"""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from attrs import define

from border_timeline.codec.converter import Codec
from border_timeline.codec.dataset import Dataset
from border_timeline.codec.ledger import Entry, Ledger, new_lines, read_ledger
from border_timeline.errors import LedgerError
from border_timeline.events import Event
from border_timeline.stores.comparison import unrecorded
from border_timeline.stores.files import LEDGER_FILE, existing, read_directory
from border_timeline.stores.store import london_today, not_before

#: Raises why a dataset, with those of its events that are new, should not be recorded.
Approve = Callable[[Dataset, tuple[Event, ...]], None]


def record(
    directory: str | Path,
    codec: Codec,
    *,
    today: int | None = None,
    approve: Approve = lambda _dataset, _new: None,
) -> tuple[Entry, ...]:
    """Add every event of a directory that is not in its ledger, and return the new entries.

    `today` is the ordinal of the day to record, by default today in Europe/London. With
    nothing new the ledger is left as it is; else `approve` is called before anything is
    written, and nothing is when it raises. Raises `DatasetError` when anything is wrong
    with the directory or its ledger, and `LedgerError` when another program is recording,
    when today is before the last recorded day, and when the ledger cannot be written.
    """
    path = existing(directory) / LEDGER_FILE
    with _locked(path) as lock:
        dataset = read_directory(directory, codec)
        ledger = dataset.ledger or Ledger()
        new = unrecorded(dataset.events, ledger)
        if not new:
            return ()
        approve(dataset, new)
        last = ledger.entries[-1].day if ledger.entries else 0
        day = not_before(last, london_today() if today is None else today)
        old = path.read_bytes() if dataset.ledger is not None else b""
        data = old + new_lines(ledger, new, day, codec)
        entries = read_ledger(data, str(path), codec).entries[len(ledger.entries) :]
        _check_read_back(entries, new)
        lock.become(path, data)
        return entries


def _check_read_back(entries: tuple[Entry, ...], events: tuple[Event, ...]) -> None:
    """Refuse to record for good what will not be read as it is now."""
    for entry, event in zip(entries, events, strict=True):
        if entry.event != event:
            raise LedgerError(
                f"{event.id} is not read back as it was written; "
                f"look at the converters of {type(event).__name__}"
            )


@define
class _Lock:
    """The lock of a ledger, which is open for the new ledger."""

    path: Path
    file: BinaryIO
    held: bool = True

    def become(self, ledger: Path, data: bytes) -> None:
        """Write data, and put it in the place of the ledger, which gives the lock up."""
        with self.file:
            self.file.write(data)
            self.file.flush()
            os.fsync(self.file.fileno())
        # From here on the lock that stands there may be another program's: when the user
        # breaks off just now, ours had better stay than theirs go.
        self.held = False
        try:
            self.path.replace(ledger)
        except OSError:
            self.held = True
            raise
        _sync(ledger.parent)


@contextmanager
def _locked(ledger: Path) -> Generator[_Lock]:
    path = ledger.with_name(f"{ledger.name}.lock")
    try:
        lock = _Lock(path, path.open("xb"))
    except FileExistsError:
        raise LedgerError(
            f"another program is recording into {ledger.parent}, or one died while it did; "
            f"if none is running, delete {path}"
        ) from None
    except OSError as error:
        raise LedgerError(f"cannot write {path}: {error.strerror}") from error
    try:
        with lock.file:
            yield lock
    except OSError as error:
        raise LedgerError(f"cannot write {ledger}: {error.strerror}") from error
    finally:
        if lock.held:
            path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Have a directory say the same after the power went: which file stands in which place."""
    if os.name == "posix":  # elsewhere a directory cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
