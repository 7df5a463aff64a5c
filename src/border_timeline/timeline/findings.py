"""What a check of a timeline finds, in what order, and what the engine itself looks for."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations, groupby
from typing import Any

from attrs import frozen

from border_timeline.dates import iso
from border_timeline.events import Event
from border_timeline.ordering import reached
from border_timeline.timeline.log import Log
from border_timeline.timeline.paths import shown_path
from border_timeline.timeline.projection import Projection, key_parts
from border_timeline.timeline.versions import Versions


class Severity(StrEnum):
    """How bad a finding is: an error is wrong, a warning may be right and wants a look."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Finding:
    """Something amiss in a timeline, and the events that show it. `code` names the rule."""

    severity: Severity
    code: str
    message: str
    events: tuple[Event, ...]

    def __str__(self) -> str:
        return f"{self.severity}: {self.code}: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain values that JSON can hold, its events by their ids."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "message": self.message,
            "events": [event.id for event in self.events],
        }


def sort_key(finding: Finding) -> tuple[bool, str, int]:
    """Return what findings are sorted by: errors first, then code, then day of the first event."""
    day = finding.events[0].effective.last if finding.events else 0
    return finding.severity is not Severity.ERROR, finding.code, day


def ties(log: Log) -> Iterator[Finding]:
    """Yield the pairs of events of one day whose order matters and that no link puts in order.

    Each pair is folded both ways, among the other events of its entity and day.
    """
    days: dict[int, list[Event]] = {}
    for event in log.known(None):
        days.setdefault(event.effective.last, []).append(event)
    for projection in log.views:
        for key, versions in log.versions(projection).items():
            path = shown_path((projection.name, *key_parts(key)))
            for events in _days(versions):
                day = days[events[0].effective.last]
                for one, other in _ties(projection, versions, events, day):
                    when = iso(one.effective.last)
                    message = (
                        f"{one.id} and {other.id} are both of {when} and leave {path} in another "
                        "state when they come the other way round; name the earlier one in the "
                        "other's after"
                    )
                    yield Finding(Severity.ERROR, "order-dependent-tie", message, (one, other))


def _days(versions: Versions[Any]) -> Iterator[list[Event]]:
    """Yield the events of each day on which several act on an entity, as known now, in order."""
    rows = (i for i in range(len(versions.days)) if i not in versions.until)
    for _, found in groupby(rows, key=versions.days.__getitem__):
        if len(events := [versions.events[index] for index in found]) > 1:
            yield events


def _ties(
    projection: Projection[Any], versions: Versions[Any], events: list[Event], day: list[Event]
) -> Iterator[tuple[Event, Event]]:
    when = events[0].effective.last
    start = versions.at(when - 1, None, projection.on)
    end = versions.at(when, None, projection.on)
    names = {event.id for event in events}
    for one, other in combinations(events, 2):
        if turned := _turned(day, one, other):
            state = start
            for event in turned:
                if event.id in names:
                    state = projection.on[type(event)](state, event)
            if state != end:
                yield one, other


def _turned(day: Sequence[Event], one: Event, other: Event) -> list[Event]:
    """Return a day in which an event stands before an earlier one, nothing else out of order.

    What must stand before the event goes with it. Where links say that the earlier one
    comes first, there is no such day.
    """
    first = {other.id, *reached(other.id, {event.id: event.after for event in day})}
    if one.id in first:
        return []
    place = day.index(one)
    behind = day[place:]
    moved = [event for event in behind if event.id in first]
    return [*day[:place], *moved, *(event for event in behind if event.id not in first)]
