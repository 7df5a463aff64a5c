"""Who appends in the tests of a store, and what: threads, and processes that are killed."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Barrier
from types import ModuleType
from typing import Any

from border_timeline.codec.converter import Codec
from border_timeline.errors import ConcurrencyError
from border_timeline.events import Event
from border_timeline.stores.store import Store
from border_timeline.testing.interrupted import interrupted

#: Who contends, and how often.
WRITERS = ("one", "two", "three")
ROUNDS = 5

Opener = Callable[[Path], Store]

_CODEC = Codec()
#: Texts that a store, or what it is made of, may be tempted to change.
_TEXTS = {
    "letters composed and decomposed": "caf\u00e9 cafe\u0301 \u1112\u1161\u11ab \ud55c \u212b",
    "characters beyond the first plane": "\U0001f6a2 \U0001f468\u200d\U0001f469 \U0010ffff",
    "line and paragraph separators": "a\u2028b\u2029c\x85d\ve\ff\rg\r\nh\n",
    "NUL and other control characters": "\x00a\x00\x01\x1a\x1b\x7f",
    "long runs of white space": f"  a{' ' * 1000}b{chr(9) * 100}c{chr(10) * 100}\u00a0\u3000 ",
    "marks without a width": "\ufeffa\u200bb\u200e\u202ec\ufffe\uffff",
    "quotes and escapes": "'\"'' `\\ \\u0041 \\N %s %(a)s {} $1 :a ?; -- /* \\",
    "text that looks like something else": '{"a": NaN, "b": 1e5}',
    "long text": "0123456789" * 10_000,
    "long text of long characters": "\U0001f6a2" * 25_000,
}


def events(*names: str, title: str = "It starts") -> list[Event]:
    """Return an event for each id."""
    return [_event(name, "policy-started", title=title, policy="p") for name in names]


def payloads() -> Iterator[tuple[str, Event]]:
    """Yield events that are hard to keep byte for byte, each with what is hard about it."""
    ids = (f"payload-{number}" for number in count())
    for name, text in _TEXTS.items():
        said = {"corrects": "a", "kind": "erratum", "reason": "So", "set": {"notes": text}}
        yield name, _event(next(ids), "correction", **said)
    for number in (f"0.{'1234567890' * 10}1", "-1" + "0" * 40, str(2**53 + 1), str(2**63)):
        figure = {"measure": "m", "value": number, "unit": "people", "period": "2023"}
        yield f"the number {number}", _event(next(ids), "figure-reported", **figure)
    for amount in ("GBP 123456789012345678901234567890.12345", "GBP 0.1"):
        money = {"recipient": "r", "amount": amount, "nature": "new"}
        yield amount, _event(next(ids), "funding-pledged", **money)


def contend(store: Store, barrier: Barrier, deadline: float, name: str) -> None:
    """Append one event each round where the log ends, as all do that share a barrier.

    The event's id ends in the position that was expected. Whoever fails fails all.
    """
    try:
        for number in range(ROUNDS):
            barrier.wait(deadline)
            expected = store.position
            barrier.wait(deadline)
            with suppress(ConcurrencyError):
                event = f"{name}-in-round-{number}-after-{expected}"
                store.append(events(event), expected=expected)
    except BaseException:
        barrier.abort()
        raise


def contend_apart(
    open_store: Opener, place: Path, barrier: Barrier, deadline: float, name: str
) -> None:  # pragma: no cover - runs in another process
    """Contend in a process of its own, and for opening the store too."""
    barrier.wait(deadline)
    with open_store(place) as store:
        contend(store, barrier, deadline, name)


def acknowledge(
    open_store: Opener, place: Path, answers: Connection, names: list[str]
) -> None:  # pragma: no cover - runs in another process, which is killed
    """Append events one by one, tell each that was appended, and wait to be killed."""
    with open_store(place) as store:
        for name in names:
            store.append(events(name))
            answers.send(name)
        answers.recv()


def kill_at_every_line(
    open_store: Opener, modules: Callable[[Store], Iterable[ModuleType]], place: Path
) -> None:  # pragma: no cover - runs in another process
    """For each line of an append, have a process killed before it in a directory of its own.

    A process with only one thread is forked safely, and in a moment.
    """
    for line in count():
        here = place / str(line)
        here.mkdir()
        child = os.fork()
        if child == 0:
            _append_and_die(open_store, modules, here, line)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            raise SystemExit(os.WEXITSTATUS(status))


def _append_and_die(
    open_store: Opener, modules: Callable[[Store], Iterable[ModuleType]], place: Path, line: int
) -> None:  # pragma: no cover - runs in another process, which is killed
    with open_store(place) as store:
        store.append(events("base"))
        kill = partial(os.kill, os.getpid(), signal.SIGKILL)
        interrupted(modules(store), line, kill, lambda: store.append(events("a1", "a2")))
        os._exit(0)  # with nothing tidied up, as if it were killed after its last line


def _event(name: str, type_: str, **fields: Any) -> Event:
    source = {"publisher": "P", "published": "2024-07-07"}
    day = {"effective": "2024-07-07", "sources": [source]}
    return _CODEC.from_mapping({"id": name, "type": type_, "title": "A title", **day, **fields})
