"""The difference between two moments, and what made it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from border_timeline.corrections import applied
from border_timeline.dates import pendulum_date
from border_timeline.errors import BorderTimelineError
from border_timeline.events import Correction, Event
from border_timeline.timeline.changes import Change, Row, differences
from border_timeline.timeline.log import Log
from border_timeline.timeline.paths import Parts, read_or_none, shown_path
from border_timeline.timeline.projection import Projection, key_parts
from border_timeline.timeline.versions import Versions


@frozen
class Moment:
    """A day on the effective axis in a log, by what is known on another; ordinals."""

    log: Log
    day: int
    known: int | None

    def has(self, other: "Moment", event: Event) -> bool:
        """Whether what an event says here counts and is public at another moment."""
        said = self.log.corrections.standing(event, self.known)
        public = other.known is None or (said is not None and said.known.last <= other.known)
        return said is not None and public and said.effective.last <= other.day


def diff(before: Moment, after: Moment) -> list[Change]:
    """Return the changes of every state between two moments, view by view, key by key.

    A state that is there at both moments is compared field by field.
    """
    changes: list[Change] = []
    for projection in after.log.views:
        olds, news = before.log.versions(projection), after.log.versions(projection)
        for key in sorted({**olds, **news}, key=key_parts):
            pair = _Pair(before, after, olds.get(key), news.get(key), projection)
            changes += pair.changes((projection.name, *key_parts(key)))
    return changes


@frozen
class _Setting:
    """A row at which a value changes: its day, its event, and the state before it."""

    day: int
    event: Event
    state: Any


@frozen
class _Pair:
    """One entity at two moments."""

    before: Moment
    after: Moment
    old: Versions[Any] | None
    new: Versions[Any] | None
    projection: Projection[Any]

    def changes(self, path: Parts) -> Iterator[Change]:
        """Yield the fields in which the entity differs."""
        on = self.projection.on
        old = self.old and self.old.at(self.before.day, self.before.known, on)
        new = self.new and self.new.at(self.after.day, self.after.known, on)
        if old == new:
            return
        rows = self._rows(self.old, self.before), self._rows(self.new, self.after)
        for inner, one, other in differences(old, new):
            settings = self._blamed(inner, *rows)
            events = [event for setting in settings for event in self._causes(setting, inner)]
            named = {event.id: event for event in events}  # each once, as it stands now
            last = pendulum_date(settings[-1].day)
            yield Change(shown_path((*path, *inner)), last, one, other, tuple(named.values()))

    def _rows(self, versions: Versions[Any] | None, moment: Moment) -> list[Row]:
        rows = versions.known_at(moment.known, self.projection.on) if versions else ()
        return [row for row in rows if row[0] <= moment.day]

    def _blamed(self, inner: Parts, olds: list[Row], news: list[Row]) -> list[_Setting]:
        """Return the rows that made a difference, in order of their days.

        They are among those behind the rows that both moments begin with: the ones at which
        the value changes and that the two do not share.
        """
        same = 0
        while same < min(len(olds), len(news)) and olds[same][2] == news[same][2]:
            same += 1
        one, other = (_settings(rows, same, inner) for rows in (olds, news))
        shared = {s.event for s in one} & {s.event for s in other}
        apart = [s for s in (*one, *other) if s.event not in shared] or [*one, *other]
        return sorted(apart, key=lambda setting: setting.day)  # stable

    def _causes(self, setting: _Setting, inner: Parts) -> Sequence[Event]:
        """Return what made a row differ: its event where that came to be, and its corrections."""
        before, after = self.before, self.after
        event = setting.event
        if event.id not in before.log.by_id or event.id not in after.log.by_id:
            return [event]
        said = after.log.by_id[event.id]
        corrections = list(
            before.log.corrections.causes(said, before.known, after.log.corrections, after.known)
        )
        causes = self._telling(said, corrections, setting, inner)
        came = before.has(before, said) != before.has(after, said)
        went = after.has(before, said) != after.has(after, said)
        if came and went:
            return [event, *causes]
        return causes or corrections or [event]  # those that say the same hide one another

    def _telling(
        self, said: Event, corrections: list[Correction], setting: _Setting, inner: Parts
    ) -> list[Correction]:
        """Return the corrections that tell in a value, or at least in the order of a day."""

        def value(event: Event) -> Any:
            state = self.projection.on[type(event)](setting.state, event)
            return self.projection.key(event), event.effective.last, read_or_none(state, inner)

        def place(event: Event) -> Any:
            return event.known.last

        for view in (value, place):
            if telling := [c for c in corrections if self._tells(c, said, view)]:
                return telling
        return []

    def _tells(self, correction: Correction, said: Event, view: Callable[[Event], Any]) -> bool:
        """Whether an event would look otherwise without a correction, at either moment."""
        for moment in (self.before, self.after):
            log = moment.log.corrections
            event: Event | None = said
            try:
                without = log.standing(said, moment.known, correction.id)
            except BorderTimelineError:  # others fit only beside it: see what it does alone
                without = _alone(said, correction)
            else:
                event = log.standing(said, moment.known)
            if event != without and (event and view(event)) != (without and view(without)):
                return True
        return False


def _alone(said: Event, correction: Correction) -> Event | None:
    """Return what an event says by one correction, or nothing where that fits only with others."""
    try:
        return applied(said, correction)
    except BorderTimelineError:
        return None


def _settings(rows: Sequence[Row], start: int, inner: Parts) -> list[_Setting]:
    """Return the rows from one on at which a value changes."""
    found: list[_Setting] = []
    before = rows[start - 1][1] if start else None
    old = read_or_none(before, inner)
    for day, state, event in rows[start:]:
        new = read_or_none(state, inner)
        if new != old:
            found.append(_Setting(day, event, before))
        before, old = state, new
    return found
