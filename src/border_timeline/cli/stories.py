"""What happened one after the other: the history of a path, and the news of some days."""

from collections.abc import Sequence

from rich.console import Console

from border_timeline.cli.show import ADDRESS, DAY, NAME, dated, write, write_event
from border_timeline.cli.words import change
from border_timeline.events import Event
from border_timeline.timeline import Change


def write_history(asked: str, changes: Sequence[Change]) -> None:
    """Print the changes of what was asked for, each behind the day from which it counts."""
    console = Console()
    if not changes:
        write(console, f"{asked}: no changes")
        return
    paths = {change.path for change in changes}
    write(console, (asked, NAME))
    for step in changes:
        lead = dated(step.on)
        if len(paths) > 1:
            write(console, (step.path, ADDRESS), lead=lead)
            lead = DAY
        write(console, change(step.old, step.new), lead=lead)
        for event in step.events:
            write_event(console, event, DAY)


def write_news(first: str, last: str, events: Sequence[Event]) -> None:
    """Print events, each behind the day on which it became known."""
    console = Console()
    if not events:
        write(console, f"Nothing became known from {first} to {last}")
    for event in events:
        known = event.known.latest
        about = "" if str(event.effective) == str(known) else f" (about {event.effective})"
        write_event(console, event, dated(known), about)
