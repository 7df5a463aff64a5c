"""Command lines for the tests: what they answer, on what, and how it is laid out."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from border_timeline import Codec
from border_timeline.cli.app import run
from border_timeline.dates import day_of
from border_timeline.stores import ledger

Capture = pytest.CaptureFixture[str]


def asked(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    """Return the exit code of a command line, and what it wrote to stdout and stderr."""
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def answered(capsys: Capture, *arguments: str) -> str:
    """Return what a command line printed that answered without a word on stderr."""
    code, out, err = asked(capsys, *arguments)
    assert (code, err) == (0, "")
    return out


def answered_json(capsys: Capture, *arguments: str) -> Any:
    """Return the plain values that a command line answered with."""
    return orjson.loads(answered(capsys, *arguments, "--json"))


def refused(capsys: Capture, *arguments: str) -> tuple[int, str]:
    """Return the exit code and the message of an error, which is one paragraph."""
    code, out, err = asked(capsys, *arguments)
    assert out == ""
    assert err.startswith("error: ")
    assert "\n\n" not in err
    assert "Traceback" not in err
    return code, err.removeprefix("error: ").rstrip("\n")


def recorded(folder: str, day: str) -> None:
    """Record the new events of a directory as if it were another day."""
    ledger.record(Path(folder), Codec(), today=day_of(day))


def plain_terminal(monkeypatch: pytest.MonkeyPatch, width: int = 100) -> None:
    """Have the commands print for a terminal of so many columns, without colours."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
