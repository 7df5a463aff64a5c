"""Stores, held to a plain list and the model: a law, and a machine that drives them at random."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from border_timeline.errors import ConcurrencyError, DatasetError
from border_timeline.events import CorrectionKind, Event
from border_timeline.stores.store import Store
from border_timeline.testing.law import BrokenLawError, Case, Logs, explained, path_of, try_out
from border_timeline.testing.laws import (
    an_explanation_names_the_event_that_set_the_value,
    every_answer_is_the_one_of_the_model,
    history_diff_and_as_of_agree,
)
from border_timeline.testing.logs import FACTS, correction, fact, logs, moments, retraction
from border_timeline.testing.model import FAR, Entity, states
from border_timeline.testing.values import DAY
from border_timeline.timeline import Projection, Snapshot, Timeline
from border_timeline.views import VIEWS

#: Opens the store in a directory: a new one where the directory is empty.
OpenStore = Callable[[Path], Store]

#: The law that the machine holds a store to.
_NAME = "a_store_is_an_append_only_list"
_TYPES = st.sampled_from(FACTS)
_CHANGES = tuple(kind for kind in CorrectionKind if kind is not CorrectionKind.RETRACTION)
_QUERIES = st.sampled_from(
    [
        every_answer_is_the_one_of_the_model,
        history_diff_and_as_of_agree,
        an_explanation_names_the_event_that_set_the_value,
    ]
)


def timeline_of(store: Store, views: Iterable[Projection[Any]] = VIEWS) -> Timeline[Snapshot]:
    """Return the timeline of a store: its events, and when each was recorded."""
    entries = list(store.read())
    return Timeline(
        [entry.event for entry in entries],
        views=views,
        recorded={entry.event.id: entry.recorded for entry in entries},
        snapshot_type=Snapshot,
    )


def every_store_gives_the_same_timeline(open_store: OpenStore, *, logs: Logs | None = None) -> None:
    """Hold a store to the law that what was appended to it is the timeline of these events.

    However they were cut into batches, and whichever were appended twice. Raises
    `BrokenLawError` as every law does; `logs` are lists of events to try, by default of the
    bundled vocabulary.
    """
    __tracebackhide__ = True

    def tried(events: Sequence[Event], data: st.DataObject) -> None:
        case = Case(tuple(events), VIEWS, FACTS, data)
        with explained(tried.__name__, events, (), case.asked), TemporaryDirectory() as place:
            with open_store(Path(place)) as store:
                _append_in_batches(store, case)
                here = timeline_of(store)
            day, known = case.moment()
            one, other = (
                case.states(line.as_of(day, known_at=known)) for line in (case.timeline(), here)
            )
            case.same(one, other, "from the events", "from the store")
            order, found = ([event.id for event in line.events] for line in (case.timeline(), here))
            case.differ("the order of replay", order, found, "from the events", "from the store")
            for event, read in zip(case.timeline().events, here.events, strict=True):
                case.differ(event.id, event, read, "as it was appended", "from the store")

    tried.__name__ = every_store_gives_the_same_timeline.__name__
    try_out(tried, _LOGS if logs is None else logs)


_LOGS = logs(max_size=6, corrections=2)


def _append_in_batches(store: Store, case: Case) -> None:
    """Append the events of a case in some batches, each with some that are there already."""
    rest = list(case.events)
    done: list[Event] = []
    while rest:
        size = case.draw(st.integers(1, len(rest)))
        again = case.draw(st.lists(st.sampled_from(done), max_size=2)) if done else []
        batch, rest = rest[:size], rest[size:]
        store.append([*again, *batch], expected=len(done))
        done += batch


def store_machine(open_store: OpenStore, *, durable: bool = True) -> type["StoreMachine"]:
    """Return a machine that appends, corrects, asks and restarts at random; run its `TestCase`.

    `open_store` opens the store in a directory; `durable` is whether it is there again when
    the directory is opened once more.

    >>> from border_timeline import MemoryStore
    >>> TestMemory = store_machine(lambda place: MemoryStore(), durable=False).TestCase
    """
    members = {"open_store": staticmethod(open_store), "durable": durable}
    return type("StoreMachineOfUser", (StoreMachine,), members)


class StoreMachine(RuleBasedStateMachine):
    """Drives a store and a list of events side by side, and asks both the same questions.

    The list is answered for by the model. After each step the store must hold what the list
    holds, at the positions and with the days that it had before.
    """

    open_store: ClassVar[OpenStore]
    durable: ClassVar[bool]

    def __init__(self) -> None:
        super().__init__()
        self.place = TemporaryDirectory()
        self.store = self._opened()
        self.events: list[Event] = []
        self.recorded: dict[str, Any] = {}
        self.held: list[tuple[Snapshot, dict[Entity, Any]]] = []
        self.corrections = 0

    def _opened(self) -> Store:
        return type(self).open_store(Path(self.place.name))

    def teardown(self) -> None:
        """Close the store, and remove what it wrote."""
        self.store.close()
        self.place.cleanup()

    def _name(self, more: Sequence[Event] = ()) -> str:
        return f"event-{len(self.events) + len(more)}"

    def _append(self, batch: Sequence[Event], *, expected: int | None = None) -> None:
        position = self._stored(batch, expected)
        self.events += batch
        self._hold("what append returns", position, len(self.events))

    def _stored(self, batch: Sequence[Event], expected: int | None) -> int:
        """Append to the store alone; an error is told with the log, and with the batch."""
        with explained(_NAME, self.events, batch, ()):
            return self.store.append(batch, expected=expected)

    def _hold(self, what: str, found: object, expected: object) -> None:
        """Break the law unless the store gives what the list does."""
        if found != expected:
            message = f"{what} is\n    {found!r}\nby the store, and\n    {expected!r}\nby the list"
            with explained(_NAME, self.events, (), ()):
                raise BrokenLawError(message)

    # What is appended

    @rule(data=st.data(), size=st.integers(1, 3), is_sure=st.booleans())
    def append(self, data: st.DataObject, size: int, *, is_sure: bool) -> None:
        """Append a batch, perhaps only where the log ends as we think."""
        batch: list[Event] = []
        for _ in range(size):
            others = [*self.events, *batch]
            batch.append(data.draw(fact(self._name(batch), _TYPES, others)))
        self._append(batch, expected=len(self.events) if is_sure else None)

    @rule(data=st.data(), before=st.integers(0, 400), behind=st.integers(1, 30))
    def backdate(self, data: st.DataObject, before: int, behind: int) -> None:
        """Append an event of an earlier day, which became known later."""
        effective, known = DAY - timedelta(before), DAY + timedelta(behind)
        fixed = {"effective": st.just(effective), "known": st.just(known)}
        self._append([data.draw(fact(self._name(), _TYPES, self.events, **fixed))])

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        """Append an erratum, a revision or a dispute of any event."""
        made = correction(self._name(), self.events, self._known(), _CHANGES)
        self._append([data.draw(made)])

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        """Append a retraction of any event."""
        target = data.draw(st.sampled_from(self.events))
        self._append([retraction(self._name(), target.id, self._known())])

    def _known(self) -> Any:
        """Return a day on which no other correction becomes known, so that none are rivals."""
        self.corrections += 1
        return DAY + timedelta(self.corrections)

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def append_again(self, data: st.DataObject) -> None:
        """Append what is there already, as after an answer that was lost: nothing happens."""
        again = data.draw(st.lists(st.sampled_from(self.events), min_size=1, max_size=3))
        position = self._stored(again, data.draw(st.integers(0, len(self.events))))
        self._hold("what append returns", position, len(self.events))

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def append_too_late(self, data: st.DataObject) -> None:
        """Append where the log has moved on: it is refused."""
        event = data.draw(fact(self._name(), _TYPES))
        expected = data.draw(st.integers(0, len(self.events) - 1))
        self._refused(ConcurrencyError, [event], expected)

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def append_other_content(self, data: st.DataObject) -> None:
        """Append another content under a used id, behind an event that is new: both are refused."""
        new = data.draw(fact(self._name(), _TYPES))
        used = data.draw(st.sampled_from(self.events))
        self._refused(DatasetError, [new, attrs.evolve(used, title=f"{used.title}!")], None)

    def _refused(
        self, error: type[Exception], batch: Sequence[Event], expected: int | None
    ) -> None:
        with explained(_NAME, self.events, batch, ()):
            try:
                self.store.append(batch, expected=expected)
            except error:
                return
            raise BrokenLawError(f"a batch was taken that must be refused with {error.__name__}")

    # What is asked

    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        """Ask for the states at a day, as known and as recorded on others, and keep the answer."""
        day, known = data.draw(moments(self.events))
        recorded = data.draw(st.sampled_from([None, *dict.fromkeys(self.recorded.values())]))
        taken = [
            event
            for event in self.events
            if recorded is None or self.recorded[event.id] <= recorded
        ]
        now = timeline_of(self.store).as_of(day, known_at=known, recorded_at=recorded)
        expected = states(taken, VIEWS, day, known or FAR)
        self._compare(now, expected)
        self.held.append((now, expected))

    @rule(data=st.data(), query=_QUERIES)
    def ask_what_changed_and_why(self, data: st.DataObject, query: Any) -> None:
        """Ask a timeline of the store for history, differences and explanations."""
        case = Case([entry.event for entry in self.store.read()], VIEWS, FACTS, data)
        with explained(query.__name__, case.events, case.more, case.asked):
            query.__wrapped__(case)

    @precondition(lambda self: self.held)
    @rule()
    def look_at_earlier_answers(self) -> None:
        """Look at the answers that were given before: they are what they were."""
        for now, expected in self.held:
            self._compare(now, expected)

    def _compare(self, now: Snapshot, expected: dict[Entity, Any]) -> None:
        found = {(view.name, key): state for view in VIEWS for key, state in now[view].items()}
        when = f"as of {now.as_of}, known at {now.known_at}, recorded at {now.recorded_at}"
        for entity in dict.fromkeys([*found, *expected]):
            name = f"{path_of(entity)} {when}"
            self._hold(name, found.get(entity), expected.get(entity))

    # What remains

    @precondition(lambda self: self.durable)
    @rule()
    def restart(self) -> None:
        """Close the store and open it anew."""
        self.store.close()
        self.store = self._opened()

    @invariant()
    def holds_what_was_appended(self) -> None:
        """Hold the entries to the list: each event once, in order, on the day that it had."""
        entries = list(self.store.read())
        self._hold("what is read", [entry.event for entry in entries], self.events)
        places = [entry.position for entry in entries]
        self._hold("each position", places, list(range(1, len(self.events) + 1)))
        self._hold("the position", self.store.position, len(self.events))
        days = {entry.event.id: entry.recorded for entry in entries}
        self._hold("when each was recorded", days, {**days, **self.recorded})
        self.recorded = days
