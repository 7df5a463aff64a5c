"""Corrections applied: what each event says, given what was known by a day.

Of the corrections of one event errata come first, because they put the record's own
slip right as if it had never been; then revisions. Within a kind the order is that of
`known`, then of `after` links. Corrections are events, and are corrected the same way.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from border_timeline.ordering import reached


def correction_problems(events: Sequence[Event], unread: Collection[str] = ()) -> list[Problem]:
    """Return what is wrong with the corrections among events in replay order.

    `unread` are ids of events that exist but could not be read: a correction of one of
    them is no problem of its own.

    A target that does not exist; corrections that run in a circle; at any state of
    knowledge, a field or value that the target does not take, and rivals (two corrections
    of one field that were public on the same day and that no `after` puts in order); and
    links set by errata that lead nowhere or in a circle.
    """
    corrections = [event for event in events if isinstance(event, Correction)]
    by_id = {event.id: event for event in events} if corrections else {}
    problems: list[Problem] = []
    for correction in corrections:
        if correction.corrects in by_id:
            problems.extend(_circle(correction, by_id))
        elif correction.corrects not in unread:
            near = did_you_mean(correction.corrects, [*by_id, *unread])
            message = f"found {correction.corrects!r}, which is no event{near}"
            problems.append(Problem(message, field="corrects", event=correction.id))
    if not problems:
        log = Corrections(corrections)
        targets = dict.fromkeys(c.corrects for c in corrections if c.corrects in by_id)
        problems = _standing_problems([by_id[name] for name in targets], log, by_id)
    return problems or list(dict.fromkeys(_link_problems(by_id, Corrections(corrections), unread)))


def _circle(correction: Correction, by_id: Mapping[str, Event]) -> Iterable[Problem]:
    path = [correction.id]
    target = by_id.get(correction.corrects)
    while isinstance(target, Correction) and target.id not in path:
        path.append(target.id)
        target = by_id.get(target.corrects)
    if target is correction:
        message = f"runs in a circle: {', '.join(path)}"
        yield Problem(message, field="corrects", event=correction.id)


def _standing_problems(
    targets: Iterable[Event], log: "Corrections", by_id: Mapping[str, Event]
) -> list[Problem]:
    """Return what is wrong with the corrections of each target, at any state of knowledge."""
    found: dict[str, list[Problem]] = {}

    def check(target: Event) -> bool:
        """Whether all is well with what bears on a target; what corrects corrections goes first."""
        if target.id not in found:
            own = found.setdefault(target.id, [])
            if all(check(correction) for correction in log.correcting(target)):
                own.extend(dict.fromkeys(_conflicts(target, log, by_id)))
        return not found[target.id]

    for target in targets:
        check(target)
    return [problem for problems in found.values() for problem in problems]


def _conflicts(target: Event, log: "Corrections", by_id: Mapping[str, Event]) -> Iterator[Problem]:
    """Yield the corrections that do not go together on some day, or never fit the target."""
    tried: set[str] = set()
    for day in log.turns(target):
        live = log.live(target, day)
        yield from _rivals(live, by_id)
        said = target
        for correction in live:
            tried.add(correction.id)
            if problems := list(_misfits(correction, said)):
                yield from problems
            elif correction.kind.is_change:
                said = applied(said, correction)
    for correction in log.correcting(target):
        if correction.id not in tried:  # it never stands, but should still make sense
            yield from _misfits(correction, target)


def _misfits(correction: Correction, target: Event) -> Iterable[Problem]:
    """Yield why the target does not take what the correction sets."""
    unknown = [name for name in correction.set if name not in target.field_names]
    for name in unknown:
        near = did_you_mean(name, target.field_names)
        message = f"is no field of {target.type} events{near}"
        yield Problem(message, field=f"set.{name}", event=correction.id)
    if not unknown:
        try:
            applied(target, correction)
        except BorderTimelineError as error:
            found = error if isinstance(error, FieldError) else FieldError(str(error))
            path = f"set.{found.field}" if found.field else "set"
            message = f"does not fit {target.id}: {found.message}"
            yield Problem(message, field=path, event=correction.id)


def _rivals(live: Sequence[Correction], by_id: Mapping[str, Event]) -> Iterable[Problem]:
    changing = [correction for correction in live if correction.kind.is_change]
    for one, other in combinations(changing, 2):
        fields = [name for name in one.set if other.set.get(name, one.set[name]) != one.set[name]]
        if not fields or _order(one) != _order(other):
            continue
        links = {name: event.after for name, event in by_id.items()}
        if other.id not in reached(one.id, links) and one.id not in reached(other.id, links):
            message = (
                f"sets {', '.join(fields)} of {one.corrects}, as {other.id} does on the "
                "same day; name the earlier one in the other's after"
            )
            yield Problem(message, field="set", event=one.id)


def _order(correction: Correction) -> tuple[str, int]:
    """Return what corrections of one event are sorted by: errata first, then by `known`."""
    return correction.kind, correction.known.last


def _link_problems(
    by_id: Mapping[str, Event], log: "Corrections", unread: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the `after` links that errata set.

    Each must name an event of the same day, or earlier, at some state of knowledge; and at
    none may links run in a circle.
    """
    linked = [event for event in by_id.values() if log.sets_after(event)]
    for event in linked:
        links = (link for _, said in log.standings(event) if said for link in enumerate(said.after))
        for index, name in links:
            message = ""
            if name not in by_id and name not in unread:
                message = f"found {name!r}, which is no event{did_you_mean(name, by_id)}"
            elif name in by_id and _always_later(by_id[name], event, log):
                message = f"found {name!r}, which counts from a later day than {event.id}"
            if message:
                yield Problem(message, f"set.after[{index}]", log.sets_after(event))
    graph = {name: event.after for name, event in by_id.items()} if linked else {}
    for day in sorted({day for event in linked for day in log.turns(event)}):
        graph |= {e.id: said.after for e in linked if (said := log.standing(e, day))}
        for event in linked:
            if event.id in reached(event.id, graph):
                message = f"has {event.id} come after itself"
                yield Problem(message, "set.after", log.sets_after(event))


def _always_later(first: Event, event: Event, log: "Corrections") -> bool:
    """Whether an event is of a later day than another one, whatever is known."""
    turns = {*log.turns(first), *log.turns(event)}
    pairs = ((log.standing(first, day), log.standing(event, day)) for day in turns)
    days = [(one.effective.last, two.effective.last) for one, two in pairs if one and two]
    return bool(days) and all(one > two for one, two in days)


class Corrections:
    """The corrections in a log, and what they make of each event.

    The log is in replay order and its corrections are valid. A day of knowledge is an
    ordinal, or None for all that is known now; whether an event itself was public by
    then is not looked at.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._of_target: dict[str, list[Correction]] = {}
        for event in events:
            if isinstance(event, Correction):
                self._of_target.setdefault(event.corrects, []).append(event)

    def __bool__(self) -> bool:
        return bool(self._of_target)

    def __contains__(self, name: str) -> bool:
        return name in self._of_target

    def correcting(self, event: Event) -> Sequence[Correction]:
        """Return the corrections that name an event, as they were recorded."""
        return self._of_target.get(event.id, ())

    def live(self, event: Event, known: int | None, without: str = "") -> list[Correction]:
        """Return the corrections of an event that apply by then, in the order in which they do.

        `without` is the id of a correction that is taken not to exist.
        """
        named = [c for c in self.correcting(event) if c.id != without]
        found = [self.standing(correction, known, without) for correction in named]
        live = [c for c in found if isinstance(c, Correction) and _applies(c, known)]
        return sorted(live, key=_order)  # stable

    def standing(self, event: Event, known: int | None, without: str = "") -> Event | None:
        """Return what an event says by what was public at the end of a day, None if retracted."""
        said = event
        for correction in self.live(event, known, without):
            if correction.kind is CorrectionKind.RETRACTION:
                return None
            if correction.kind.is_change:
                said = applied(said, correction)
        return said

    def sets_after(self, event: Event) -> str:
        """Return the id of a correction that comes to set the links of an event, if one does."""
        said = (said for _, said in self.standings(event)) if event.id in self else ()
        if all(standing is None or standing.after == event.after for standing in said):
            return ""
        comes_to_say = ((c, said) for c in self.correcting(event) for _, said in self.standings(c))
        return next(c.id for c, s in comes_to_say if isinstance(s, Correction) and "after" in s.set)

    def standings(self, event: Event) -> list[tuple[int, Event | None]]:
        """Return all that an event comes to say, each with the day from which it does."""
        found = [(turn, self.standing(event, turn)) for turn in self.turns(event)]
        return [said for i, said in enumerate(found) if not i or said[1] != found[i - 1][1]]

    def turns(self, event: Event) -> list[int]:
        """Return the days on which corrections of an event may begin or cease to apply, and 0."""
        days = {0}
        for correction in self.correcting(event):
            days.update(self.turns(correction))
            said = (said for _, said in self.standings(correction))
            days.update(standing.known.last for standing in said if standing is not None)
        return sorted(days)

    def touching(self, event: Event, known: int | None) -> Iterator[Correction]:
        """Yield the corrections of an event that apply by then, and the corrections of these."""
        for correction in self.live(event, known):
            yield correction
            yield from self.touching(correction, known)

    def causes(
        self, event: Event, known: int | None, other: "Corrections", other_known: int | None
    ) -> Iterator[Correction]:
        """Yield the corrections that make an event stand otherwise there than here."""
        here, there = (
            {c.id: c for c in log.live(event, day) if c.kind is not CorrectionKind.DISPUTE}
            for log, day in ((self, known), (other, other_known))
        )
        for name in [*here, *(name for name in there if name not in here)]:
            if here.get(name) != there.get(name):
                correction = there.get(name) or here[name]
                deeper = list(self.causes(correction, known, other, other_known))
                yield from deeper or [correction]

    def disputes(self, known: int | None) -> Iterator[Correction]:
        """Yield the disputes that stand by then, in the order of the events that they dispute."""
        for corrections in self._of_target.values():
            for correction in corrections:
                said = self.standing(correction, known)
                is_dispute = isinstance(said, Correction) and said.kind is CorrectionKind.DISPUTE
                if isinstance(said, Correction) and is_dispute and _applies(said, known):
                    yield said


def _applies(correction: Correction, known: int | None) -> bool:
    is_slip = correction.kind is CorrectionKind.ERRATUM
    return is_slip or known is None or correction.known.last <= known


def applied(event: Event, correction: Correction) -> Event:
    """Return an event with the fields that a correction sets, each read by its own reader."""
    changes: dict[str, Any] = dict(correction.set)
    if "effective" in changes and "known" not in changes and event.known_by_default:
        changes["known"] = NOTHING  # so that it follows, as if it had been written so
    return attrs.evolve(event, **changes)
