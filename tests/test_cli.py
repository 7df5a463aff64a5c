"""The command line: its answers, its exit codes, and its one-paragraph errors."""

import re
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import orjson
import pytest

import border_timeline as bt
from border_timeline import cli
from border_timeline.cli.app import app, run
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
from datasets import INFO, write_dataset

EVENTS = [
    policy_started("p", "2024-07-01", name="The [bold]plan[/bold]", id="p-starts"),
    policy_ended("p", "2024-07-07", known="2024-07-08", id="p-ends"),
    pledged("b", "2024-07-07", "GBP 75,000,000"),
    reported("m", "2024-06", 5417),
    post_filled("chief", "2024-07-01", "Ann", name="Chief of [x]"),
    make(bt.events.SiteOpened, "camp", "2024-07", site="camp", title="The [/camp] opens"),
]
COMMANDS = [name for name in app if not name.startswith("-")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    return str(write_dataset(tmp_path / "events", EVENTS, INFO))


Capture = pytest.CaptureFixture[str]


def asked(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    """Return the exit code of a command line, and what it wrote to stdout and stderr."""
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# Answers


def test_the_state_of_a_day_is_printed_as_tables(folder: str, capsys: Capture) -> None:
    code, out, err = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    assert (code, err) == (0, "")
    assert out.startswith("As of 2024-07-07\n")
    for text in ("policies", "funding", "figures", "posts", "GBP 75,000,000", "5,417", "Ann"):
        assert text in out
    assert "bodies" not in out
    assert max(map(len, out.splitlines())) <= 100


def test_what_events_say_is_no_markup(folder: str, capsys: Capture) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    assert "The [bold]plan[/bold]" in out
    assert "Chief of [x]" in out
    assert "The [/camp] opens" in out


def test_possible_events_are_named(folder: str, capsys: Capture) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-07", "--events", folder)
    assert "Possible, not certain, by then: The [/camp] opens (2024-07)" in out
    _, out, _ = asked(capsys, "as-of", "2024-07-31", "--events", folder)
    assert "Possible" not in out


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
def test_json_is_to_dict(folder: str, capsys: Capture, known_at: str | None) -> None:
    known = [] if known_at is None else ["--known-at", known_at]
    code, out, err = asked(capsys, "as-of", "2024-07-07", "--json", "--events", folder, *known)
    answer = bt.Timeline(EVENTS).as_of("2024-07-07", known_at=known_at)
    assert (code, err) == (0, "")
    assert orjson.loads(out) == answer.to_dict()


def test_json_of_one_view_holds_that_view(folder: str, capsys: Capture) -> None:
    question = ["as-of", "2024-07-07", "--json", "--view", "figures", "--events", folder]
    told = orjson.loads(asked(capsys, *question)[1])
    assert list(told["views"]) == ["figures"]
    assert told["views"]["figures"]["m"]["2024-06"]["value"] == 5417
    assert told["as_of"] == "2024-07-07"


def test_the_bundled_record_answers_by_default(capsys: Capture) -> None:
    code, out, _ = asked(capsys, "as-of", "2024-07-07", "--json")
    assert code == 0
    assert orjson.loads(out) == bt.load().as_of("2024-07-07").to_dict()


def test_a_time_with_its_offset_is_a_day_in_london(folder: str, capsys: Capture) -> None:
    _, out, _ = asked(capsys, "as-of", "2024-07-06T23:30:00Z", "--events", folder)
    assert out.startswith("As of 2024-07-07\n")


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_beyond_the_coverage_a_note_stands_beside_the_answer(
    folder: str, capsys: Capture, more: list[str]
) -> None:
    code, out, err = asked(capsys, "as-of", "2025-01-01", "--events", folder, *more)
    assert code == 0
    assert "2025-01-01" in out
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


def test_a_directory_that_is_not_there_is_exit_code_1(capsys: Capture) -> None:
    code, out, err = asked(capsys, "as-of", "2024-07-07", "--events", "/no/such/directory")
    assert (code, out) == (1, "")
    assert "/no/such/directory: does not exist" in err


# Help


def test_there_are_commands() -> None:
    assert "as-of" in COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_that_runs(
    name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = asked(capsys, name, "--help")
    assert code == 0
    assert f"border-timeline {name}" in out
    example = re.search(r"Example: border-timeline (.+)", out)
    assert example is not None
    code, out, err = asked(capsys, *example[1].split())
    assert (code, err) == (0, "")
    assert out


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_every_command(capsys: Capture, arguments: list[str]) -> None:
    code, out, err = asked(capsys, *arguments)
    assert (code, err) == (0, "")
    assert all(name in out for name in COMMANDS)


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
        if name.partition(".")[0] == package or name == "border_timeline.cli.app":
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
