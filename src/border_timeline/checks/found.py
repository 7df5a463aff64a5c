"""What the rules share: how a finding is made, and which dates are sure to be in what order."""

from border_timeline.dates import EdtfDate
from border_timeline.events import Event
from border_timeline.timeline import Finding, Severity


def error(code: str, message: str, *events: Event) -> Finding:
    """Return a finding of what is wrong."""
    return Finding(Severity.ERROR, code, message, events)


def warning(code: str, message: str, *events: Event) -> Finding:
    """Return a finding of what may be right and wants a look."""
    return Finding(Severity.WARNING, code, message, events)


def surely_later(one: EdtfDate, other: EdtfDate, by: int = 0) -> bool:
    """Whether one date is later by more than so many days, whatever days the two mean.

    A date that is marked `?` or `~` may mean others than it says, so nothing is sure of it.
    """
    return is_sure(one) and is_sure(other) and one.first > other.last + by


def is_sure(date: EdtfDate) -> bool:
    """Whether a date is neither uncertain nor approximate; it may still be imprecise."""
    return not (date.uncertain or date.approximate)
