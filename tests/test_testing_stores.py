"""Stores held to a list: the law and the machine pass one that is well, and find each fault."""

import sys
from collections.abc import Callable, Iterable, Mapping
from inspect import isfunction
from itertools import count
from pathlib import Path
from typing import Any
from unittest import TestCase

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from border_timeline import Codec, ConcurrencyError, Entry, Event, MemoryStore
from border_timeline.testing import (
    BrokenLawError,
    StoreMachine,
    every_store_gives_the_same_timeline,
    store_machine,
    timeline_of,
)
from border_timeline.testing.stores import OpenStore
from border_timeline.timeline import timeline as engine
from border_timeline.timeline.changes import history
from border_timeline.views import VIEWS
from builders import policy_ended, policy_started
from planted import FERRIES, REPEATABLE, FerryDeparted, departure, log_in, trying

START = policy_started("patrols", "2024-07-01", id="start")
END = policy_ended("patrols", "2024-07-05", id="end")


class Store(MemoryStore):
    """A store in memory, in which two appends make a day."""

    def __init__(self) -> None:
        asked = count(2 * 739_000)
        super().__init__(today=lambda: next(asked) // 2)


def anew(store: Callable[[], MemoryStore]) -> OpenStore:
    """Return what opens a new store each time."""
    return lambda _place: store()


def kept(store: Callable[[], MemoryStore]) -> OpenStore:
    """Return what opens the same store for the same place, so that it outlives its end."""
    stores: dict[Path, MemoryStore] = {}
    return lambda place: stores.setdefault(place, store())


# Stores with one fault each


class StoresAgain(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = list(events)
        for event in batch:
            if event.id in self._entries:
                more = attrs.evolve(self._entries[event.id], position=self.position + 1)
                self._entries[f"{event.id} once more"] = more
        return super().append(batch, expected=expected)


class TakesOtherContent(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = list(events)
        for event in batch:
            if event.id in self._entries:
                self._entries[event.id] = attrs.evolve(self._entries[event.id], event=event)
        return super().append(batch, expected=expected)


class ExpectsNothing(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        del expected
        return super().append(events)


class RefusesRetries(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        if expected not in (None, self.position):
            raise ConcurrencyError(expected, self.position)
        return super().append(events)


class StoresInReverse(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        return super().append(list(events)[::-1], expected=expected)


class LosesTheThird(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        return super().append(list(events)[:2], expected=expected)


class StoresOneByOne(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        for event in events:
            expected = super().append([event], expected=expected)
        return self.position


class RecordsAnew(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        position = super().append(events, expected=expected)
        for name, entry in self._entries.items():
            self._entries[name] = attrs.evolve(entry, day=self._head().day)
        return position


class CountsFromZero(Store):
    def read(self, *, after: int = 0) -> tuple[Entry, ...]:
        found = super().read(after=after)
        return tuple(attrs.evolve(entry, position=entry.position - 1) for entry in found)


class ReturnsTheLength(Store):
    def append(self, events: Iterable[Event], *, expected: int | None = None) -> int:
        batch = list(events)
        super().append(batch, expected=expected)
        return len(batch)


class LosesAField(Store):
    def read(self, *, after: int = 0) -> tuple[Entry, ...]:
        found = super().read(after=after)
        return tuple(attrs.evolve(e, event=attrs.evolve(e.event, about=())) for e in found)


#: How a store with a fault is opened, whether it should outlive its end, and what is said of it.
MACHINE: Mapping[str, tuple[OpenStore, bool, str]] = {
    "an event that is there is stored again": (anew(StoresAgain), False, "what append returns is"),
    "other content is taken under a used id": (
        *(anew(TakesOtherContent), False),
        "a batch was taken that must be refused with DatasetError",
    ),
    "a batch is taken where the log has moved on": (
        *(anew(ExpectsNothing), False),
        "a batch was taken that must be refused with ConcurrencyError",
    ),
    "a retry is refused": (
        *(anew(RefusesRetries), False),
        "ConcurrencyError: expected the log at position 0, found it at 1",
    ),
    "a batch is stored in reverse": (anew(StoresInReverse), False, "what is read is\n    ["),
    "an event is lost": (anew(LosesTheThird), False, "what append returns is\n    2\n"),
    "a refused batch is stored in part": (anew(StoresOneByOne), False, "what is read is\n    ["),
    "the recorded day moves": (anew(RecordsAnew), False, "when each was recorded is\n    {"),
    "positions count from zero": (anew(CountsFromZero), False, "each position is\n    [0]\n"),
    "append returns how many it was given": (
        *(anew(ReturnsTheLength), False),
        "what append returns is\n    1\nby the store, and\n    2\nby the list",
    ),
    "a field is lost": (anew(LosesAField), False, "what is read is\n    ["),
    "all is forgotten at the end": (
        *(anew(Store), True),
        "what is read is\n    []\nby the store, and\n    [",
    ),
}

#: How a store with a fault is opened, and what the law says of it.
LAW: Mapping[str, tuple[OpenStore, str]] = {
    "an event is lost": (anew(LosesTheThird), "\nfrom the events, and\n"),
    "a field is lost": (anew(LosesAField), "\nas it was appended, and\n"),
}


def steps(**more: Any) -> settings:
    """Return settings for a machine of few steps, always the same."""
    quick = {"phases": [Phase.generate, Phase.shrink], "report_multiple_bugs": False}
    return settings(**{**REPEATABLE, **quick, "stateful_step_count": 8, **more})


def driven(open_store: OpenStore, *, durable: bool, **more: Any) -> None:
    machine = store_machine(open_store, durable=durable)
    run_state_machine_as_test(machine, settings=steps(**more))


@pytest.mark.parametrize("fault", MACHINE)
def test_the_machine_finds_a_fault_and_tells_it_with_at_most_three_events(fault: str) -> None:
    open_store, durable, says = MACHINE[fault]
    with pytest.raises(BrokenLawError) as caught:
        driven(open_store, durable=durable)
    told = str(caught.value)
    assert told.startswith("A store is an append only list\n\n")
    assert says in told
    assert 1 <= len(log_in(told)) <= 3


@pytest.mark.parametrize("fault", LAW)
def test_the_law_finds_a_fault_and_tells_it_with_at_most_three_events(fault: str) -> None:
    open_store, says = LAW[fault]
    with trying(**REPEATABLE), pytest.raises(BrokenLawError) as caught:
        every_store_gives_the_same_timeline(open_store)
    told = str(caught.value)
    assert told.startswith("Every store gives the same timeline\n\n")
    assert says in told
    assert 1 <= len(log_in(told)) <= 3
    assert not getattr(caught.value, "__notes__", None)


def test_the_machine_finds_a_fault_of_the_engine_and_tells_it_with_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "history", lambda *asked: history(*asked)[:-1])
    with pytest.raises(BrokenLawError, match=r"^History diff and as of agree\n\nAs of ") as caught:
        driven(anew(Store), durable=False, phases=[Phase.generate])
    assert "\nby history, and\n" in str(caught.value)
    assert log_in(str(caught.value))


# A store that is well


@pytest.mark.parametrize(("open_store", "durable"), [(anew(Store), False), (kept(Store), True)])
def test_the_machine_passes_a_store_that_is_well(open_store: OpenStore, *, durable: bool) -> None:
    driven(open_store, durable=durable, max_examples=20, derandomize=False)


def test_the_law_passes_a_store_that_is_well() -> None:
    every_store_gives_the_same_timeline(anew(Store))


def test_the_machine_carries_out_every_rule() -> None:
    machine = store_machine(kept(Store))
    done: set[str] = set()
    before = sys.getprofile()
    sys.setprofile(lambda frame, *_: done.add(frame.f_code.co_qualname))
    try:
        run_state_machine_as_test(machine, settings=steps(max_examples=30, stateful_step_count=20))
    finally:
        sys.setprofile(before)
    steps_of_it = {name for name, part in vars(StoreMachine).items() if isfunction(part)}
    public = {f"StoreMachine.{name}" for name in steps_of_it if not name.startswith("_")}
    assert len(public) > 10
    assert public <= done


def test_a_machine_of_a_store_that_does_not_last_never_restarts_it() -> None:
    opened: list[Path] = []

    def opening(place: Path) -> Store:
        opened.append(place)
        return Store()

    driven(opening, durable=False, max_examples=10)
    assert len(opened) == len(set(opened))


def test_a_machine_is_a_test_case_of_its_own_store() -> None:
    open_store = anew(Store)
    machine = store_machine(open_store)
    assert issubclass(machine, StoreMachine)
    assert machine.open_store is open_store
    assert machine.durable
    assert issubclass(machine.TestCase, TestCase)


# What stores are opened on, and their timelines


@pytest.mark.parametrize("is_machine", [False, True])
def test_each_store_is_opened_in_an_empty_directory_that_is_gone_later(*, is_machine: bool) -> None:
    places: dict[Path, MemoryStore] = {}

    def opening(place: Path) -> MemoryStore:
        assert place in places or not list(place.iterdir())
        (place / "log").touch()
        return places.setdefault(place, Store())

    if is_machine:
        driven(opening, durable=True, max_examples=5)
    else:
        with trying(max_examples=5):
            every_store_gives_the_same_timeline(opening)
    assert len(places) >= 5
    assert not any(place.exists() for place in places)


def test_the_law_is_tried_on_the_logs_that_are_given() -> None:
    stores: list[MemoryStore] = []

    def opening(_place: Path) -> MemoryStore:
        stores.append(MemoryStore(codec=Codec([FerryDeparted])))
        return stores[-1]

    log = [departure("first", "2024-07-01"), departure("second", "2024-07-02")]
    with trying(max_examples=5):
        every_store_gives_the_same_timeline(opening, logs=st.just(log))
    assert stores
    assert all([entry.event for entry in store.read()] == log for store in stores)


def test_a_store_that_cannot_be_opened_is_told_by_its_error() -> None:
    def opening(_place: Path) -> MemoryStore:
        raise PermissionError("no way in")

    with trying(max_examples=5), pytest.raises(BrokenLawError, match="PermissionError: no way in"):
        every_store_gives_the_same_timeline(opening)


def test_the_timeline_of_a_store_has_its_events_and_when_each_was_recorded() -> None:
    days = iter([739_001, 739_005])
    store = MemoryStore(today=lambda: next(days))
    store.append([START])
    store.append([END])
    timeline = timeline_of(store)
    assert timeline.events == (START, END)
    first, second = (entry.recorded for entry in store.read())
    for recorded, status in ((first, "in-force"), (second, "ended")):
        now = timeline.as_of("2024-07-06", recorded_at=recorded)
        assert now.policies["patrols"].status == status


def test_the_timeline_of_a_store_shows_the_views_that_are_asked_for() -> None:
    store = MemoryStore(codec=Codec([FerryDeparted]))
    store.append([departure("first", "2024-07-01", passengers=3)])
    now = timeline_of(store, [FERRIES]).as_of("2024-07-01")
    assert now[FERRIES]["alpha"].passengers == 3
    assert list(now.views()) == ["ferries"]
    assert timeline_of(store).views == VIEWS
