"""What a law is: a sentence that holds for every log, and how it is tried and explained.

A law is tried on many logs. Where it is broken, the error says so with the smallest log
that shows it, as the YAML of its event files.
"""

import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import wraps
from inspect import signature
from typing import Any, Protocol, TypeVar, cast

from attrs import field, frozen
from hypothesis import Phase, Verbosity, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisException
from hypothesis.strategies import SearchStrategy

from border_timeline.codec.converter import Codec
from border_timeline.codec.writing import to_yaml
from border_timeline.errors import BorderTimelineError, ProjectionError
from border_timeline.events import Correction, Event
from border_timeline.testing.logs import FACTS, Question, logs, moments
from border_timeline.testing.model import Entity
from border_timeline.testing.stories import stories, without
from border_timeline.timeline import Projection, Snapshot, Timeline
from border_timeline.timeline.paths import shown_path
from border_timeline.timeline.projection import key_parts

T = TypeVar("T")
#: What a law is held to: a projection, for which logs are made, or a timeline with its events.
Subject = Projection[Any] | Timeline[Any]
#: What is tried on a list of events, and draws what else it needs.
Tried = Callable[[Sequence[Event], st.DataObject], None]
#: Lists of events to try a law on, in place of those that are made.
Logs = SearchStrategy[Any]


class BrokenLawError(BorderTimelineError, AssertionError):
    """A law that does not hold: what differs, and the smallest log that shows it."""


class Law(Protocol):
    """A function that raises `BrokenLawError` where a subject breaks the law."""

    __name__: str

    def __call__(self, subject: Subject, *, logs: Logs | None = None) -> None:
        """Hold a projection, or a timeline and its events, to the law."""


@frozen
class Case:
    """One log that a law is tried on, seen through some views, and what else was drawn."""

    events: Sequence[Event]
    views: tuple[Projection[Any], ...]
    types: tuple[type[Event], ...]
    data: st.DataObject
    asked: list[str] = field(factory=list[str])
    more: list[Event] = field(factory=list[Event])

    def draw(self, strategy: SearchStrategy[T]) -> T:
        """Return something more to try the law with."""
        return self.data.draw(strategy)

    def moment(self) -> Question:
        """Return a day, and a day of knowledge or None for now, at which answers may change."""
        day, known = self.draw(moments(self.events))
        self.asked.append(f"As of {day}, as known {'now' if known is None else f'on {known}'}:")
        return day, known

    def past(self) -> tuple[date, date]:
        """Return a day and a day of knowledge at which answers may change."""
        day, known = self.draw(moments(self.events))
        self.asked.append(f"As of {day}, as known on {known or day}:")
        return day, known or day

    def day(self) -> date:
        """Return another day at which answers may change."""
        return self.draw(moments(self.events))[0]

    def added(self, event: Event) -> None:
        """Take note of an event that was added to the log, so that it is shown with it."""
        self.more.append(event)

    def timeline(self, events: Iterable[Event] | None = None) -> Timeline[Snapshot]:
        """Return the timeline of the log, or of other events, seen through the same views."""
        found = self.events if events is None else events
        return Timeline(found, views=self.views, snapshot_type=Snapshot)

    def states(self, now: Snapshot) -> dict[Entity, Any]:
        """Return every state of every view of a snapshot."""
        return {(view.name, key): state for view in self.views for key, state in now[view].items()}

    def same(
        self,
        one: Mapping[Entity, Any],
        other: Mapping[Entity, Any],
        what: str = "by the timeline",
        otherwise: str = "otherwise",
    ) -> None:
        """Break the law with the first state that is different in another mapping of them."""
        for entity in [*one, *(entity for entity in other if entity not in one)]:
            left, right = one.get(entity), other.get(entity)
            if left != right or type(left) is not type(right):
                self.differ(path_of(entity), left, right, what, otherwise)

    def differ(self, name: str, one: object, other: object, what: str, otherwise: str) -> None:
        """Break the law unless two values are equal."""
        if one != other or type(one) is not type(other):
            raise BrokenLawError(f"{name} is\n    {one!r}\n{what}, and\n    {other!r}\n{otherwise}")


def path_of(entity: Entity) -> str:
    """Return the path to an entity; a key that is none breaks whatever law asks for it."""
    view, key = entity
    if not all(isinstance(part, str) for part in key_parts(key)):
        raise BrokenLawError(f"a key of {view} is\n    {key!r}\nand no text or tuple of texts")
    return shown_path((view, *key_parts(key)))


def law(check: Callable[[Case], None]) -> Law:
    """Return the law that a function tries on one case; its name is the sentence."""

    @wraps(check)
    def hold(subject: Subject, *, logs: Logs | None = None) -> None:
        __tracebackhide__ = True  # in a report of pytest the user's own line stands alone
        views, types, made = _material(subject)

        def tried(events: Sequence[Event], data: st.DataObject) -> None:
            case = Case(tuple(events), views, types, data)
            with explained(check.__name__, case.events, case.more, case.asked):
                check(case)

        tried.__name__ = "__".join([check.__name__, *(view.name for view in views)])
        try_out(tried, made if logs is None else logs)

    return cast("Law", hold)


def _material(
    subject: Subject,
) -> tuple[tuple[Projection[Any], ...], tuple[type[Event], ...], Logs]:
    """Return the views that a subject is seen through, their event types, and logs for it."""
    match subject:
        case Projection():
            types = _facts([subject])
            return (subject,), types, logs(types, max_size=6, corrections=2)
        case Timeline():
            return subject.views, _facts(subject.views), stories(subject)
        case _:
            raise ProjectionError(
                f"found {subject!r}, which is neither a projection nor a timeline"
            )


def _facts(views: Iterable[Projection[Any]]) -> tuple[type[Event], ...]:
    """Return the types that some views are folded from, without the correction."""
    return tuple({cls: 0 for view in views for cls in view.on if cls is not Correction}) or FACTS


def try_out(tried: Tried, made: Logs) -> None:
    """Try a function on many logs, as many as Hypothesis' profile says; raise what breaks it.

    The logs that break it are remembered by its name.
    """
    __tracebackhide__ = True
    broken: list[Sequence[Event]] = []

    def noted(events: Sequence[Event], data: st.DataObject) -> None:
        try:
            tried(events, data)
        except BrokenLawError:
            broken[:] = [events]  # the one that is told comes last
            raise

    noted.__name__ = re.sub(r"\W", "_", tried.__name__)
    # Hypothesis tells tests apart by their source, which is one for all laws, and signature.
    vars(noted)["__signature__"] = signature(noted).replace(return_annotation=tried.__name__)
    quiet = settings(
        deadline=None,
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        print_blob=False,
        phases=[phase for phase in settings().phases if phase is not Phase.explain],  # it is slow
    )
    try:
        told = _broken(noted, made, quiet)
    except Flaky as error:
        seen = dict.fromkeys(map(str, getattr(error, "exceptions", ())))
        once = "".join(f"\n\nOnce:\n\n{what}" for what in seen)
        raise BrokenLawError(
            f"{_sentence(noted.__name__)}: the same log does not always do the same; a projection "
            f"is pure, without a clock, chance, or anything that it remembers{once}"
        ) from None
    if told is not None:
        raise _smallest(told, noted, broken[0], quiet).with_traceback(None)


def _broken(tried: Tried, made: Logs, how: settings) -> BrokenLawError | None:
    try:
        how(given(events=made, data=st.data())(tried))()
    except BrokenLawError as error:
        return error
    return None


def _smallest(
    told: BrokenLawError, tried: Tried, events: Sequence[Event], quiet: settings
) -> BrokenLawError:
    """Return the error of a log of which no event can be left out any more.

    Hypothesis alone does not always get there: whatever else it draws depends on the log.
    """
    few = min(100, quiet.max_examples)
    again = settings(quiet, max_examples=few, database=None, phases=[Phase.generate, Phase.shrink])
    for event in tuple(events):
        less = without(events, [event.id])
        with suppress(Flaky):
            if found := _broken(tried, st.just(less), again):
                told, events = found, less
    return told


@contextmanager
def explained(
    name: str, events: Sequence[Event], more: Sequence[Event], asked: Sequence[str]
) -> Generator[None]:
    """Tell what breaks a law of that name, a check or any other error, with the log and more."""
    try:
        yield
    except HypothesisException:  # how Hypothesis steers
        raise
    except BrokenLawError as error:
        raise BrokenLawError(_told(name, str(error), events, more, asked)) from None
    except Exception as error:  # whatever a projection or a store may raise
        message = f"{type(error).__name__}: {error}"
        raise BrokenLawError(_told(name, message, events, more, asked)) from error


def _told(
    name: str, what: str, events: Sequence[Event], more: Sequence[Event], asked: Sequence[str]
) -> str:
    files = "---\n".join(shown(event) for event in events) or "(no event)\n"
    added = "".join(f"---\n# added\n{shown(event)}" for event in more)
    lines = [_sentence(name), "", *asked, what, "", "The smallest log that shows it:", ""]
    return "\n".join([*lines, files + added])


def _sentence(name: str) -> str:
    words = name.partition("__")[0].replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def shown(event: Event) -> str:
    """Return an event as its file says it, or that no file can."""
    try:
        return to_yaml(event, Codec([type(event)]))
    except Exception as error:  # noqa: BLE001 - whatever a user's type may raise
        return f"# {event!r}\n# has no file: {type(error).__name__}: {error}\n"
