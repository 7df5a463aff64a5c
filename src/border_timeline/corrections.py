"""Corrections applied: what each event says, given what was known by a day.

Of the corrections of one event errata come first, because they put the record's own
slip right as if it had never been; then revisions. Within a kind the order is that of
`known`, then of `after` links. Corrections are events, and are corrected the same way.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import attrs
from attrs import NOTHING

from border_timeline.errors import (
    BorderTimelineError,
    FieldError,
    Problem,
    did_you_mean,
)
from border_timeline.events import Correction, CorrectionKind, Event

_CHANGING = (CorrectionKind.ERRATUM, CorrectionKind.REVISION)


def correction_problems(events: Sequence[Event], unread: Collection[str] = ()) -> list[Problem]:
    """Return what is wrong with the corrections among events in replay order.

    `unread` are ids of events that exist but could not be read: a correction of one of
    them is no problem of its own.

    A target that does not exist, corrections that run in a circle, a field or value that
    the target does not take, and rivals: two corrections of one field that were public
    on the same day and that no `after` puts in order.
    """
    corrections = [event for event in events if isinstance(event, Correction)]
    by_id = {event.id: event for event in events} if corrections else {}
    problems: list[Problem] = []
    for correction in corrections:
        target = by_id.get(correction.corrects)
        if target is not None:
            problems.extend(_circle(correction, by_id))
            problems.extend(_misfits(correction, target))
        elif correction.corrects not in unread:
            near = did_you_mean(correction.corrects, [*by_id, *unread])
            message = f"found {correction.corrects!r}, which is no event{near}"
            problems.append(Problem(message, field="corrects", event=correction.id))
    return problems or [*_rivals(events, corrections), *_clashes(by_id, corrections)]


def _circle(correction: Correction, by_id: Mapping[str, Event]) -> Iterable[Problem]:
    path = [correction.id]
    target = by_id.get(correction.corrects)
    while isinstance(target, Correction) and target.id not in path:
        path.append(target.id)
        target = by_id.get(target.corrects)
    if target is correction:
        message = f"runs in a circle: {', '.join(path)}"
        yield Problem(message, field="corrects", event=correction.id)


def _misfits(correction: Correction, target: Event) -> Iterable[Problem]:
    """Yield why the target does not take what the correction sets."""
    unknown = [name for name in correction.set if name not in target.field_names]
    for name in unknown:
        near = did_you_mean(name, target.field_names)
        message = f"is no field of a {target.type} event{near}"
        yield Problem(message, field=f"set.{name}", event=correction.id)
    if not unknown:
        try:
            _applied(target, correction)
        except BorderTimelineError as error:
            found = error if isinstance(error, FieldError) else FieldError(str(error))
            path = f"set.{found.field}" if found.field else "set"
            message = f"does not fit {target.id}: {found.message}"
            yield Problem(message, field=path, event=correction.id)


def _clashes(by_id: Mapping[str, Event], corrections: Sequence[Correction]) -> Iterable[Problem]:
    """Yield what does not fit where all the corrections of one event come together."""
    so_far = dict(by_id)
    for correction in sorted(corrections, key=_order):
        if correction.kind in _CHANGING and correction.corrects in so_far:
            target = so_far[correction.corrects]
            if problems := list(_misfits(correction, target)):
                yield from problems
            else:
                so_far[target.id] = _applied(target, correction)


def _order(correction: Correction) -> tuple[str, int]:
    """Return what corrections of one event are sorted by: errata first, then by `known`."""
    return correction.kind, correction.known.last


def _rivals(events: Sequence[Event], corrections: Sequence[Correction]) -> Iterable[Problem]:
    of_target: dict[tuple[str, str, int], list[Correction]] = {}
    for correction in corrections:
        if correction.kind in _CHANGING:
            key = correction.corrects, correction.kind.value, correction.known.last
            of_target.setdefault(key, []).append(correction)
    for (_, _, day), rivals in of_target.items():
        for one, other in combinations(rivals, 2):
            fields = [n for n in one.set if n in other.set and one.set[n] != other.set[n]]
            if not fields or one.id in other.after or other.id in one.after:
                continue
            live = {event.id for event in resolve(events, day)}
            if one.id in live and other.id in live:
                message = (
                    f"sets {', '.join(fields)} of {one.corrects}, as {other.id} does on the "
                    "same day; name the earlier one in the other's after"
                )
                yield Problem(message, field="set", event=one.id)


def resolve(events: Sequence[Event], known: int | None) -> list[Event]:
    """Return the events as they stand by what was public at the end of a day.

    `events` are in replay order, with valid corrections; `known` is an ordinal, or None
    for all that is known now. What is retracted by then is left out; whether an event
    itself was public by then is not looked at.
    """
    of_target: dict[str, list[Correction]] = {}
    for event in events:
        if isinstance(event, Correction):
            of_target.setdefault(event.corrects, []).append(event)

    def standing(event: Event) -> Event | None:
        found = [standing(correction) for correction in of_target.get(event.id, ())]
        live = [c for c in found if isinstance(c, Correction) and _applies(c, known)]
        if any(c.kind is CorrectionKind.RETRACTION for c in live):
            return None
        for correction in sorted(live, key=_order):  # stable
            if correction.kind in _CHANGING:
                event = _applied(event, correction)
        return event

    stood = (standing(event) for event in events)
    return [event for event in stood if event is not None]


def _applies(correction: Correction, known: int | None) -> bool:
    is_slip = correction.kind is CorrectionKind.ERRATUM
    return is_slip or known is None or correction.known.last <= known


def _applied(event: Event, correction: Correction) -> Event:
    """Return an event with the fields that a correction sets, each read by its own reader."""
    changes: dict[str, Any] = dict(correction.set)
    if "effective" in changes and "known" not in changes and event.known_by_default:
        changes["known"] = NOTHING  # so that it follows, as if it had been written so
    return attrs.evolve(event, **changes)
