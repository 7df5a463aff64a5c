"""The answer of explain: a value, the event behind it, and where that was read."""

from collections.abc import Iterable

from rich.console import Console

from border_timeline.cli.show import (
    ADDRESS,
    DAY,
    INDENT,
    NAME,
    dated,
    write,
    write_event,
    write_heading,
)
from border_timeline.cli.words import asked, change, instead, worded
from border_timeline.events import Correction
from border_timeline.sources import Source
from border_timeline.timeline import Alternative, Change, Explanation

_BELOW = INDENT + DAY


def write_explanation(explanation: Explanation) -> None:
    """Print an explanation, from the value down to its alternatives."""
    console = Console()
    _write_value(console, explanation)
    write_heading(console, "Event")
    write_event(console, explanation.event, INDENT)
    write_heading(console, "Sources")
    _write_sources(console, explanation.sources, INDENT)
    write_heading(console, "How it came about")
    for step in explanation.chain:
        _write_step(console, step)
    disputes = [other.dispute for other in explanation.alternatives]
    corrections = [c for c in explanation.corrections if c not in disputes]
    if corrections:
        write_heading(console, "Corrections")
    for correction in corrections:
        _write_correction(console, correction)
    if disputes:
        write_heading(console, "Other values")
    for other in explanation.alternatives:
        _write_alternative(console, other, explanation.value)


def _write_value(console: Console, explanation: Explanation) -> None:
    question = asked(explanation.as_of, explanation.known_at, explanation.recorded_at)
    write(console, (explanation.path, ADDRESS), f" as of {question}")
    console.print()
    write(console, (worded(explanation.value), NAME), lead=INDENT)
    known, recorded = explanation.event.known.latest, explanation.recorded
    taken_in = f"recorded on {recorded}" if recorded else "recorded in no ledger"
    write(console, f"since {explanation.since}, public since {known}, {taken_in}", lead=INDENT)


def _write_sources(console: Console, sources: Iterable[Source], lead: str) -> None:
    for source in sources:
        parts = [source.publisher, str(source.published), source.locator]
        write(console, ", ".join(part for part in parts if part), lead=lead)
        for address in (source.url, source.archived):
            if address:
                write(console, (address, ADDRESS), lead=lead + INDENT)


def _write_step(console: Console, step: Change) -> None:
    write(console, change(step.old, step.new), lead=INDENT + dated(step.on))
    write_event(console, step.event, _BELOW)


def _write_correction(console: Console, correction: Correction) -> None:
    sets = f": {worded(correction.set)}" if correction.set else ""
    what = f"{correction.kind} of {correction.corrects}{sets}"
    write(console, what, lead=INDENT + dated(correction.known.latest))
    write(console, correction.reason, lead=_BELOW)
    write_event(console, correction, _BELOW)
    _write_sources(console, correction.sources, _BELOW)


def _write_alternative(console: Console, other: Alternative, value: object) -> None:
    write(console, "disputed: ", (instead(value, other.value), NAME), lead=INDENT)
    write(console, other.reason, lead=INDENT * 2)
    write_event(console, other.dispute, INDENT * 2)
    _write_sources(console, other.sources, INDENT * 2)
