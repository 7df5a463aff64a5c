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


@pytest.fixture
def many(folder: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with 3 errors by two rules and 8 warnings by one, as long as nobody looks."""
    told = [
        *(("error", "amiss", text) for text in ("this [b] " + "and so on " * 20, "that")),
        ("error", "wrong", "other"),
        *(("warning", "odd", f"no. {number}") for number in range(8)),
    ]
    findings = [bt.Finding(bt.Severity(kind), code, text, ()) for kind, code, text in told]
    monkeypatch.setattr(bt.Timeline, "check", lambda _: findings)
    return folder


def test_many_findings_stand_below_their_rules_each_on_one_line(many: str, capsys: Capture) -> None:
    code, out, err = asked(capsys, "check", "--events", many)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "error: amiss (2)",
        "  this [b] " + "and so on " * 20,
        "  that",
        "error: wrong (1)",
        "  other",
        "warning: odd (8)",
        *(f"  no. {number}" for number in range(8)),
        "3 errors, 8 warnings",
    ]


def test_only_errors_or_only_warnings_are_printed_and_give_the_exit_code(
    many: str, capsys: Capture
) -> None:
    code, out, _ = asked(capsys, "check", "--events", many, "--severity", "error")
    assert (code, len(out.splitlines())) == (1, 3)
    assert all(line.startswith("error: ") for line in out.splitlines())
    told = answered(capsys, "check", "--events", many, "--severity", "warning")
    assert told.splitlines() == [f"warning: odd: no. {number}" for number in range(8)]
    told = answered_json(capsys, "check", "--events", many, "--severity", "warning")
    assert {finding["severity"] for finding in told} == {"warning"}


def test_one_of_a_kind_is_counted_in_the_singular(
    folder: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [bt.Finding(bt.Severity.WARNING, "odd", "odd", ())] * 11
    monkeypatch.setattr(bt.Timeline, "check", lambda _: found)
    assert answered(capsys, "check", "--events", folder).endswith("\n0 errors, 11 warnings\n")
    found[0] = bt.Finding(bt.Severity.ERROR, "amiss", "amiss", ())
    _, out, _ = asked(capsys, "check", "--events", folder)
    assert out.endswith("\n1 error, 10 warnings\n")


def test_with_nothing_of_a_severity_there_are_no_findings(folder: str, capsys: Capture) -> None:
    write_dataset(Path(folder), TIE)
    told = answered(capsys, "check", "--events", folder, "--severity", "warning")
    assert told == "no findings\n"


def test_an_unknown_severity_is_refused_with_those_there_are(folder: str, capsys: Capture) -> None:
    code, said = refused(capsys, "check", "--events", folder, "--severity", "fatal")
    assert code == 2
    assert "error" in said
    assert "warning" in said


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
