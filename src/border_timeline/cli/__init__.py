"""The command line: `border-timeline`."""

import os
import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line, or say which extra is missing."""
    try:
        from border_timeline.cli.app import run  # noqa: PLC0415 - cyclopts and rich may be missing
    except ModuleNotFoundError as error:
        if error.name not in ("cyclopts", "rich"):
            raise
        sys.exit(
            f"border-timeline: the command line needs {error.name}; "
            "install it with: pip install 'border-timeline[cli]'"
        )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # as JSON is, whatever the terminal is set to
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        code = 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
