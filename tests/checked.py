"""What a check finds by one of its rules."""

from border_timeline import Coverage, DatasetInfo, Event, Finding, Timeline


def findings(code: str, *events: Event, coverage: Coverage | None = None) -> list[Finding]:
    """Return what the rule of a code finds in events."""
    found = Timeline(events, info=DatasetInfo(coverage=coverage)).check()
    return [finding for finding in found if finding.code == code]


def named(code: str, *events: Event, coverage: Coverage | None = None) -> list[list[str]]:
    """Return the ids of the events of each finding of a code."""
    found = findings(code, *events, coverage=coverage)
    return [[event.id for event in finding.events] for finding in found]


def message(code: str, *events: Event, coverage: Coverage | None = None) -> str:
    """Return the message of the one finding of a code."""
    (finding,) = findings(code, *events, coverage=coverage)
    return finding.message
