"""A small store that outlives its program, and others that have one fault each."""

import multiprocessing
import re
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

import attrs

from border_timeline import Codec, ConcurrencyError, DatasetError, Entry, Event, Problem
from border_timeline.stores.store import Batch, Head, london_today

CODEC = Codec()


class SqliteStore:
    """A correct store in one file. It holds nothing open between two calls."""

    def __init__(self, place: Path) -> None:
        self.place = place
        with self.transaction() as log:
            log.execute(
                "CREATE TABLE IF NOT EXISTS log"
                " (position INTEGER PRIMARY KEY, day INTEGER, id TEXT, line BLOB, digest TEXT)"
            )

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = Batch.of(events, CODEC)
        with self.transaction() as log:
            new = self.entries(log, batch, expected)
            for entry in new:
                self.insert(log, entry)
            return self.head(log).position

    def read(self, *, after: int = 0) -> Iterable[Entry]:
        query = "SELECT position, day, line, digest FROM log WHERE position > ? ORDER BY position"
        with self.transaction("BEGIN") as log:
            rows = log.execute(query, (after,)).fetchall()
        return [Entry(where, day, CODEC.from_line(line), mark) for where, day, line, mark in rows]

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        came = time.monotonic()
        while True:
            for entry in self.read(after=after):
                yield entry
                after, came = entry.position, time.monotonic()
            if timeout is not None and time.monotonic() - came >= timeout:
                return
            time.sleep(0.01)

    @property
    def position(self) -> int:
        with self.transaction("BEGIN") as log:
            return self.head(log).position

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def transaction(self, begin: str = "BEGIN IMMEDIATE") -> Generator[sqlite3.Connection]:
        """Run a block on the log, with all other writers locked out, and commit it."""
        path = self.place / "log.db"
        with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as log:
            log.execute(begin)
            yield log
            log.execute("COMMIT")

    def entries(self, log: sqlite3.Connection, batch: Batch, expected: int | None) -> list[Entry]:
        stored = self.stored(log, batch)
        return batch.entries(stored, self.head(log), expected=expected, today=london_today)

    def stored(self, log: sqlite3.Connection, batch: Batch) -> dict[str, bytes]:
        query = "SELECT id, line FROM log WHERE id = ?"
        return {name: line for each in batch.lines for name, line in log.execute(query, (each,))}

    def head(self, log: sqlite3.Connection) -> Head:
        query = "SELECT position, day, digest FROM log ORDER BY position DESC LIMIT 1"
        return Head(*(log.execute(query).fetchone() or ()))

    def insert(self, log: sqlite3.Connection, entry: Entry) -> None:
        line = CODEC.to_line(entry.event)
        row = (entry.position, entry.day, entry.event.id, line, entry.digest)
        log.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?)", row)


class AppendsOneByOne(SqliteStore):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        position = super().append([])
        for event in events:
            position = super().append([event], expected=expected)
            expected = None
        return position


class CommitsEachRow(SqliteStore):
    def insert(self, log: sqlite3.Connection, entry: Entry) -> None:
        super().insert(log, entry)
        log.execute("COMMIT")
        log.execute("BEGIN IMMEDIATE")


class StoresAgain(SqliteStore):
    def stored(self, log: sqlite3.Connection, batch: Batch) -> dict[str, bytes]:
        found = super().stored(log, batch)
        return {name: line for name, line in found.items() if line != batch.lines[name]}


class StoresTwice(SqliteStore):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        events = list(events)
        super().append(events, expected=expected)
        with self.transaction() as log:
            for number, event in enumerate(events):
                if event in events[:number]:
                    batch = Batch.of([event], CODEC)
                    head = self.head(log)
                    (entry,) = batch.entries({}, head, expected=None, today=london_today)
                    self.insert(log, entry)
        return self.position


class AcceptsChanges(SqliteStore):
    def stored(self, log: sqlite3.Connection, batch: Batch) -> dict[str, bytes]:
        return {name: batch.lines[name] for name in super().stored(log, batch)}


class TakesTheLast(SqliteStore):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        last = {event.id: event for event in events}
        return super().append(last.values(), expected=expected)


class TakesAnything(SqliteStore):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        only = [event for event in events if isinstance(event, Event)]
        return super().append(only, expected=expected)


class ReadsFromThePosition(SqliteStore):
    def read(self, *, after: int = 0) -> Iterable[Entry]:
        return super().read(after=after - 1)


class FollowsFromTheNext(SqliteStore):
    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        return super().follow(after=after + 1 if after else 0, timeout=timeout)


class ReadsInOrderOfIds(SqliteStore):
    def read(self, *, after: int = 0) -> Iterable[Entry]:
        return sorted(super().read(after=after), key=lambda entry: entry.event.id)


class ReadsInOrderOfText(SqliteStore):
    def read(self, *, after: int = 0) -> Iterable[Entry]:
        return sorted(super().read(after=after), key=lambda entry: str(entry.position))


class CountsFromMinusOne(SqliteStore):
    @property
    def position(self) -> int:
        return super().position - 1


class ReturnsTheLength(SqliteStore):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        events = list(events)
        super().append(events, expected=expected)
        return len(events)


class ChainsNothing(SqliteStore):
    def insert(self, log: sqlite3.Connection, entry: Entry) -> None:
        (alone,) = Batch.of([entry.event], CODEC).entries(
            {}, Head(entry.position - 1), expected=None, today=london_today
        )
        super().insert(log, alone)


class ForgetsTheDay(SqliteStore):
    """It says of all but the first entries that they were recorded on the day before."""

    def read(self, *, after: int = 0) -> Iterable[Entry]:
        entries = super().read(after=after)
        return [attrs.evolve(entry, day=entry.day - (entry.position > 1)) for entry in entries]


class NamesNobody(SqliteStore):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        try:
            return super().append(events, expected=expected)
        except DatasetError as error:
            raise DatasetError([Problem(str(error))]) from None


class ExpectsNothing(SqliteStore):
    def entries(self, log: sqlite3.Connection, batch: Batch, _expected: int | None) -> list[Entry]:
        return super().entries(log, batch, None)


class ExpectsAtLeast(SqliteStore):
    def entries(self, log: sqlite3.Connection, batch: Batch, expected: int | None) -> list[Entry]:
        position = self.head(log).position
        return super().entries(log, batch, expected and min(expected, position))


class RefusesARetry(SqliteStore):
    def entries(self, log: sqlite3.Connection, batch: Batch, expected: int | None) -> list[Entry]:
        head = self.head(log)
        if expected not in (None, head.position):
            raise ConcurrencyError(expected, head.position)
        return super().entries(log, batch, expected)


class ChecksFirst(SqliteStore):
    """What is expected is checked in one transaction, and the batch written in the next."""

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = Batch.of(events, CODEC)
        with self.transaction() as log:
            self.entries(log, batch, expected)
        self.pause()
        return super().append(batch.events.values())

    def pause(self) -> None:
        pass


class KeepsThreadsApart(ChecksFirst):
    """Processes are not kept apart, and take long enough to get in each other's way."""

    lock: ClassVar[threading.Lock] = threading.Lock()

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        with self.lock:
            return super().append(events, expected=expected)

    def pause(self) -> None:
        time.sleep(0.1)


class LooksFirst(SqliteStore):
    """What is stored already is looked up before other writers are locked out."""

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = Batch.of(events, CODEC)
        with self.transaction("BEGIN") as log:
            stored = self.stored(log, batch)
        with self.transaction() as log:
            head = self.head(log)
            for entry in batch.entries(stored, head, expected=expected, today=london_today):
                self.insert(log, entry)
            return self.head(log).position


class TakesPositionsFirst(SqliteStore):
    """Positions are given out in one transaction, and the entries written in the next."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        with self.transaction() as log:
            log.execute("CREATE TABLE IF NOT EXISTS taken (last INTEGER)")

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = Batch.of(events, CODEC)
        with self.transaction() as log:
            new = self.entries(log, batch, expected)
            log.execute("INSERT INTO taken VALUES (?)", (self.head(log).position + len(new),))
        with self.transaction() as log:
            for entry in new:
                self.insert(log, entry)
            return self.head(log).position

    def head(self, log: sqlite3.Connection) -> Head:
        last = log.execute("SELECT max(last) FROM taken").fetchone()[0]
        return attrs.evolve(super().head(log), position=last or 0)


def changing(pattern: str, change: Callable[[re.Match[str]], str]) -> type[SqliteStore]:
    """Return a store that changes what it finds in the lines that it is given."""

    class Changes(SqliteStore):
        def insert(self, log: sqlite3.Connection, entry: Entry) -> None:
            super().insert(log, entry)
            line = re.sub(pattern, change, CODEC.to_line(entry.event).decode())
            log.execute("UPDATE log SET line = ? WHERE position = ?", (line, entry.position))

    return Changes


#: What is hard about a payload, and a store that changes it.
CHANGES = {
    "letters composed": changing(
        r"[^\x00-\x7f]+", lambda found: unicodedata.normalize("NFC", found[0])
    ),
    "beyond the first plane": changing("[\U00010000-\U0010ffff]", lambda _: "\ufffd"),
    "line and paragraph separators": changing("\u2028", lambda _: "\\\\n"),
    "NUL": changing(r"\\u0000", lambda _: ""),
    "white space": changing(" +", lambda _: " "),
    "without a width": changing("\ufeff", lambda _: ""),
    "quotes": changing("''", lambda _: "'"),
    "else": changing(r"1e5", lambda _: "100000.0"),
    "long text": changing("[0-9]{65536,}", lambda found: found[0][:65536]),
    "the number 0.": changing('(?<="value":")0[0-9.]+', lambda found: repr(float(found[0]))),
    "GBP 123": changing(r"(?<=GBP )[0-9.]+", lambda found: f"{float(found[0]):f}"),
}


class FollowsFromWhereTheLogIs(SqliteStore):
    """What was appended while its last entries were looked at is passed over."""

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        came = time.monotonic()
        while timeout is None or time.monotonic() - came < timeout:
            for entry in self.read(after=after):
                yield entry
                came = time.monotonic()
            after = self.position
            time.sleep(0.01)


class FollowsInTheEnd(SqliteStore):
    """What it waits for is looked for when its time is over."""

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        if self.position == after:
            time.sleep(timeout or 0)
        yield from super().follow(after=after, timeout=timeout)


class FollowsTwice(SqliteStore):
    """What it waited for comes twice."""

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        begun = self.position
        for entry in super().follow(after=after, timeout=timeout):
            yield from [entry] * (1 + (entry.position > begun))


class FollowsPast(SqliteStore):
    """What is appended after its last look and before it begins to wait is passed over."""

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        while True:
            while entries := list(self.read(after=after)):
                yield from entries
                after = entries[-1].position
            after = self.position
            end = time.monotonic() + (timeout or 0)
            while self.position == after:
                if time.monotonic() >= end:
                    return
                time.sleep(0.01)


class CommitsLate(SqliteStore):
    """The last append is written when somebody asks for it."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.waiting: list[Event] = []

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        self.commit()
        batch = Batch.of(events, CODEC)
        with self.transaction() as log:
            self.waiting = [entry.event for entry in self.entries(log, batch, expected)]
            return self.head(log).position + len(self.waiting)

    def read(self, *, after: int = 0) -> Iterable[Entry]:
        self.commit()
        return super().read(after=after)

    def close(self) -> None:
        self.commit()

    def commit(self) -> None:
        super().append(self.waiting)
        self.waiting = []


class BelongsToOneThread(SqliteStore):
    def __init__(self, place: Path) -> None:
        self.thread = threading.get_ident()
        super().__init__(place)

    def transaction(self, begin: str = "BEGIN IMMEDIATE") -> Any:
        if threading.get_ident() != self.thread:
            raise sqlite3.ProgrammingError("this log was opened in another thread")
        return super().transaction(begin)


class StartsAnew(SqliteStore):
    def __init__(self, place: Path) -> None:
        for file in place.iterdir():
            file.unlink()
        super().__init__(place)


class KeepsWhatItRead(SqliteStore):
    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.seen: list[Entry] = []

    def read(self, *, after: int = 0) -> Iterable[Entry]:
        self.seen = self.seen or list(super().read())
        return self.seen[after:]


class KeepsTheLock(SqliteStore):
    lock: ClassVar[threading.RLock] = threading.RLock()

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        self.lock.acquire()
        return super().append(events, expected=expected)


class HangsElsewhere(SqliteStore):
    def __init__(self, place: Path) -> None:
        if multiprocessing.parent_process() is not None:
            threading.Event().wait()
        super().__init__(place)
