"""The one order of replay, whatever the order of the input.

Events replay by the day from which they count (the last day of `effective`), then by
declared `after` links, then by `known` (its last day), then by id.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import groupby

from border_timeline.dates import iso
from border_timeline.errors import DatasetError, EventTypeError, Problem, did_you_mean
from border_timeline.events import Event


def replay_order(events: Iterable[Event], unread: Collection[str] = ()) -> tuple[Event, ...]:
    """Return the events in replay order, each once.

    The same event given twice counts once. `unread` are ids of events that exist but
    could not be read: a link to one of them is no problem of its own.

    Raises `DatasetError` for two different events of one id, an `after` that names no
    event or an event of a later day, and `after` links that run in a circle; raises
    `EventTypeError` for an object that is no event.
    """
    rows = _sorted(events)
    by_id = {row.id: row for row in rows}
    problems: list[Problem] = []
    if len(by_id) < len(rows):
        problems = [
            _problem(row, "id", f"found {row.id!r}, the id of another event too")
            for row in rows
            if by_id[row.id] != row
        ]
        rows = list(by_id.values())
    linked = [row for row in rows if row.after]
    for row in linked:
        problems.extend(_link_problems(row, by_id, unread))
    if linked and not problems:
        problems = [problem for day in _days(rows) for problem in _circles(day)]
    if problems:
        raise DatasetError(problems)
    return _linked(rows)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in replay order; links that do not fit, or not any more, mean nothing."""
    return _linked(_sorted(events))


def _linked(rows: list[Event]) -> tuple[Event, ...]:
    if not any(row.after for row in rows):
        return tuple(rows)
    return tuple(row for day in _days(rows) for row in follow_links(day))


def _days(rows: Iterable[Event]) -> Iterator[list[Event]]:
    return (list(day) for _, day in groupby(rows, key=_day))


def _sorted(events: Iterable[Event]) -> list[Event]:
    """Return the events in order but for their links."""
    rows = list(events)
    try:
        rows.sort(key=_place)
    except AttributeError:
        stranger = next(row for row in rows if not isinstance(row, Event))
        raise EventTypeError(f"found {stranger!r}, which is no event") from None
    return rows


def _day(row: Event) -> int:
    return row.effective.last


def _place(row: Event) -> tuple[int, int, str]:
    """Return what events are sorted by where no link says otherwise."""
    return row.effective.last, row.known.last, row.id


def _problem(row: Event, field: str, message: str) -> Problem:
    return Problem(message, field=field, event=row.id)


def _link_problems(
    row: Event, by_id: dict[str, Event], unread: Collection[str]
) -> Iterable[Problem]:
    for index, name in enumerate(row.after):
        field = f"after[{index}]"
        target = by_id.get(name)
        if target is None and name not in unread:
            near = did_you_mean(name, [*by_id, *unread])
            yield _problem(row, field, f"found {name!r}, which is no event{near}")
        elif target is not None and _day(target) > _day(row):
            theirs, ours = iso(_day(target)), iso(_day(row))
            message = f"found {name!r}, which counts from {theirs}, later than this one's {ours}"
            yield _problem(row, field, message)


def _circles(day: list[Event]) -> Iterator[Problem]:
    """Yield a problem for each circle of links in a day, naming the events in it alone."""
    ordered = {row.id for row in follow_links(day)}
    left = {row.id: row for row in day if row.id not in ordered}
    links = {name: row.after for name, row in left.items()}
    before = {name: reached(name, links) for name in left}
    for name, row in left.items():
        circle = [other for other in before[name] if name in before[other]]
        if circle and name == min(circle):
            names = ", ".join(other for other in left if other in circle)
            yield _problem(row, "after", f"runs in a circle: {names}")


def reached(name: str, links: Mapping[str, Collection[str]]) -> set[str]:
    """Return the ids that links lead to from one of them, itself where they lead back."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = {link for link in links[waiting.pop()] if link in links} - found
        found |= new
        waiting.extend(new)
    return found


def follow_links(day: Iterable[Event]) -> list[Event]:
    """Return the events of one day in order, each behind those that it names in `after`.

    Links to events that are not among them mean nothing. Events in a circle, and those
    behind it, are left out.
    """
    rows = sorted(day, key=_place)
    place = {row.id: index for index, row in enumerate(rows)}
    behind: dict[str, list[str]] = {}
    missing: dict[str, int] = {}
    for row in rows:
        names = {name for name in row.after if name in place}
        missing[row.id] = len(names)
        for name in names:
            behind.setdefault(name, []).append(row.id)
    ready = [place[name] for name, count in missing.items() if not count]
    heapify(ready)
    ordered: list[Event] = []
    while ready:
        row = rows[heappop(ready)]
        ordered.append(row)
        for name in behind.get(row.id, ()):
            missing[name] -= 1
            if not missing[name]:
                heappush(ready, place[name])
    return ordered
