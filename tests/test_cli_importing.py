"""The commands that import: arrivals and facts."""

from pathlib import Path

import pytest

import border_timeline as bt
from commands import Capture, answered, answered_json, plain_terminal, refused
from facts import fact, write_facts
from spreadsheets import day_rows, write_ods

NEXT = "Look over the files in events, then: border-timeline record events\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the commands run."""
    plain_terminal(monkeypatch)
    monkeypatch.chdir(tmp_path)
    write_ods(tmp_path / "one.ods", day_rows([(7, 1)] * 31), created="2024-02-02T09:30:00Z")
    rows = day_rows([(1007, 1), *[(7, 1)] * 30], notes={2: "Revised"})
    write_ods(tmp_path / "two.ods", rows, created="2024-02-09T09:30:00Z")
    return tmp_path


def arrivals(capsys: Capture, file: str, *more: str) -> str:
    return answered(capsys, "import", "arrivals", file, "--into", "events", *more)


# Arrivals


def test_an_import_says_what_is_new_and_what_was_revised(capsys: Capture) -> None:
    said = arrivals(capsys, "one.ods")
    assert said == f"Edition of 2024-02-02: 2 new figures, 0 revisions, 0 unchanged\n{NEXT}"
    assert arrivals(capsys, "two.ods") == (
        "Edition of 2024-02-09: 0 new figures, 1 revision, 1 unchanged\n"
        "  Small-boat arrivals of January 2024 revised from 217 to 1,217\n"
        f"  2024-01-31-january-2024-arrivals-revised-2024-02-09\n{NEXT}"
    )
    said = arrivals(capsys, "two.ods")
    assert said == "Edition of 2024-02-09: 0 new figures, 0 revisions, 2 unchanged\n"


def test_the_json_of_an_import_names_each_file(capsys: Capture) -> None:
    arrivals(capsys, "one.ods")
    told = answered_json(capsys, "import", "arrivals", "two.ods", "--into", "events")
    name = "2024-01-31-january-2024-arrivals-revised-2024-02-09"
    assert told == {
        "published": "2024-02-09",
        "unchanged": 1,
        "written": [
            {
                "event": name,
                "type": "correction",
                "title": "Small-boat arrivals of January 2024 revised from 217 to 1,217",
                "file": f"events/2024/{name}.yaml",
            }
        ],
    }


def test_days_and_the_day_of_the_edition_may_be_asked_for(capsys: Capture) -> None:
    said = arrivals(capsys, "one.ods", "--by", "day", "--published", "2024-02-05")
    assert said.startswith("Edition of 2024-02-05: 62 new figures")
    figures = bt.load("events").as_of("2024-01-31", known_at="2024-02-05").figures
    assert figures["small-boats"]["2024-01-01"].value == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["one.ods"], 2, "--into"),
        (["--into", "events"], 2, "FILE"),
        (["one.ods", "--into", "events", "--by", "week"], 2, "month"),
        (["one.ods", "--into", "events", "--published", "2024-02"], 2, "write '2024-02-29'"),
        (["none.ods", "--into", "events"], 1, "none.ods: cannot be read: No such file"),
        (["one.ods", "--into", "one.ods"], 1, "one.ods: is no directory"),
        (
            ["one.ods", "--into", "events", "--published", "2024-01-30"],
            1,
            "one.ods:32: SB_01, row 32, column A (Date): found 2024-01-31, after the edition",
        ),
    ],
)
def test_an_import_that_cannot_be_done_is_told(
    capsys: Capture, arguments: list[str], code: int, said: str
) -> None:
    found, message = refused(capsys, "import", "arrivals", *arguments)
    assert (found, said in message) == (code, True)
    assert not Path("events").exists()


# Facts


def test_drafts_are_named_with_their_types(folder: Path, capsys: Capture) -> None:
    write_facts(folder, fact(), fact(id="b", kind="incident"))
    assert answered(capsys, "import", "facts", "facts.jsonl", "--into", "events") == (
        "Wrote 2 drafts into events\n"
        "  2024-07-07-a-claim (claim-made)\n"
        "  b (incident-occurred)\n"
        "Finish them: border-timeline check --events events tells what is missing\n"
    )
    code, message = refused(capsys, "check", "--events", "events")
    assert (code, "2024-07-07-a-claim.yaml:2: speaker: is missing" in message) == (1, True)


def test_the_json_of_drafts_names_each_file(folder: Path, capsys: Capture) -> None:
    write_facts(folder, fact())
    assert answered_json(capsys, "import", "facts", "facts.jsonl", "--into", "events") == [
        {
            "event": "2024-07-07-a-claim",
            "type": "claim-made",
            "file": "events/2024/2024-07-07-a-claim.yaml",
        }
    ]


def test_facts_that_are_not_in_order_are_told_by_line(folder: Path, capsys: Capture) -> None:
    write_facts(folder, fact(), fact(kind="zzz"))
    code, message = refused(capsys, "import", "facts", "facts.jsonl", "--into", "events")
    assert code == 1
    assert "facts.jsonl:2: id: is the id of line 1 too" in message
    assert not Path("events").exists()


# Both


def test_without_a_subcommand_they_are_listed(capsys: Capture) -> None:
    said = answered(capsys, "import")
    assert "arrivals" in said
    assert "facts" in said
    code, message = refused(capsys, "import", "arival")
    assert (code, "arrivals" in message) == (2, True)
