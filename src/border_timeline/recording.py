"""Whether events may be recorded: a recorded mistake is for ever, so a check goes first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from border_timeline.errors import DatasetError, Problem
from border_timeline.events import Correction, Event
from border_timeline.timeline import Finding, Severity


def approve(
    findings: Iterable[Finding],
    events: Iterable[Event],
    new: Iterable[Event],
    folder: Path,
    on_warning: Callable[[Finding], object],
) -> None:
    """Refuse errors in a dataset that is to be recorded, and tell warnings about what is new.

    `findings` are those of a check of `events`, which were read from a folder; an event is
    new itself, or what a new correction corrects. Raises `DatasetError` with every error that
    involves an event, whichever, and calls `on_warning` with each warning about a new one.
    """
    found = list(findings)
    fresh = _touched(new, {event.id: event for event in events})
    errors = [one for one in found if one.severity is Severity.ERROR and one.events]
    if errors:
        files = {path.stem: str(path) for path in folder.rglob("*.yaml")}
        raise DatasetError([_problem(error, fresh, files) for error in errors])
    for one in found:
        if any(event.id in fresh for event in one.events):
            on_warning(one)


def _touched(new: Iterable[Event], by_id: Mapping[str, Event]) -> set[str]:
    return {name for event in new for name in _with_targets(event, by_id)}


def _with_targets(event: Event, by_id: Mapping[str, Event]) -> Iterator[str]:
    """Yield the id of an event, and of what it corrects, and of what that corrects."""
    yield event.id
    while isinstance(event, Correction):
        event = by_id[event.corrects]
        yield event.id


def _problem(error: Finding, fresh: set[str], files: Mapping[str, str]) -> Problem:
    """Return an error with the files of its events, a new one first: only that may be edited."""
    names = dict.fromkeys(event.id for event in error.events)
    first, *others = sorted(names, key=lambda name: name not in fresh)
    more = f" (also {', '.join(files[name] for name in others)})" if others else ""
    return Problem(f"{error.code}: {error.message}{more}", event=first, file=files[first])
