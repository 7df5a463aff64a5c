"""Another thread's turn, at a place of the test's choosing."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from types import FrameType, ModuleType
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def at_every_line(
    modules: Iterable[ModuleType],
    make: Callable[[], T],
    ask: Callable[[T], Any],
    interrupt: Callable[[T], object],
) -> Iterator[Any]:
    """Yield what is answered when another question comes in between, for each place to do so.

    A place is a line of the modules that runs for the question. For each of them something
    new is made and asked, and interrupted just before that line, as by another thread that
    has its turn then.
    """
    modules = tuple(modules)
    for place in count():
        thing = make()
        answer, came = interrupted(modules, place, partial(interrupt, thing), partial(ask, thing))
        if not came:
            return
        yield answer


def interrupted(
    modules: Iterable[ModuleType], place: int, interrupt: Callable[[], object], ask: Callable[[], T]
) -> tuple[T, bool]:
    """Ask something, and call a function once, just before a line of the modules runs for it.

    `place` counts the lines that run, from 0. Returns the answer, and whether there were so
    many lines.
    """
    turn = _Turn(modules, place, interrupt)
    before = sys.gettrace()
    sys.settrace(turn.begun)
    try:
        answer = ask()
    finally:
        sys.settrace(before)
    return answer, turn.has_come()  # a call, by which a tracer that was there finds its place


class _Turn:
    """A trace function that calls another function once, before a line that runs."""

    def __init__(
        self, modules: Iterable[ModuleType], place: int, call: Callable[[], object]
    ) -> None:
        self._files = {module.__file__ for module in modules}
        self._left = place
        self._call = call

    def begun(
        self, frame: FrameType, _event: str, _arg: object
    ) -> Any:  # pragma: no cover - a trace function is not traced
        """Trace the lines of a function that begins, if it is one of the modules'."""
        return self._traced if frame.f_code.co_filename in self._files else None

    def has_come(self) -> bool:
        """Whether the other function was called."""
        return self._left < 0

    def _traced(
        self, _frame: FrameType, event: str, _arg: object
    ) -> Any:  # pragma: no cover - a trace function is not traced
        if event == "line":
            if self._left == 0:
                self._call()
            self._left -= 1
        return self._traced


class Visit(Generic[T]):
    """Something that another thread does once: at its turn, or after waiting for that.

    `act` raises nothing. A turn ends after `patience` seconds even when it is not done, since
    whom it interrupts may hold the lock that it needs. `latest` is how many seconds it waits
    for its turn, by default until the `end`.
    """

    def __init__(
        self, act: Callable[[], T], patience: float, *, latest: float | None = None
    ) -> None:
        self._act = act
        self._patience = patience
        self._latest = latest
        self._turn = threading.Event()
        self._done: list[T] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def turn(self) -> None:  # pragma: no cover - a trace function calls it, and is not traced
        """Let the other thread act, and wait for it while there is patience."""
        self._turn.set()
        self._thread.join(self._patience)

    def end(self, deadline: float) -> T:
        """Return what came of it; raises `AssertionError` when it is not done in time."""
        self._turn.set()
        self._thread.join(deadline)
        if not self._done:
            raise AssertionError(f"another thread was kept waiting for {deadline} seconds")
        return self._done[0]

    def _run(self) -> None:
        self._turn.wait(self._latest)
        self._done.append(self._act())
