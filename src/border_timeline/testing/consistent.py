"""Hypothesis strategies for logs that make sense, and for logs with one fault in them.

A consistent log is made of lives. Each life is about one subject, and its events come in an
order that the world knows. `inconsistent_logs` plants one fault beside such a log.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import attrs
from attrs import evolve, field, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline import events as kinds
from border_timeline.codec.converter import to_canonical
from border_timeline.codec.dataset import Coverage, DatasetInfo
from border_timeline.dates import EdtfDate, edtf
from border_timeline.errors import UnknownKeyError, did_you_mean
from border_timeline.events import Correction, CorrectionKind, Event, Qualifier
from border_timeline.money import Money
from border_timeline.sources import Source
from border_timeline.testing.model import states
from border_timeline.testing.values import DAY, POOLED, fields
from border_timeline.views import FUNDING

_Types = tuple[type[Event], ...]

_MONEY = (kinds.FundingPledged, kinds.FundingSpent, kinds.FundingWithdrawn)
_AGREED = (kinds.AgreementAnnounced, kinds.AgreementSigned, kinds.AgreementStarted)

#: The field that names the subject of a life; the types of its events; and what each of them
#: comes right after. None is the beginning of the life.
_LIVES: Mapping[str, Mapping[type[Event], tuple[type[Event] | None, ...]]] = {
    "policy": {
        kinds.PolicyAnnounced: (None, kinds.PolicyEnded),
        kinds.PolicyStarted: (None, kinds.PolicyAnnounced, kinds.PolicySuspended),
        kinds.PolicySuspended: (kinds.PolicyStarted,),
        kinds.PolicyEnded: (kinds.PolicyAnnounced, kinds.PolicyStarted, kinds.PolicySuspended),
    },
    "body": {
        kinds.BodyAnnounced: (None,),
        kinds.BodyLaunched: (None, kinds.BodyAnnounced, kinds.BodyClosed),
        kinds.StaffingPledged: (kinds.BodyLaunched, kinds.StaffingPledged),
        kinds.BodyClosed: (kinds.BodyLaunched, kinds.StaffingPledged),
    },
    "post": {
        kinds.PostFilled: (None, kinds.PostFilled, kinds.PostVacated),
        kinds.PostVacated: (kinds.PostFilled,),
    },
    "recipient": {
        kinds.FundingPledged: (None, *_MONEY),
        kinds.FundingSpent: (None, *_MONEY),
        kinds.FundingWithdrawn: (kinds.FundingPledged, kinds.FundingWithdrawn),
    },
    "agreement": {
        kinds.AgreementAnnounced: (None, kinds.AgreementEnded),
        kinds.AgreementSigned: (None, kinds.AgreementAnnounced),
        kinds.AgreementStarted: (kinds.AgreementAnnounced, kinds.AgreementSigned),
        kinds.AgreementEnded: _AGREED,
    },
    "act": {
        kinds.BillAnnounced: (None,),
        kinds.BillIntroduced: (None, kinds.BillAnnounced),
        kinds.BillStageReached: (kinds.BillIntroduced, kinds.BillStageReached),
        kinds.ActPassed: (None, kinds.BillStageReached),
        kinds.ActCommenced: (kinds.ActPassed, kinds.ActCommenced),
        kinds.ActRepealed: (kinds.ActPassed, kinds.ActCommenced, kinds.ActRepealed),
    },
    "case": {
        kinds.CaseStarted: (None, kinds.CourtRuled),
        kinds.CourtRuled: (kinds.CaseStarted,),
    },
    "summit": {
        kinds.SummitAnnounced: (None,),
        kinds.SummitHeld: (None, kinds.SummitAnnounced),
    },
    "measure": {kinds.FigureReported: (None, kinds.FigureReported)},
    "commitment": {
        kinds.CommitmentMade: (None, kinds.TargetRefused),
        kinds.CommitmentMet: (kinds.CommitmentMade,),
        kinds.CommitmentMissed: (kinds.CommitmentMade,),
        kinds.CommitmentDropped: (kinds.CommitmentMade,),
        kinds.TargetRefused: (None,),
    },
    "speaker": {kinds.ClaimMade: (None, kinds.ClaimMade)},
    "operation": {kinds.OperationLaunched: (None,)},
    "place": {kinds.IncidentOccurred: (None, kinds.IncidentOccurred)},
    "site": {
        kinds.SiteOpened: (None, kinds.SiteClosed),
        kinds.SiteClosed: (kinds.SiteOpened,),
    },
}
_SUBJECT = {cls: field for field, life in _LIVES.items() for cls in life}
_BEGINNINGS: list[type[Event]] = [
    cls for life in _LIVES.values() for cls, before in life.items() if None in before
]


#: What a log is about: everything, or little, so that its events meet.
_ABOUT = st.sampled_from(
    [*[tuple(_LIVES)] * len(_LIVES), *((field,) for field in _LIVES), ("body", "post")]
)
_MORE = st.integers(0, 7).map(bool)
#: Days from one event to the next: of a life, where it may be the same day, or of corrections.
_GAPS = st.sampled_from([1, 2, 7, 30, 0])
_LATER = st.sampled_from([1, 2, 7, 30])
#: What a correction leaves alone: names, and what the sense of other events rests on. The days
#: of an event are moved with care.
_KEPT = {"id", "effective", "known", "sources", "after", "corrects", "measure", "unit", "period"}
_RESTED_ON = {*_KEPT, "body", "members", "reports_to", "stated_total", *_LIVES}


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
    return draw(_shuffled([draw(_with_total(event, log)) for event in log]))


@st.composite
def _shuffled(draw: DrawFn, /, events: Iterable[Event]) -> list[Event]:
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
        (cls, []) for cls in _BEGINNINGS if _SUBJECT[cls] in about
    ]
    for last in facts[-1:]:
        life = _life_of(last, facts)
        types = _LIVES[_SUBJECT[type(last)]].items()
        ways += [(cls, life) for cls, before in types if type(last) in before] * len(ways)
    cls, life = draw(st.sampled_from(ways))
    subject = _subject(life[0]) if life else f"{_SUBJECT[cls]}-{len(facts) + 1}"
    day: date = life[-1].effective.latest if life else DAY
    day += timedelta(draw(_GAPS if life else _NEAR))
    is_plain = not draw(st.booleans())
    when = edtf(day) if is_plain else draw(_ending(day))
    place = _Place(f"event-{len(facts) + 1}", cls, subject, when, facts, is_plain)
    return draw(_fact(place))


def _ending(day: date) -> SearchStrategy[EdtfDate]:
    """Dates of every form that end on a day, or with its month."""
    forms = (f"{day}", f"{day}~", f"{day}?", f"{day - timedelta(2)}/{day}", f"{day:%Y-%m}")
    return st.sampled_from(forms).map(edtf)


_NEAR = st.integers(-30, 30)


@frozen
class _Place:
    """Where an event stands in a log: what it is about and when, and which `facts` come before.

    The facts of one subject stand in their order, different subjects in any. A plain event
    has no fields but those that it needs, and is known on its day.
    """

    name: str
    cls: type[Event]
    subject: str
    when: EdtfDate
    facts: tuple[Event, ...] = ()
    is_plain: bool = True

    @property
    def life(self) -> list[Event]:
        """The events of its subject before it."""
        types = _LIVES[_SUBJECT[self.cls]]
        found = [fact for fact in self.facts if type(fact) in types]
        return [fact for fact in found if _subject(fact) == self.subject]

    def named(self, *types: type[Event]) -> list[str]:
        """Return the ids of the events of some types in its life."""
        return [event.id for event in self.life if isinstance(event, types)]


def _life_of(event: Event, facts: Iterable[Event]) -> list[Event]:
    """Return the events of a log that are of one life with an event."""
    types = _LIVES[_SUBJECT[type(event)]]
    found = [fact for fact in facts if type(fact) in types]
    return [fact for fact in found if _subject(fact) == _subject(event)]


def _subject(event: Event) -> str:
    subject: str = getattr(event, _SUBJECT[type(event)])
    return subject


@st.composite
def _fact(draw: DrawFn, /, place: _Place, **fixed: Any) -> Event:
    """An event that fits into its place, with values of some fields given."""
    fit = _FITS.get(place.cls)
    same_day = [event.id for event in place.life if event.effective.last == place.when.last]
    row = {
        "id": place.name,
        "effective": place.when,
        "after": same_day[-1:],
        _SUBJECT[place.cls]: place.subject,
        **(fit(draw, place) if fit else {}),
        **fixed,
    }
    return draw(_told(place.cls, row, is_plain=place.is_plain))


@st.composite
def _told(draw: DrawFn, /, cls: type[Event], fixed: Mapping[str, Any], *, is_plain: bool) -> Event:
    """An event that was printed when it became known or soon after it, with some fields given."""
    row: dict[str, Any] = {"title": cls.type, **fixed} if is_plain else {**fixed}
    for name, (some, is_needed) in _FIELDS[cls].items():
        if name not in row and (is_needed or not is_plain):
            row[name] = draw(some)
    off, late = (0, 0) if is_plain else (draw(st.integers(-5, 5)), draw(st.integers(0, 10)))
    known: EdtfDate = row.setdefault("known", _day(row["effective"], off))
    row.setdefault("sources", [_printed(known.latest + timedelta(late))])
    return cls(**row)


def _day(when: EdtfDate, off: int) -> EdtfDate:
    """Return the day so many days behind the last one of a date."""
    return edtf(when.latest + timedelta(off))


def _fields_of(cls: type[Event]) -> Mapping[str, tuple[SearchStrategy[Any], bool]]:
    """Return for each field but dates and sources its strategy, and whether events need it."""
    needed = {a.name for a in attrs.fields(cls) if a.default is attrs.NOTHING}
    found = fields(cls, POOLED)
    return {name: (found[name], name in needed) for name in found if name not in _DATED}


_DATED = {"known", "sources"}
#: Made once, since every event of a log is drawn from them.
_FIELDS = {cls: _fields_of(cls) for cls in kinds.VOCABULARY}


def _printed(published: date) -> Source:
    return Source(publisher="A newspaper", published=edtf(published))


def _some(names: Sequence[str]) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=2) if names else st.just([])


def _pledged(draw: DrawFn, place: _Place) -> dict[str, Any]:
    includes = draw(_some(place.named(kinds.FundingPledged)))
    return {"includes": includes, "stated_total": None}  # it is stated when all is there


def _spent(draw: DrawFn, place: _Place) -> dict[str, Any]:
    return {"includes": draw(_some(place.named(kinds.FundingSpent)))}


def _withdrawn(draw: DrawFn, place: _Place) -> dict[str, Any]:
    return {"pledge": draw(st.sampled_from([None, *place.named(kinds.FundingPledged)]))}


def _filled(draw: DrawFn, place: _Place) -> dict[str, Any]:
    """A post is in no body, or in one that is there and not closed by then."""
    by_then = [event for event in place.facts if event.effective.last <= place.when.last]
    latest = {_subject(event): event for event in by_then if type(event) in _LIVES["body"]}
    there = [body for body, event in latest.items() if not isinstance(event, kinds.BodyClosed)]
    return {"body": draw(st.sampled_from([None, *there]))}


def _launched(draw: DrawFn, place: _Place) -> dict[str, Any]:
    """A body is above or below others, of which the record may say nothing else."""
    types = (*_LIVES["body"], *_LIVES["post"])
    others = {_subject(event): None for event in place.facts if type(event) in types}
    names = ["pilots", *(name for name in others if name != place.subject)]
    return {"members": draw(_some(names)), "reports_to": draw(st.sampled_from([None, *names]))}


def _staged(_draw: DrawFn, place: _Place) -> dict[str, Any]:
    """The stages of a bill come in their order, after its first reading where it begins."""
    later = [(house, stage) for house in kinds.House for stage in kinds.Stage][1:]
    house, stage = later[len(place.named(kinds.BillStageReached)) % len(later)]
    return {"house": house, "stage": stage}


def _commenced(draw: DrawFn, _place: _Place) -> dict[str, Any]:
    return {"provisions": draw(st.sampled_from([["section 1"], ["section 2", "section 3"]]))}


#: Periods that have passed whenever a figure of them is reported.
_PERIODS = st.sampled_from(["2024-05", "2024-01/2024-05", "2024-01/2024-03", "2023", "2023-12"])


def _figure(draw: DrawFn, _place: _Place) -> dict[str, Any]:
    return _counted(draw, edtf(draw(_PERIODS)))


def _counted(draw: DrawFn, period: EdtfDate) -> dict[str, Any]:
    """A figure of a period. One a day is the truth, so all figures agree."""
    truth, off = period.last - period.first + 1, draw(st.integers(0, 2))
    qualifier = draw(st.sampled_from(Qualifier))
    value = {Qualifier.EXACT: truth, Qualifier.AT_LEAST: truth - off}.get(qualifier, truth + off)
    return {"period": period, "unit": "people", "qualifier": qualifier, "value": value}


#: The fields of some types that are not just any value, but depend on their place.
_FITS: Mapping[type[Event], Callable[[DrawFn, _Place], dict[str, Any]]] = {
    kinds.FundingPledged: _pledged,
    kinds.FundingSpent: _spent,
    kinds.FundingWithdrawn: _withdrawn,
    kinds.PostFilled: _filled,
    kinds.BodyLaunched: _launched,
    kinds.BillStageReached: _staged,
    kinds.ActCommenced: _commenced,
    kinds.FigureReported: _figure,
}


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
    day = max(event.known.latest for event in (*earlier, target)) + timedelta(draw(_LATER))
    changed = draw(_set_by(kind, target, log))
    row = _correcting(name, target.id, kind, day, changed)
    return draw(_told(Correction, row, is_plain=not draw(st.booleans())))


def _correcting(
    name: str, corrects: str, kind: CorrectionKind, day: date, changed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the fields of a correction that is made on a day."""
    fixed = {"id": name, "effective": edtf(day), "known": edtf(day), "after": ()}
    return {**fixed, "corrects": corrects, "kind": kind, "set": changed}


def _is_free(event: Event, log: Sequence[Event]) -> bool:
    """Whether the sense of no other event rests on an event, so that it may be retracted."""
    if isinstance(event, Correction):
        return True
    subject, facts = _subject(event), _facts(log)
    named = {fact.body for fact in facts if isinstance(fact, kinds.PostFilled)}
    for fact in facts:
        if isinstance(fact, kinds.BodyLaunched):
            named.update(fact.members, [fact.reports_to])
    return subject not in named and event is _life_of(event, facts)[-1]


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
        row = _correcting(event.id, target.id, kind, day, changed)
        return draw(_told(Correction, row, is_plain=False))
    before = tuple(_facts(log)[: _facts(log).index(event)])
    place = _Place(event.id, type(event), _subject(event), event.effective, before, is_plain=False)
    if isinstance(event, kinds.FigureReported):
        return draw(_fact(place, **_counted(draw, event.period)))
    return draw(_fact(place))


def _earlier(draw: DrawFn, event: Event, facts: Sequence[Event]) -> dict[str, EdtfDate]:
    """Return when an event was known, and happened, days earlier but still behind the same."""
    day = event.effective.last
    others = [other.effective.last for other in facts if other is not event]
    room = min(day - max((other for other in others if other < day), default=0) - 1, 5)
    moved = {"known": _day(event.known, -draw(st.integers(1, 5)))}
    if room and day not in others:
        moved["effective"] = _day(event.effective, -draw(st.integers(1, room)))
    return moved


@frozen
class Inconsistent:
    """A log with exactly one fault in it.

    `code` is that of the finding which tells of it, or one of `CODES` that says why a
    timeline refuses the log; `planted` are the ids of the events that show the fault, and
    without which the log is consistent; `info` has the days that the dataset covers, where
    the fault is about them.
    """

    code: str
    events: list[Event]
    planted: frozenset[str]
    info: DatasetInfo = field(factory=DatasetInfo)

    @property
    def is_refused(self) -> bool:
        """Whether a timeline refuses the log; if not, its check reports `code`."""
        return self.code in _REFUSED

    @property
    def sound(self) -> list[Event]:
        """The log without the fault."""
        return [event for event in self.events if event.id not in self.planted]


def inconsistent_logs(code: str | None = None) -> SearchStrategy[Inconsistent]:
    """Consistent logs with one fault of that code in them, or of any of `CODES`.

    Raises `UnknownKeyError` for a code of which no fault is planted.
    """
    if code is not None and code not in _PLANTERS:
        near = did_you_mean(code, CODES) or f"; there are {', '.join(CODES)}"
        raise UnknownKeyError(f"found {code!r}, the code of no fault that is planted{near}")
    return _inconsistent(CODES if code is None else [code])


@st.composite
def _inconsistent(draw: DrawFn, /, codes: Sequence[str]) -> Inconsistent:
    code = draw(st.sampled_from(codes))
    log = draw(consistent_logs(max_size=8, corrections=1))
    cited = [source.published.latest for event in log for source in event.sources]
    info, day = DatasetInfo(), DAY + timedelta(draw(_NEAR))
    if code in _AFTER_COVERAGE:
        day = max(cited, default=DAY)
        info = DatasetInfo(coverage=Coverage(since=edtf("2018-01-01"), through=edtf(day)))
    fault = _PLANTERS[code](draw, day)
    planted = frozenset(event.id for event in fault.planted)
    return Inconsistent(code, draw(_shuffled([*log, *fault.beside, *fault.planted])), planted, info)


@frozen
class _Fault:
    """The events that show a fault, and those beside them that it is about."""

    planted: Sequence[Event]
    beside: Sequence[Event] = ()


#: Makes a fault of which the first event is of that day.
_Planter = Callable[[DrawFn, date], _Fault]


def _later(draw: DrawFn, day: date) -> date:
    return day + timedelta(draw(_LATER))


def _plant(draw: DrawFn, name: str, cls: type[Event], day: date, **fixed: Any) -> Event:
    """Return an event about a subject that no consistent log has."""
    subject, is_plain = f"{_SUBJECT[cls]}-0", not draw(st.booleans())
    return draw(_fact(_Place(name, cls, subject, edtf(day), (), is_plain), **fixed))


def _plant_any(draw: DrawFn, name: str, day: date, **fixed: Any) -> Event:
    return _plant(draw, name, draw(st.sampled_from(_BEGINNINGS)), day, **fixed)


#: Pairs of types of which it matters which comes first.
_TIES: Sequence[_Types] = (
    (kinds.PolicyStarted, kinds.PolicyEnded),
    (kinds.BodyLaunched, kinds.BodyClosed),
    (kinds.PostFilled, kinds.PostVacated),
    (kinds.AgreementSigned, kinds.AgreementEnded),
    (kinds.CaseStarted, kinds.CourtRuled),
    (kinds.CommitmentMade, kinds.CommitmentMet),
    (kinds.SiteOpened, kinds.SiteClosed),
)


def _tied(draw: DrawFn, day: date) -> _Fault:
    types = enumerate(draw(st.sampled_from(_TIES)), 1)
    return _Fault([_plant(draw, f"planted-{number}", cls, day) for number, cls in types])


def _unbegun(ends: _Types, begins: _Types) -> _Planter:
    """Return what plants an end of which the beginning is missing, or comes later."""

    def plant(draw: DrawFn, day: date) -> _Fault:
        planted = [_plant(draw, "planted-1", draw(st.sampled_from(ends)), day)]
        if draw(st.booleans()):
            first = draw(st.sampled_from(begins))
            planted.append(_plant(draw, "planted-2", first, _later(draw, day)))
        return _Fault(planted)

    return plant


#: Steps of an act, of which the one comes before the other.
_STEPS: Sequence[_Types] = (
    (kinds.ActPassed, kinds.ActCommenced),
    (kinds.ActPassed, kinds.ActRepealed),
    (kinds.BillAnnounced, kinds.ActPassed),
    (kinds.BillIntroduced, kinds.ActPassed),
    (kinds.BillStageReached, kinds.ActPassed),
    (kinds.BillIntroduced, kinds.BillStageReached),
)


def _act_reversed(draw: DrawFn, day: date) -> _Fault:
    first, last = draw(st.sampled_from(_STEPS))
    planted = [_plant(draw, "planted-1", last, day)]
    if first is not kinds.ActPassed or draw(st.booleans()):
        planted.append(_plant(draw, "planted-2", first, _later(draw, day)))
    return _Fault(planted)


def _post_apart(draw: DrawFn, day: date) -> _Fault:
    """Plant a post in a body that is never launched, only later, or closed again before."""
    beside: list[Event] = []
    launch = draw(st.sampled_from(["never", "later", "before"]))
    if launch == "later":
        beside = [_plant(draw, "beside-1", kinds.BodyLaunched, _later(draw, day))]
    if launch == "before":
        closed = _later(draw, day)
        beside = [
            _plant(draw, "beside-1", kinds.BodyLaunched, day),
            _plant(draw, "beside-2", kinds.BodyClosed, closed),
        ]
        day = _later(draw, closed)
    return _Fault([_plant(draw, "planted-1", kinds.PostFilled, day, body="body-0")], beside)


def _pledge_unknown(draw: DrawFn, day: date) -> _Fault:
    """Plant money that names none, or some of another type, for another recipient, or later."""
    cls = draw(st.sampled_from(_MONEY))
    types = [kinds.FundingPledged, kinds.FundingSpent]
    wanted, other = types[::-1] if cls is kinds.FundingSpent else types
    field = "pledge" if cls is kinds.FundingWithdrawn else "includes"
    later = _later(draw, day)
    match draw(st.sampled_from(["nothing", "type", "recipient", "later"])):
        case "type":
            beside = [_plant(draw, "beside-1", other, day)]
        case "recipient":
            beside = [_plant(draw, "beside-1", wanted, day, recipient="another")]
        case "later":
            beside = [_plant(draw, "beside-1", wanted, _later(draw, later))]
        case _:
            beside = []
    named: Any = "beside-1" if field == "pledge" else ["beside-1"]
    return _Fault([_plant(draw, "planted-1", cls, later, **{field: named})], beside)


def _two_figures(periods: Sequence[str], counters: Sequence[Sequence[str | None]]) -> _Planter:
    """Return what plants exact figures of two periods, of which the second is the lower."""

    def plant(draw: DrawFn, day: date) -> _Fault:
        low, more = draw(st.integers(0, 9)), draw(st.integers(1, 9))
        rows = zip(periods, draw(st.sampled_from(counters)), (low + more, low), strict=True)
        planted: list[Event] = []
        for period, by, value in rows:
            row = {"period": edtf(period), "by": by, "value": value, "qualifier": Qualifier.EXACT}
            name = f"planted-{len(planted) + 1}"
            planted.append(_plant(draw, name, kinds.FigureReported, day, **row))
            day = _later(draw, day)
        return _Fault(planted)

    return plant


def _total_apart(draw: DrawFn, day: date) -> _Fault:
    amount, more = draw(st.integers(1, 99)), draw(st.integers(1, 99))
    row = {"amount": Money(amount, "GBP"), "stated_total": Money(amount + more, "GBP")}
    return _Fault([_plant(draw, "planted-1", kinds.FundingPledged, day, **row)])


def _subject_missed(draw: DrawFn, day: date) -> _Fault:
    """Plant the launch of a body above or below one whose name is nearly another's."""
    cls = draw(st.sampled_from([kinds.BodyLaunched, kinds.PostFilled]))
    beside = _plant(draw, "beside-1", cls, day, **{_SUBJECT[cls]: "harbour-board"})
    row: dict[str, Any] = draw(
        st.sampled_from([{"members": ["harbor-board"]}, {"reports_to": "harbor-board"}])
    )
    return _Fault(
        [_plant(draw, "planted-1", kinds.BodyLaunched, _later(draw, day), **row)], [beside]
    )


def _cited(first: int, last: int) -> _Planter:
    """Return what plants an event known on its day and cited only so many days later."""

    def plant(draw: DrawFn, day: date) -> _Fault:
        source = _printed(day + timedelta(draw(st.integers(first, last))))
        return _Fault([_plant_any(draw, "planted-1", day, known=edtf(day), sources=[source])])

    return plant


def _known_after(draw: DrawFn, day: date) -> _Fault:
    later = _later(draw, day)
    return _Fault([_plant_any(draw, "planted-1", later, known=edtf(later))])


def _one_id(draw: DrawFn, day: date) -> _Fault:
    days = (day, _later(draw, day))
    return _Fault([_plant_any(draw, "planted-1", when) for when in days])


def _after_nothing(draw: DrawFn, day: date) -> _Fault:
    return _Fault([_plant_any(draw, "planted-1", day, after=["nothing"])])


def _after_later(draw: DrawFn, day: date) -> _Fault:
    later = _plant_any(draw, "beside-1", _later(draw, day))
    return _Fault([_plant_any(draw, "planted-1", day, after=["beside-1"])], [later])


_PAIR = ("planted-1", "planted-2")


def _after_circle(draw: DrawFn, day: date) -> _Fault:
    rows = zip(_PAIR, reversed(_PAIR), strict=True)
    return _Fault([_plant_any(draw, name, day, after=[other]) for name, other in rows])


def _plant_correction(
    draw: DrawFn, name: str, corrects: str, day: date, changed: Mapping[str, Any]
) -> Event:
    """Return an erratum of a day that sets some fields."""
    row = _correcting(name, corrects, CorrectionKind.ERRATUM, day, changed)
    return draw(_told(Correction, row, is_plain=not draw(st.booleans())))


def _corrects_nothing(draw: DrawFn, day: date) -> _Fault:
    return _Fault([_plant_correction(draw, "planted-1", "nothing", day, {"notes": "one"})])


def _corrects_circle(draw: DrawFn, day: date) -> _Fault:
    rows = zip(_PAIR, reversed(_PAIR), strict=True)
    return _Fault([_plant_correction(draw, *pair, day, {"notes": "one"}) for pair in rows])


def _set_misfit(draw: DrawFn, day: date) -> _Fault:
    misfits: Sequence[dict[str, Any]] = (
        {"nonsense": "one"},
        {"effective": "soon"},
        {"sources": []},
    )
    changed, beside = draw(st.sampled_from(misfits)), _plant_any(draw, "beside-1", day)
    later = _later(draw, day)
    return _Fault([_plant_correction(draw, "planted-1", "beside-1", later, changed)], [beside])


def _set_rivals(draw: DrawFn, day: date) -> _Fault:
    beside, later = _plant_any(draw, "beside-1", day), _later(draw, day)
    rows = zip(_PAIR, ("one", "another"), strict=True)
    return _Fault(
        [
            _plant_correction(draw, name, "beside-1", later, {"notes": notes})
            for name, notes in rows
        ],
        [beside],
    )


_ENDED: Mapping[str, tuple[_Types, _Types]] = {
    "policy-ended-before-it-began": (
        (kinds.PolicyEnded, kinds.PolicySuspended),
        (kinds.PolicyAnnounced, kinds.PolicyStarted),
    ),
    "body-closed-before-launch": ((kinds.BodyClosed,), (kinds.BodyLaunched,)),
    "site-closed-before-opening": ((kinds.SiteClosed,), (kinds.SiteOpened,)),
    "agreement-ended-before-it-began": ((kinds.AgreementEnded,), _AGREED),
    "commitment-closed-before-made": (
        (kinds.CommitmentMet, kinds.CommitmentMissed, kinds.CommitmentDropped),
        (kinds.CommitmentMade,),
    ),
}
#: What plants each fault that a check finds.
_FOUND: Mapping[str, _Planter] = {
    "order-dependent-tie": _tied,
    **{code: _unbegun(ends, begins) for code, (ends, begins) in _ENDED.items()},
    "act-out-of-order": _act_reversed,
    "post-without-body": _post_apart,
    "pledge-unknown": _pledge_unknown,
    "figure-contradicted": _two_figures(
        ["2024-05", "2024-05"], [(None, None), (None, "one"), ("one", "one")]
    ),
    "stated-total-differs": _total_apart,
    "cumulative-count-falls": _two_figures(
        ["2024-01/2024-04", "2024-01/2024-05"], [(None, None), ("one", "one")]
    ),
    "unknown-subject": _subject_missed,
    "late-citation": _cited(32, 400),
    "source-after-coverage": _cited(1, 30),
    "event-after-coverage": _known_after,
}
#: The faults whose day is the last one covered.
_AFTER_COVERAGE = {"source-after-coverage", "event-after-coverage"}
#: What plants each fault for which a timeline refuses a log.
_REFUSED: Mapping[str, _Planter] = {
    "id-twice": _one_id,
    "after-nothing": _after_nothing,
    "after-later": _after_later,
    "after-circle": _after_circle,
    "correction-of-nothing": _corrects_nothing,
    "correction-circle": _corrects_circle,
    "correction-misfit": _set_misfit,
    "correction-rivals": _set_rivals,
}
_PLANTERS = {**_FOUND, **_REFUSED}

#: What `inconsistent_logs` plants: the codes of the findings of a check, and names for what a
#: timeline refuses.
CODES = tuple(_PLANTERS)
