"""The command line: `border-timeline`."""

import os
import sys


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
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        code = 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
