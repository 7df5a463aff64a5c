"""A directory as a whole: links, corrections, dataset.yaml, and all errors in one run."""

from pathlib import Path

import pytest
import yaml

import border_timeline as bt
from border_timeline import Codec, DatasetError, edtf
from builders import pledged, policy_ended, policy_started
from directories import name_of, one, places, read, started, write


def test_an_after_that_names_a_later_event_or_a_circle_has_its_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.yaml": started("a", more="after: [b]\n"),
            "b.yaml": started("b", ("2024-07-07", "2024-07-08")),
        },
    )
    assert places(tmp_path) == [("a.yaml", 9, "after[0]")]

    write(tmp_path, {"b.yaml": started("b", more="notes: x\nafter: [a]\n")})
    problem = one(tmp_path)
    assert "runs in a circle: a, b" in problem.message
    assert problem.line == 9


def test_a_link_to_an_event_that_could_not_be_read_is_no_problem_of_its_own(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "a.yaml": started("a", more="after: [b, c, d]\n"),
            "b.yaml": started("b", ("title: It starts\n", "")),
            "c.yaml": "c: [\n",
            "d.yaml": "",
        },
    )

    assert [file for file, *_ in places(tmp_path)] == ["b.yaml", "c.yaml", "d.yaml"]


def correction(name: str, corrects: str) -> str:
    said = f"corrects: {corrects}\nkind: erratum\nreason: A slip\nset: {{title: Other}}\n"
    return started(
        name, ("policy-started", "correction"), ("policy: rwanda-scheme\n", ""), more=said
    )


def test_a_correction_of_nothing_has_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": started("a"), "fix.yaml": correction("fix", "aa")})

    problem = one(tmp_path)

    assert (name_of(problem.file, tmp_path), problem.line, problem.field) == (
        "fix.yaml",
        8,
        "corrects",
    )
    assert "found 'aa', which is no event" in problem.message


def test_a_correction_of_an_unreadable_event_is_no_problem_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "", "fix.yaml": correction("fix", "a")})

    assert [file for file, *_ in places(tmp_path)] == ["a.yaml"]


def test_all_that_is_wrong_in_all_the_files_is_found_in_one_run(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "dataset.yaml": "titel: x\ncoverage:\n  since: x\n",
            "2024/a.yaml": started("a", ("2024-07-07", "July"), ("It starts", "' '")),
            "2024/b.yaml": started("b", more="colour: red\nafter: [nothing-like-it]\n"),
            "2024/c.yaml": "id: c\nid: c\ntype: &x policy-started\n",
            "2024/d.yaml": "id: [\n",
            "2024/e.yml": started("f"),
            "2024/f.yaml": started("f", more="after: [nothing-like-it]\n"),
            "2024/g.yaml": started("g"),
            "2025/g.yaml": "",
        },
    )

    assert places(tmp_path) == [
        ("2024/a.yaml", 3, "effective"),
        ("2024/a.yaml", 4, "title"),
        ("2024/a.yaml", 8, "sources[0].published"),
        ("2024/b.yaml", 9, "colour"),
        ("2024/b.yaml", 10, "after[0]"),
        ("2024/c.yaml", 2, "id"),
        ("2024/c.yaml", 3, "type"),
        ("2024/d.yaml", 2, ""),
        ("2024/e.yml", 1, ""),
        ("2024/e.yml", 1, "id"),
        ("2024/f.yaml", 9, "after[0]"),
        ("2025/g.yaml", 1, ""),
        ("2025/g.yaml", 1, "id"),
        ("dataset.yaml", 1, "titel"),
        ("dataset.yaml", 2, "coverage.through"),
        ("dataset.yaml", 3, "coverage.since"),
    ]


def test_the_error_shows_a_line_for_each_problem(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": started("a", ("It starts", "' '"), more="zzz: 1\n")})

    with pytest.raises(DatasetError) as caught:
        read(tmp_path)

    heading, *lines = str(caught.value).splitlines()
    assert heading == "2 problems in the dataset:"
    assert lines[0].strip().startswith(f"{tmp_path / 'a.yaml'}:4: title: found nothing")
    assert lines[1].strip().startswith(f"{tmp_path / 'a.yaml'}:9: zzz: is no key here")


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        ("title: x\ntitel: y\n", 2, "titel", "did you mean 'title'"),
        ("title: x\ncontributors: Ann\n", 2, "contributors", "write a list"),
        ("coverage:\n  since: 2018-01-01\n", 1, "coverage.through", "is missing"),
        (
            "coverage:\n  since: 2018-01-01\n  through: 2026\n",
            3,
            "coverage.through",
            "found '2026'; write one day",
        ),
        (
            "title: x\ncoverage:\n  through: 2017-01-01\n  since: 2018-01-01\n",
            3,
            "coverage.through",
            "before 2018-01-01",
        ),
        ("title: !x y\n", 1, "title", "tag !x"),
        ("- title\n", 1, "", "holds no 'key: value' lines"),
        ("title: [\n", 2, "", "is not valid YAML"),
    ],
)
def test_what_is_wrong_in_dataset_yaml_has_its_line(
    tmp_path: Path, text: str, line: int, field: str, message: str
) -> None:
    problem = one(write(tmp_path, {"dataset.yaml": text, "a.yaml": started("a")}))

    assert name_of(problem.file, tmp_path) == "dataset.yaml"
    assert (problem.line, problem.field) == (line, field)
    assert message in problem.message


def test_only_the_dataset_yaml_at_the_top_is_no_event(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": started("a"), "2024/dataset.yaml": "title: x\n"})

    assert {(file, field) for file, _, field in places(tmp_path)} == {("2024/dataset.yaml", "type")}


def test_a_loaded_directory_is_a_timeline_with_its_coverage(tmp_path: Path) -> None:
    says = "coverage: {since: 2018-01-01, through: 2026-06-30}\n"
    write(tmp_path, {"dataset.yaml": says, "a.yaml": started("a")})

    timeline = bt.load(tmp_path)

    assert [event.id for event in timeline.events] == ["a"]
    assert timeline.coverage == bt.Coverage(since=edtf("2018-01-01"), through=edtf("2026-06-30"))


def test_events_written_as_yaml_are_read_back(tmp_path: Path) -> None:
    codec = Codec()
    events = (
        policy_started("p", "2024-07-07", notes="one\n\n  two: [three] # four"),
        policy_ended("p", "2024-07~", title="no", notes="'quoted' \"twice\" \\ \t£"),
        pledged("r", "2025-01/2025-03", "GBP 0.01", about=["a", "b"]),
    )

    for row in events:
        write(tmp_path, {f"{row.id}.yaml": yaml.safe_dump(codec.to_mapping(row))})

    assert set(read(tmp_path).events) == set(events)


def test_a_file_that_is_called_otherwise_is_read_all_the_same(tmp_path: Path) -> None:
    change = ("policy-started", "policy-startde")
    write(tmp_path, {"a.yaml": started("b", change, more="after: [c, a, nothing]\n")})
    assert places(tmp_path) == [
        ("a.yaml", 1, "id"),
        ("a.yaml", 2, "type"),
        ("a.yaml", 9, "after[0]"),
        ("a.yaml", 9, "after[2]"),
    ]
