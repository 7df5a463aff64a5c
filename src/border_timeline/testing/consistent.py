"""Hypothesis strategy for logs that make sense.

A consistent log is made of lives. Each life is about one subject, and its events come in an
order that the world knows.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline import events as kinds
from border_timeline.codec.converter import to_canonical
from border_timeline.dates import EdtfDate, edtf
from border_timeline.events import Correction, CorrectionKind, Event
from border_timeline.testing.lives import (
    BEGINNINGS,
    GAPS,
    LIVES,
    NEAR,
    SUBJECT,
    Place,
    correcting,
    counted,
    day_off,
    life_of,
    placed,
    subject_of,
    told,
)
from border_timeline.testing.model import states
from border_timeline.testing.values import DAY
from border_timeline.views import FUNDING

#: What a log is about: everything, or little, so that its events meet.
_ABOUT = st.sampled_from(
    [*[tuple(LIVES)] * len(LIVES), *((field,) for field in LIVES), ("body", "post")]
)
_MORE = st.integers(0, 7).map(bool)
#: What a correction leaves alone: names, and what the sense of other events rests on. The days
#: of an event are moved with care.
_KEPT = {"id", "effective", "known", "sources", "after", "corrects", "measure", "unit", "period"}
_RESTED_ON = {*_KEPT, "body", "members", "reports_to", "stated_total", *LIVES}


@st.composite
def consistent_logs(
    draw: DrawFn, /, *, min_size: int = 0, max_size: int = 12, corrections: int = 2
) -> list[Event]:
    """Lists of events that make sense together, in any order: a check finds nothing in them.

    There are from `min_size` to `max_size` events of every type of the vocabulary, and at
    most so many `corrections` of them and of one another, of every kind. What ends began
    before; posts are in bodies that are there; money names money of its recipient; figures
    agree; events of one subject are of different days or say which comes first; and what
    they cite is of the time.
    """
    log: list[Event] = []
    about = draw(_ABOUT)
    while (draw(_MORE) or len(log) < min_size) and len(log) < max_size:
        log.append(draw(_next(tuple(log), about)))
    made: list[Event] = []
    while draw(_MORE) and log and len(made) < corrections:
        made.append(draw(_correction(f"correction-{len(made) + 1}", [*log, *made])))
    log += made
    return draw(shuffled([draw(_with_total(event, log)) for event in log]))


@st.composite
def shuffled(draw: DrawFn, /, events: Iterable[Event]) -> list[Event]:
    """The events in any order, by one number, so that a log shrinks fast."""
    rows = list(events)
    if number := draw(st.integers(0, 999)):
        Random(number).shuffle(rows)  # noqa: S311 - no secret
    return rows


@st.composite
def _next(draw: DrawFn, /, facts: tuple[Event, ...], about: Sequence[str]) -> Event:
    """The next event of the last life, or the first one of another subject.

    It takes few choices, so that a log shrinks by whole events.
    """
    ways: list[tuple[type[Event], list[Event]]] = [
        (cls, []) for cls in BEGINNINGS if SUBJECT[cls] in about
    ]
    for last in facts[-1:]:
        life = life_of(last, facts)
        types = LIVES[SUBJECT[type(last)]].items()
        ways += [(cls, life) for cls, before in types if type(last) in before] * len(ways)
    cls, life = draw(st.sampled_from(ways))
    subject = subject_of(life[0]) if life else f"{SUBJECT[cls]}-{len(facts) + 1}"
    day: date = life[-1].effective.latest if life else DAY
    day += timedelta(draw(GAPS | st.just(0) if life else NEAR))
    is_plain = not draw(st.booleans())
    when = edtf(day) if is_plain else draw(_ending(day))
    place = Place(f"event-{len(facts) + 1}", cls, subject, when, facts, is_plain)
    return draw(placed(place))


def _ending(day: date) -> SearchStrategy[EdtfDate]:
    """Dates of every form that end on a day, or with its month."""
    forms = (f"{day}", f"{day}~", f"{day}?", f"{day - timedelta(2)}/{day}", f"{day:%Y-%m}")
    return st.sampled_from(forms).map(edtf)


@st.composite
def _with_total(draw: DrawFn, /, event: Event, log: Sequence[Event]) -> Event:
    """An event itself; a pledge that was not corrected perhaps with the total that it makes."""
    corrected = {other.corrects for other in log if isinstance(other, Correction)}
    if not isinstance(event, kinds.FundingPledged) or event.id in corrected:
        return event
    then = states(log, [FUNDING], event.effective.latest, event.known.latest)
    totals = then[FUNDING.name, event.recipient].pledged_totals
    ends = [end for total in totals for end in (total.low, total.high) if end.amount > 0]
    return evolve(event, stated_total=draw(st.sampled_from([None, *ends])))


_RETRACTION = [CorrectionKind.RETRACTION]
#: The kinds of correction that set fields.
_SETTING = [kind for kind in CorrectionKind if kind not in _RETRACTION]


@st.composite
def _correction(draw: DrawFn, /, name: str, log: Sequence[Event]) -> Event:
    """A correction of an event of a log that leaves it consistent."""
    target = draw(st.sampled_from(log[::-1]))  # the last one first: those before shrink away
    kind = draw(st.sampled_from([*_SETTING, *_RETRACTION] if _is_free(target, log) else _SETTING))
    # Each becomes known on a day of its own, so that no two are rivals.
    earlier = [event for event in log if isinstance(event, Correction)]
    day = max(event.known.latest for event in (*earlier, target)) + timedelta(draw(GAPS))
    changed = draw(_set_by(kind, target, log))
    row = correcting(name, target.id, kind, day, changed)
    return draw(told(Correction, row, is_plain=not draw(st.booleans())))


def _is_free(event: Event, log: Sequence[Event]) -> bool:
    """Whether the sense of no other event rests on an event, so that it may be retracted."""
    if isinstance(event, Correction):
        return True
    subject, facts = subject_of(event), _facts(log)
    named = {fact.body for fact in facts if isinstance(fact, kinds.PostFilled)}
    for fact in facts:
        if isinstance(fact, kinds.BodyLaunched):
            named.update(fact.members, [fact.reports_to])
    return subject not in named and event is life_of(event, facts)[-1]


def _facts(log: Iterable[Event]) -> list[Event]:
    return [event for event in log if not isinstance(event, Correction)]


def _set_by(
    kind: CorrectionKind, target: Event, log: Sequence[Event]
) -> SearchStrategy[dict[str, Any]]:
    return st.just({}) if kind in _RETRACTION else _changes(target, log)


@st.composite
def _changes(draw: DrawFn, /, target: Event, log: Sequence[Event]) -> dict[str, Any]:
    """Fields of an event with other values that fit its place as well, at least one field.

    It is drawn once more in its place; whatever is another way then may be set.
    """
    again = draw(_again(target, log))
    every: dict[str, Any] = {"notes": "It was otherwise"}
    for name in sorted(again.field_names - _RESTED_ON):
        if getattr(again, name) not in (None, getattr(target, name)):
            every[name] = getattr(again, name)
    if not isinstance(target, Correction):
        every |= _earlier(draw, target, _facts(log))
    chosen = draw(st.lists(st.sampled_from(list(every)), unique=True, min_size=1, max_size=2))
    row = {name: every[name] for name in chosen}
    if isinstance(again, kinds.FigureReported) and {"value", "qualifier"} & row.keys():
        row |= {"value": again.value, "qualifier": again.qualifier}  # the one goes by the other
    return dict(to_canonical(row))


@st.composite
def _again(draw: DrawFn, /, event: Event, log: Sequence[Event]) -> Event:
    """An event drawn once more in its place in a log."""
    if isinstance(event, Correction):
        (target,) = (other for other in log if other.id == event.corrects)
        kind = draw(st.sampled_from(_RETRACTION if event.kind in _RETRACTION else _SETTING))
        changed, day = draw(_set_by(kind, target, log)), event.effective.latest
        row = correcting(event.id, target.id, kind, day, changed)
        return draw(told(Correction, row, is_plain=False))
    before = tuple(_facts(log)[: _facts(log).index(event)])
    place = Place(event.id, type(event), subject_of(event), event.effective, before, is_plain=False)
    if isinstance(event, kinds.FigureReported):
        return draw(placed(place, **counted(draw, event.period)))
    return draw(placed(place))


def _earlier(draw: DrawFn, event: Event, facts: Sequence[Event]) -> dict[str, EdtfDate]:
    """Return when an event was known, and happened, days earlier but still behind the same."""
    day = event.effective.last
    others = [other.effective.last for other in facts if other is not event]
    room = min(day - max((other for other in others if other < day), default=0) - 1, 5)
    moved = {"known": day_off(event.known, -draw(st.integers(1, 5)))}
    if room and day not in others:
        moved["effective"] = day_off(event.effective, -draw(st.integers(1, room)))
    return moved
