"""The command line: as-of, and what all commands share: notes, errors, exit codes and help."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from cyclopts import App

import border_timeline as bt
from border_timeline import cli
from border_timeline.cli.app import app
from border_timeline.views import VIEWS
from builders import (
    make,
    pledged,
    policy_ended,
    policy_started,
    post_filled,
    post_vacated,
    reported,
)
from commands import Capture, answered, answered_json, asked, plain_terminal, recorded, refused
from datasets import INFO, write_dataset
from facts import fact, write_facts
from spreadsheets import day_rows, write_ods

EVENTS = [
    policy_started("p", "2024-07-01", name="The [bold]plan[/bold]", id="p-starts"),
    policy_ended("p", "2024-07-07", known="2024-07-08", id="p-ends"),
    pledged("b", "2024-07-07", "GBP 75,000,000"),
    reported("m", "2024-06", 5417),
    post_filled("chief", "2024-07-01", "Ann", name="Chief of [x]"),
    make(bt.events.SiteOpened, "camp", "2024-07", site="camp", title="The [/camp] opens"),
]


def commands(group: App) -> Iterator[str]:
    """Yield the words of each command, those of a group behind the name of the group."""
    for name in group:
        if not name.startswith("-"):
            below = list(commands(group[name]))
            yield from (f"{name} {word}" for word in below) if below else [name]


COMMANDS = list(commands(app))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    plain_terminal(monkeypatch)
    return str(write_dataset(tmp_path / "events", EVENTS, INFO))


# Answers


def test_the_state_of_a_day_is_printed_as_tables(folder: str, capsys: Capture) -> None:
    code, out, err = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    assert (code, err) == (0, "")
    assert out.startswith("As of 2024-07-07\n")
    for text in ("policies", "funding", "figures", "posts", "GBP 75,000,000", "5,417", "Ann"):
        assert text in out
    assert "bodies" not in out
    *tables, citation = out.splitlines()
    assert max(map(len, tables)) <= 100
    assert citation.startswith("Cite as: ")


def test_what_events_say_is_no_markup(folder: str, capsys: Capture) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    assert "The [bold]plan[/bold]" in out
    assert "Chief of [x]" in out
    assert "The [/camp] opens" in out


def test_possible_events_are_named_with_what_they_would_change(
    folder: str, capsys: Capture
) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    told = "Possible, not certain, by then: The [/camp] opens (2024-07)\n  sites.camp name camp · "
    assert told in out
    _, out, _ = asked(capsys, "as-of", "2024-07-31", "--events", folder)
    assert "Possible" not in out


def test_of_one_view_only_its_possible_events_are_named(folder: str, capsys: Capture) -> None:
    question = ["as-of", "2024-07-07", "--events", folder, "--view"]
    assert "Possible" in answered(capsys, *question, "sites")
    assert "Possible" not in answered(capsys, *question, "posts")


def test_known_at_shows_what_the_public_knew(folder: str, capsys: Capture) -> None:
    question = ["as-of", "2024-07-07", "--events", folder, "--view", "policies"]
    _, now, _ = asked(capsys, *question)
    _, then, _ = asked(capsys, *question, "--known-at", "2024-07-07")
    assert "scrapped" in now
    assert "in-force" in then
    assert "As of 2024-07-07, as known on 2024-07-07" in then


def test_one_view_may_be_asked_for(folder: str, capsys: Capture) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-07", "--events", folder, "--view", "funding")
    assert "GBP 75,000,000" in out
    assert "policies" not in out


def test_a_vacant_post_is_told_to_be_vacant(tmp_path: Path, capsys: Capture) -> None:
    rows = [post_filled("chief", "2024-07-01", "Ann"), post_vacated("chief", "2024-07-02")]
    folder = str(write_dataset(tmp_path, rows))
    _, out, _ = asked(capsys, "as-of", "2024-07-02", "--events", folder, "--view", "posts")
    assert re.search("vacant|none", out, re.IGNORECASE)


@pytest.mark.parametrize("known_at", [None, "2024-07-07"])
def test_json_is_to_dict_with_the_citation_and_what_is_possible(
    folder: str, capsys: Capture, known_at: str | None
) -> None:
    known = [] if known_at is None else ["--known-at", known_at]
    told = answered_json(capsys, "as-of", "2024-07-07", "--events", folder, *known)
    answer = bt.load(folder).as_of("2024-07-07", known_at=known_at)
    assert told.pop("citation") == answer.citation().to_dict()
    assert told.pop("possible") == [
        {
            "event": "site-opened-camp-2024-07",
            "title": "The [/camp] opens",
            "effective": "2024-07",
            "changes": [change.to_dict() for change in possible.changes],
        }
        for possible in answer.possible
    ]
    assert len(answer.possible) == (0 if known else 1)
    assert told == answer.to_dict()


def test_json_of_one_view_holds_that_view(folder: str, capsys: Capture) -> None:
    question = ["as-of", "2024-07-07", "--events", folder]
    told = answered_json(capsys, *question, "--view", "figures")
    assert list(told["views"]) == ["figures"]
    assert told["views"]["figures"]["m"]["2024-06"]["value"] == 5417
    assert told["as_of"] == "2024-07-07"
    assert told["possible"] == []
    assert told["citation"] == answered_json(capsys, *question)["citation"]


def test_the_answer_ends_with_its_citation_on_one_line(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "as-of", "2024-07-07", "--events", folder, "--known-at", "2024-07-07")
    citation = bt.load(folder).as_of("2024-07-07", known_at="2024-07-07").citation()
    assert out.splitlines()[-1] == f"Cite as: {citation}"


def test_recorded_at_shows_what_the_record_held(folder: str, capsys: Capture) -> None:
    path = Path(folder) / "2024" / "p-ends.yaml"
    text = path.read_text("utf-8")
    path.unlink()
    recorded(folder, "2026-01-01")
    path.write_text(text, "utf-8")
    recorded(folder, "2026-01-02")
    question = ["as-of", "2024-07-08", "--events", folder, "--view", "policies", "--recorded-at"]
    then = answered(capsys, *question, "2026-01-01")
    assert then.startswith("As of 2024-07-08, as recorded on 2026-01-01\n")
    assert "in-force" in then
    assert "scrapped" in answered(capsys, *question, "2026-01-02")


def test_the_bundled_record_answers_by_default(capsys: Capture) -> None:
    told = answered_json(capsys, "as-of", "2024-07-07")
    assert told["views"] == bt.load().as_of("2024-07-07").to_dict()["views"]


def test_a_time_with_its_offset_is_a_day_in_london(folder: str, capsys: Capture) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-06T23:30:00Z", "--events", folder)
    assert out.startswith("As of 2024-07-07\n")


@pytest.mark.parametrize("more", [[], ["--json"]])
@pytest.mark.parametrize(
    "question",
    [
        ["as-of", "2025-01-01"],
        ["diff", "2024-07-01", "2025-01-01"],
        ["diff", "2025-01-01", "2025-01-01", "--known-at", "2024-07-07"],
        ["news", "2024-07-07", "2025-01-01"],
        ["explain", "posts.chief.holder", "--as-of", "2025-01-01"],
    ],
)
def test_beyond_the_coverage_a_note_stands_beside_the_answer(
    folder: str, capsys: Capture, question: list[str], more: list[str]
) -> None:
    code, out, err = asked(capsys, *question, "--events", folder, *more)
    assert code == 0
    assert out
    assert "note:" not in out
    assert err.startswith("note: 2025-01-01 is outside the days that the dataset covers")
    assert len(err.splitlines()) == 1


# Errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["as-of", "2024-07"], "write '2024-07-31'"),
        (["as-of", "now"], "found 'now'; write one day as YYYY-MM-DD"),
        (["as-of", "2024-07-07", "--known-at", "2024-7-7"], "found '2024-7-7'"),
        (["as-of", "2024-07-07T12:00:00"], "without an offset"),
        (["as-of", "2024-07-07", "--view", "polices"], "'polices'; did you mean 'policies'"),
        (["as-of", "2024-07-07", "--view", "zzz"], ", ".join(view.name for view in VIEWS)),
        (["as-of", "2024-07-07", "--view", "[red]"], "'[red]'"),
        (["as-of"], "DATE"),
        (["as-of", "2024-07-07", "--jsn"], "--json"),
        (["as-of", "2024-07-07", "more"], "more"),
        (["as-off", "2024-07-07"], "as-of"),
    ],
)
def test_a_question_amiss_is_one_paragraph_and_exit_code_2(
    folder: str, capsys: Capture, arguments: list[str], said: str
) -> None:
    events = ["--events", folder] if "2024-07-07" in arguments and "more" not in arguments else []
    code, out, err = asked(capsys, *arguments, *events)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert said in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_a_dataset_with_errors_is_exit_code_1_and_all_of_them(folder: str, capsys: Capture) -> None:
    for name in ("p-starts", "p-ends"):
        path = Path(folder) / "2024" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("policy:", "[red]:"), "utf-8")
    code, out, err = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert "Traceback" not in err
    assert "\n\n" not in err
    assert all(f"{name}.yaml:" in err for name in ("p-starts", "p-ends"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["as-of", "2024-07-07", "--events"],
        ["history", "posts", "--events"],
        ["diff", "2024-07-06", "2024-07-07", "--events"],
        ["news", "2024-07-06", "2024-07-07", "--events"],
        ["explain", "posts.chief", "--as-of", "2024-07-07", "--events"],
        ["check", "--events"],
        ["record"],
        ["verify"],
    ],
)
def test_a_directory_that_is_not_there_is_exit_code_1(
    capsys: Capture, arguments: list[str]
) -> None:
    code, said = refused(capsys, *arguments, "/no/such/directory")
    assert code == 1
    assert "/no/such/directory: does not exist" in said


def test_a_directory_that_the_machine_refuses_is_exit_code_1(capsys: Capture) -> None:
    code, said = refused(capsys, "check", "--events", "x" * 5000)
    assert code == 1
    assert "too long" in said


@pytest.mark.parametrize(
    "question",
    [
        ["as-of", "2024-07-07"],
        ["history", "posts"],
        ["diff", "2024-07-06", "2024-07-07"],
        ["news", "2024-07-06", "2024-07-07"],
        ["explain", "posts.chief", "--as-of", "2024-07-07"],
    ],
)
def test_recorded_at_without_a_ledger_is_exit_code_1(
    folder: str, capsys: Capture, question: list[str]
) -> None:
    code, said = refused(capsys, *question, "--recorded-at", "2026-01-01", "--events", folder)
    assert code == 1
    assert "needs a ledger" in said


# Help


def test_there_are_commands() -> None:
    questions = ["as-of", "history", "diff", "news", "explain"]
    imports = ["import arrivals", "import facts"]
    assert sorted(COMMANDS) == sorted([*questions, "new", *imports, "check", "record", "verify"])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_that_runs(
    name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain_terminal(monkeypatch, width=200)
    out = answered(capsys, *name.split(), "--help")
    assert "--json" in out
    example = re.search(rf"Example: border-timeline ({name}\b.*)", out)
    assert example is not None
    monkeypatch.chdir(tmp_path)
    own = str(write_dataset(tmp_path / "my" / "events", EVENTS))
    write_ods(tmp_path / "small-boats.ods", day_rows([(7, 1)] * 31))
    write_facts(tmp_path, fact())
    if name == "verify":
        recorded(own, "2026-01-01")
    assert answered(capsys, *example[1].split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named_in_the_documentation(name: str) -> None:
    page = (Path(__file__).parents[1] / "docs" / "queries.md").read_text("utf-8")
    section = page.partition("## On the command line")[2].partition("\n## ")[0]
    assert f"| `{name}" in section


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_every_command(capsys: Capture, arguments: list[str]) -> None:
    code, out, err = asked(capsys, *arguments)
    assert (code, err) == (0, "")
    assert all(name.split()[0] in out for name in COMMANDS)


def test_the_version_is_told(capsys: Capture) -> None:
    code, out, _ = asked(capsys, "--version")
    assert code == 0
    assert re.fullmatch(r"\d+\.\d+.*\n", out)


# The entry point


@pytest.mark.parametrize(("day", "code"), [("2024-07-07", 0), ("2024-7-7", 2)])
def test_main_exits_with_the_code_of_the_answer(
    folder: str, monkeypatch: pytest.MonkeyPatch, day: str, code: int
) -> None:
    monkeypatch.setattr(sys, "argv", ["border-timeline", "as-of", day, "--events", folder])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == code


class Without(MetaPathFinder):
    """Finds that one package is not installed, in the words of Python itself."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(self, name: str, *_: object) -> None:
        if name == self.package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def without(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the import of a package fail, and the commands be imported anew."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == package or name.startswith("border_timeline.cli."):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Without(package), *sys.meta_path])


@pytest.mark.parametrize("package", ["cyclopts", "rich"])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    without(package, monkeypatch)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert f"needs {package}" in str(caught.value.code)
    assert "pip install 'border-timeline[cli]'" in str(caught.value.code)


def test_what_is_missing_from_the_core_is_no_matter_of_extras(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without("orjson", monkeypatch)
    with pytest.raises(ModuleNotFoundError, match="orjson"):
        cli.main()


def test_what_is_printed_is_utf_8_whatever_the_terminal_is_set_to() -> None:
    program = "import sys; sys.argv[1:] = ['diff', '2018-04-28', '2018-04-30']\n"
    program += "from border_timeline.cli import main; main()"
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert "Amber Rudd → Sajid Javid" in done.stdout.decode("utf-8")


def test_a_reader_that_has_seen_enough_stops_the_output_without_a_word() -> None:
    program = "import sys; sys.argv[1:] = ['as-of', '2024-11-04', '--json']\n"
    program += "from border_timeline.cli import main; main()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program], stdout=pipe, stderr=pipe) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaints = process.stderr.read()
    assert (process.returncode, complaints) == (0, b"")
