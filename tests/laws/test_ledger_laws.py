"""Laws of the ledger: it only grows, everything in it is as it was, and any change is found."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import border_timeline as bt
from border_timeline import Codec, DatasetError, Event
from border_timeline.codec.ledger import read_ledger
from border_timeline.events import Correction, CorrectionKind
from border_timeline.stores.ledger import record
from border_timeline.testing import any_event, days, logs
from border_timeline.testing import events as events_of
from builders import policy_started
from datasets import write_dataset
from ledgers import ledger_of

CODEC = Codec()


def retractions(of: Iterable[str], **more: Any) -> st.SearchStrategy[Correction]:
    """Corrections that fit whatever they correct, of any day."""
    fixed = {"kind": st.just(CorrectionKind.RETRACTION), "after": st.just([]), **more}
    return events_of(Correction, corrects=st.sampled_from(list(of)), **fixed)


@st.composite
def growing_logs(draw: DrawFn) -> list[list[Event]]:
    """Batches of events with their corrections, whose links lead to no later batch."""
    rows: list[Event] = list(draw(logs(min_size=1, max_size=6)))
    for number in range(draw(st.integers(0, 3))):
        name = st.just(f"correction-{number}")
        place = draw(st.integers(1, len(rows)))
        rows.insert(place, draw(retractions((row.id for row in rows[:place]), id=name)))
    cuts = sorted(draw(st.sets(st.integers(1, len(rows)), max_size=3)) | {len(rows)})
    starts = [0, *cuts[:-1]]
    return [rows[start:end] for start, end in zip(starts, cuts, strict=True)]


@given(growing_logs(), days(), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_whatever_is_recorded_verifies_and_stays_as_it_was(
    batches: list[list[Event]], day: date, gaps: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        path, data, recorded = Path(folder, "ledger.jsonl"), b"", dict[str, date]()
        for batch, gap in zip(batches, gaps, strict=False):
            day += timedelta(gap)
            entries = record(write_dataset(Path(folder), batch), CODEC, today=day.toordinal())
            recorded |= {entry.event.id: day for entry in entries}

            assert sorted(entry.event.id for entry in entries) == sorted(row.id for row in batch)
            assert path.read_bytes().startswith(data)
            data = path.read_bytes()
            ledger = bt.verify(folder, head=read_ledger(data, "", CODEC).head)
            assert ledger.recorded == recorded
            assert ledger.pending == ()
        assert record(folder, CODEC, today=1) == ()

    position = {entry.event.id: entry.position for entry in ledger.entries}
    for entry in ledger.entries:
        targets = [*entry.event.after]
        if isinstance(entry.event, Correction):
            targets.append(entry.event.corrects)
        assert all(position[name] < entry.position for name in targets)


def refused(data: bytes) -> bool:
    try:
        read_ledger(data, "ledger.jsonl", CODEC)
    except DatasetError as error:
        return bool(error.problems)
    return False


@given(st.lists(any_event(), min_size=1, max_size=4, unique_by=lambda event: event.id), st.data())
def test_a_byte_that_was_changed_anywhere_is_found(
    events: list[Event], data: st.DataObject
) -> None:
    ledger = bytearray(b"".join(ledger_of(events)))
    assert not refused(bytes(ledger))
    index = data.draw(st.integers(0, len(ledger) - 1))
    ledger[index] ^= data.draw(st.integers(1, 255))

    assert refused(bytes(ledger))


@pytest.mark.parametrize("flipped", [0x01, 0x20, 0x80, ord("0") ^ ord(" "), ord('"') ^ ord("\n")])
def test_no_byte_of_a_ledger_can_be_changed(flipped: int) -> None:
    ledger = b"".join(ledger_of([policy_started(name, "2024-07-07", id=name) for name in "ab"]))

    for index, byte in enumerate(ledger):
        assert refused(ledger[:index] + bytes([byte ^ flipped]) + ledger[index + 1 :])


@given(st.lists(any_event(), min_size=2, max_size=4, unique_by=lambda event: event.id), st.data())
def test_a_line_that_was_taken_out_moved_or_put_in_is_found(
    events: list[Event], data: st.DataObject
) -> None:
    lines = ledger_of(events)
    places = st.integers(0, len(lines) - 1)
    one, other = sorted(data.draw(st.sets(places, min_size=2, max_size=2)))
    moved = list(lines)
    moved[one], moved[other] = moved[other], moved[one]

    assert refused(b"".join(moved))
    assert refused(b"".join(lines[:one] + lines[one + 1 :]))
    assert refused(b"".join(lines[: one + 1] + lines[one:]))
    assert refused(b"".join([*lines, lines[one]]))


@given(st.lists(any_event(), min_size=2, max_size=4, unique_by=lambda event: event.id), st.data())
def test_a_line_that_is_written_anew_is_found_by_the_next_one(
    events: list[Event], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(events) - 2))
    lines = ledger_of(events)
    other = policy_started("another", "2024-07-07")
    lines[index] = ledger_of([*events[:index], other])[index]

    assert refused(b"".join(lines))
