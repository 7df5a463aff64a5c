"""The memory store, and what every append decides."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import border_timeline as bt
from border_timeline import Codec, ConcurrencyError, DatasetError, Event, LedgerError, MemoryStore
from border_timeline.codec.ledger import START
from border_timeline.dates import day_of
from border_timeline.stores.store import Batch, Head, london_today
from border_timeline.testing.conformance import StoreConformance
from builders import make
from ledgers import DAY, EVENTS, ledger_of, read

TODAY = day_of(DAY)


@bt.event(kw_only=True)
class FerryLeft(bt.Event):
    pass


def _one_more(value: int | str) -> int:
    return int(value) + 1


@bt.event(kw_only=True)
class FerryCounted(bt.Event):
    """A converter that changes what was written each time that it is read."""

    trips: int = attrs.field(converter=_one_more)


class TestMemoryStore(StoreConformance):
    def open_store(self, place: Path) -> MemoryStore:  # noqa: ARG002 - it has no place
        return MemoryStore()


def test_the_same_appends_on_the_same_days_make_the_same_log_as_a_ledger() -> None:
    store = MemoryStore(today=lambda: TODAY)
    store.append(EVENTS[:2])
    store.append(EVENTS[2:])
    assert tuple(store.read()) == read(ledger_of(EVENTS)).entries


def test_an_append_is_recorded_on_the_day_in_london_on_which_it_is_made() -> None:
    store = MemoryStore()
    before = london_today()
    store.append(EVENTS)
    assert {entry.day for entry in store.read()} <= {before, london_today()}


def test_each_append_is_recorded_on_its_own_day() -> None:
    days = iter([TODAY, TODAY + 1])
    store = MemoryStore(today=lambda: next(days))
    for event in EVENTS[:2]:
        store.append([event])
    assert [str(entry.recorded) for entry in store.read()] == ["2026-11-22", "2026-11-23"]


def test_a_clock_that_was_set_back_is_refused_and_nothing_is_stored() -> None:
    days = iter([TODAY, TODAY - 1, TODAY])
    store = MemoryStore(today=lambda: next(days))
    store.append(EVENTS[:1])
    with pytest.raises(LedgerError) as caught:
        store.append(EVENTS)
    assert str(caught.value) == (
        "today is 2026-11-21, but the last event was recorded on 2026-11-22; set the clock right"
    )
    assert store.position == 1
    assert store.append(EVENTS) == len(EVENTS)


def test_what_is_there_already_needs_no_clock() -> None:
    days = iter([TODAY])
    store = MemoryStore(today=lambda: next(days))
    store.append(EVENTS)
    assert store.append(EVENTS) == len(EVENTS)


def test_events_that_come_from_the_store_itself_are_appended_to_it() -> None:
    store = MemoryStore()
    store.append(EVENTS[:1])

    def renamed() -> Iterator[Event]:
        for entry in store.read():
            store.append(EVENTS[1:2])
            yield attrs.evolve(entry.event, id="renamed")

    assert store.append(renamed()) == 3
    assert [entry.event.id for entry in store.read()] == ["a", "b", "renamed"]


def test_reading_after_a_position_that_never_was_gives_everything_or_nothing() -> None:
    store = MemoryStore()
    store.append(EVENTS[:2])
    assert len(store.read(after=-5)) == 2
    assert store.read(after=99) == ()


def test_a_log_is_copied_by_appending_what_is_read() -> None:
    one, two = MemoryStore(today=lambda: TODAY), MemoryStore(today=lambda: TODAY)
    one.append(EVENTS)
    two.append(entry.event for entry in one.read())
    assert two.read() == one.read()


def test_an_event_of_a_type_that_the_codec_does_not_know_is_refused() -> None:
    left = make(FerryLeft, "ark", "2024-07-07", id="left")
    with pytest.raises(DatasetError) as caught:
        MemoryStore().append([*EVENTS, left])
    (problem,) = caught.value.problems
    assert (problem.event, problem.field) == ("left", "type")
    assert problem.message.startswith("found 'ferry-left', which is no type of event")
    assert MemoryStore(codec=Codec([FerryLeft])).append([left]) == 1


def test_an_event_that_would_not_be_read_back_as_it_is_is_refused() -> None:
    counted = make(FerryCounted, "ark", "2024-07-07", id="a", trips=1)
    message = "a: is not read back as it was written; look at the converters of FerryCounted"
    with pytest.raises(DatasetError, match=message):
        MemoryStore(codec=Codec([FerryCounted])).append([counted])


def test_every_event_of_a_batch_that_is_refused_is_named() -> None:
    store = MemoryStore()
    store.append(EVENTS[:3])
    changed = [attrs.evolve(event, title="Changed") for event in EVENTS]
    with pytest.raises(DatasetError) as caught:
        store.append(changed)
    assert [(problem.event, problem.field) for problem in caught.value.problems] == [
        ("a", "id"),
        ("b", "id"),
        ("c", "id"),
    ]
    assert caught.value.problems[0].message == (
        "found 'a', but another content is stored under this id; append a correction"
    )
    with pytest.raises(DatasetError, match="another content comes before it in the batch"):
        store.append([*EVENTS, *changed])


def test_a_concurrency_error_says_what_was_expected_and_found() -> None:
    error = ConcurrencyError(3, 5)
    assert isinstance(error, RuntimeError)
    assert isinstance(error, bt.BorderTimelineError)
    assert str(error) == (
        "expected the log at position 3, found it at 5; "
        "read on from there, and append again if it still holds"
    )
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (copy.expected, copy.found, str(copy)) == (3, 5, str(error))


def test_a_batch_holds_each_event_once_and_its_canonical_line() -> None:
    codec = Codec()
    batch = Batch.of([EVENTS[1], EVENTS[0], EVENTS[1]], codec)
    assert list(batch.events.items()) == [("b", EVENTS[1]), ("a", EVENTS[0])]
    assert batch.lines == {name: codec.to_line(event) for name, event in batch.events.items()}


def test_a_batch_goes_behind_the_head_without_what_is_stored() -> None:
    batch = Batch.of(EVENTS[:3], Codec())
    stored = {"b": batch.lines["b"], "z": b"another"}
    head = Head(position=7, day=TODAY - 1, digest="0" * 64)
    entries = batch.entries(stored, head, expected=7, today=lambda: TODAY)
    assert [(entry.position, entry.event.id) for entry in entries] == [(8, "a"), (9, "c")]
    assert Head() == Head(0, 0, START)
