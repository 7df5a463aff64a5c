"""Hypothesis strategy for logs with one fault in them, put beside a consistent log on purpose."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline import events as kinds
from border_timeline.codec.dataset import Coverage, DatasetInfo
from border_timeline.dates import edtf
from border_timeline.errors import UnknownKeyError, did_you_mean
from border_timeline.events import Correction, CorrectionKind, Event, Qualifier
from border_timeline.money import Money
from border_timeline.testing.consistent import consistent_logs, shuffled
from border_timeline.testing.lives import (
    AGREED,
    BEGINNINGS,
    GAPS,
    MONEY,
    NEAR,
    SUBJECT,
    Place,
    Types,
    correcting,
    placed,
    printed,
    told,
)
from border_timeline.testing.values import DAY


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
    info, day = DatasetInfo(), DAY + timedelta(draw(NEAR))
    if code in _AFTER_COVERAGE:
        day = max(cited, default=DAY)
        info = DatasetInfo(coverage=Coverage(since=edtf("2018-01-01"), through=edtf(day)))
    fault = _PLANTERS[code](draw, day)
    planted = frozenset(event.id for event in fault.planted)
    return Inconsistent(code, draw(shuffled([*log, *fault.beside, *fault.planted])), planted, info)


@frozen
class _Fault:
    """The events that show a fault, and those beside them that it is about."""

    planted: Sequence[Event]
    beside: Sequence[Event] = ()


#: Makes a fault of which the first event is of that day.
_Planter = Callable[[DrawFn, date], _Fault]


def _later(draw: DrawFn, day: date) -> date:
    return day + timedelta(draw(GAPS))


def _plant(draw: DrawFn, name: str, cls: type[Event], day: date, **fixed: Any) -> Event:
    """Return an event about a subject that no consistent log has."""
    subject, is_plain = f"{SUBJECT[cls]}-0", not draw(st.booleans())
    return draw(placed(Place(name, cls, subject, edtf(day), (), is_plain), **fixed))


def _plant_any(draw: DrawFn, name: str, day: date, **fixed: Any) -> Event:
    return _plant(draw, name, draw(st.sampled_from(BEGINNINGS)), day, **fixed)


#: Pairs of types of which it matters which comes first.
_TIES: Sequence[Types] = (
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


def _unbegun(ends: Types, begins: Types) -> _Planter:
    """Return what plants an end of which the beginning is missing, or comes later."""

    def plant(draw: DrawFn, day: date) -> _Fault:
        planted = [_plant(draw, "planted-1", draw(st.sampled_from(ends)), day)]
        if draw(st.booleans()):
            first = draw(st.sampled_from(begins))
            planted.append(_plant(draw, "planted-2", first, _later(draw, day)))
        return _Fault(planted)

    return plant


#: Steps of an act, of which the one comes before the other.
_STEPS: Sequence[Types] = (
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
    cls = draw(st.sampled_from(MONEY))
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
    beside = _plant(draw, "beside-1", cls, day, **{SUBJECT[cls]: "harbour-board"})
    row: dict[str, Any] = draw(
        st.sampled_from([{"members": ["harbor-board"]}, {"reports_to": "harbor-board"}])
    )
    return _Fault(
        [_plant(draw, "planted-1", kinds.BodyLaunched, _later(draw, day), **row)], [beside]
    )


def _cited(first: int, last: int) -> _Planter:
    """Return what plants an event known on its day and cited only so many days later."""

    def plant(draw: DrawFn, day: date) -> _Fault:
        source = printed(day + timedelta(draw(st.integers(first, last))))
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
    row = correcting(name, corrects, CorrectionKind.ERRATUM, day, changed)
    return draw(told(Correction, row, is_plain=not draw(st.booleans())))


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


_ENDED: Mapping[str, tuple[Types, Types]] = {
    "policy-ended-before-it-began": (
        (kinds.PolicyEnded, kinds.PolicySuspended),
        (kinds.PolicyAnnounced, kinds.PolicyStarted),
    ),
    "body-closed-before-launch": ((kinds.BodyClosed,), (kinds.BodyLaunched,)),
    "site-closed-before-opening": ((kinds.SiteClosed,), (kinds.SiteOpened,)),
    "agreement-ended-before-it-began": ((kinds.AgreementEnded,), AGREED),
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
