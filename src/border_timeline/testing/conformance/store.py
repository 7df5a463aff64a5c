"""What every store is held to."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from itertools import count, islice
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from time import monotonic
from types import ModuleType
from typing import Any, TypeVar

from border_timeline.codec.converter import Codec
from border_timeline.codec.ledger import START, Entry, next_digest
from border_timeline.errors import ConcurrencyError, DatasetError, EventTypeError
from border_timeline.events import Event
from border_timeline.stores.store import Store
from border_timeline.testing.conformance.contenders import (
    ROUNDS,
    WRITERS,
    contend,
    events,
    payloads,
)
from border_timeline.testing.conformance.holding import (
    hold,
    hold_to_one_winner_each_round,
    outcome,
    shown,
)
from border_timeline.testing.interrupted import Visit, interrupted

T = TypeVar("T")
X = TypeVar("X", bound=Exception)

#: So many lines of a `follow` are interrupted: it may wait in a loop, which has no last line.
_FOLLOWED = 40


class StoreConformance(ABC):
    """What every store is held to.

    A store that does not outlive its program is opened once in a test, and several writers
    share it. The events are of the bundled vocabulary.
    """

    #: How many seconds something may take that must come.
    deadline: float = 20

    @abstractmethod
    def open_store(self, place: Path) -> Store:
        """Return a store in a directory, which is empty for a new one."""

    def modules(self, store: Store) -> Iterable[ModuleType]:
        """Return the modules whose lines are interrupted: where the store reads and writes.

        By default that of the store's class. Name the others here if there are any.
        """
        return [sys.modules[type(store).__module__]]

    def test_a_new_store_is_empty(self, tmp_path: Path) -> None:
        """It is at position 0, and no event is in it."""
        with self.open_store(tmp_path) as store:
            hold("a new store is at position 0", store.position, 0)
            hold("nothing is read from a new store", shown(store.read()), [])
            hold("nothing follows in a new store", shown(store.follow(timeout=0)), [])
            hold("an append of nothing returns the position", store.append([]), 0)

    def test_append_returns_the_position_of_the_log_after_it(self, tmp_path: Path) -> None:
        """It is the number of events so far, and that of `position`."""
        with self.open_store(tmp_path) as store:
            for names, position in (("a", 1), ("bcd", 4), ("e", 5)):
                rule = f"the position after {names!r} is the number of events appended so far"
                hold(rule, (store.append(events(*names)), store.position), (position, position))

    def test_entries_are_read_in_the_order_in_which_they_were_appended(
        self, tmp_path: Path
    ) -> None:
        """That order is neither the one of the ids nor the one of positions as text."""
        names = [f"event-{20 - number}" for number in range(12)]
        wanted = [f"{position} {name}" for position, name in enumerate(names, 1)]
        with self.open_store(tmp_path) as store:
            store.append(events(*names[:7]))
            store.append(events(*names[7:]))
            rule = "positions count from 1 in the order of the appends, and rise"
            hold(rule, shown(store.read()), wanted)
            hold(f"follow: {rule}", shown(store.follow(timeout=0)), wanted)

    def test_the_entries_after_a_position_are_read_and_no_others(self, tmp_path: Path) -> None:
        """The entry at the position itself was read already."""
        wanted = ["1 a", "2 b", "3 c"]
        with self.open_store(tmp_path) as store:
            store.append(events("a", "b", "c"))
            for after in range(5):
                rule = f"after={after} gives the entries at {after + 1} and beyond"
                hold(f"read: {rule}", shown(store.read(after=after)), wanted[after:])
                follow = store.follow(after=after, timeout=0)
                hold(f"follow: {rule}", shown(follow), wanted[after:])

    def test_each_entry_is_chained_to_the_one_before_it(self, tmp_path: Path) -> None:
        """So the same appends on the same days give the same log in every store."""
        with self.open_store(tmp_path) as store:
            store.append(events("a", "b"))
            store.append(events("c"))
            entries = list(store.read())
        days = [entry.day for entry in entries]
        hold("no entry is of an earlier day than the one before it", days, sorted(days))
        digest, wanted = START, list[str]()
        for entry in entries:
            line = Codec().to_line(entry.event)
            digest = next_digest(digest, entry.position, entry.day, line)
            wanted.append(digest)
        rule = "a digest is that of the entry's day and line, chained to the digest before"
        hold(rule, [entry.digest for entry in entries], wanted)

    def test_every_event_is_read_back_as_it_was_byte_for_byte(self, tmp_path: Path) -> None:
        """Whatever characters, white space, digits and lengths it has."""
        hard = dict(payloads())
        codec = Codec()
        with self._two(tmp_path) as (store, other):
            store.append(hard.values())
            found = [codec.to_line(entry.event) for entry in other.read()]
        same = zip(hard, found, map(codec.to_line, hard.values()), strict=True)
        changed = [name for name, line, wanted in same if line != wanted]
        hold("what is appended is read back byte for byte; these are not", changed, [])

    def test_nothing_of_a_batch_is_stored_when_its_iterable_raises(self, tmp_path: Path) -> None:
        """An append is atomic, also when its events end early."""

        def broken() -> Iterator[Event]:
            yield from events("b", "c")
            raise OSError("no more can be read")

        with self._with_base(tmp_path) as store:
            self._refused(store, OSError, lambda: store.append(broken()))

    def test_nothing_of_a_batch_is_stored_when_something_in_it_is_no_event(
        self, tmp_path: Path
    ) -> None:
        """An append is atomic, and takes in nothing but events."""
        batch: list[Any] = [*events("b"), "no event", *events("c")]
        with self._with_base(tmp_path) as store:
            self._refused(store, EventTypeError, lambda: store.append(batch))

    def test_another_content_under_a_used_id_is_refused_with_its_batch(
        self, tmp_path: Path
    ) -> None:
        """An event is never changed, and the error names it."""
        changed = events("base", title="It says something else")
        with self._with_base(tmp_path) as store:
            batch = [*events("b"), *changed, *events("c")]
            error = self._refused(store, DatasetError, lambda: store.append(batch))
        named = [problem.event for problem in error.problems]
        hold("the error names the event whose content is another", named, ["base"])

    def test_two_contents_of_one_id_in_a_batch_are_refused(self, tmp_path: Path) -> None:
        """An event is never changed, not even before it is stored."""
        batch = events("b", "c") + events("b", title="It says something else")
        with self._with_base(tmp_path) as store:
            error = self._refused(store, DatasetError, lambda: store.append(batch))
        named = [problem.event for problem in error.problems]
        hold("the error names the event that has two contents", named, ["b"])

    def test_an_event_that_is_there_already_is_not_stored_again(self, tmp_path: Path) -> None:
        """An append may overlap with an earlier one."""
        with self._two(tmp_path) as (store, other):
            store.append(events("a", "b"))
            rule = "of an append only the new events are stored"
            hold(rule, other.append(events("b", "c", "a")), 3)
            hold(rule, shown(other.read()), ["1 a", "2 b", "3 c"])

    def test_an_event_that_is_twice_in_a_batch_is_stored_once(self, tmp_path: Path) -> None:
        """The same event given twice counts once."""
        with self.open_store(tmp_path) as store:
            rule = "of an event that is twice in a batch one is stored"
            hold(rule, store.append(events("a", "b", "a")), 2)
            hold(rule, shown(store.read()), ["1 a", "2 b"])

    def test_an_append_is_refused_when_the_log_is_not_where_it_was_expected(
        self, tmp_path: Path
    ) -> None:
        """Who appends what follows from the log must have read all of it."""
        with self._with_base(tmp_path) as store:
            for expected in (0, 2):
                append = partial(store.append, events("b"), expected=expected)
                error = self._refused(store, ConcurrencyError, append)
                told = (error.expected, error.found)
                hold("the error says which position was expected and found", told, (expected, 1))
            rule = "an append is stored when the log is where it was expected"
            hold(rule, store.append(events("b"), expected=1), 2)
            hold(rule, shown(store.read()), ["1 base", "2 b"])

    def test_an_append_whose_answer_was_lost_is_tried_again_safely(self, tmp_path: Path) -> None:
        """All of it is there, so nothing is stored and nothing refused."""
        with self.open_store(tmp_path) as store:
            store.append(events("a", "b"), expected=0)
            rule = "an append of what is there already returns the position, whatever is expected"
            hold(rule, outcome(lambda: store.append(events("a", "b"), expected=0)), 2)
            store.append(events("c"))
            hold(rule, outcome(lambda: store.append(events("a", "b"), expected=0)), 3)
            hold(rule, shown(store.read()), ["1 a", "2 b", "3 c"])

    def test_follow_gives_what_is_appended_while_its_entries_are_looked_at(
        self, tmp_path: Path
    ) -> None:
        """It goes on behind the last entry that it gave, and not where the log is by then."""
        with self._two(tmp_path) as (store, other):
            store.append(events("a", "b"))
            following = store.follow(timeout=self.deadline)
            first = next(following)
            other.append(events("c"))
            second = next(following)
            other.append(events("d"))
            rule = "follow gives every entry once, also what is appended meanwhile"
            found = [first, second, *islice(following, 2)]
            hold(rule, shown(found), ["1 a", "2 b", "3 c", "4 d"])

    def test_follow_gives_what_is_appended_while_it_waits(self, tmp_path: Path) -> None:
        """Once each and soon, whichever of its lines is about to run just then."""
        for line in range(_FOLLOWED):
            with self._two(tmp_path / str(line)) as (store, other):
                visit = self._visit(store, partial(other.append, events("b")), latest=0.2)
                following = store.follow(after=1, timeout=2 * self.deadline)
                first = partial(list[Entry], islice(following, 1))
                start = monotonic()
                found, came = self._interrupted(store, line, visit, first)
                soon = monotonic() - start < self.deadline
                hold("an append is stored while another follows", visit.end(self.deadline), 2)
                other.append(events("c"))
                found.extend(islice(following, 1))
                rule = f"follow gives what is appended just before line {line} of it, and the next"
                hold(rule, shown(found), ["2 b", "3 c"])
                hold(f"{rule}, and not only when its time is over", soon, wanted=True)
            if not came:
                return

    def test_one_of_two_writers_that_expect_the_same_position_wins(self, tmp_path: Path) -> None:
        """The other is told so, whichever line of the first is about to run just then."""
        for store, mine, others in self._two_writers(
            tmp_path,
            lambda store: store.append(events("a1", "a2"), expected=1),
            lambda store: store.append(events("b"), expected=1),
        ):
            rule = "of two writers that expect one position, one wins and one has ConcurrencyError"
            kinds = sorted(type(found).__name__ for found in (mine, others))
            hold(f"{rule}: {mine!r}, {others!r}", kinds, ["ConcurrencyError", "int"])
            won = ["2 a1", "3 a2"] if isinstance(others, ConcurrencyError) else ["2 b"]
            hold(rule, shown(store.read()), ["1 base", *won])

    def test_two_writers_store_each_event_once_and_none_behind_one_that_was_read(
        self, tmp_path: Path
    ) -> None:
        """Nor is part of a batch read, whichever line of the first is about to run just then."""

        def look_and_append(store: Store) -> list[list[str]]:
            before = shown(store.read())
            store.append(events("b"))
            after = shown(store.read())
            store.append(events("a1", "a2"))
            return [before, after]

        for store, mine, seen in self._two_writers(
            tmp_path, lambda store: store.append(events("a1", "a2")), look_and_append
        ):
            final = shown(store.read())
            for found in seen if isinstance(seen, list) else []:
                rule = f"what was read is how the log begins for good, which is {final}"
                hold(rule, found, final[: len(found)])
                batch = [line for line in found if line.endswith(("a1", "a2"))]
                hold(f"a batch is read whole or not at all: {batch}", len(batch) % 2, 0)
            names = sorted(line.partition(" ")[2] for line in final)
            rule = f"what two writers append at once is stored once: {mine!r}, {seen!r}"
            hold(rule, names, ["a1", "a2", "b", "base"])
            hold("two writers do not fail", [type(mine), type(seen)], [int, list])

    def test_threads_share_a_store(self, tmp_path: Path) -> None:
        """Of those that append at once one wins each round, and who follows sees them all."""
        barrier = Barrier(len(WRITERS))
        with self.open_store(tmp_path) as store, ThreadPoolExecutor() as pool:
            following = store.follow(timeout=self.deadline)
            followed = pool.submit(outcome, lambda: shown(islice(following, ROUNDS)))
            mine = partial(contend, store, barrier, self.deadline)
            writers = [pool.submit(outcome, partial(mine, name)) for name in WRITERS]
            ends = [writer.result() for writer in writers]
            failed = [end for end in ends if end and not isinstance(end, BrokenBarrierError)]
            hold("threads that share a store do not fail", failed, [])
            log = shown(store.read())
            hold_to_one_winner_each_round(log)
            hold("who follows sees what others append", followed.result(), log)

    def _again(self, store: Store, _place: Path, /) -> AbstractContextManager[Store]:
        """Return another handle of a store, for another writer."""
        return nullcontext(store)

    @contextmanager
    def _two(self, place: Path) -> Generator[tuple[Store, Store]]:
        """Open a new store for two writers."""
        place.mkdir(exist_ok=True)
        with self.open_store(place) as store, self._again(store, place) as other:
            yield store, other

    @contextmanager
    def _with_base(self, place: Path) -> Generator[Store]:
        """Open a new store, and append the event `base`."""
        with self.open_store(place) as store:
            store.append(events("base"))
            yield store

    def _refused(self, store: Store, kind: type[X], append: Callable[[], int]) -> X:
        """Return the error of an append to a log of `base`, which must change nothing."""
        found = outcome(append)
        log = shown(store.read())
        if not isinstance(found, kind):
            rule = f"the append raises {kind.__name__}, and leaves the log as it is: {log}"
            raise AssertionError(f"{rule}\n  found:    {found!r}")  # noqa: TRY004 - a test fails
        hold(f"nothing of a batch is stored when its append raises {found!r}", log, ["1 base"])
        return found

    def _visit(
        self, store: Store, act: Callable[[], T], *, latest: float | None = None
    ) -> Visit[T | Exception]:
        """Append `base`, and return a visit with as much patience as an append is worth."""
        start = monotonic()
        store.append(events("base"))
        patience = max(0.02, 3 * (monotonic() - start))
        return Visit(partial(outcome, act), patience, latest=latest)

    def _interrupted(
        self, store: Store, line: int, visit: Visit[Any], act: Callable[[], T]
    ) -> tuple[T, bool]:
        found, came = interrupted(self.modules(store), line, visit.turn, act)
        if line == 0 and not came:
            raise AssertionError("no line of the store ran; name its modules in modules()")
        return found, came

    def _two_writers(
        self, place: Path, mine: Callable[[Store], int], others: Callable[[Store], T]
    ) -> Iterator[tuple[Store, int | Exception, T | Exception]]:
        """Yield a store and what came of two writers, once for each line of the first.

        The second has its turn just before that line runs, or after the last.
        """
        for line in count():
            with self._two(place / str(line)) as (store, other):
                visit = self._visit(store, partial(others, other))
                act = partial(outcome, partial(mine, store))
                found, came = self._interrupted(store, line, visit, act)
                yield store, found, visit.end(self.deadline)
            if not came:
                return
