"""The conformance suite: correct stores pass it, and it finds each fault of the others."""

from pathlib import Path
from types import ModuleType

import pytest

import broken_stores as broken
from border_timeline import Store
from border_timeline.testing.conformance import DurableStoreConformance
from broken_stores import SqliteStore


class TestSqliteStore(DurableStoreConformance):
    """A correct store passes wholly; the memory store does in its own tests."""

    def open_store(self, place: Path) -> SqliteStore:
        return SqliteStore(place)


class Suite(DurableStoreConformance):
    """The suite of a store that is given, for calling its tests one by one."""

    def __init__(self, store: type[SqliteStore], deadline: float = 20) -> None:
        self.store = store
        self.deadline = deadline

    def open_store(self, place: Path) -> SqliteStore:
        return self.store(place)


ATOMIC = "nothing of a batch is stored when its append raises"
LOST = "what was acknowledged is there after its process was killed"
WRITERS = "two_writers_store_each_event_once_and_none_behind_one_that_was_read"
#: A test, a store with a fault that it finds, and what it says then.
FAULTS: list[tuple[str, type[SqliteStore], str]] = [
    ("a_new_store_is_empty", broken.CountsFromMinusOne, "a new store is at position 0"),
    (
        "append_returns_the_position_of_the_log_after_it",
        broken.ReturnsTheLength,
        r"the position after 'bcd' .*\n.*\(4, 4\)\n.*\(3, 4\)",
    ),
    (
        "entries_are_read_in_the_order_in_which_they_were_appended",
        broken.ReadsInOrderOfIds,
        r"positions count from 1 .*\n.*\['1 event-20', .*\n.*\['11 event-10', '10",
    ),
    (
        "entries_are_read_in_the_order_in_which_they_were_appended",
        broken.ReadsInOrderOfText,
        r"positions count from 1 .*\n.*\n.*\['1 event-20', '10 event-11'",
    ),
    (
        "the_entries_after_a_position_are_read_and_no_others",
        broken.ReadsFromThePosition,
        r"read: after=1 .*\n.*\['2 b', '3 c'\]\n.*\['1 a', '2 b', '3 c'\]",
    ),
    (
        "the_entries_after_a_position_are_read_and_no_others",
        broken.FollowsFromTheNext,
        r"follow: after=1 .*\n.*\['2 b', '3 c'\]\n.*\['3 c'\]",
    ),
    ("each_entry_is_chained_to_the_one_before_it", broken.ChainsNothing, "a digest is that of"),
    ("each_entry_is_chained_to_the_one_before_it", broken.ForgetsTheDay, "earlier day"),
    (
        "nothing_of_a_batch_is_stored_when_its_iterable_raises",
        broken.AppendsOneByOne,
        rf"{ATOMIC} OSError.*\n.*\['1 base'\]\n.*\['1 base', '2 b', '3 c'\]",
    ),
    (
        "nothing_of_a_batch_is_stored_when_something_in_it_is_no_event",
        broken.AppendsOneByOne,
        rf"{ATOMIC} EventTypeError.*\n.*\n.*\['1 base', '2 b'\]",
    ),
    (
        "nothing_of_a_batch_is_stored_when_something_in_it_is_no_event",
        broken.TakesAnything,
        "the append raises EventTypeError, .*\n.*: +3$",
    ),
    (
        "another_content_under_a_used_id_is_refused_with_its_batch",
        broken.AppendsOneByOne,
        rf"{ATOMIC} DatasetError.*\n.*\n.*\['1 base', '2 b'\]",
    ),
    (
        "another_content_under_a_used_id_is_refused_with_its_batch",
        broken.AcceptsChanges,
        "the append raises DatasetError, .*\n.*: +3$",
    ),
    (
        "another_content_under_a_used_id_is_refused_with_its_batch",
        broken.NamesNobody,
        "the error names the event whose content",
    ),
    (
        "two_contents_of_one_id_in_a_batch_are_refused",
        broken.TakesTheLast,
        "the append raises DatasetError, .*\n.*: +3$",
    ),
    (
        "two_contents_of_one_id_in_a_batch_are_refused",
        broken.NamesNobody,
        "the error names the event that has two contents",
    ),
    (
        "an_event_that_is_there_already_is_not_stored_again",
        broken.StoresAgain,
        "of an append only the new events are stored\n.*: 3\n.*: +5",
    ),
    (
        "an_event_that_is_twice_in_a_batch_is_stored_once",
        broken.StoresTwice,
        "of an event that is twice in a batch one is stored\n.*: 2\n.*: +3",
    ),
    (
        "an_append_is_refused_when_the_log_is_not_where_it_was_expected",
        broken.ExpectsNothing,
        "the append raises ConcurrencyError, .*\n.*: +2$",
    ),
    (
        "an_append_is_refused_when_the_log_is_not_where_it_was_expected",
        broken.ExpectsAtLeast,
        "the append raises ConcurrencyError, .*\n.*: +2$",
    ),
    (
        "an_append_whose_answer_was_lost_is_tried_again_safely",
        broken.RefusesARetry,
        "whatever is expected\n.*: 2\n.* expected the log at position 0, found it at 2",
    ),
    (
        "follow_gives_what_is_appended_while_its_entries_are_looked_at",
        broken.FollowsFromWhereTheLogIs,
        r"follow gives every entry once.*\n.*\n.*\['1 a', '2 b'\]",
    ),
    (
        "follow_gives_what_is_appended_while_it_waits",
        broken.FollowsPast,
        r"follow gives .* just before line \d+ of it.*\n.*\['2 b', '3 c'\]\n.*\[\]",
    ),
    (
        "follow_gives_what_is_appended_while_it_waits",
        broken.FollowsTwice,
        r"follow gives .* just before line \d+ of it.*\n.*\n.*\['2 b', '2 b'\]",
    ),
    (
        "follow_gives_what_is_appended_while_it_waits",
        broken.FollowsInTheEnd,
        "and not only when its time is over",
    ),
    (
        "one_of_two_writers_that_expect_the_same_position_wins",
        broken.ChecksFirst,
        r"of two writers that expect one position.*: \d, \d\n.*\n.*\['int', 'int'\]",
    ),
    (WRITERS, broken.LooksFirst, r"stored once.*\n.*\n.*\['a1', 'a1', 'a2', 'a2', 'b', 'base'\]"),
    (
        WRITERS,
        broken.TakesPositionsFirst,
        r"how the log begins .*\n.*\['1 base', '2 a1'\]\n.*\['1 base', '4 b'\]",
    ),
    (WRITERS, broken.CommitsEachRow, "a batch is read whole or not at all: ..2 a1"),
    ("threads_share_a_store", broken.BelongsToOneThread, "threads .*\n.*\n.*in another thread"),
    (
        "a_log_outlives_the_store_that_it_was_appended_to",
        broken.StartsAnew,
        r"a log is the same when it is opened again\n.*\n.*\[\]",
    ),
    (
        "what_one_handle_appends_the_others_see",
        broken.KeepsWhatItRead,
        r"what any handle appends is read\n.*\['1 a', '2 b'\]\n.*\['1 a'\]",
    ),
    ("processes_share_a_log", broken.KeepsThreadsApart, "of writers that expect one position, one"),
    (
        "what_was_acknowledged_outlives_a_kill",
        broken.CommitsLate,
        rf"{LOST}\n.*\['1 a', '2 b', '3 c'\]\n.*\['1 a', '2 b'\]",
    ),
    (
        "a_batch_is_whole_or_absent_after_a_kill",
        broken.CommitsEachRow,
        r"a batch is whole or absent when .* before line \d+ .*\n.*\n.*\['1 base', '2 a1'\]",
    ),
]


@pytest.mark.parametrize(
    ("name", "store", "told"),
    [pytest.param(*fault, id=f"{fault[1].__name__}-{fault[0]}") for fault in FAULTS],
)
def test_a_store_with_one_fault_fails_the_test_that_is_for_it(
    tmp_path: Path, name: str, store: type[SqliteStore], told: str
) -> None:
    suite = Suite(store, deadline=1 if name.startswith("follow") else 20)
    with pytest.raises(AssertionError, match=told):
        getattr(suite, f"test_{name}")(tmp_path)


@pytest.mark.parametrize("named", broken.CHANGES)
def test_a_store_that_changes_a_payload_fails_and_the_payload_is_named(
    tmp_path: Path, named: str
) -> None:
    suite = Suite(broken.CHANGES[named])
    with pytest.raises(AssertionError, match=rf"byte for byte; .*\n.*\[\]\n.*\['[^']*{named}"):
        suite.test_every_event_is_read_back_as_it_was_byte_for_byte(tmp_path)


def test_every_test_of_the_suite_finds_a_fault() -> None:
    tests = {name for name in dir(DurableStoreConformance) if name.startswith("test_")}
    found = {f"test_{name}" for name, *_ in FAULTS}
    assert tests - found == {"test_every_event_is_read_back_as_it_was_byte_for_byte"}


def test_a_store_none_of_whose_lines_ran_is_told_to_name_its_modules(tmp_path: Path) -> None:
    class Elsewhere(Suite):
        def modules(self, _store: Store) -> list[ModuleType]:
            return []

    suite = Elsewhere(SqliteStore)
    with pytest.raises(AssertionError, match="name its modules in modules"):
        suite.test_one_of_two_writers_that_expect_the_same_position_wins(tmp_path)


def test_a_store_that_keeps_another_writer_waiting_for_ever_fails(tmp_path: Path) -> None:
    suite = Suite(broken.KeepsTheLock, deadline=0.2)
    with pytest.raises(AssertionError, match="another thread was kept waiting"):
        suite.test_one_of_two_writers_that_expect_the_same_position_wins(tmp_path)


def test_a_process_that_hangs_is_killed_in_time(tmp_path: Path) -> None:
    suite = Suite(broken.HangsElsewhere, deadline=0.2)
    with pytest.raises(AssertionError, match=r"another process acknowledges to .*\n.*\n.*\[\]"):
        suite.test_what_was_acknowledged_outlives_a_kill(tmp_path)
