"""The directory of YAML files: each error that a user must meet well."""

from pathlib import Path
from typing import Any

import pytest

import border_timeline as bt
from border_timeline import Codec, edtf
from border_timeline.codec.dataset import DatasetInfo
from border_timeline.stores.files import read_directory
from builders import policy_started, source
from directories import name_of, one, read, refused, started, write


def test_a_directory_of_files_is_a_dataset(tmp_path: Path) -> None:
    says = "title: The record\ncoverage: {since: 2018-01-01, through: 2026-06-30}\n"
    write(
        tmp_path,
        {
            "dataset.yaml": says,
            "2024/b.yaml": started("b"),
            "2023/deep/a.yaml": started("a", ("2024-07-07", "2025-07-07")),
            "README.md": "no event",
            "event.schema.json": "{}",
        },
    )

    found = read(tmp_path)

    assert [event.id for event in found.events] == ["b", "a"]
    assert found.info.title == "The record"
    assert found.info.coverage == bt.Coverage(since=edtf("2018-01-01"), through=edtf("2026-06-30"))


def test_a_dataset_needs_no_dataset_yaml(tmp_path: Path) -> None:
    assert read(write(tmp_path, {"a.yaml": started("a")})).info == DatasetInfo()


def test_an_event_is_read_whatever_its_text_looks_like(tmp_path: Path) -> None:
    said = started("010", ("It starts", "no"), more="notes: 12:30\nabout: [on, 1e3]\n")

    (found,) = read(write(tmp_path, {"010.yaml": said})).events

    assert found == policy_started(
        "rwanda-scheme",
        "2024-07-07",
        id="010",
        title="no",
        notes="12:30",
        about=["on", "1e3"],
        sources=[source("2024-07-07", publisher="BBC News")],
    )


def test_events_are_in_replay_order_not_in_that_of_their_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.yaml": started("a", more="after: [b]\n"),
            "b.yaml": started("b"),
            "c.yaml": started("c", ("2024-07-07", "2024-07-06")),
        },
    )

    assert [event.id for event in read(tmp_path).events] == ["c", "b", "a"]


@pytest.mark.parametrize("as_text", [True, False])
def test_the_directory_may_be_given_as_text_or_as_a_path(tmp_path: Path, *, as_text: bool) -> None:
    write(tmp_path, {"a.yaml": started("a")})

    assert len(read_directory(str(tmp_path) if as_text else tmp_path, Codec()).events) == 1


def test_a_directory_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    problem = one(tmp_path / "nowhere")

    assert problem.message == "does not exist; give the directory of the events"
    assert problem.file == str(tmp_path / "nowhere")


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": started("a")})

    assert "is no directory" in one(tmp_path / "a.yaml").message


@pytest.mark.parametrize("files", [{}, {"README.md": "hello"}, {"dataset.yaml": "title: x\n"}])
def test_a_directory_without_events_is_said_so(tmp_path: Path, files: dict[str, str]) -> None:
    problem = one(write(tmp_path, files))

    assert "holds no event" in problem.message
    assert problem.file == str(tmp_path)


@pytest.mark.parametrize(
    ("changes", "more", "line", "field", "message"),
    [
        ([("policy-started", "policy-stated")], "", 2, "type", "did you mean 'policy-started'"),
        ([("policy-started", "zzz")], "", 2, "type", "found 'zzz', which is no type of event"),
        ([("type: policy-started\n", "")], "", 1, "type", "is missing"),
        ([("policy: ", "polcy: ")], "policy: x\n", 5, "polcy", "did you mean 'policy'"),
        ([], "notes: a\nzzz: b\n", 10, "zzz", "is no key here; write id, effective"),
        ([("title: It starts\n", "")], "", 1, "title", "is missing"),
        ([("id: a\n", "")], "", 1, "id", "is missing"),
        ([("title: It starts", "title:")], "", 4, "title", "found nothing"),
        ([("title: It starts", "title: [a]")], "", 4, "title", "found ['a']"),
        ([("rwanda-scheme", "Rwanda Scheme")], "", 5, "policy", "found 'Rwanda Scheme'"),
        ([("2024-07-07", "2024-06-31")], "", 3, "effective", "found '2024-06-31'"),
        ([("effective: 2024-07-07", "effective: July")], "", 3, "effective", "write YYYY"),
        ([], "about:\n  - b\n  - C\n", 11, "about[1]", "found 'C'"),
        ([], "about: b\n", 9, "about", "found 'b'; write a list"),
        ([("publisher: BBC News", "url: bbc")], "", 7, "sources[0].url", "whole web address"),
        ([("    published", "    publishd")], "", 8, "sources[0].publishd", "'published'"),
        (
            [("    published: 2024-07-07", "    published: 2024-07-06")],
            "",
            8,
            "sources[0].published",
            "found '2024-07-06', before the event was known",
        ),
        (
            [("sources:\n  - publisher: BBC News\n    published: 2024-07-07\n", "sources: BBC\n")],
            "",
            6,
            "sources",
            "found 'BBC'; write a list",
        ),
        (
            [("sources:\n  - publisher: BBC News\n    published: 2024-07-07\n", "sources: []\n")],
            "",
            6,
            "sources",
            "cite at least one",
        ),
        (
            [("  - publisher: BBC News\n    published: 2024-07-07\n", "  - BBC News\n")],
            "",
            7,
            "sources[0]",
            "found 'BBC News'",
        ),
        ([], "    supports: [amount]\n", 9, "sources[0].supports", "no field of policy-started"),
        ([], "after: [a]\n", 9, "after", "the event's own id"),
        ([], "after:\n  - b\n  - x\n", 10, "after[0]", "found 'b', which is no event"),
        ([], "version: 2\n", 9, "version", "found '2'"),
        ([], "title: Again\n", 9, "title", "is here again (first on line 4)"),
        ([("title: It starts", "title: &x It starts")], "", 4, "title", "anchor &x"),
        ([("title: It", "title: It: ")], "", 4, "", "is not valid YAML"),
        ([("id: a\n", "id: b\n")], "", 1, "id", "found 'b'; the id is the name of the file, 'a'"),
    ],
)
def test_an_error_names_its_file_line_and_field(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path, changes: Any, more: str, line: int, field: str, message: str
) -> None:
    files = {"2024/a.yaml": started("a", *changes, more=more), "2024/x.yaml": started("x")}

    found = refused(write(tmp_path, files))
    problem = next(problem for problem in found if problem.field == field)

    assert name_of(problem.file, tmp_path) == "2024/a.yaml"
    assert problem.line == line
    assert message in problem.message
    assert {name_of(other.file, tmp_path) for other in found} == {"2024/a.yaml"}


@pytest.mark.parametrize(
    ("more", "count"), [("after: [b]\n", 1), ("after: [b, c]\n", 2), ("zzz: 1\nyyy: 2\n", 2)]
)
def test_one_slip_is_one_problem(tmp_path: Path, more: str, count: int) -> None:
    assert len(refused(write(tmp_path, {"a.yaml": started("a", more=more)}))) == count


def test_an_event_of_the_vocabulary_with_a_word_that_is_not_allowed(tmp_path: Path) -> None:
    ended = started("a", ("policy-started", "policy-ended"), more="outcome: scraped\n")

    problem = one(write(tmp_path, {"a.yaml": ended}))

    assert (problem.field, problem.line) == ("outcome", 9)
    assert "write scrapped or expired or completed" in problem.message
    assert "did you mean 'scrapped'" in problem.message


def test_a_file_with_another_ending_is_told_its_own(tmp_path: Path) -> None:
    problem = one(write(tmp_path, {"a.yml": started("a")}))

    assert name_of(problem.file, tmp_path) == "a.yml"
    assert "call it .yaml" in problem.message


@pytest.mark.parametrize("text", ["just text\n", "- a\n- b\n"])
def test_a_file_that_is_no_mapping_is_said_so(tmp_path: Path, text: str) -> None:
    assert "holds no 'key: value' lines" in one(write(tmp_path, {"a.yaml": text})).message


@pytest.mark.parametrize("name", ["a.yaml", "dataset.yaml"])
def test_an_empty_file_is_said_to_be_empty_and_nothing_more(tmp_path: Path, name: str) -> None:
    problem = one(write(tmp_path, {"x.yaml": started("x"), name: ""}))

    assert (name_of(problem.file, tmp_path), problem.message) == (name, "the file is empty")


def test_one_id_in_two_files_names_both(tmp_path: Path) -> None:
    write(tmp_path, {"2023/a.yaml": started("a"), "2024/a.yaml": started("a")})

    problem = one(tmp_path)

    assert (name_of(problem.file, tmp_path), problem.field) == ("2024/a.yaml", "id")
    assert str(tmp_path / "2023/a.yaml") in problem.message


def test_a_name_that_is_no_slug_is_no_id(tmp_path: Path) -> None:
    problem = one(write(tmp_path, {"A b.yaml": started("A b")}))

    assert (problem.field, problem.line) == ("id", 1)
    assert "hyphens" in problem.message


def test_a_directory_that_is_called_like_a_file_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": started("a"), "b.yaml/c.yaml": started("c")})

    problem = one(tmp_path)

    assert name_of(problem.file, tmp_path) == "b.yaml"
    assert "cannot be read: Is a directory" in problem.message
