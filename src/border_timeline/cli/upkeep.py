"""The commands that look after a record: check, record, verify."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rich.console import Console

from border_timeline.cli.options import OUTPUT, Json, Output
from border_timeline.cli.show import ADDRESS, INDENT, print_json, remark, write, write_line
from border_timeline.cli.words import counted
from border_timeline.domain import record as record_events
from border_timeline.domain import verify as verify_ledger
from border_timeline.timeline import Finding, Severity

#: Up to how many findings are printed each with its rule.
_FEW = 10


def check(*, severity: Severity | None = None, output: Output = OUTPUT) -> int:
    """Print what is amiss with the events that no single one can show, one finding a line.

    Where there are many, they stand below the rules that found them. The exit code is 1 if
    any that is printed is an error.

    Example: border-timeline check --severity error

    Parameters
    ----------
    severity
        Print only errors, or only warnings. Default: both.
    """
    found = output.timeline().check()
    findings = [finding for finding in found if severity in (None, finding.severity)]
    if output.as_json:
        print_json([finding.to_dict() for finding in findings])
    else:
        console = Console()
        lines = map(str, findings) if len(findings) <= _FEW else _by_rule(findings)
        for line in lines if findings else ["no findings"]:
            write_line(console, line)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _by_rule(findings: list[Finding]) -> Iterator[str]:
    """Yield the lines of sorted findings: each rule with its count above what it found."""
    for rule, group in groupby(findings, key=lambda found: f"{found.severity}: {found.code}"):
        messages = [finding.message for finding in group]
        yield f"{rule} ({len(messages):,})"
        yield from (f"{INDENT}{message}" for message in messages)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    yield f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"


def record(directory: Path, /, *, as_json: Json = False) -> None:
    """Check the events of a directory, and add those that are new to its ledger, for good.

    Nothing is recorded while a check finds an error. Warnings about the new events are told.

    Example: border-timeline record my/events

    Parameters
    ----------
    directory
        The directory of the events. Its ledger is ledger.jsonl.
    """
    entries = record_events(directory, on_warning=lambda finding: remark(str(finding)))
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
    write(console, f"Recorded on {entries[-1].recorded}: {counted(len(entries), 'event')}")
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
    write(console, f"In order: {counted(count, 'event')}, each as it was recorded")
    write_line(console, f"Head: {ledger.head}")
    if ledger.pending:
        write(console, f"Not recorded yet: {counted(len(ledger.pending), 'event')}")
        for name in ledger.pending:
            write(console, (name, ADDRESS), lead=INDENT)
