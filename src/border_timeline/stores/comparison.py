"""The ledger and the files of a directory, side by side."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from attrs import evolve

from border_timeline.codec.converter import Codec
from border_timeline.codec.ledger import Entry, Ledger
from border_timeline.codec.yaml import Document
from border_timeline.errors import Problem
from border_timeline.events import Correction, Event
from border_timeline.fields import is_list, is_mapping


def unrecorded(events: Iterable[Event], ledger: Ledger) -> tuple[Event, ...]:
    """Return the events that are not in a ledger, in the order in which it takes them in.

    That is the order given, replay order, but that each event stands behind those that it
    names in `after` or corrects: what a correction corrects may count from a later day.
    """
    recorded = ledger.recorded
    return _targets_first(event for event in events if event.id not in recorded)


def _targets_first(events: Iterable[Event]) -> tuple[Event, ...]:
    by_id = {event.id: event for event in events}
    entered: set[str] = set()
    ordered: dict[str, Event] = {}
    for event in by_id.values():
        waiting = [event]
        while waiting:
            last = waiting[-1]
            if last.id in entered:
                ordered.setdefault(last.id, last)
                waiting.pop()
            else:  # each is entered once, so that a circle of the two links ends
                entered.add(last.id)
                targets = [*last.after, *([last.corrects] if isinstance(last, Correction) else [])]
                waiting.extend(by_id[n] for n in targets if n in by_id and n not in entered)
    return tuple(ordered.values())


def ledger_problems(
    ledger: Ledger,
    folder: Path,
    documents: Mapping[str, Document],
    events: Iterable[Event],
    codec: Codec,
) -> Iterator[Problem]:
    """Yield how the files of a directory differ from what was recorded.

    `documents` are the files by id; of one that is not among the `events`, because it
    could not be read, nothing is said.
    """
    found = {event.id: event for event in events}
    for entry in ledger.entries:
        event = entry.event
        if event.id not in documents:
            yield _gone(entry, folder)
        elif event.id in found and found[event.id] != event:
            pair = codec.to_mapping(event), codec.to_mapping(found[event.id])
            for path, recorded, now in _differences(*pair):
                message = (
                    f"found {_shown(now)}, but {_shown(recorded)} was recorded on "
                    f"{entry.recorded}; put it back, and write a correction event instead"
                )
                document = documents[event.id]
                yield evolve(document.problem(message, path), event=event.id)


def _gone(entry: Entry, folder: Path) -> Problem:
    event = entry.event
    place = folder / str(event.effective.latest.year) / f"{event.id}.yaml"
    message = (
        f"is gone, but {event.id} was recorded on {entry.recorded}, at position "
        f"{entry.position} of the ledger; put it back, and write a correction event instead"
    )
    return Problem(message, event=event.id, file=str(place))


def _differences(recorded: Any, found: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield where two trees of plain values differ, and what each has there, None for nothing."""
    if is_mapping(recorded) and is_mapping(found):
        for name in sorted({*recorded, *found}):
            inner = f"{path}.{name}" if path else name
            yield from _differences(recorded.get(name), found.get(name), inner)
    elif is_list(recorded) and is_list(found):
        for index, pair in enumerate(zip_longest(recorded, found)):
            yield from _differences(*pair, f"{path}[{index}]")
    elif recorded != found:
        yield path, recorded, found


def _shown(value: Any) -> str:
    return "nothing" if value is None else repr(value)
