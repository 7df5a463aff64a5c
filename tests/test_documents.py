"""Every code block of README.md and docs/ runs: this is its test."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from doctest import ELLIPSIS
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

from border_timeline import Codec
from border_timeline.cli.app import run
from border_timeline.codec.dataset import info_from_mapping
from border_timeline.codec.yaml import read_yaml
from commands import Capture

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LANGUAGES = {"python", "yaml", "toml", "console", "sh", "{toctree}", "{eval-rst}"}


def run_console(example: Example) -> str | None:
    """Run the command of a `console` block and compare what it prints with what is shown.

    What it says on stderr stands behind what it answers, as on a terminal.
    """
    command, _, expected = str(example.parsed).partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    capsys: Capture = example.namespace["capsys"]
    code = PROGRAMS[program](arguments)
    found = lines_of("".join(capsys.readouterr()))
    wanted = lines_of(expected)
    if not re.fullmatch("".join(map(pattern_of, wanted)), "".join(f"{line}\n" for line in found)):
        assert found == wanted
    assert bool(code) == any(line.startswith("error: ") for line in found)
    return None


def pattern_of(line: str) -> str:
    """Return what a shown line stands for: `...` for anything in it, or alone for any lines."""
    return r"(?:.*\n)*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + r"\n"


def run_pytest(arguments: Sequence[str]) -> int:
    """Run pytest as a program of its own, and print what it does."""
    plugin = [] if entry_points(group="pytest11", name="border_timeline") else [PLUGIN]
    program = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *plugin, *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    sys.stdout.write(done.stdout + done.stderr)
    return done.returncode


PROGRAMS = {"border-timeline": run, "pytest": run_pytest}
PLUGIN = "-p_border_timeline_pytest"


def write_settings(example: Example) -> str | None:
    """Keep a `toml` block as the settings of the project that the page is about."""
    tomllib.loads(str(example.parsed))
    Path("pyproject.toml").write_text(str(example.parsed), "utf-8")
    return None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not empty, without the spaces at their ends."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def read_block(example: Example) -> str | None:
    """Read a `yaml` block as the event file or dataset.yaml that it shows.

    Where a command of the page made the file of that event, it is filled in so.
    """
    document = read_yaml(str(example.parsed))
    assert document.problems == []
    assert isinstance(document.tree, dict)
    if "coverage" in document.tree:
        info_from_mapping(document.tree)
    else:
        event = Codec().from_mapping(document.tree)
        for path in Path().rglob(f"{event.id}.yaml"):
            path.write_text(str(example.parsed), "utf-8")
    return None


SYBIL = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser("console", run_console),
        CodeBlockParser("yaml", read_block),
        CodeBlockParser("toml", write_settings),
    ]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_code_block_of_a_page_does_what_it_says(
    page: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)  # to which the commands of a page write
    document = SYBIL.parse(page)
    document.namespace["capsys"] = capsys
    for example in document.examples():
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_code_block_of_a_page_is_of_a_kind_that_nothing_runs(page: Path) -> None:
    blocks = re.findall(r"^```(\S*)\n(?:.*\n)*?^```$", page.read_text(), flags=re.MULTILINE)
    assert set(blocks) <= LANGUAGES - ({"sh"} if page.name != "README.md" else set())


def test_the_readme_has_its_two_commands_each_one_line_to_paste() -> None:
    readme = (ROOT / "README.md").read_text()
    commands = re.findall(r"^```sh\n((?:.*\n)*?)```$", readme, flags=re.MULTILINE)
    main_job, tests = (block.strip().split("\n") for block in commands)
    assert len(main_job) == len(tests) == 1
    assert "border-timeline as-of" in main_job[0]
    assert "pytest" in tests[0]
