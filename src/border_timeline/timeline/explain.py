"""Why a value is what it is: blame for facts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import pendulum
from attrs import frozen

from border_timeline.codec.converter import to_plain
from border_timeline.corrections import applied
from border_timeline.dates import pendulum_date
from border_timeline.errors import BorderTimelineError, PathError
from border_timeline.events import Correction, Event
from border_timeline.ordering import in_order
from border_timeline.sources import Source
from border_timeline.timeline.changes import Change, steps
from border_timeline.timeline.diff import Moment
from border_timeline.timeline.paths import Parts, Selection, read, read_or_none, select, shown_path
from border_timeline.timeline.projection import Key, shown_key
from border_timeline.timeline.snapshot import View


@frozen
class Alternative:
    """What a value would be if another source were right: the dispute that says so."""

    value: Any
    dispute: Correction

    @property
    def reason(self) -> str:
        """Why both are recorded, and why the other one was chosen."""
        return self.dispute.reason

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the other value was read."""
        return self.dispute.sources


@frozen
class Explanation:
    """A value, and why it is what it is.

    `path` leads to the value at the end of the day `as_of`, by what is known at `known_at`
    and recorded at `recorded_at` (None for now). `event` set it, and it counts `since` that
    day on the effective axis; `recorded` is the day on which the record took the event in,
    None where there is no ledger. `chain` are the changes of the value up to then, oldest
    first. `corrections` apply here to the events in the chain, or to one of these corrections,
    which it stands behind. `alternatives` are other values, by disputes that leave this one
    standing.
    """

    path: str
    as_of: pendulum.Date
    known_at: pendulum.Date | None
    recorded_at: pendulum.Date | None
    value: Any
    since: pendulum.Date
    event: Event
    recorded: pendulum.Date | None
    chain: tuple[Change, ...]
    corrections: tuple[Correction, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the event was read, and the corrections that changed what it says."""
        cited = [self.event]
        for correction in self.corrections:  # those of a correction stand behind it
            if correction.kind.is_change and correction.corrects in [event.id for event in cited]:
                cited.append(correction)
        return tuple(dict.fromkeys(source for event in cited for source in event.sources))

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values that JSON can hold."""
        return {
            "path": self.path,
            "as_of": self.as_of.isoformat(),
            "known_at": to_plain(self.known_at),
            "recorded_at": to_plain(self.recorded_at),
            "value": to_plain(self.value),
            "since": self.since.isoformat(),
            "event": self.event.id,
            "title": self.event.title,
            "recorded": to_plain(self.recorded),
            "sources": to_plain(self.sources),
            "chain": [change.to_dict() for change in self.chain],
            "corrections": [_said(correction) for correction in self.corrections],
            "alternatives": [
                {"value": to_plain(other.value), **_said(other.dispute)}
                for other in self.alternatives
            ],
        }


def _said(correction: Correction) -> dict[str, Any]:
    return {
        "event": correction.id,
        "corrects": correction.corrects,
        "kind": correction.kind.value,
        "known": str(correction.known),
        "set": dict(correction.set),
        "reason": correction.reason,
        "sources": to_plain(correction.sources),
    }


def explain(moment: Moment, path: Parts, recorded_at: pendulum.Date | None) -> Explanation:
    """Return why the value that a path leads to is what it is at a moment.

    The entity must be there. Raises `PathError` for a path that names no entity, or a field
    that its state does not have.
    """
    log = moment.log
    found = select(log, path)
    key = next((key for key in found.entities if found.parts(key) == path), None)
    if key is None:  # the path stops before an entity, or within its key
        message = "which names several entities, or may later; name one, or a field"
        raise PathError(f"found {shown_path(path)!r}, {message}")
    versions = found.entities[key]
    known = list(versions.known_at(moment.known, found.projection.on))
    rows = [row for row in known if row[0] <= moment.day]
    changes = steps(found, key, iter(rows))
    if not rows:
        view = View(found.projection, found.entities, moment.day, moment.known)
        raise view.absent(shown_key(key), shown_key)  # says when it comes to be
    value = _value(found, key, rows[-1][1])
    if changes:
        event, since = changes[-1].event, changes[-1].on
    else:  # the value has been None since the entity came to be
        event, since = rows[0][2], pendulum_date(rows[0][0])
    events = dict.fromkeys([*(change.event for change in changes), event])
    touching = (log.corrections.touching(log.by_id[event.id], moment.known) for event in events)
    recorded = (log.recorded or {}).get(event.id)
    return Explanation(
        shown_path(found.parts(key)),
        pendulum_date(moment.day),
        None if moment.known is None else pendulum_date(moment.known),
        recorded_at,
        value,
        since,
        event,
        None if recorded is None else pendulum_date(recorded),
        tuple(changes),
        tuple(dict.fromkeys(chain.from_iterable(touching))),
        tuple(_alternatives(moment, found, key, [row[2] for row in known], value)),
    )


def _value(found: Selection[Any], key: Key, state: Any) -> Any:
    try:
        return read(state, found.inner)
    except PathError as error:
        raise PathError(f"{shown_path(found.parts(key))}: {error}") from None


def _alternatives(
    moment: Moment, found: Selection[Any], key: Key, events: Sequence[Event], value: Any
) -> Iterator[Alternative]:
    """Yield what the value would be by each dispute, of any event, that makes it another."""
    log, known = moment.log, moment.known
    for dispute in log.corrections.disputes(known):
        said = log.corrections.standing(log.by_id[dispute.corrects], known)
        if said is None or type(said) not in found.projection.on or not is_known(said, known):
            continue
        try:
            told = applied(said, dispute)
        except BorderTimelineError:  # it disputes what a correction has changed since
            continue
        if said not in events and found.projection.key(told) != key:
            continue  # it is about another entity
        by_dispute = [told if event.id == said.id else event for event in events]
        if (told.effective, told.known) != (said.effective, said.known) or said not in events:
            every = (told if event.id == said.id else event for event in log.known(known))
            by_dispute = [event for event in in_order(every) if type(event) in found.projection.on]
        other = _folded(moment, found, key, by_dispute)
        if other != value:
            yield Alternative(other, dispute)


def _folded(moment: Moment, found: Selection[Any], key: Key, events: Iterable[Event]) -> Any:
    """Return what the events of an entity make of a value by the day, None where there is none."""
    state = None
    for event in events:
        counts = event.effective.last <= moment.day and is_known(event, moment.known)
        if counts and found.projection.key(event) == key:
            state = found.projection.on[type(event)](state, event)
    return read_or_none(state, found.inner)


def is_known(event: Event, known: int | None) -> bool:
    """Whether an event was public by the end of a day of knowledge."""
    return known is None or event.known.last <= known
