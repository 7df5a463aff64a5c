"""What a timeline is not made of: views of one name, and a ledger that does not fit its events."""

from collections.abc import Iterable, Mapping
from typing import Any

from border_timeline.dates import iso
from border_timeline.errors import Problem, ProjectionError
from border_timeline.events import Event
from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Snapshot


def ledger_problems(days: Mapping[str, int], events: Iterable[Event]) -> list[Problem]:
    """Return what is wrong with the days on which events were recorded, given in that order."""
    names = {event.id for event in events}
    problems = [
        Problem("is in the ledger, and there is no such event", event=name)
        for name in days
        if name not in names
    ]
    latest = 0
    for name, day in days.items():
        if day < latest:
            message = f"found {iso(day)}, earlier than {iso(latest)}, when the one before was"
            problems.append(Problem(message, field="recorded", event=name))
        latest = max(latest, day)
    return problems


def distinct(views: Iterable[Projection[Any]]) -> tuple[Projection[Any], ...]:
    """Return views whose names are each their own and no other part of a snapshot.

    Raises `ProjectionError` for another name.
    """
    found = tuple(views)
    names: set[str] = set()
    for view in found:
        if view.name in names or hasattr(Snapshot, view.name):
            raise ProjectionError(f"a snapshot has another {view.name!r}; call the view otherwise")
        names.add(view.name)
    return found
