"""The ledger beside the files: what was changed, what is gone, what is not recorded yet."""

from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

import border_timeline as bt
from border_timeline import Codec, Problem
from border_timeline.codec.yaml import read_yaml
from border_timeline.dates import day_of
from border_timeline.events import Correction
from border_timeline.stores.files import read_directory
from border_timeline.stores.ledger import record
from builders import make, policy_ended, policy_started, source
from datasets import write_dataset
from directories import one, places, refused

A = policy_started("a", "2024-07-07", id="a", about=["b", "c"], notes="One")
B = policy_started("b", "2023-07-07", id="b")
C = policy_ended("b", "2025-07-07", id="c")


def recorded(folder: Path) -> Path:
    """Return a directory of three events, all recorded on one day."""
    record(write_dataset(folder, [A, B, C]), Codec(), today=day_of("2026-11-22"))
    return folder


def line_of(path: Path, field: str) -> int:
    return read_yaml(path.read_bytes()).line(field)


def test_a_directory_that_is_as_recorded_is_read_with_its_ledger(tmp_path: Path) -> None:
    found = read_directory(recorded(tmp_path), Codec())

    assert found.ledger is not None
    assert [entry.event for entry in found.ledger.entries] == [B, A, C]
    assert list(found.recorded or ()) == ["b", "a", "c"]
    assert found.ledger.pending == ()


def test_a_directory_without_a_ledger_says_nothing_of_recording(tmp_path: Path) -> None:
    found = read_directory(write_dataset(tmp_path, [A]), Codec())

    assert (found.ledger, found.recorded) == (None, None)


@pytest.mark.parametrize(
    ("change", "path", "found", "was"),
    [
        ({"title": "Other"}, "title", "'Other'", "'policy-started a 2024-07-07'"),
        ({"policy": "x"}, "policy", "'x'", "'a'"),
        ({"effective": "2024-07"}, "effective", "'2024-07'", "'2024-07-07'"),
        ({"notes": None}, "notes", "nothing", "'One'"),
        ({"name": "A name"}, "name", "'A name'", "nothing"),
        ({"about": ["b", "d"]}, "about[1]", "'d'", "'c'"),
        ({"about": ["b"]}, "about[1]", "nothing", "'c'"),
        ({"about": ["b", "c", "d"]}, "about[2]", "'d'", "nothing"),
        ({"about": []}, "about", "nothing", "['b', 'c']"),
        (
            {"sources": [source("2024-07-07", publisher="Other")]},
            "sources[0].publisher",
            "'Other'",
            "'Daily Paper'",
        ),
    ],
)
def test_an_event_that_was_changed_is_told_with_what_was_recorded(
    tmp_path: Path, change: dict[str, Any], path: str, found: str, was: str
) -> None:
    changed = attrs.evolve(A, known=A.known, **change)
    file = recorded(tmp_path) / "2024/a.yaml"
    file.write_text(yaml.safe_dump(Codec().to_mapping(changed)), "utf-8")

    problem = next(problem for problem in refused(tmp_path) if problem.field == path)

    assert problem.message == (
        f"found {found}, but {was} was recorded on 2026-11-22; "
        "put it back, and write a correction event instead"
    )
    assert (problem.event, problem.file) == ("a", str(file))
    assert problem.line == line_of(file, path)


def test_every_field_that_was_changed_is_told(tmp_path: Path) -> None:
    changed = attrs.evolve(A, title="Other", policy="x", notes=None)
    write_dataset(recorded(tmp_path), [changed])

    assert {field for _, _, field in places(tmp_path)} == {"title", "policy", "notes"}


def test_an_event_of_another_type_is_told(tmp_path: Path) -> None:
    write_dataset(recorded(tmp_path), [policy_ended("a", "2024-07-07", id="a")])

    messages = {problem.field: problem.message for problem in refused(tmp_path)}
    assert messages["type"].startswith("found 'policy-ended', but 'policy-started' was recorded")


def test_an_event_that_is_gone_is_told_with_its_place(tmp_path: Path) -> None:
    file = recorded(tmp_path) / "2024/a.yaml"
    file.unlink()

    assert one(tmp_path) == Problem(
        "is gone, but a was recorded on 2026-11-22, at position 2 of the ledger; "
        "put it back, and write a correction event instead",
        event="a",
        file=str(file),
    )


def test_an_event_under_another_id_is_gone_and_a_new_one(tmp_path: Path) -> None:
    (recorded(tmp_path) / "2024/a.yaml").unlink()
    write_dataset(tmp_path, [attrs.evolve(A, id="z")])

    assert places(tmp_path) == [("2024/a.yaml", 0, "")]


def test_an_event_may_move_to_another_folder(tmp_path: Path) -> None:
    (recorded(tmp_path) / "2024/a.yaml").rename(tmp_path / "a.yaml")

    assert read_directory(tmp_path, Codec()).recorded is not None


def test_an_event_may_be_written_otherwise_if_it_says_the_same(tmp_path: Path) -> None:
    file = recorded(tmp_path) / "2024/a.yaml"
    mapping = Codec().to_mapping(A)
    reversed_keys = {name: mapping[name] for name in reversed(mapping)}
    text = yaml.safe_dump({**reversed_keys, "known": "2024-07-07"}, sort_keys=False)
    file.write_text(f"# Read again\n{text}", "utf-8")

    assert read_directory(tmp_path, Codec()).recorded is not None


def test_an_event_that_cannot_be_read_is_neither_changed_nor_gone(tmp_path: Path) -> None:
    (recorded(tmp_path) / "2024/a.yaml").write_text("id: a\ntype: zzz\n", "utf-8")

    assert places(tmp_path) == [("2024/a.yaml", 2, "type")]


def test_events_that_are_not_recorded_are_no_problem(tmp_path: Path) -> None:
    events = [
        policy_started("z", "2022-07-07", id="z"),
        make(
            Correction,
            "y",
            "2021-07-07",
            id="y",
            corrects="z",
            kind="erratum",
            reason="A slip",
            set={"title": "Z"},
        ),
    ]
    found = read_directory(write_dataset(recorded(tmp_path), events), Codec())

    assert found.ledger is not None
    assert found.ledger.pending == ("z", "y")
    assert list(found.recorded or ()) == ["b", "a", "c"]


def test_what_is_wrong_with_files_and_ledger_is_told_at_once(tmp_path: Path) -> None:
    ledger = recorded(tmp_path) / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b'"policy":"b"', b'"policy":"x"', 1))
    (tmp_path / "2024/a.yaml").unlink()
    write_dataset(tmp_path, [attrs.evolve(C, title="Other")])
    (tmp_path / "2025/d.yaml").write_text("id: d\n", "utf-8")

    assert [(file, field) for file, _, field in places(tmp_path)] == [
        ("2024/a.yaml", ""),
        ("2025/c.yaml", "title"),
        ("2025/d.yaml", "type"),
        ("ledger.jsonl", ""),
    ]


def test_an_event_whose_line_was_changed_is_not_blamed_for_it(tmp_path: Path) -> None:
    ledger = recorded(tmp_path) / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b'"notes":"One"', b'"notes":"Two"'))

    assert places(tmp_path) == [("ledger.jsonl", 2, "")]


def test_a_ledger_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (write_dataset(tmp_path, [A]) / "ledger.jsonl").mkdir()

    assert one(tmp_path).message == "cannot be read: Is a directory"


def test_a_ledger_whose_events_are_all_gone_says_so(tmp_path: Path) -> None:
    for file in recorded(tmp_path).glob("*/*.yaml"):
        file.unlink()

    assert [name for name, *_ in places(tmp_path)] == ["2023/b.yaml", "2024/a.yaml", "2025/c.yaml"]


def test_an_empty_ledger_is_one_of_no_events(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").touch()
    assert one(tmp_path).message.startswith("holds no event")

    found = read_directory(write_dataset(tmp_path, [A]), Codec())
    assert found.ledger == bt.Ledger(pending=("a",))
