"""The commands that look after a record: check, record and verify."""

from pathlib import Path

import orjson
import pytest

import border_timeline as bt
from builders import policy_started, post_filled
from commands import Capture, answered, answered_json, asked, plain_terminal, recorded, refused
from datasets import write_dataset

EVENTS = [policy_started(name, f"2024-07-0{day}", id=name) for day, name in enumerate("abc", 1)]
TIE = [post_filled("chief", "2024-07-01", name, id=name.lower()) for name in ("Ann", "Bob")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    plain_terminal(monkeypatch, width=60)
    return str(write_dataset(tmp_path / "events", EVENTS))


# check


def test_a_check_that_finds_nothing_says_so(folder: str, capsys: Capture) -> None:
    assert answered(capsys, "check", "--events", folder) == "no findings\n"
    assert answered_json(capsys, "check", "--events", folder) == []


def test_findings_are_one_a_line_and_an_error_is_exit_code_1(folder: str, capsys: Capture) -> None:
    write_dataset(Path(folder), TIE)
    code, out, err = asked(capsys, "check", "--events", folder)
    assert (code, err) == (1, "")
    assert out.splitlines() == [str(finding) for finding in bt.load(folder).check()]
    assert out.startswith("error: order-dependent-tie: ann and bob are both of 2024-07-01")


def test_the_json_of_a_check_names_the_rule_and_the_events(folder: str, capsys: Capture) -> None:
    write_dataset(Path(folder), TIE)
    code, out, err = asked(capsys, "check", "--events", folder, "--json")
    assert (code, err) == (1, "")
    (found,) = bt.load(folder).check()
    (told,) = orjson.loads(out)
    assert told == {
        "severity": "error",
        "code": "order-dependent-tie",
        "message": found.message,
        "events": ["ann", "bob"],
    }


def test_warnings_are_told_and_are_exit_code_0(
    folder: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = bt.Finding(bt.Severity.WARNING, "odd", "looks [red]odd", ())
    monkeypatch.setattr(bt.Timeline, "check", lambda _: [finding])
    assert answered(capsys, "check", "--events", folder) == "warning: odd: looks [red]odd\n"


# record


def test_record_names_the_events_that_it_recorded(folder: str, capsys: Capture) -> None:
    lines = answered(capsys, "record", folder).splitlines()
    ledger = bt.verify(folder)
    assert lines == [
        f"Recorded on {ledger.entries[0].recorded}: 3 events",
        "     1  a",
        "     2  b",
        "     3  c",
        f"Head: {ledger.head}",
    ]


def test_record_says_when_there_is_nothing_new(folder: str, capsys: Capture) -> None:
    recorded(folder, "2024-08-01")
    before = (Path(folder) / "ledger.jsonl").read_bytes()
    assert answered(capsys, "record", folder).startswith("Nothing new")
    assert answered_json(capsys, "record", folder) == []
    assert (Path(folder) / "ledger.jsonl").read_bytes() == before


def test_the_json_of_a_record_is_its_new_lines(folder: str, capsys: Capture) -> None:
    recorded(folder, "2024-08-01")
    write_dataset(Path(folder), TIE[:1])
    told = answered_json(capsys, "record", folder)
    entry = bt.verify(folder).entries[-1]
    assert told == [
        {
            "position": 4,
            "recorded": str(entry.recorded),
            "event": "ann",
            "digest": entry.digest,
        }
    ]


def test_record_needs_a_directory(capsys: Capture) -> None:
    code, said = refused(capsys, "record")
    assert code == 2
    assert "DIRECTORY" in said


def test_two_cannot_record_at_once(folder: str, capsys: Capture) -> None:
    (Path(folder) / "ledger.jsonl.lock").touch()
    code, said = refused(capsys, "record", folder)
    assert code == 1
    assert "another program is recording" in said


# verify


def test_verify_tells_how_many_events_the_head_and_what_is_pending(
    folder: str, capsys: Capture
) -> None:
    recorded(folder, "2024-08-01")
    head = bt.verify(folder).head
    told = ["In order: 3 events, each as it was recorded", f"Head: {head}"]
    assert answered(capsys, "verify", folder).splitlines() == told
    write_dataset(Path(folder), TIE[:1])
    told += ["Not recorded yet: 1 event", "  ann"]
    assert answered(capsys, "verify", folder).splitlines() == told


def test_the_json_of_a_verified_ledger(folder: str, capsys: Capture) -> None:
    recorded(folder, "2024-08-01")
    write_dataset(Path(folder), TIE[:1])
    told = answered_json(capsys, "verify", folder)
    assert told == {"events": 3, "head": bt.verify(folder).head, "pending": ["ann"]}


def test_verify_is_exit_code_1_with_all_that_is_not_as_recorded(
    folder: str, capsys: Capture
) -> None:
    recorded(folder, "2024-08-01")
    for name in ("a", "c"):
        path = Path(folder) / "2024" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("policy: ", "policy: other-"), "utf-8")
    code, said = refused(capsys, "verify", folder)
    assert code == 1
    assert all(f"{name}.yaml:" in said for name in ("a", "c"))
    assert "'other-a', but 'a' was recorded on 2024-08-01" in said


def test_verify_looks_for_the_head_that_was_written_down(folder: str, capsys: Capture) -> None:
    recorded(folder, "2024-08-01")
    head = bt.verify(folder).head
    write_dataset(Path(folder), TIE[:1])
    recorded(folder, "2024-08-02")
    assert "4 events" in answered(capsys, "verify", folder, "--head", head)
    code, said = refused(capsys, "verify", folder, "--head", "0" * 63 + "1")
    assert code == 1
    assert "no digest of the ledger" in said


def test_a_directory_without_a_ledger_cannot_be_verified(folder: str, capsys: Capture) -> None:
    code, said = refused(capsys, "verify", folder)
    assert code == 1
    assert "has no ledger" in said
