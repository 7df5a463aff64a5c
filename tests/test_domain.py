"""The bundled domain: its timeline, its snapshots, and how a dataset becomes one."""

from datetime import date
from pathlib import Path
from typing import Any

import pendulum
import pytest

import border_timeline as bt
from border_timeline import Coverage, domain
from border_timeline.codec.dataset import DatasetInfo, to_packed
from border_timeline.timeline import Snapshot as EngineSnapshot
from border_timeline.timeline import Timeline as EngineTimeline
from border_timeline.views import VIEWS
from builders import make, pledged, policy_ended, policy_started, reported
from datasets import INFO, write_dataset
from ledgers import ledger_of


@bt.event(kw_only=True)
class FerryMoved(bt.Event):
    """A ferry arrives at a port."""

    ferry: bt.Slug
    port: bt.Slug


FERRIES: bt.Projection[str] = bt.Projection(
    "ferries", key="ferry", on={FerryMoved: lambda _state, event: event.port}
)
FERRY = make(FerryMoved, "spirit", "2024-07-07", ferry="spirit", port="dover")
EVENTS = [
    policy_ended("p", "2024-07-07"),
    policy_started("p", "2024-07-01", name="A plan: with 'signs' & £"),
    pledged("b", "2024-07", "GBP 75,000,000", known="2024-07-31"),
    reported("m", "2024-06", "5417.5"),
]


def test_the_timeline_of_the_domain_is_the_engines_with_the_domains_views() -> None:
    line = bt.Timeline(EVENTS)
    assert isinstance(line, EngineTimeline)
    now = line.as_of("2024-07-31")
    assert isinstance(now, bt.Snapshot)
    assert isinstance(now, EngineSnapshot)
    assert tuple(now.views()) == tuple(projection.name for projection in VIEWS)


def test_every_view_of_the_domain_has_a_typed_property() -> None:
    for projection in VIEWS:
        found = getattr(bt.Snapshot, projection.name)
        assert isinstance(found, property)
        assert found.__doc__


def test_the_bundled_record_is_loaded_whole() -> None:
    line = bt.load()
    assert isinstance(line, bt.Timeline)
    assert len(line) > 50
    assert line.coverage is not None
    assert line.coverage.since.earliest == date(2018, 1, 1)


def wheel(folder: Path, ledger: list[bytes], monkeypatch: pytest.MonkeyPatch) -> Coverage:
    """Have the library find a packed record, as in a wheel; return what it covers."""
    coverage = Coverage(since=bt.edtf("2024-01-01"), through=bt.edtf("2024-12-31"))
    packed = to_packed(DatasetInfo(coverage=coverage), b"".join(ledger))
    (folder / "record.jsonl").write_bytes(packed)
    monkeypatch.setattr(domain, "__file__", str(folder / "domain.py"))
    return coverage


def test_a_wheel_reads_the_one_file_that_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coverage = wheel(tmp_path, ledger_of(EVENTS, day="2026-11-22"), monkeypatch)
    line = bt.load()
    assert line.events == bt.Timeline(EVENTS).events
    assert line.coverage == coverage
    assert "p" not in line.as_of("2024-07-07", recorded_at="2026-11-21").policies
    assert "p" in line.as_of("2024-07-07", recorded_at="2026-11-22").policies


def test_a_wheel_verifies_the_one_file_that_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ledger_of(EVENTS)
    wheel(tmp_path, lines, monkeypatch)
    ledger = bt.verify()
    assert [entry.event for entry in ledger.entries] == EVENTS
    assert bt.verify(head=ledger.head) == ledger

    wheel(tmp_path, [*lines[:1], *lines[2:]], monkeypatch)
    for read in (bt.verify, bt.load):
        with pytest.raises(bt.DatasetError, match=r"record\.jsonl:3: position 2 expected"):
            read()


def test_a_directory_is_recorded_verified_and_loaded_with_its_days(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, EVENTS[:2])
    entries = bt.record(folder)
    assert isinstance(entries[0].recorded, pendulum.Date)
    today = entries[0].recorded
    assert bt.verify(folder) == bt.Ledger(entries)
    write_dataset(tmp_path, EVENTS)
    assert bt.verify(folder).pending == tuple(event.id for event in EVENTS[:1:-1])
    line = bt.load(folder)
    assert "p" in line.as_of("2024-07-07", recorded_at=today).policies
    assert "p" not in line.as_of("2024-07-07", recorded_at=today.subtract(days=1)).policies


def test_a_dataset_that_is_not_what_was_recorded_is_not_loaded(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, EVENTS)
    bt.record(folder)
    next(folder.glob("2024/policy-ended*.yaml")).unlink()
    for read in (bt.load, bt.verify, bt.record):
        with pytest.raises(bt.DatasetError, match="is gone, but policy-ended-p-2024-07-07 was"):
            read(folder)


def test_a_dataset_without_a_ledger_is_told_to_record_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_dataset(tmp_path / "events", EVENTS)
    with pytest.raises(bt.LedgerError, match="events has no ledger to verify; record its events"):
        bt.verify(folder)
    with pytest.raises(bt.LedgerError, match="needs a ledger"):
        bt.load(folder).as_of("2024-07-07", recorded_at="2024-07-07")
    monkeypatch.setattr(domain, "__file__", str(tmp_path / "src/border_timeline/domain.py"))
    with pytest.raises(bt.LedgerError, match="the bundled record has no ledger"):
        bt.verify()


def test_a_head_that_was_written_down_shows_that_a_ledger_was_cut_short(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, EVENTS[1:2])
    early = bt.record(folder)[-1].digest
    late = bt.record(write_dataset(tmp_path, EVENTS))[-1].digest
    path = folder / "ledger.jsonl"
    whole = path.read_bytes()
    for head in (None, "0" * 64, early, late):
        assert bt.verify(folder, head=head).head == late

    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert bt.verify(folder, head=early).pending == (EVENTS[2].id,)
    with pytest.raises(bt.LedgerError, match="is no digest of the ledger: it was cut short"):
        bt.verify(folder, head=late)

    path.unlink()
    bt.record(folder)
    with pytest.raises(bt.LedgerError, match="or written anew since"):
        bt.verify(folder, head=early)


@pytest.mark.parametrize("head", ["", "0", "x" * 64])
def test_a_head_that_is_no_digest_is_refused(tmp_path: Path, head: str) -> None:
    bt.record(write_dataset(tmp_path, EVENTS))
    with pytest.raises(bt.LedgerError, match=f"found '{head}', which is no digest"):
        bt.verify(tmp_path, head=head)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_dataset_in_a_directory_is_loaded(tmp_path: Path, kind: type[Any]) -> None:
    line = bt.load(kind(write_dataset(tmp_path, EVENTS, INFO)))
    assert isinstance(line, bt.Timeline)
    assert line.events == bt.Timeline(EVENTS).events
    assert line.coverage == bt.Coverage(**INFO["coverage"])  # type: ignore[arg-type] # a mapping of plain text
    assert line.as_of("2024-12-31") == bt.Timeline(EVENTS).as_of("2024-12-31")


def test_a_directory_without_a_dataset_yaml_has_no_coverage(tmp_path: Path) -> None:
    assert bt.load(write_dataset(tmp_path, EVENTS)).coverage is None


def test_a_dataset_may_be_written_in_a_users_own_types(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, [*EVENTS, FERRY], types=[FerryMoved])
    line = bt.load(folder, types=[FerryMoved], views=[FERRIES])
    now = line.as_of("2024-07-07")
    assert FERRY in line.events
    assert now.ferries["spirit"] == "dover"
    assert now.policies["p"].status == "ended"
    assert list(now.views())[-1] == "ferries"


def test_a_type_that_was_not_given_is_refused_with_its_file(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, [FERRY], types=[FerryMoved])
    with pytest.raises(bt.DatasetError, match="ferry-moved") as caught:
        bt.load(folder)
    (problem,) = caught.value.problems
    assert (problem.field, Path(problem.file).stem) == ("type", FERRY.id)


def test_views_may_be_given_with_the_bundled_record() -> None:
    assert dict(bt.load(views=[FERRIES]).as_of("2024-07-07").ferries) == {}


def test_a_path_that_is_no_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(bt.DatasetError, match="is no directory"):
        bt.load(tmp_path / "file")
    with pytest.raises(bt.DatasetError, match="does not exist"):
        bt.load(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(bt.DatasetError, match="holds no event"):
        bt.load(tmp_path / "empty")


def test_what_is_wrong_with_a_dataset_is_all_told(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, EVENTS, INFO)
    paths = sorted(folder.glob("2024/*.yaml"))
    for path in paths[:2]:
        path.write_text(path.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    with pytest.raises(bt.DatasetError) as caught:
        bt.load(folder)
    files = {problem.file for problem in caught.value.problems}
    assert files == {str(path) for path in paths[:2]}


def test_what_is_exported_is_there() -> None:
    assert sorted(bt.__all__) == sorted(set(bt.__all__))
    assert all(hasattr(bt, name) for name in bt.__all__)
