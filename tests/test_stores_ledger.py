"""Recording a directory: what goes into the ledger, in which order, and when it is refused."""

import errno
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

import border_timeline as bt
from border_timeline import Codec, DatasetError, Event, LedgerError
from border_timeline.codec.ledger import Entry, read_ledger
from border_timeline.dates import day_of
from border_timeline.stores import ledger as store
from border_timeline.stores import store as contract
from border_timeline.stores.ledger import record
from builders import make, policy_ended, policy_started
from datasets import write_dataset

FIRST, NEXT = "2026-11-22", "2026-11-23"
A = policy_started("a", "2024-07-07", id="a")
B = policy_started("b", "2023-07-07", id="b")
C = policy_ended("b", "2025-07-07", id="c")


def take(folder: Path, events: Iterable[Event] = (), today: str = FIRST) -> tuple[Entry, ...]:
    return record(write_dataset(folder, events), Codec(), today=day_of(today))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.event.id for entry in entries]


def test_the_first_record_makes_the_ledger(tmp_path: Path) -> None:
    entries = take(tmp_path, [A, B])

    found = read_ledger((tmp_path / "ledger.jsonl").read_bytes(), "", Codec())
    assert found.entries == entries
    assert ids(entries) == ["b", "a"]
    assert [(entry.position, entry.recorded) for entry in entries] == [
        (1, date(2026, 11, 22)),
        (2, date(2026, 11, 22)),
    ]
    assert names(tmp_path) == ["2023", "2024", "ledger.jsonl"]


def test_what_is_new_goes_behind_what_is_there(tmp_path: Path) -> None:
    take(tmp_path, [A])
    before = (tmp_path / "ledger.jsonl").read_bytes()
    entries = take(tmp_path, [B, C], NEXT)

    after = (tmp_path / "ledger.jsonl").read_bytes()
    assert after.startswith(before)
    assert ids(entries) == ["b", "c"]
    assert [(entry.position, entry.recorded) for entry in entries] == [
        (2, date(2026, 11, 23)),
        (3, date(2026, 11, 23)),
    ]
    assert ids(bt.verify(tmp_path).entries) == ["a", "b", "c"]


def test_with_nothing_new_the_ledger_is_left_alone(tmp_path: Path) -> None:
    take(tmp_path, [A, B])
    path = tmp_path / "ledger.jsonl"
    before = path.read_bytes(), path.stat()

    assert take(tmp_path, today="2020-01-01") == ()
    assert (path.read_bytes(), path.stat()) == before
    assert not (tmp_path / "ledger.jsonl.lock").exists()


@pytest.mark.parametrize(
    ("now", "day"), [("2026-07-01T22:59:59", "2026-07-01"), ("2026-07-01T23:00:00", "2026-07-02")]
)
def test_the_day_is_the_one_in_london(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str, day: str
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            assert tz is UTC
            return datetime.fromisoformat(now).replace(tzinfo=UTC)

    monkeypatch.setattr(contract, "datetime", Clock)
    (entry,) = bt.record(write_dataset(tmp_path, [A]))

    assert str(entry.recorded) == day


def test_a_clock_that_runs_behind_the_ledger_is_wrong(tmp_path: Path) -> None:
    take(tmp_path, [A])
    before = (tmp_path / "ledger.jsonl").read_bytes()

    with pytest.raises(LedgerError, match=r"today is 2026-11-21, but .* on 2026-11-22; set the"):
        take(tmp_path, [B], "2026-11-21")
    assert (tmp_path / "ledger.jsonl").read_bytes() == before
    assert not (tmp_path / "ledger.jsonl.lock").exists()


def test_a_directory_with_a_problem_is_not_recorded(tmp_path: Path) -> None:
    write_dataset(tmp_path, [A, B])
    (tmp_path / "2024/d.yaml").write_text("id: d\n", "utf-8")

    with pytest.raises(DatasetError, match=r"d\.yaml"):
        take(tmp_path)
    assert names(tmp_path) == ["2023", "2024"]


def test_a_directory_that_is_not_what_was_recorded_is_not_recorded(tmp_path: Path) -> None:
    take(tmp_path, [A, B])
    before = (tmp_path / "ledger.jsonl").read_bytes()

    with pytest.raises(DatasetError, match=r"a\.yaml:\d+: title: found 'Other'"):
        take(tmp_path, [attrs.evolve(A, title="Other"), C])
    assert (tmp_path / "ledger.jsonl").read_bytes() == before


def test_a_broken_ledger_does_not_grow(tmp_path: Path) -> None:
    take(tmp_path, [A, B])
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(DatasetError, match="the last line is not whole"):
        take(tmp_path, [C])


def test_what_is_no_directory_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="does not exist"):
        record(tmp_path / "nowhere", Codec())


# The lock


def test_two_programs_do_not_record_at_once(tmp_path: Path) -> None:
    take(tmp_path, [A])
    before = (tmp_path / "ledger.jsonl").read_bytes()
    lock = tmp_path / "ledger.jsonl.lock"
    lock.write_text("another's", "utf-8")

    with pytest.raises(LedgerError) as caught:
        take(tmp_path, [B])
    assert str(caught.value) == (
        f"another program is recording into {tmp_path}, or one died while it did; "
        f"if none is running, delete {lock}"
    )
    assert (tmp_path / "ledger.jsonl").read_bytes() == before
    assert lock.read_text("utf-8") == "another's"

    lock.unlink()
    assert ids(take(tmp_path, [B])) == ["b"]


def test_the_lock_is_taken_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl.lock").touch()
    (tmp_path / "a.yaml").write_text("wrong", "utf-8")

    with pytest.raises(LedgerError, match="another program is recording"):
        take(tmp_path)


def test_the_lock_of_another_program_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "ledger.jsonl.lock"
    monkeypatch.setattr(store, "_sync", lambda _folder: lock.write_text("another's", "utf-8"))
    take(tmp_path, [A])

    assert lock.read_text("utf-8") == "another's"


@pytest.mark.parametrize("name", ["read_directory", "read_ledger"])
def test_a_user_who_breaks_off_leaves_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, name, broken_off)
    with pytest.raises(KeyboardInterrupt):
        take(tmp_path, [A])
    assert names(tmp_path) == ["2024"]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_ledger_that_cannot_be_written_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    take(tmp_path, [A])
    before = (tmp_path / "ledger.jsonl").read_bytes()
    monkeypatch.setattr(os if name == "fsync" else Path, name, fail)
    with pytest.raises(LedgerError, match=r"cannot write .*ledger\.jsonl: No space left"):
        take(tmp_path, [B])
    assert (tmp_path / "ledger.jsonl").read_bytes() == before
    assert not (tmp_path / "ledger.jsonl.lock").exists()


def test_a_directory_that_cannot_be_written_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    write_dataset(tmp_path, [A])
    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(LedgerError, match=r"cannot write .*\.lock: Permission denied"):
        record(tmp_path, Codec())


# Types of a user's own


@bt.event(kw_only=True)
class FerryMoved(bt.Event):
    """A ferry arrives at a port."""

    port: bt.Slug


def _one_more(value: int | str) -> int:
    return int(value) + 1


@bt.event(kw_only=True)
class FerryCounted(bt.Event):
    """A converter that changes what was written each time that it is read."""

    trips: int = attrs.field(converter=_one_more)


def test_a_dataset_in_a_users_own_types_is_recorded(tmp_path: Path) -> None:
    moved = make(FerryMoved, "ark", "2024-07-07", port="dover")
    folder = write_dataset(tmp_path, [moved], types=[FerryMoved])
    (entry,) = bt.record(folder, types=[FerryMoved])

    assert entry.event == moved
    assert bt.verify(folder, types=[FerryMoved]).entries == (entry,)
    with pytest.raises(DatasetError, match="'ferry-moved', which is no type of event"):
        bt.verify(folder)


def test_what_would_not_be_read_back_is_not_recorded(tmp_path: Path) -> None:
    counted = make(FerryCounted, "ark", "2024-07-07", id="a", trips=1)
    folder = write_dataset(tmp_path, [counted], types=[FerryCounted])

    message = "a is not read back as it was written; look at the converters of FerryCounted"
    with pytest.raises(LedgerError, match=message):
        bt.record(folder, types=[FerryCounted])
    assert not (folder / "ledger.jsonl").exists()
