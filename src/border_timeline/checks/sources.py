"""Sources that are not of the time, and what is later than the dataset covers."""

from collections.abc import Iterator, Sequence
from typing import Any

from border_timeline.checks.found import surely_later, warning
from border_timeline.dates import EdtfDate
from border_timeline.events import Correction, CorrectionKind, Event
from border_timeline.timeline import Finding, Timeline

#: After how many days a citation is late.
_MONTH = 31
#: How many of the events of a finding its message names.
_FEW = 3


def late_citations(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each event that cites nothing of the month after it became known.

    What was known before the days that the dataset covers is background, and needs none.
    """
    coverage = timeline.coverage
    for event in _of_the_world(timeline):
        if coverage and surely_later(coverage.since, _known(event)):
            continue
        published = [source.published for source in event.sources]
        if all(surely_later(day, _known(event), by=_MONTH) for day in published):
            first = min(published, key=lambda day: day.first)
            days = first.first - event.known.last
            message = (
                f"{event.id} was known on {event.known}, and its earliest source was published "
                f"on {first}, at least {days:,} days later; cite one of the time"
            )
            yield warning("late-citation", message, event)


def sources_after_coverage(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each publication after the days covered that events known in these days cite."""
    if (coverage := timeline.coverage) is None:
        return
    citing: dict[str, list[Event]] = {}
    for event in _of_the_world(timeline):
        if not surely_later(_known(event), coverage.through):
            late = (s for s in event.sources if surely_later(s.published, coverage.through))
            for name in dict.fromkeys(f"{s.publisher} of {s.published}" for s in late):
                citing.setdefault(name, []).append(event)
    for name, events in citing.items():
        message = f"{name}, after the coverage through {coverage.through}, is cited by "
        yield warning("source-after-coverage", message + _few(events), *events)


def events_after_coverage(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each event that became known after the days covered, a future known in them is not."""
    if (coverage := timeline.coverage) is None:
        return
    for event in _of_the_world(timeline):
        if surely_later(_known(event), coverage.through):
            message = (
                f"{event.id} became known on {event.known}, after the coverage through "
                f"{coverage.through}"
            )
            yield warning("event-after-coverage", message, event)


def _known(event: Event) -> EdtfDate:
    """Return when an event became known; where nobody said so, the days on which it may have."""
    return event.effective if event.known_by_default else event.known


def _few(events: Sequence[Event]) -> str:
    """Return the ids of the first events, and how many more there are."""
    told = ", ".join(event.id for event in events[:_FEW])
    return f"{told} and {len(events) - _FEW:,} more" if len(events) > _FEW else told


def _of_the_world(timeline: Timeline[Any]) -> Iterator[Event]:
    """Yield the events but errata: these are about the record, and hold at any day."""
    for event in timeline.standing():
        if not (isinstance(event, Correction) and event.kind is CorrectionKind.ERRATUM):
            yield event
