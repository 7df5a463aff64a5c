"""The command line: `border-timeline`."""

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
    sys.exit(run(sys.argv[1:]))
