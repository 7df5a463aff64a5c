"""The laws that every timeline keeps, as functions: `law(projection)` or `law(timeline)`.

For a projection logs are made of the event types that it folds; of a timeline parts of its
own events are taken, those about one entity at a time. A law that does not hold raises
`BrokenLawError`, whose message ends in the smallest log that shows it.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

import attrs
from hypothesis import strategies as st

from border_timeline.codec.converter import Codec
from border_timeline.codec.writing import to_yaml
from border_timeline.codec.yaml import read_yaml
from border_timeline.dates import pendulum_date
from border_timeline.errors import DatasetError
from border_timeline.events import Correction, CorrectionKind, Event
from border_timeline.testing.law import BrokenLawError, Case, Law, law, path_of
from border_timeline.testing.logs import Question, additions, fact, permutations, retraction
from border_timeline.testing.model import FAR, Entity, folded, replayed, states
from border_timeline.testing.stories import linked, without
from border_timeline.timeline import Change
from border_timeline.timeline.paths import shown_path
from border_timeline.timeline.projection import key_parts

#: Of what becomes known later only errata change what an earlier day knew.
_NO_ERRATA = tuple(kind for kind in CorrectionKind if kind is not CorrectionKind.ERRATUM)


# The answers themselves


@law
def every_answer_is_the_one_of_the_model(case: Case) -> None:
    """A state is what filtering, ordering and folding the whole log anew gives."""
    day, known = case.moment()
    now = case.timeline().as_of(day, known_at=known)
    case.same(
        case.states(now),
        states(case.events, case.views, day, known or FAR),
        "by the timeline",
        "by the model",
    )
    ordered = replayed(case.events, known or FAR, day)
    case.differ("the order", _ids(now.events), _ids(ordered), "by the timeline", "by the model")


@law
def a_fold_is_pure(case: Case) -> None:
    """The same events give the same states, and none changes a state that was handed out."""
    ordered = replayed(case.events)
    whole = folded(ordered, case.views)
    kept = {entity: [deepcopy(row.state) for row in rows] for entity, rows in whole.items()}
    for end in range(1, len(ordered) + 1):
        for entity, rows in folded(ordered[:end], case.views).items():
            state = kept[entity][len(rows) - 1]
            name = f"{path_of(entity)} from {rows[-1].event.id} on"
            _must_hash(name, state)
            case.differ(
                name, state, rows[-1].state, "when all is folded", "when nothing behind it is"
            )


def _must_hash(name: str, state: object) -> None:
    try:
        hash(state)
    except TypeError as error:
        raise BrokenLawError(f"{name} is\n    {state!r}\nwhich can be changed: {error}") from error


@law
def folding_keys_apart_equals_folding_them_together(case: Case) -> None:
    """No fold reads another entity: each alone, whichever goes first, gives the same states."""
    day, known = case.moment()
    together = case.states(case.timeline().as_of(day, known_at=known))
    ordered = replayed(case.events, known or FAR, day)
    alone: dict[Entity, Any] = {}
    for view in case.views:
        mine = [event for event in ordered if type(event) in view.on]
        for key in case.draw(st.permutations(list(dict.fromkeys(map(view.key, mine))))):
            own = [event for event in mine if view.key(event) == key]
            ((entity, rows),) = folded(own, [view]).items()
            alone[entity] = rows[-1].state
    case.same(together, alone, "together", "when each entity is folded alone")


@law
def what_is_kept_between_questions_changes_no_answer(case: Case) -> None:
    """A timeline that was asked before answers as one that was not."""
    timeline = case.timeline()
    for _ in range(case.draw(st.integers(1, 4))):
        day, known = case.moment()
        asked = case.states(timeline.as_of(day, known_at=known))
        fresh = case.states(case.timeline().as_of(day, known_at=known))
        case.same(fresh, asked, "when nothing else was asked", "after other questions")


@law
def an_event_is_absent_or_possible_or_counted(case: Case) -> None:
    """An event whose date has not begun is absent, has begun is possible, has ended is counted."""
    day, known = case.moment()
    now = case.timeline().as_of(day, known_at=known)
    public = replayed(case.events, known or FAR)
    begun = [event.id for event in public if event.effective.earliest <= day]
    counted = [event.id for event in public if event.effective.latest <= day]
    case.differ("what counts", _ids(now.events), counted, "by the timeline", "by the dates")
    possible = [name for name in begun if name not in counted]
    found = _ids(maybe.event for maybe in now.possible)
    case.differ("what is possible", found, possible, "by the timeline", "by the dates")


# The order of input, and what happened later


@law
def the_order_of_input_never_matters(case: Case) -> None:
    """The same events in another order give the same answers."""
    day, known = case.moment()
    permuted = case.draw(permutations(case.events))
    one, other = (
        case.timeline(rows).as_of(day, known_at=known) for rows in (case.events, permuted)
    )
    order = f"in the order {', '.join(_ids(permuted))}"
    case.same(case.states(one), case.states(other), "as given", order)
    case.differ("the order of replay", _ids(one.events), _ids(other.events), "as given", order)


@law
def an_answer_needs_only_the_events_up_to_its_day(case: Case) -> None:
    """Replaying the events that count by a day gives the state of that day."""
    day, _ = case.moment()
    facts = [event for event in replayed(case.events) if not isinstance(event, Correction)]
    later = [event.id for event in facts if event.effective.latest > day]
    counted = case.events
    for name in later:
        less = without(counted, [name])
        left = _ids(less)
        # What corrects it goes as well, and must not where that counts and is folded itself.
        if not any(_is_folded(event, case, day) for event in counted if event.id not in left):
            counted = less
    whole, alone = (case.timeline(rows).as_of(day) for rows in (case.events, counted))
    case.same(case.states(whole), case.states(alone), "by all events", f"by those up to {day}")


def _is_folded(event: Event, case: Case, day: date) -> bool:
    """Whether a correction counts by a day in a view of corrections."""
    folds = any(type(event) in view.on for view in case.views)
    return isinstance(event, Correction) and folds and event.effective.latest <= day


@law
def an_event_of_a_later_day_never_changes_an_answer(case: Case) -> None:
    """Adding an event that takes effect after a day leaves the states of that day as they are."""
    day, known = case.moment()
    later = st.integers(1, 400).map(lambda days: day + timedelta(days))
    more = case.draw(fact("more", st.sampled_from(case.types), case.events, effective=later))
    _unchanged(case, more, (day, known))


@law
def what_becomes_known_later_never_changes_what_was_known(case: Case) -> None:
    """Adding an event that is known after a day changes no answer at that day, errata aside."""
    day, known = case.past()
    _unchanged(case, case.draw(additions(case.events, known, _NO_ERRATA, case.types)), (day, known))


def _unchanged(case: Case, more: Event, question: Question) -> None:
    day, known = question
    case.added(more)
    before, after = case.timeline(), case.timeline([*case.events, more])
    one, other = (case.states(line.as_of(day, known_at=known)) for line in (before, after))
    case.same(one, other, f"without {more.id}", f"with {more.id}")
    for view in case.views:
        here, there = (
            [step for step in line.history(view.name, known_at=known) if step.on <= day]
            for line in (before, after)
        )
        case.differ(f"the history of {view.name}", here, there, f"without {more.id}", "with it")


# What changed, and why


@law
def history_diff_and_as_of_agree(case: Case) -> None:
    """History leads to the state of each day, and a difference is the history in between."""
    (one, known), other = case.moment(), case.day()
    first, last = sorted((one, other))
    timeline = case.timeline()
    before, after = (case.states(timeline.as_of(day, known_at=known)) for day in (first, last))
    expected: list[Change] = []
    for entity in folded(replayed(case.events, known or FAR), case.views):
        old, new = before.get(entity), after.get(entity)
        for path in _paths(entity, old, new):
            steps = timeline.history(path, known_at=known)
            for day, state in ((first, old), (last, new)):
                name = f"{shown_path(path)} on {day}"
                value = _read(state, path, entity)
                case.differ(name, _led(steps, day), value, "by history", "by as_of")
        for path in _differing(entity, old, new):
            history = timeline.history(path, known_at=known)
            between = [step for step in history if first < step.on <= last]
            events = tuple(step.event for step in between)
            on = between[-1].on if between else pendulum_date(last.toordinal())
            was, became = (_read(state, path, entity) for state in (old, new))
            expected.append(Change(shown_path(path), on, was, became, events))
    found = sorted(timeline.diff(first, last, known_at=known), key=attrgetter("path"))
    expected.sort(key=attrgetter("path"))
    name = f"what changed from {first} to {last}"
    case.differ(name, found, expected, "by diff", "by as_of and history")


def _paths(entity: Entity, *states: object) -> Iterator[tuple[str, ...]]:
    """Yield the path to an entity, and to each field of its states that is not private."""
    view, key = entity
    yield view, *key_parts(key)
    classes: dict[Any, None] = dict.fromkeys(map(type, states))
    for name in dict.fromkeys(
        field.name for cls in classes if attrs.has(cls) for field in attrs.fields(cls)
    ):
        if not name.startswith("_"):
            yield view, *key_parts(key), name


def _differing(entity: Entity, old: object, new: object) -> list[tuple[str, ...]]:
    """Return the paths of the fields in which two states differ, or of the whole."""
    whole, *fields = _paths(entity, old, new)
    is_one = type(old) is type(new)
    apart = [path for path in fields if is_one and _apart(old, new, path[-1])]
    return apart or ([whole] if old != new else [])


def _apart(old: object, new: object, name: str) -> bool:
    return bool(getattr(old, name) != getattr(new, name))


def _read(state: object, path: tuple[str, ...], entity: Entity) -> Any:
    """Return what a path to an entity, or to a field of it, leads to in its state."""
    is_whole = len(path) == 1 + len(key_parts(entity[1]))
    return state if is_whole else getattr(state, path[-1], None)


def _led(steps: Sequence[Change], day: date) -> Any:
    """Return the value that is left after the changes up to a day, each of which must fit."""
    value = None
    for step in steps:
        if step.old != value:
            raise BrokenLawError(f"{step.path} becomes\n    {step}\nwhere it was\n    {value!r}")
        value = step.new if step.on <= day else value
        if step.on > day:
            break
    return value


@law
def an_explanation_names_the_event_that_set_the_value(case: Case) -> None:
    """The value became what it is at the event that explains it, and at none behind that one."""
    day, known = case.moment()
    timeline = case.timeline()
    for entity, rows in folded(replayed(case.events, known or FAR, day), case.views).items():
        for path in _paths(entity, rows[-1].state):
            values = [None, *(_read(row.state, path, entity) for row in rows)]
            why = timeline.explain(path, as_of=day, known_at=known)
            set_by = [i for i in range(1, len(values)) if values[i] != values[i - 1]] or [1]
            row = rows[set_by[-1] - 1]
            found = why.value, why.event.id, why.since
            expected = values[-1], row.event.id, row.day
            case.differ(shown_path(path), found, expected, "by explain", "by the fold")


# Corrections


@law
def a_retraction_is_absence_from_its_known_on(case: Case) -> None:
    """From the day on which a retraction is known its target is as if it had never been."""
    facts_alone = tuple(view for view in case.views if Correction not in view.on)
    case = attrs.evolve(case, views=facts_alone)  # others show the retraction itself
    named = {name for event in case.events for name in linked(event)}
    facts = [e for e in case.events if not isinstance(e, Correction) and e.id not in named]
    if not facts:
        return
    target = case.draw(st.sampled_from(facts))
    day, known = case.moment()
    withdrawn = case.draw(st.sampled_from([known or day, case.day()]))
    more = retraction("retraction", target.id, withdrawn)
    case.added(more)
    now = case.timeline([*case.events, more]).as_of(day, known_at=known)
    gone = known is None or withdrawn <= known
    left = without(case.events, [target.id]) if gone else case.events
    then = case.timeline(left).as_of(day, known_at=known)
    otherwise = f"without {target.id}" if gone else "without the retraction"
    case.same(case.states(now), case.states(then), "with the retraction", otherwise)


@law
def corrections_never_run_in_a_circle(case: Case) -> None:
    """Corrections that correct one another are refused, all of them by name."""
    count = case.draw(st.integers(2, 4))
    names = [f"circle-{number}" for number in range(count)]
    circle = [retraction(name, names[i - 1], case.day()) for i, name in enumerate(names)]
    for event in circle:
        case.added(event)
    try:
        case.timeline([*case.events, *circle])
    except DatasetError as error:
        found = sorted({problem.event for problem in error.problems})
        case.differ("what is named", found, names, "by the error", "in the circle")
    else:
        raise BrokenLawError(f"{', '.join(names)} correct one another, and nobody refused them")


# Files and lines


@law
def an_event_is_read_back_from_what_was_written(case: Case) -> None:
    """Line, file and mapping give the same event, and the line the same bytes."""
    codec = Codec(dict.fromkeys(type(event) for event in case.events))
    for event in case.events:
        line = codec.to_line(event)
        file = read_yaml(to_yaml(event, codec)).tree
        ways = {
            "from its line": codec.from_line(line),
            "from its mapping": codec.from_mapping(codec.to_mapping(event)),
            "from its file": codec.from_mapping(file if isinstance(file, dict) else {}),
        }
        for way, found in ways.items():
            case.differ(event.id, event, found, "as it was made", way)
        again = codec.to_line(codec.from_line(line))
        case.differ(f"the line of {event.id}", line, again, "at first", "when it is written again")


#: Every law, for `@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)`.
LAWS: tuple[Law, ...] = (
    every_answer_is_the_one_of_the_model,
    a_fold_is_pure,
    folding_keys_apart_equals_folding_them_together,
    what_is_kept_between_questions_changes_no_answer,
    an_event_is_absent_or_possible_or_counted,
    the_order_of_input_never_matters,
    an_answer_needs_only_the_events_up_to_its_day,
    an_event_of_a_later_day_never_changes_an_answer,
    what_becomes_known_later_never_changes_what_was_known,
    history_diff_and_as_of_agree,
    an_explanation_names_the_event_that_set_the_value,
    a_retraction_is_absence_from_its_known_on,
    corrections_never_run_in_a_circle,
    an_event_is_read_back_from_what_was_written,
)


def _ids(events: Iterable[Event]) -> list[str]:
    return [event.id for event in events]
