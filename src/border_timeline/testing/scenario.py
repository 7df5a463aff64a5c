"""Given, when, then: an example of a timeline as one sentence.

>>> from border_timeline.events import PolicyStarted
>>> from border_timeline.testing import given
>>> paper = {"publisher": "Daily Paper", "published": "2024-07-01"}
>>> start = PolicyStarted(
...     id="start", effective="2024-07-01", title="It starts", sources=[paper], policy="patrols"
... )
>>> _ = given([start]).as_of("2024-07-02").then("policies.patrols.status", "in-force")
"""

from collections.abc import Iterable
from typing import Any, Self

from attrs import frozen

from border_timeline.codec.converter import to_plain
from border_timeline.dates import DayLike
from border_timeline.domain import Snapshot, Timeline
from border_timeline.errors import BorderTimelineError, UnknownKeyError
from border_timeline.events import Event
from border_timeline.testing.law import shown
from border_timeline.timeline import Explanation, Projection


class UnmetError(BorderTimelineError, AssertionError):
    """A value that is not what an example says: what it is instead, and why."""


def given(events: Iterable[Event], *, views: Iterable[Projection[Any]] = ()) -> "Scenario":
    """Return the scenario of some events, seen through the bundled views and further `views`."""
    return Scenario(tuple(events), tuple(views))


@frozen
class Scenario:
    """Events of which something is expected."""

    events: tuple[Event, ...]
    views: tuple[Projection[Any], ...] = ()

    def when(self, *events: Event) -> "Scenario":
        """Return the scenario with further events."""
        return Scenario((*self.events, *events), self.views)

    def as_of(self, day: DayLike, *, known_at: DayLike | None = None) -> "Outcome":
        """Return the state at the end of a day, as known now or at the end of `known_at`."""
        timeline = Timeline(self.events, views=self.views)
        return Outcome(timeline, timeline.as_of(day, known_at=known_at))

    def seen_on(self, day: DayLike) -> "Outcome":
        """Return the state at the end of a day as the public knew it then."""
        return self.as_of(day, known_at=day)


@frozen
class Outcome:
    """The state of a timeline at one moment, which examples speak of."""

    timeline: Timeline
    now: Snapshot

    def then(self, path: str, value: Any) -> Self:
        """Expect the value that a path leads to, and return the outcome for more.

        Text stands for any value that is written so: `GBP 75,000,000`, `2024-07-07`. Raises
        `UnmetError` for another value, which tells the event that set it, and
        `UnknownKeyError` or `PathError` for a path that leads nowhere.
        """
        __tracebackhide__ = True
        why = self._explained(path)
        if value not in (why.value, to_plain(why.value), str(why.value)):
            raise UnmetError(_told(why, repr(value)))
        return self

    def then_absent(self, path: str) -> Self:
        """Expect that the entity of a path is not there, and return the outcome for more."""
        __tracebackhide__ = True
        try:
            why = self._explained(path)
        except UnknownKeyError:
            return self
        raise UnmetError(_told(why, "absent"))

    def _explained(self, path: str) -> Explanation:
        now = self.now
        return self.timeline.explain(path, as_of=now.as_of, known_at=now.known_at)


def _told(why: Explanation, expected: str) -> str:
    then = "" if why.known_at is None else f", as known on {why.known_at}"
    return (
        f"{why.path} as of {why.as_of}{then} is\n    {why.value!r}\nand not\n    {expected}\n"
        f"since {why.since}, by\n\n{shown(why.event)}"
    )
