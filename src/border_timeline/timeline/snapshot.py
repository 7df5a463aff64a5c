"""The state of everything at the end of one day, computed as it is asked for."""

from bisect import bisect_right
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from html import escape
from typing import Any, Generic, TypeVar, cast, overload

import pendulum
from attrs import frozen

from border_timeline.codec.converter import to_plain
from border_timeline.dates import iso, pendulum_date
from border_timeline.errors import UnknownKeyError, did_you_mean
from border_timeline.events import Event
from border_timeline.timeline.changes import Change, differences
from border_timeline.timeline.citation import Citation, digest
from border_timeline.timeline.diff import Moment
from border_timeline.timeline.log import Log
from border_timeline.timeline.paths import shown_path
from border_timeline.timeline.projection import Key, Projection, key_parts, shown_key
from border_timeline.timeline.rows import PRESENT
from border_timeline.timeline.tables import table
from border_timeline.timeline.versions import Versions

S = TypeVar("S")
T = TypeVar("T")


class View(Mapping[Any, S], Generic[S]):
    """One projection at one date: a read-only mapping from key to frozen state.

    It holds the entities that exist by then, in the order of their keys. Asking for
    another one raises `UnknownKeyError`, a `KeyError` that says when the entity first
    appears, or that it never does and which names are near.
    """

    __slots__ = ("_day", "_entities", "_known", "_projection")

    def __init__(
        self,
        projection: Projection[S],
        entities: Mapping[Key, Versions[S]],
        day: int,
        known: int | None,
    ) -> None:
        self._projection = projection
        self._entities = entities
        self._day = day
        self._known = known

    def __getitem__(self, key: Key) -> S:
        versions = self._entities.get(key)
        if versions is not None:
            if self._known is None:  # what nearly everybody asks for: `versions.at`, without a call
                count = bisect_right(versions.days, self._day)
                state = versions.states[count - 1] if count else None
            else:
                state = versions.at(self._day, self._known, self._projection.on)
            if state is not None:
                return state
        names = map(shown_key, self._entities)
        raise self._absence(shown_key(key), [versions] if versions else [], names)

    @overload
    def get(self, key: Key) -> S | None: ...
    @overload
    def get(self, key: Key, default: S | T) -> S | T: ...
    def get(self, key: Key, default: S | T | None = None) -> S | T | None:
        """Return the state of an entity, or the default where it does not exist by then."""
        versions = self._entities.get(key)
        if versions is None:
            return default
        state = versions.at(self._day, self._known, self._projection.on)
        return default if state is None else state

    def absent(self, name: str, name_of: Callable[[Any], str]) -> UnknownKeyError:
        """Return the error that says why no key of a name is here: not yet, or never.

        `name_of` gives the name that a key goes under.
        """
        ever = [versions for key, versions in self._entities.items() if name_of(key) == name]
        return self._absence(name, ever, {name_of(key) for key in self._entities})

    def _absence(
        self, name: str, ever: Sequence[Versions[S]], names: Iterable[str]
    ) -> UnknownKeyError:
        view = self._projection.name
        if not ever:
            near = did_you_mean(name, names)
            return UnknownKeyError(f"{view} has no {name!r} at any date{near}")
        known = PRESENT - 1 if self._known is None else self._known
        rows = [
            (day, since, versions.until.get(index, PRESENT))
            for versions in ever
            for index, (day, since) in enumerate(zip(versions.days, versions.since, strict=True))
        ]
        then = "" if self._known is None else f" as known on {iso(known)}"
        if days := [day for day, since, until in rows if since <= known < until]:
            why = f" as of {iso(self._day)}; it first appears on {iso(min(days))}"
        elif coming := [since for _, since, _ in rows if since > known]:
            why = f"{then}; it first became known on {iso(min(coming))}"
        else:
            gone = max(until for _, _, until in rows)
            why = f"{then or ' as known now'}; it was withdrawn on {iso(gone)}"
        return UnknownKeyError(f"{view} has no {name!r}{why}")

    def within(self, first: str) -> Iterator[tuple[Any, S]]:
        """Yield each compound key that begins with a part, with its state."""
        for key in self._entities:
            if key[0] == first and (state := self.get(key)) is not None:
                yield key, state

    def pairs(self) -> Iterator[tuple[Any, S]]:
        """Yield each key with its state, each looked up once."""
        day, known, on = self._day, self._known, self._projection.on
        for key, versions in self._entities.items():
            if (state := versions.at(day, known, on)) is not None:
                yield key, state

    def items(self) -> ItemsView[Any, S]:
        """Return the keys with their states, in the order of the keys."""
        return _Items(self)

    def values(self) -> ValuesView[S]:
        """Return the states, in the order of their keys."""
        return _Values(self)

    def __contains__(self, key: object) -> bool:
        versions = self._entities.get(cast("Key", key))
        if versions is None:
            return False
        return versions.at(self._day, self._known, self._projection.on) is not None

    def __iter__(self) -> Iterator[Any]:
        return (key for key, _ in self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self.pairs())

    def __repr__(self) -> str:
        return (
            f"<{self._projection.name} as of {iso(self._day)}: {', '.join(map(shown_key, self))}>"
        )


class _Items(ItemsView[Any, S], Generic[S]):
    _mapping: View[S]

    def __iter__(self) -> Iterator[tuple[Any, S]]:
        return self._mapping.pairs()


class _Values(ValuesView[S], Generic[S]):
    _mapping: View[S]

    def __iter__(self) -> Iterator[S]:
        return (state for _, state in self._mapping.pairs())


@frozen
class Possible:
    """An event that may have happened by then, and what it would change if it had."""

    event: Event
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the event and the changes as plain values that JSON can hold."""
        return {
            "event": self.event.id,
            "title": self.event.title,
            "effective": str(self.event.effective),
            "changes": [change.to_dict() for change in self.changes],
        }


class Snapshot:
    """The state of policy at the end of one civil day in Europe/London.

    `timeline.as_of(…)` makes one at once; each view is folded when it is first looked
    at. `snapshot[projection]` gives the `View` of any projection, and the views that the
    timeline was made with are attributes by their names. Two snapshots are equal when
    they answer for the same dates and hold the same states. Nothing in one can be
    changed.
    """

    __slots__ = ("_day", "_known", "_log", "_recorded")

    def __init__(self, log: Log, day: int, known: int | None, recorded: int | None) -> None:
        self._log = log
        self._day = day
        self._known = known
        self._recorded = recorded

    @property
    def as_of(self) -> pendulum.Date:
        """The day at whose end the state is given."""
        return pendulum_date(self._day)

    @property
    def known_at(self) -> pendulum.Date | None:
        """The day by whose end an event must have been public, or None for all known now."""
        return None if self._known is None else pendulum_date(self._known)

    @property
    def recorded_at(self) -> pendulum.Date | None:
        """The day by whose end the record must have taken an event in, or None for all in it."""
        return None if self._recorded is None else pendulum_date(self._recorded)

    @property
    def beyond_coverage(self) -> bool:
        """Whether the day lies outside the days that the dataset says it covers."""
        return not self._log.covers(self._day)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that count by then, as corrected by then, in replay order."""
        return self._log.counted(self._day, self._known)

    @property
    def possible(self) -> tuple[Possible, ...]:
        """The events that may have happened by then, and what they would change, in replay order.

        Their imprecise date has begun and not ended; they count for nothing yet.
        """
        events = self._log.possible(self._day, self._known)
        return tuple(Possible(event, tuple(self._effects(event))) for event in events)

    def _effects(self, event: Event) -> Iterator[Change]:
        """Yield what an event would change if it came last of all by then."""
        for view in self._log.views:
            if evolve := view.on.get(type(event)):
                key = view.key(event)
                state = self[view].get(key)
                for inner, old, new in differences(state, evolve(state, event)):
                    path = shown_path((view.name, *key_parts(key), *inner))
                    yield Change(path, event.effective.latest, old, new, (event,))

    def moment(self) -> Moment:
        """Return the day and the state of knowledge, for the engine."""
        return Moment(self._log, self._day, self._known)

    def citation(self) -> Citation:
        """Return what to write down so that `timeline.replay` finds this very answer again."""
        log = self._log
        recorded = None if log.recorded is None else len(log.recorded)
        return Citation(
            as_of=iso(self._day),
            known_at=None if self._known is None else iso(self._known),
            recorded_at=None if self._recorded is None else iso(self._recorded),
            title=log.info.title,
            version=log.info.version,
            events=recorded if recorded == len(log.events) else None,
            digest=digest(self.to_dict()["views"]),
        )

    def __getitem__(self, projection: Projection[S]) -> View[S]:
        return View(projection, self._log.versions(projection), self._day, self._known)

    def __getattr__(self, name: str) -> View[Any]:
        if name.startswith("_"):  # slots that unpickling has not filled yet
            raise AttributeError(name)
        return self[self._log.view(name)]

    def views(self) -> dict[str, View[Any]]:
        """Return the views of the timeline by name, in its order."""
        return {projection.name: self[projection] for projection in self._log.views}

    def to_dict(self) -> dict[str, Any]:
        """Return the dates and all states as plain values that JSON can hold.

        Dates are `YYYY-MM-DD`, amounts canonical text (`GBP 75000000`), compound keys
        nested mappings. The result is the caller's own.
        """
        return {
            "as_of": iso(self._day),
            "known_at": None if self._known is None else iso(self._known),
            "recorded_at": None if self._recorded is None else iso(self._recorded),
            "beyond_coverage": self.beyond_coverage,
            "views": {name: _nested(view) for name, view in self.views().items()},
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Snapshot):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self._day, self._known, self._recorded))

    def __repr__(self) -> str:
        known = "" if self._known is None else f" known_at={iso(self._known)}"
        known += "" if self._recorded is None else f" recorded_at={iso(self._recorded)}"
        beyond = " beyond coverage" if self.beyond_coverage else ""
        counts = ", ".join(f"{len(view)} {name}" for name, view in self.views().items() if view)
        return f"<Snapshot as_of={iso(self._day)}{known}{beyond}: {counts or 'nothing yet'}>"

    def _repr_html_(self) -> str:
        parts = [f"<p>{escape(repr(self).partition(':')[0][1:])}</p>"]
        for name, view in self.views().items():
            if view:
                columns, rows = table(view)
                parts.append(_html_table(name, columns, rows))
        return "".join(parts)


def _html_table(name: str, columns: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><caption>{escape(name)}</caption><tr>{head}</tr>{body}</table>"


def _nested(view: Mapping[Key, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, state in view.items():
        *outer, last = key_parts(key)
        holder = nested
        for part in outer:
            holder = holder.setdefault(part, {})
        holder[last] = to_plain(state)
    return nested
