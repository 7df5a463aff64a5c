"""The queries about what changed, when and why, held against the slow reference."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, permutations
from typing import Any

import attrs
import orjson
from hypothesis import given
from hypothesis import strategies as st

from border_timeline import (
    Change,
    Citation,
    Explanation,
    Finding,
    Snapshot,
    Timeline,
    UnknownKeyError,
)
from border_timeline.events import (
    Correction,
    CorrectionKind,
    Event,
    FigureReported,
    FundingPledged,
    PolicyEnded,
    PolicyStarted,
    PolicySuspended,
    PostFilled,
    PostVacated,
)
from border_timeline.testing.logs import additions, fact, ledgers, logs
from border_timeline.testing.model import (
    FAR,
    Entity,
    Row,
    changed,
    folded,
    in_order,
    live,
    replayed,
    stands,
)
from border_timeline.testing.model import states as states_of
from border_timeline.testing.stories import without
from border_timeline.testing.values import DAY
from border_timeline.timeline.paths import parse_path
from border_timeline.timeline.projection import key_parts
from border_timeline.views import VIEWS
from edges import EDGES

TYPES = (
    PolicyStarted,
    PolicyEnded,
    PostFilled,
    PostVacated,
    FigureReported,
    FundingPledged,
)
LOGS = logs(TYPES, min_size=1, max_size=4, corrections=4)
DAYS = st.sampled_from(EDGES)
#: The days on which corrections become known, or to which they move one another.
CORRECTED = [DAY + timedelta(far + near) for far in (-500, 0, 500) for near in range(-4, 32)]
ALL_DAYS = sorted({*EDGES, *CORRECTED})
KNOWN = DAYS | st.integers(-4, 14).map(lambda days: DAY + timedelta(days))
MAYBE_KNOWN = st.none() | KNOWN
#: A day on the effective axis, by what is known on another.
Moment = tuple[date, date | None]
MOMENTS = st.tuples(DAYS, MAYBE_KNOWN)


# The reference, for the bundled views


def entities_of(ordered: Iterable[Event]) -> Mapping[Entity, Sequence[Row]]:
    return folded(ordered, VIEWS)


def states(events: Sequence[Event], day: date, known: date) -> dict[Entity, Any]:
    return states_of(events, VIEWS, day, known)


def fields(state: Any) -> list[str]:
    return [field.name for field in attrs.fields(type(state))]


def parts(entity: Entity, *field: str) -> tuple[str, ...]:
    view, key = entity
    return (view, *key_parts(key), *field)


def changes(entity: Entity, rows: Iterable[Row], *field: str) -> list[Change]:
    """Return the changes of an entity, or of a field of it."""
    found: list[Change] = []
    old = None
    for row in rows:
        new = getattr(row.state, *field) if field else row.state
        if new != old:
            path = ".".join(parts(entity, *field))
            found.append(Change(path, row.event.effective.latest, old, new, (row.event,)))
        old = new
    return found


def held(snapshot: Snapshot) -> dict[Entity, Any]:
    return {(view.name, key): state for view in VIEWS for key, state in snapshot[view].items()}


def paths(
    found: Mapping[Entity, Sequence[Row]],
) -> Iterator[tuple[Entity, Sequence[Row], tuple[str, ...]]]:
    """Yield every entity with its rows, and with each field of its state."""
    for entity, rows in found.items():
        yield entity, rows, ()
        for name in fields(rows[0].state):
            yield entity, rows, (name,)


def replay(steps: Iterable[Change], day: date = FAR) -> Any:
    """Return the value that is left after the changes up to a day, each of which must fit."""
    value = None
    for change in steps:
        if change.on <= day:
            assert change.old == value
            value = change.new
    return value


# History


@given(LOGS, MAYBE_KNOWN, DAYS)
def test_the_history_is_the_one_of_the_reference_and_agrees_with_every_state(
    events: list[Event], known: date | None, day: date
) -> None:
    timeline = Timeline(events)
    now = held(timeline.as_of(day, known_at=known))
    for entity, rows, field in paths(entities_of(replayed(events, known or FAR))):
        found = timeline.history(parts(entity, *field), known_at=known)
        assert found == changes(entity, rows, *field)
        assert all(one.new == other.old for one, other in pairwise(found))
        state = now.get(entity)
        assert replay(found, day) == (getattr(state, *field) if field and state else state)


@given(LOGS, MAYBE_KNOWN)
def test_the_history_of_a_view_is_all_its_entities_in_replay_order(
    events: list[Event], known: date | None
) -> None:
    timeline = Timeline(events)
    ordered = replayed(events, known or FAR)
    place = {event.id: index for index, event in enumerate(ordered)}
    entities = entities_of(ordered)
    for view in VIEWS:
        rows = {entity: own for entity, own in entities.items() if entity[0] == view.name}
        found = [change for entity, own in rows.items() for change in changes(entity, own)]
        expected = sorted(found, key=lambda change: place[change.event.id])
        assert timeline.history(view.name, known_at=known) == expected


# Differences


def entity_of(path: str) -> tuple[Entity, tuple[str, ...]]:
    """Return the entity that a path leads to, and the rest of the path."""
    view, *inner = parse_path(path)
    length = 2 if view == "figures" else 1
    key = inner[0] if length == 1 else tuple(inner[:length])
    return (view, key), tuple(inner[length:])


def applied(found: Sequence[Change], before: dict[Entity, Any]) -> dict[Entity, Any]:
    """Return the states after the changes, each of which must fit."""
    after = dict(before)
    for change in found:
        entity, field = entity_of(change.path)
        state: Any = after.get(entity)
        if field:
            assert change.old == getattr(state, *field)
            after[entity] = attrs.evolve(state, **{field[0]: change.new})
        else:
            assert change.old == state
            after[entity] = change.new
    return {entity: state for entity, state in after.items() if state is not None}


def swapped(found: Iterable[Change]) -> list[tuple[str, Any, Any]]:
    return [(change.path, change.new, change.old) for change in found]


def told(found: Iterable[Change]) -> list[tuple[str, Any, Any]]:
    return [(change.path, change.old, change.new) for change in found]


@given(LOGS, MOMENTS, MOMENTS)
def test_a_difference_applied_to_one_state_gives_the_other(
    events: list[Event], one: Moment, other: Moment
) -> None:
    timeline = Timeline(events)
    before, after = (timeline.as_of(day, known_at=known) for day, known in (one, other))
    found = timeline.diff(before, after)
    assert applied(found, held(before)) == held(after)
    assert swapped(timeline.diff(after, before)) == told(found)
    assert timeline.diff(before, before) == timeline.diff(after, after) == []
    assert all(change.old != change.new for change in found)


@given(LOGS, DAYS, DAYS, MAYBE_KNOWN)
def test_a_difference_between_days_is_the_one_between_their_snapshots(
    events: list[Event], one: date, other: date, known: date | None
) -> None:
    timeline = Timeline(events)
    before, after = (timeline.as_of(day, known_at=known) for day in (one, other))
    assert timeline.diff(one, other, known_at=known) == timeline.diff(before, after)


@given(st.data(), LOGS, MOMENTS, MOMENTS)
def test_differences_run_between_states_of_the_ledger_too(
    data: st.DataObject, events: list[Event], one: Moment, other: Moment
) -> None:
    timeline = Timeline(events, recorded=data.draw(ledgers(events)))
    before, after = (
        timeline.as_of(day, known_at=known, recorded_at=data.draw(KNOWN))
        for day, known in (one, other)
    )
    found = timeline.diff(before, after)
    assert applied(found, held(before)) == held(after)
    assert swapped(timeline.diff(after, before)) == told(found)


@given(LOGS, DAYS, DAYS, MAYBE_KNOWN)
def test_a_difference_between_days_names_the_events_of_the_history_in_between(
    events: list[Event], one: date, other: date, known: date | None
) -> None:
    timeline = Timeline(events)
    first, last = sorted((one, other))
    for change in timeline.diff(one, other, known_at=known):
        steps = timeline.history(change.path, known_at=known)
        between = [step for step in steps if first < step.on <= last]
        assert list(change.events) == [step.event for step in between]
        assert change.on == between[-1].on


def standing_otherwise(
    event: Event, events: Sequence[Event], one: date, other: date
) -> Iterator[Event]:
    """Yield the corrections behind an event that apply on one day of knowledge alone.

    One that says something else on the other day is given as it stands on each.
    """
    before, after = ({c.id: c for c in live(event, events, known)} for known in (one, other))
    for name in before.keys() | after.keys():
        if before.get(name) != after.get(name):
            yield from (found[name] for found in (before, after) if name in found)
    for correction in events:
        if isinstance(correction, Correction) and correction.corrects == event.id:
            yield from standing_otherwise(correction, events, one, other)


@given(LOGS, MOMENTS, MOMENTS)
def test_every_difference_names_events_that_differ(
    events: list[Event], one: Moment, other: Moment
) -> None:
    timeline = Timeline(events)
    sides = [(day, known or FAR) for day, known in (one, other)]
    logs = [replayed(events, known, day) for day, known in sides]
    rows = [entities_of(ordered) for ordered in logs]
    moments = [known for _, known in sides]
    behind = [e for event in events for e in standing_otherwise(event, events, *moments)]
    for change in timeline.diff(
        timeline.as_of(one[0], known_at=one[1]), timeline.as_of(other[0], known_at=other[1])
    ):
        entity, field = entity_of(change.path)
        olds, news = (changes(entity, found.get(entity, ()), *field) for found in rows)
        apart = [step.event for step in olds if step not in news]
        apart += [step.event for step in news if step not in olds]
        assert change.events
        assert len({event.id for event in change.events}) == len(change.events)
        assert all(event in apart or event in behind for event in change.events)
        if sides[0][1] == sides[1][1]:
            assert not any(event in behind for event in change.events)


@given(LOGS, DAYS, KNOWN, MAYBE_KNOWN)
def test_where_only_knowledge_differs_corrections_are_named_and_not_what_they_correct(
    events: list[Event], day: date, known: date, then: date | None
) -> None:
    timeline = Timeline(events)
    before, after = (timeline.as_of(day, known_at=moment) for moment in (known, then))
    olds, news = ({event.id: event for event in now.events} for now in (before, after))
    for change in timeline.diff(before, after):
        for event in change.events:
            if event.id in olds and event.id in news and not isinstance(event, Correction):
                assert olds[event.id] == news[event.id]


# Explanations


@given(LOGS, MOMENTS)
def test_an_explanation_is_the_one_of_the_reference(events: list[Event], moment: Moment) -> None:
    timeline = Timeline(events)
    day, known = moment
    now = held(timeline.as_of(day, known_at=known))
    found = entities_of(replayed(events, known or FAR, day))
    assert now.keys() == found.keys()
    for entity, rows, field in paths(found):
        why = timeline.explain(parts(entity, *field), as_of=day, known_at=known)
        steps = changes(entity, rows, *field)
        assert (why.as_of, why.known_at, why.recorded_at) == (day, known, None)
        assert why.value == (getattr(now[entity], *field) if field else now[entity])
        assert list(why.chain) == steps
        assert why.event == (steps[-1].event if steps else rows[0].event)
        assert why.since == why.event.effective.latest <= day
        assert replay(why.chain) == why.value
        chained = dict.fromkeys([*(step.event.id for step in steps), why.event.id])
        touched = [_said(events, name) for name in chained]
        behind = [c for event in touched for c in touching(event, events, known or FAR)]
        assert list(why.corrections) == list(dict.fromkeys(behind))


def touching(event: Event, events: Sequence[Event], known: date) -> Iterator[Correction]:
    """Yield the corrections of an event that apply by what is known, each before its own."""
    for correction in live(event, events, known):
        yield correction
        yield from touching(correction, events, known)


def _said(events: Iterable[Event], name: str) -> Event:
    return next(event for event in events if event.id == name)


@given(LOGS, MOMENTS)
def test_an_alternative_is_the_value_if_the_event_said_what_the_dispute_says(
    events: list[Event], moment: Moment
) -> None:
    timeline = Timeline(events)
    day, known = moment[0], moment[1] or FAR
    found = entities_of(replayed(events, known, day))
    worlds = [(d, entities_of(by(d, events, known, day))) for d in disputes(events, known)]
    for entity, _, field in paths(found):
        why = timeline.explain(parts(entity, *field), as_of=day, known_at=moment[1])
        expected = [
            (value_in(world, entity, *field), dispute)
            for dispute, world in worlds
            if value_in(world, entity, *field) != why.value
        ]
        told_of = [(other.value, other.dispute) for other in why.alternatives]
        assert sorted(told_of, key=repr) == sorted(expected, key=repr)


def disputes(events: Sequence[Event], known: date) -> Iterator[Correction]:
    """Yield the disputes that stand by what is known, of an event that does and is public."""
    for event in events:
        said = stands(event, events, known)
        if said is not None and said.known.latest <= known:
            for correction in live(event, events, known):
                if correction.kind is CorrectionKind.DISPUTE:
                    yield correction


def by(dispute: Correction, events: Sequence[Event], known: date, day: date) -> list[Event]:
    """Return the events that would be public and count, in replay order, by a dispute."""
    ordered = replayed(events, known)
    said = [changed(e, dispute) if e.id == dispute.corrects else e for e in ordered]
    public = [event for event in said if event.known.latest <= known]
    return [event for event in in_order(public) if event.effective.latest <= day]


def value_in(world: Mapping[Entity, Sequence[Row]], entity: Entity, *field: str) -> Any:
    state = world[entity][-1].state if entity in world else None
    return getattr(state, *field) if field and state else state


@given(LOGS, MOMENTS)
def test_without_the_event_that_set_a_value_it_is_explained_otherwise(
    events: list[Event], moment: Moment
) -> None:
    timeline = Timeline(events)
    day, known = moment
    for entity, _, field in paths(entities_of(replayed(events, known or FAR, day))):
        path = parts(entity, *field)
        why = timeline.explain(path, as_of=day, known_at=known)
        left = Timeline(without(events, [why.event.id]))
        try:
            other = left.explain(path, as_of=day, known_at=known)
        except UnknownKeyError:
            continue
        assert _set_by(other) != _set_by(why)


def _set_by(why: Explanation) -> tuple[Any, ...]:
    return why.value, why.since, why.event


# News


@given(LOGS)
def test_the_news_of_each_day_is_what_that_day_makes_known(events: list[Event]) -> None:
    timeline = Timeline(events)
    heard: set[str] = set()
    for day in ALL_DAYS:
        fresh = [event for event in replayed(events, day) if event.id not in heard]
        assert timeline.news(day, day) == fresh
        heard |= {event.id for event in fresh}


@given(LOGS, KNOWN, st.integers(0, 4), st.integers(1, 9), MAYBE_KNOWN)
def test_the_news_of_adjacent_days_joins_up(
    events: list[Event], first: date, length: int, more: int, known: date | None
) -> None:
    timeline = Timeline(events)
    middle = first + timedelta(length)
    last = middle + timedelta(more)
    parts = (first, middle), (middle + timedelta(1), last)
    joined = [e for one, end in parts for e in timeline.news(one, end, known_at=known)]
    assert timeline.news(first, last, known_at=known) == joined


@given(LOGS, MAYBE_KNOWN)
def test_every_event_that_is_ever_known_is_news_once(
    events: list[Event], known: date | None
) -> None:
    found = Timeline(events).news("1900-01-01", FAR, known_at=known)
    until = known or ALL_DAYS[-1]
    ever = {event.id for day in ALL_DAYS if day <= until for event in replayed(events, day)}
    assert sorted(event.id for event in found) == sorted(ever)


# What comes later


def answers(timeline: Timeline, day: date, known: date | None) -> list[Any]:
    """Return all that a timeline says at a moment, and of the days up to it."""
    now = timeline.as_of(day, known_at=known)
    entities = held(now)
    named = [parts(entity, *field) for entity, _, field in _named(entities)]
    return [
        now.to_dict(),
        now.events,
        now.possible,
        [timeline.history(view.name, known_at=known) for view in VIEWS],
        [timeline.history(path, known_at=known) for path in named],
        [timeline.explain(path, as_of=day, known_at=known) for path in named],
        timeline.diff(DAY, day, known_at=known),
        timeline.diff(day, DAY, known_at=known),
    ]


def _named(entities: dict[Entity, Any]) -> Iterator[tuple[Entity, Any, tuple[str, ...]]]:
    for entity, state in entities.items():
        yield entity, state, ()
        for name in fields(state):
            yield entity, state, (name,)


LATER_KINDS = [kind for kind in CorrectionKind if kind is not CorrectionKind.ERRATUM]


@given(st.data(), LOGS, DAYS, KNOWN)
def test_what_becomes_known_later_changes_no_answer_at_a_time(
    data: st.DataObject, events: list[Event], day: date, known: date
) -> None:
    more = data.draw(additions(events, known, LATER_KINDS, TYPES))
    before, after = Timeline(events), Timeline([*events, more])
    assert answers(after, day, known) == answers(before, day, known)
    assert after.news("1900-01-01", known) == before.news("1900-01-01", known)


@given(st.data(), LOGS, DAYS, KNOWN, MAYBE_KNOWN)
def test_by_an_earlier_ledger_a_timeline_is_the_one_of_its_events(
    data: st.DataObject, events: list[Event], day: date, recorded_at: date, known: date | None
) -> None:
    recorded = data.draw(ledgers(events))
    timeline = Timeline(events, recorded=recorded)
    taken_in = [event for event in events if recorded[event.id] <= recorded_at]
    alone = Timeline(taken_in)
    asked = timeline.as_of(day, known_at=known, recorded_at=recorded_at)
    named = [parts(entity, *field) for entity, _, field in _named(held(asked))]
    asking = {"known_at": known, "recorded_at": recorded_at}

    assert held(asked) == held(alone.as_of(day, known_at=known))
    assert asked.events == alone.as_of(day, known_at=known).events
    assert timeline.diff(DAY, day, **asking) == alone.diff(DAY, day, known_at=known)
    assert timeline.news(DAY, FAR, **asking) == alone.news(DAY, FAR, known_at=known)
    for path in named:
        assert timeline.history(path, **asking) == alone.history(path, known_at=known)
        why = timeline.explain(path, as_of=day, **asking)
        bare = alone.explain(path, as_of=day, known_at=known)
        assert (why.recorded, why.recorded_at) == (recorded[why.event.id], recorded_at)
        assert attrs.evolve(why, recorded=None, recorded_at=None) == bare


# Asking again


@given(LOGS, st.lists(MOMENTS, min_size=2, max_size=6))
def test_the_order_of_questions_never_matters(events: list[Event], asked: list[Moment]) -> None:
    timeline = Timeline(events)
    for day, known in [*asked, *asked[::-1]]:
        now = held(timeline.as_of(day, known_at=known))
        assert now == states(events, day, known or FAR)


@given(LOGS, st.lists(MOMENTS, min_size=2, max_size=3))
def test_a_timeline_that_was_asked_before_answers_as_a_new_one(
    events: list[Event], asked: list[Moment]
) -> None:
    timeline = Timeline(events)
    for day, known in [*asked, *asked[::-1]]:
        assert answers(timeline, day, known) == answers(Timeline(events), day, known)


# Citations


@given(st.data(), LOGS, MOMENTS, MAYBE_KNOWN)
def test_a_citation_replays_to_its_answer_whatever_is_recorded_later(
    data: st.DataObject, events: list[Event], moment: Moment, recorded_at: date | None
) -> None:
    recorded = data.draw(ledgers(events))
    count = data.draw(st.integers(0, len(events)))
    first = dict(list(recorded.items())[:count])
    early = Timeline([event for event in events if event.id in first], recorded=first)
    day, known = moment
    asked = early.as_of(day, known_at=known, recorded_at=recorded_at)
    written = orjson.dumps(asked.citation().to_dict())
    citation = Citation(**orjson.loads(written))

    for timeline in (early, Timeline(events, recorded=recorded)):
        found = timeline.replay(citation)
        assert found == asked
        assert found.citation() == citation


# Ties


@st.composite
def busy_days(draw: st.DrawFn) -> list[Event]:
    """Draw events of one day about one policy, known on two days, and links between them."""
    types = st.sampled_from([PolicyStarted, PolicySuspended, PolicyEnded])
    known = st.sampled_from([DAY, DAY + timedelta(1)])
    events: list[Event] = []
    names = draw(st.permutations([f"event-{number}" for number in range(draw(st.integers(2, 5)))]))
    for name in names:
        fixed = {"effective": st.just(DAY), "known": known, "policy": st.just("alpha")}
        events.append(draw(fact(name, types, events, **fixed)))
    return events


ONE_DAY = logs(TYPES, max_size=3, corrections=4, effective=st.just(str(DAY))) | busy_days()


def tied(events: Sequence[Event]) -> list[tuple[str, str, Entity]]:
    """Return the pairs that end their day otherwise when the second comes just before the first.

    What links say must come before the second comes with it.
    """
    ordered = replayed(events, FAR)
    found: list[tuple[str, str, Entity]] = []
    for entity, rows in entities_of(ordered).items():
        for one, other in combinations([row.event for row in rows], 2):
            today = [event for event in ordered if event.effective.latest == one.effective.latest]
            if other in today and not _leads(one.id, other, today):
                place = ordered.index(one)
                lead = [e for e in today if e is other or _leads(e.id, other, today)]
                moved = [e for e in ordered[place:] if e in lead]
                turned = [*ordered[:place], *moved, *(e for e in ordered[place:] if e not in moved)]
                day = one.effective.latest
                if _end(entity, turned, day) != _end(entity, ordered, day):
                    found.append((one.id, other.id, entity))
    return found


def _leads(name: str, event: Event, today: Sequence[Event]) -> bool:
    """Whether `after` links lead from an event to the one of that name, in one day."""
    links = [other for other in today if other.id in event.after]
    return any(other.id == name or _leads(name, other, today) for other in links)


def _end(entity: Entity, ordered: Sequence[Event], day: date) -> Any:
    return entities_of(event for event in ordered if event.effective.latest <= day)[entity][
        -1
    ].state


def ties(events: Sequence[Event]) -> list[Finding]:
    """Return what a check finds tied."""
    return [found for found in Timeline(events).check() if found.code == "order-dependent-tie"]


@given(LOGS | ONE_DAY)
def test_the_ties_are_those_of_the_reference(events: list[Event]) -> None:
    found = ties(events)
    named = {(*(event.id for event in finding.events), finding.message) for finding in found}
    expected = tied(events)
    assert len(named) == len(found) == len(expected)
    for one, other, entity in expected:
        path = ".".join(parts(entity))
        assert any(found[:2] == (one, other) and f" {path} " in found[2] for found in named)


@given(ONE_DAY)
def test_a_tie_is_open_to_orders_that_end_otherwise_and_two_events_so_open_are_a_tie(
    events: list[Event],
) -> None:
    findings = ties(events)
    today = [e for e in replayed(events, FAR) if e.effective.latest == DAY]
    orders = [order for order in permutations(today) if _is_free(order)]
    for entity, rows in entities_of(today).items():
        path = ".".join(parts(entity))
        pairs = [f.events for f in findings if f" {path} " in f.message and f.events[0] in today]
        for one, other in pairs:
            turned = [order for order in orders if order.index(other) < order.index(one)]
            assert any(_end(entity, order, DAY) != rows[-1].state for order in turned)
        if len(today) == 2 and len({repr(_end(entity, order, DAY)) for order in orders}) == 2:
            assert pairs == [tuple(row.event for row in rows)]


def _is_free(order: Sequence[Event]) -> bool:
    """Whether each event comes behind those that it names."""
    place = {event.id: index for index, event in enumerate(order)}
    return all(place.get(name, -1) < place[event.id] for event in order for name in event.after)
