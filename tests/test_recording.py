"""Recording is for good: what a check finds wrong is refused, what it wonders about is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import border_timeline as bt
from border_timeline import Event, Finding, Severity, Timeline
from border_timeline.events import PolicyStarted
from builders import corrected, policy_started, post_filled
from commands import Capture, answered_json, asked, plain_terminal, recorded, refused
from datasets import write_dataset

TIE = [post_filled("chief", "2024-07-01", name, id=name.lower()) for name in ("Ann", "Bob")]
OLD, NEW = (policy_started(name, "2024-07-01", id=name) for name in ("old", "new"))
ODD = "warning: odd: looks [red]odd\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dataset in which an event is recorded, and another one is not."""
    plain_terminal(monkeypatch, width=60)
    folder = write_dataset(tmp_path / "events", [OLD])
    recorded(str(folder), "2024-08-01")
    return write_dataset(folder, [NEW])


def found(
    monkeypatch: pytest.MonkeyPatch,
    severity: Severity,
    *about: Event,
    message: str = "looks [red]odd",
) -> Finding:
    """Have every check find something about events of those ids."""
    finding = Finding(severity, "odd", message, about)
    monkeypatch.setattr(Timeline, "check", lambda _: [finding])
    return finding


def ledger_of(folder: Path) -> bytes:
    return (folder / "ledger.jsonl").read_bytes()


# From Python


def test_events_whose_order_is_left_open_are_not_recorded(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, TIE)
    with pytest.raises(bt.DatasetError) as caught:
        bt.record(folder)
    (problem,) = caught.value.problems
    (finding,) = bt.load(folder).check()
    ann, bob = (str(folder / "2024" / f"{name}.yaml") for name in ("ann", "bob"))
    assert (problem.file, problem.event) == (ann, "ann")
    assert problem.message == f"order-dependent-tie: {finding.message} (also {bob})"
    assert sorted(path.name for path in folder.iterdir()) == ["2024"]


def test_what_was_recorded_before_is_no_reason_to_let_an_error_in(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, TIE[:1])
    bt.record(folder)
    before = ledger_of(folder)
    write_dataset(folder, TIE)
    with pytest.raises(bt.DatasetError) as caught:
        bt.record(folder)
    assert caught.value.problems[0].event == "bob"  # the one that can still be put right
    assert ledger_of(folder) == before
    assert not (folder / "ledger.jsonl.lock").exists()


def test_an_error_that_is_put_right_is_recorded(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, TIE)
    with pytest.raises(bt.DatasetError):
        bt.record(folder)
    write_dataset(folder, [post_filled("chief", "2024-07-01", "Bob", id="bob", after=["ann"])])
    assert [entry.event.id for entry in bt.record(folder)] == ["ann", "bob"]


def test_an_error_about_recorded_events_alone_is_refused_until_it_is_put_right(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, Severity.ERROR, OLD)
    with pytest.raises(bt.DatasetError, match=r"old\.yaml: odd: looks \[red\]odd$"):
        bt.record(folder)


def test_an_error_about_no_event_does_not_stop_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, Severity.ERROR)
    assert [entry.event for entry in bt.record(folder)] == [NEW]


@pytest.mark.parametrize("about", [(NEW,), (OLD, NEW)])
def test_a_warning_about_a_new_event_is_told_and_does_not_stop_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, about: tuple[Event, ...]
) -> None:
    finding = found(monkeypatch, Severity.WARNING, *about)
    told: list[Finding] = []
    assert [entry.event for entry in bt.record(folder, on_warning=told.append)] == [NEW]
    assert told == [finding]


@pytest.mark.parametrize("about", [(OLD,), ()])
def test_a_warning_about_no_new_event_is_not_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, about: tuple[Event, ...]
) -> None:
    found(monkeypatch, Severity.WARNING, *about)
    told: list[Finding] = []
    assert bt.record(folder, on_warning=told.append)
    assert told == []


def test_a_warning_about_what_a_new_correction_corrects_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = corrected("old", "erratum", "2024-07-02", id="slip", set={"title": "Another title"})
    recorded(str(write_dataset(folder, [slip])), "2024-08-01")
    again = corrected("slip", "erratum", "2024-07-03", id="again", set={"reason": "Otherwise"})
    write_dataset(folder, [again])
    told: list[Finding] = []
    (standing,) = (event for event in bt.load(folder).standing() if event.id == "old")
    assert standing != OLD
    finding = found(monkeypatch, Severity.WARNING, standing)
    bt.record(folder, on_warning=told.append)
    assert told == [finding]


def test_rules_and_views_of_ones_own_count_as_well(folder: Path) -> None:
    def read(state: tuple[str, ...] | None, event: PolicyStarted) -> tuple[str, ...]:
        return (*(state or ()), event.id)

    readers = bt.Projection("readers", key=lambda _: "all", on={PolicyStarted: read})
    with pytest.raises(bt.DatasetError, match="order-dependent-tie") as caught:
        bt.record(folder, views=[readers])
    assert caught.value.problems[0].event == "new"

    def nothing_is_new(timeline: Timeline) -> Iterator[Finding]:
        yield Finding(Severity.ERROR, "too-new", "is too new", (timeline.events[0],))

    with pytest.raises(bt.DatasetError, match="too-new: is too new"):
        bt.record(folder, rules=[nothing_is_new])
    assert bt.verify(folder).pending == ("new",)


def test_warnings_need_no_listener(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, Severity.WARNING, NEW)
    assert bt.record(folder)


def test_with_nothing_new_nothing_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bt.record(folder)
    found(monkeypatch, Severity.ERROR, OLD)
    assert bt.record(folder) == ()


# On the command line


def test_the_command_refuses_errors_with_all_of_them(folder: Path, capsys: Capture) -> None:
    other = [post_filled("deputy", "2024-07-02", name, id=f"d-{name}") for name in "xy"]
    write_dataset(folder, [*TIE, *other])
    before = ledger_of(folder)
    code, said = refused(capsys, "record", str(folder))
    assert code == 1
    first, *problems = said.splitlines()
    assert first == "2 problems in the dataset:"
    places = [folder / "2024" / f"{name}.yaml" for name in ("ann", "d-x")]
    assert [line.partition(": order-dependent-tie: ")[0].strip() for line in problems] == [
        str(place) for place in places
    ]
    assert ledger_of(folder) == before


def test_the_command_tells_a_warning_beside_its_answer(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, Severity.WARNING, NEW)
    code, out, err = asked(capsys, "record", str(folder))
    assert (code, err) == (0, ODD)
    assert out.startswith("Recorded on ")
    assert [entry.event.id for entry in bt.verify(folder).entries] == ["old", "new"]


def test_a_warning_does_not_get_into_the_json(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, Severity.WARNING, NEW)
    code, out, err = asked(capsys, "record", str(folder), "--json")
    assert (code, err) == (0, ODD)
    assert out.startswith("[")
    assert answered_json(capsys, "record", str(folder)) == []


def test_a_warning_about_what_is_recorded_already_is_kept_for_check(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, Severity.WARNING, OLD)
    code, _, err = asked(capsys, "record", str(folder))
    assert (code, err) == (0, "")
