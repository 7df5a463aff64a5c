"""A store that lasts as long as its program: for tests, notebooks and replays."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from threading import Condition
from typing import Self

from border_timeline.codec.converter import Codec
from border_timeline.codec.ledger import Entry
from border_timeline.events import Event
from border_timeline.stores.store import Batch, Head, london_today


class MemoryStore:
    """A `Store` in memory.

    `codec` reads and writes the events, by default those of the bundled vocabulary. `today`
    returns the ordinal of the day on which an append is recorded, by default today in
    Europe/London.

    >>> from border_timeline.dates import day_of
    >>> store = MemoryStore(today=lambda: day_of("2026-11-22"))
    >>> store.position
    0
    """

    def __init__(
        self, *, codec: Codec | None = None, today: Callable[[], int] | None = None
    ) -> None:
        self._codec = codec or Codec()
        self._today = today or london_today
        #: In the order of their positions. It is all there is, and grows in one step: so an
        #: append that the user breaks off is there or is not.
        self._entries: dict[str, Entry] = {}
        self._grown = Condition()

    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        """Store events behind all others, as `Store.append` says."""
        batch = Batch.of(events, self._codec)
        with self._grown:
            stored = {
                name: self._codec.to_line(self._entries[name].event)
                for name in batch.lines
                if name in self._entries
            }
            new = batch.entries(stored, self._head(), expected=expected, today=self._today)
            self._entries.update({entry.event.id: entry for entry in new})
            self._grown.notify_all()
            return self.position

    def read(self, *, after: int = 0) -> tuple[Entry, ...]:
        """Return every entry whose position is greater than `after`, by position."""
        with self._grown:
            return tuple(islice(self._entries.values(), max(after, 0), None))

    def follow(self, *, after: int = 0, timeout: float | None = None) -> Iterator[Entry]:
        """Yield as `read` does, then wait for more, until nothing came for `timeout` seconds."""
        while self._grows_beyond(after, timeout):
            for entry in self.read(after=after):
                yield entry
                after = entry.position

    @property
    def position(self) -> int:
        """The position of the last entry, 0 while there is none."""
        return len(self._entries)

    def close(self) -> None:
        """Do nothing: the store holds nothing open."""

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _head(self) -> Head:
        for last in reversed(self._entries.values()):
            return Head(last.position, last.day, last.digest)
        return Head()

    def _grows_beyond(self, position: int, timeout: float | None) -> bool:
        with self._grown:
            return self._grown.wait_for(lambda: self.position > position, timeout)
