"""Another thread's turn, at a place of the test's choosing."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from types import FrameType, ModuleType
from typing import Any, TypeVar

T = TypeVar("T")


def at_every_line(
    module: ModuleType,
    make: Callable[[], T],
    ask: Callable[[T], Any],
    interrupt: Callable[[T], object],
) -> Iterator[Any]:
    """Yield what is answered when another question comes in between, for each place to do so.

    A place is a line of the module that runs for the question. For each of them something
    new is made and asked, and interrupted just before that line, as by another thread that
    has its turn then.
    """
    for place in count():
        thing = make()
        turn = _Turn(module, place, interrupt, thing)
        before = sys.gettrace()
        sys.settrace(turn.begun)
        try:
            answer = ask(thing)
        finally:
            sys.settrace(before)
        if not turn.came:
            return
        yield answer


class _Turn:
    """A trace function that calls another function once, before a line that runs."""

    def __init__(
        self, module: ModuleType, place: int, call: Callable[[Any], object], thing: object
    ) -> None:
        self.came = False
        self._file = module.__file__
        self._left = place
        self._call = call
        self._thing = thing

    def begun(self, frame: FrameType, _event: str, _arg: object) -> Any:
        return self._traced if frame.f_code.co_filename == self._file else None

    def _traced(self, _frame: FrameType, event: str, _arg: object) -> Any:
        if event == "line":
            if self._left == 0:
                self.came = True
                self._call(self._thing)
            self._left -= 1
        return self._traced
