"""What a store is held to that outlives its program."""

import multiprocessing
from contextlib import AbstractContextManager, suppress
from multiprocessing.context import SpawnProcess
from pathlib import Path

from border_timeline.stores.store import Store
from border_timeline.testing.conformance.contenders import (
    WRITERS,
    acknowledge,
    contend_apart,
    events,
    kill_at_every_line,
)
from border_timeline.testing.conformance.holding import (
    hold,
    hold_to_one_winner_each_round,
    shown,
)
from border_timeline.testing.conformance.store import StoreConformance

#: A process that begins anew inherits no lock and no thread.
_SPAWN = multiprocessing.get_context("spawn")


class DurableStoreConformance(StoreConformance):
    """What a store is held to that outlives its program, and may be open several times.

    `open_store` is called again with the same directory, also in other processes. These
    import the test class by its name and make an object of it with what this one has: so
    the class stands in a module, not in a function. Processes are forked and killed, which
    needs a POSIX system.
    """

    def test_a_log_outlives_the_store_that_it_was_appended_to(self, tmp_path: Path) -> None:
        """Opened again it is the same, with its days and digests, and goes on."""
        with self.open_store(tmp_path) as store:
            store.append(events("a", "b"))
            wanted = list(store.read())
        with self.open_store(tmp_path) as store:
            hold("a log is the same when it is opened again", list(store.read()), wanted)
            rule = "a log that is opened again goes on where it ended"
            hold(rule, store.append(events("c"), expected=2), 3)
            hold(rule, shown(store.read()), ["1 a", "2 b", "3 c"])

    def test_what_one_handle_appends_the_others_see(self, tmp_path: Path) -> None:
        """Whichever was opened first, and whatever it has read already."""
        with self._two(tmp_path) as (store, other):
            store.append(events("a"))
            for each in (store, other):
                hold("what any handle appends is read", shown(each.read()), ["1 a"])
            other.append(events("b"), expected=1)
            rule = "the position is that of the log, whoever appended to it"
            hold(rule, (store.position, other.position), (2, 2))
            for each in (store, other):
                hold("what any handle appends is read", shown(each.read()), ["1 a", "2 b"])

    def test_processes_share_a_log(self, tmp_path: Path) -> None:
        """Of those that open it and append at once, one wins each round."""
        barrier = _SPAWN.Barrier(len(WRITERS))
        processes = [
            _SPAWN.Process(
                target=contend_apart, args=(self.open_store, tmp_path, barrier, self.deadline, name)
            )
            for name in WRITERS
        ]
        for process in processes:
            process.start()
        codes = [_ended(process, self.deadline) for process in processes]
        hold("processes that share a log do not fail; see above", codes, [0] * len(codes))
        with self.open_store(tmp_path) as store:
            hold_to_one_winner_each_round(shown(store.read()))

    def test_what_was_acknowledged_outlives_a_kill(self, tmp_path: Path) -> None:
        """An append that has returned is there, though its process ends without a word."""
        names = ["a", "b", "c"]
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(
            target=acknowledge, args=(self.open_store, tmp_path, theirs, names)
        )
        process.start()
        theirs.close()
        told: list[str] = []
        with suppress(EOFError), ours:
            while told != names and ours.poll(self.deadline):
                told.append(ours.recv())
        process.kill()
        _ended(process, self.deadline)
        hold("what another process acknowledges to have appended", told, names)
        with self.open_store(tmp_path) as store:
            rule = "what was acknowledged is there after its process was killed"
            hold(rule, shown(store.read()), ["1 a", "2 b", "3 c"])
            hold(rule, store.append(events("a", "b", "c", "d")), 4)

    def test_a_batch_is_whole_or_absent_after_a_kill(self, tmp_path: Path) -> None:
        """Whichever line was about to run; and it can be appended again."""
        process = _SPAWN.Process(
            target=kill_at_every_line, args=(self.open_store, self.modules, tmp_path)
        )
        process.start()
        code = _ended(process, self.deadline)
        hold("the process that has others killed does not fail; see above", code, 0)
        whole = ["1 base", "2 a1", "3 a2"]
        for place in sorted(tmp_path.iterdir(), key=lambda place: int(place.name)):
            with self.open_store(place) as store:
                found = shown(store.read())
                when = f"when its program is killed before line {place.name} of the append"
                if found != whole[:1]:
                    hold(f"a batch is whole or absent {when}", found, whole)
                rule = f"a batch is appended again safely {when}"
                hold(rule, store.append(events("a1", "a2")), 3)
                hold(rule, shown(store.read()), whole)

    def _again(self, _store: Store, place: Path, /) -> AbstractContextManager[Store]:
        return self.open_store(place)


def _ended(process: SpawnProcess, deadline: float) -> int | None:
    """Return the exit code of a process, which is killed when it takes too long."""
    process.join(deadline)
    process.kill()
    process.join()
    return process.exitcode
