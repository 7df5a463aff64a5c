"""The commands that look after a record: check, record, verify."""

from pathlib import Path
from typing import Any

from rich.console import Console

from border_timeline.cli.options import OUTPUT, Json, Output
from border_timeline.cli.show import ADDRESS, INDENT, print_json, write, write_line
from border_timeline.domain import record as record_events
from border_timeline.domain import verify as verify_ledger
from border_timeline.timeline import Finding, Severity


def check(*, output: Output = OUTPUT) -> int:
    """Print what is amiss with the events that no single one can show, one finding a line.

    The exit code is 1 if any finding is an error.

    Example: border-timeline check
    """
    findings = output.timeline().check()
    if output.as_json:
        print_json([_plain(finding) for finding in findings])
    else:
        console = Console()
        for line in [str(finding) for finding in findings] or ["no findings"]:
            write_line(console, line)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "events": [event.id for event in finding.events],
    }


def record(directory: Path, /, *, as_json: Json = False) -> None:
    """Add the events that are not recorded yet to the ledger of a directory, for good.

    Example: border-timeline record my/events

    Parameters
    ----------
    directory
        The directory of the events. Its ledger is ledger.jsonl.
    """
    entries = record_events(directory)
    if as_json:
        print_json(
            [
                {
                    "position": entry.position,
                    "recorded": str(entry.recorded),
                    "event": entry.event.id,
                    "digest": entry.digest,
                }
                for entry in entries
            ]
        )
        return
    console = Console()
    if not entries:
        write(console, "Nothing new: every event is recorded already.")
        return
    write(console, f"Recorded on {entries[-1].recorded}: {_events(len(entries))}")
    for entry in entries:
        write(console, (entry.event.id, ADDRESS), lead=f"{entry.position:>6}  ")
    write_line(console, f"Head: {entries[-1].digest}")


def verify(
    directory: Path | None = None, /, *, head: str | None = None, as_json: Json = False
) -> None:
    """Verify that every event is what was recorded, and that no line of the ledger was changed.

    Example: border-timeline verify my/events

    Parameters
    ----------
    directory
        The directory of the events. Default: the bundled record.
    head
        A digest of the ledger that was written down earlier: it must still be one.
    """
    ledger = verify_ledger(directory, head=head)
    count = len(ledger.entries)
    if as_json:
        print_json({"events": count, "head": ledger.head, "pending": list(ledger.pending)})
        return
    console = Console()
    write(console, f"In order: {_events(count)}, each as it was recorded")
    write_line(console, f"Head: {ledger.head}")
    if ledger.pending:
        write(console, f"Not recorded yet: {_events(len(ledger.pending))}")
        for name in ledger.pending:
            write(console, (name, ADDRESS), lead=INDENT)


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"
