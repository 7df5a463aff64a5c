"""What a store is: its contract, and what every `append` decides before it writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Protocol, Self

import attrs
from attrs import frozen

from border_timeline.codec.converter import Codec
from border_timeline.codec.ledger import START, Entry, next_digest
from border_timeline.dates import day_of, iso
from border_timeline.errors import (
    ConcurrencyError,
    DatasetError,
    EventTypeError,
    LedgerError,
    Problem,
)
from border_timeline.events import Event


class Store(Protocol):
    """An append-only log of events.

    The log is a ledger: its entries are at the positions 1, 2, 3 and so on, each with the
    civil day in London on which it was appended, and a digest chained to the one before it.
    So the same appends on the same days give the same entries in every store.

    Several threads may use one store at once; several programs may each open it, where it
    outlives them. Then what `append` has acknowledged is there for all of them, and stays
    when the program is killed.

    `border_timeline.testing.conformance` holds any store to what is said here. An `append`
    is best written with `Batch`.

    >>> import border_timeline as bt
    >>> with bt.MemoryStore() as store:
    ...     store.append(bt.load().events[:3])
    ...     [entry.position for entry in store.read(after=1)]
    3
    [2, 3]
    """

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        """Store events behind all others, and return the position of the log after it.

        All events of the batch are stored or none is, whatever is raised, also by the
        iterable. `expected` is the position that the log must still have; by default the
        events go wherever it ends.

        An event that is there already, with the same id and the same canonical line, is not
        stored again, nor is one that is twice in the batch. When all of them are there
        already, nothing is stored and the position is returned, whatever is `expected`: so
        an append whose answer was lost is tried again safely.

        Raises `ConcurrencyError` when the log is not at the position expected,
        `DatasetError` naming each id under which another content is stored or in the batch,
        or whose event would not be read back, `EventTypeError` for what is no event, and
        `LedgerError` when today is before the day of the last entry.
        """
        ...

    def read(self, *, after: int = 0) -> Iterable[Entry]:
        """Return every entry whose position is greater than `after`, once, by position.

        Whoever has seen a position has seen all before it: no entry comes in behind.
        """
        ...

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        """Yield as `read` does, then wait for more, whoever appends it.

        Ends when nothing came for `timeout` seconds; zero yields what is there. By default
        it never ends.
        """
        ...

    @property
    def position(self) -> int:
        """The position of the last entry, 0 while there is none."""
        ...

    def close(self) -> None:
        """Give up what the store holds open; a closed store is used no more."""
        ...

    def __enter__(self) -> Self:
        """Return the store, which is closed when the block ends."""
        ...

    def __exit__(self, *_exception: object) -> None: ...


@frozen
class Head:
    """Where a log ends: what the next entry is chained to."""

    position: int = 0
    day: int = 0
    digest: str = START


@frozen
class Batch:
    """The events of one append, each once and by id, and their canonical lines.

    It decides what an append stores, so that a store has only to read and write: make the
    batch, then, with all other writers locked out, look up the lines that are stored under
    its ids, ask for its new `entries`, and write these.
    """

    events: Mapping[str, Event]
    lines: Mapping[str, bytes]

    @classmethod
    def of(cls, events: Iterable[Event], codec: Codec) -> Self:
        """Return the batch of some events.

        Raises `EventTypeError` for what is no event, and `DatasetError` for two contents of
        one id and for an event that the codec does not read back as it is.
        """
        each: dict[str, Event] = {}
        lines: dict[str, bytes] = {}
        problems: list[Problem] = []
        for event in events:
            if not isinstance(event, Event):
                raise EventTypeError(f"found {event!r}, which is no event")
            line = codec.to_line(event)
            if event.id not in lines:
                each[event.id], lines[event.id] = event, line
                problems.extend(_unreadable(event, line, codec))
            elif line != lines[event.id]:
                problems.append(_other_content(event.id, "comes before it in the batch"))
        if problems:
            raise DatasetError(problems)
        return cls(each, lines)

    def entries(
        self,
        stored: Mapping[str, bytes],
        head: Head,
        *,
        expected: int | None,
        today: Callable[[], int],
    ) -> list[Entry]:
        """Return the entries to write behind the head of a log, none when all are there.

        `stored` are the lines of the log by id, at least those under the ids of the batch.
        Raises what `Store.append` does.
        """
        changed = [name for name, line in self.lines.items() if stored.get(name, line) != line]
        if changed:
            raise DatasetError([_other_content(name, "is stored") for name in changed])
        new = [name for name in self.lines if name not in stored]
        if not new:
            return []
        if expected not in (None, head.position):
            raise ConcurrencyError(expected, head.position)
        day = not_before(head.day, today())
        entries: list[Entry] = []
        digest = head.digest
        for position, name in enumerate(new, head.position + 1):
            digest = next_digest(digest, position, day, self.lines[name])
            entries.append(Entry(position, day, self.events[name], digest))
        return entries


def not_before(last: int, today: int) -> int:
    """Return today, an ordinal; raises `LedgerError` when the last event was recorded later."""
    if today < last:
        raise LedgerError(
            f"today is {iso(today)}, but the last event was recorded on {iso(last)}; "
            "set the clock right"
        )
    return today


def london_today() -> int:
    """Return the ordinal of today's civil day in Europe/London."""
    return day_of(datetime.now(UTC))


def _unreadable(event: Event, line: bytes, codec: Codec) -> Iterable[Problem]:
    """Return why an event must not be stored for good: it will not be read as it is now."""
    try:
        found = codec.from_line(line)
    except DatasetError as error:
        return [attrs.evolve(problem, event=event.id) for problem in error.problems]
    if found == event:
        return []
    message = (
        f"is not read back as it was written; look at the converters of {type(event).__name__}"
    )
    return [Problem(message, event=event.id)]


def _other_content(name: str, where: str) -> Problem:
    message = f"found {name!r}, but another content {where} under this id; append a correction"
    return Problem(message, field="id", event=name)
