"""Lives: which events follow which, and an event that fits into its place in a log."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from border_timeline import events as kinds
from border_timeline.dates import EdtfDate, edtf
from border_timeline.events import CorrectionKind, Event, Qualifier
from border_timeline.sources import Source
from border_timeline.testing.values import POOLED, fields

Types = tuple[type[Event], ...]

MONEY = (kinds.FundingPledged, kinds.FundingSpent, kinds.FundingWithdrawn)
AGREED = (kinds.AgreementAnnounced, kinds.AgreementSigned, kinds.AgreementStarted)

#: The field that names the subject of a life; the types of its events; and what each of them
#: comes right after. None is the beginning of the life.
LIVES: Mapping[str, Mapping[type[Event], tuple[type[Event] | None, ...]]] = {
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
        kinds.FundingPledged: (None, *MONEY),
        kinds.FundingSpent: (None, *MONEY),
        kinds.FundingWithdrawn: (kinds.FundingPledged, kinds.FundingWithdrawn),
    },
    "agreement": {
        kinds.AgreementAnnounced: (None, kinds.AgreementEnded),
        kinds.AgreementSigned: (None, kinds.AgreementAnnounced),
        kinds.AgreementStarted: (kinds.AgreementAnnounced, kinds.AgreementSigned),
        kinds.AgreementEnded: AGREED,
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
SUBJECT = {cls: field for field, life in LIVES.items() for cls in life}
BEGINNINGS: list[type[Event]] = [
    cls for life in LIVES.values() for cls, before in life.items() if None in before
]


#: Days from the middle of a log to the beginning of a life.
NEAR = st.integers(-30, 30)
#: Days from one event to the next.
GAPS = st.sampled_from([1, 2, 7, 30])


@frozen
class Place:
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
        types = LIVES[SUBJECT[self.cls]]
        found = [fact for fact in self.facts if type(fact) in types]
        return [fact for fact in found if subject_of(fact) == self.subject]

    def named(self, *types: type[Event]) -> list[str]:
        """Return the ids of the events of some types in its life."""
        return [event.id for event in self.life if isinstance(event, types)]


def life_of(event: Event, facts: Iterable[Event]) -> list[Event]:
    """Return the events of a log that are of one life with an event."""
    types = LIVES[SUBJECT[type(event)]]
    found = [fact for fact in facts if type(fact) in types]
    return [fact for fact in found if subject_of(fact) == subject_of(event)]


def subject_of(event: Event) -> str:
    """Return the slug of what the life of an event is about."""
    subject: str = getattr(event, SUBJECT[type(event)])
    return subject


@st.composite
def placed(draw: DrawFn, /, place: Place, **fixed: Any) -> Event:
    """An event that fits into its place, with values of some fields given."""
    fit = _FITS.get(place.cls)
    same_day = [event.id for event in place.life if event.effective.last == place.when.last]
    row = {
        "id": place.name,
        "effective": place.when,
        "after": same_day[-1:],
        SUBJECT[place.cls]: place.subject,
        **(fit(draw, place) if fit else {}),
        **fixed,
    }
    return draw(told(place.cls, row, is_plain=place.is_plain))


@st.composite
def told(draw: DrawFn, /, cls: type[Event], fixed: Mapping[str, Any], *, is_plain: bool) -> Event:
    """An event that was printed when it became known or soon after it, with some fields given."""
    row: dict[str, Any] = {"title": cls.type, **fixed} if is_plain else {**fixed}
    for name, (some, is_needed) in _FIELDS[cls].items():
        if name not in row and (is_needed or not is_plain):
            row[name] = draw(some)
    off, late = (0, 0) if is_plain else (draw(st.integers(-5, 5)), draw(st.integers(0, 10)))
    known: EdtfDate = row.setdefault("known", day_off(row["effective"], off))
    row.setdefault("sources", [printed(known.latest + timedelta(late))])
    return cls(**row)


def day_off(when: EdtfDate, off: int) -> EdtfDate:
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


def printed(published: date) -> Source:
    """Return what an event cites that was printed on a day."""
    return Source(publisher="A newspaper", published=edtf(published))


def _some(names: Sequence[str]) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=2) if names else st.just([])


def _pledged(draw: DrawFn, place: Place) -> dict[str, Any]:
    includes = draw(_some(place.named(kinds.FundingPledged)))
    return {"includes": includes, "stated_total": None}  # it is stated when all is there


def _spent(draw: DrawFn, place: Place) -> dict[str, Any]:
    return {"includes": draw(_some(place.named(kinds.FundingSpent)))}


def _withdrawn(draw: DrawFn, place: Place) -> dict[str, Any]:
    return {"pledge": draw(st.sampled_from([None, *place.named(kinds.FundingPledged)]))}


def _filled(draw: DrawFn, place: Place) -> dict[str, Any]:
    """A post is in no body, or in one that is there and not closed by then."""
    by_then = [event for event in place.facts if event.effective.last <= place.when.last]
    latest = {subject_of(event): event for event in by_then if type(event) in LIVES["body"]}
    there = [body for body, event in latest.items() if not isinstance(event, kinds.BodyClosed)]
    return {"body": draw(st.sampled_from([None, *there]))}


def _launched(draw: DrawFn, place: Place) -> dict[str, Any]:
    """A body is above or below others, of which the record may say nothing else."""
    types = (*LIVES["body"], *LIVES["post"])
    others = {subject_of(event): None for event in place.facts if type(event) in types}
    names = ["pilots", *(name for name in others if name != place.subject)]
    return {"members": draw(_some(names)), "reports_to": draw(st.sampled_from([None, *names]))}


def _staged(_draw: DrawFn, place: Place) -> dict[str, Any]:
    """The stages of a bill come in their order, after its first reading where it begins."""
    later = [(house, stage) for house in kinds.House for stage in kinds.Stage][1:]
    house, stage = later[len(place.named(kinds.BillStageReached)) % len(later)]
    return {"house": house, "stage": stage}


def _commenced(draw: DrawFn, _place: Place) -> dict[str, Any]:
    return {"provisions": draw(st.sampled_from([["section 1"], ["section 2", "section 3"]]))}


#: Periods that have passed whenever a figure of them is reported.
_PERIODS = st.sampled_from(["2024-05", "2024-01/2024-05", "2024-01/2024-03", "2023", "2023-12"])


def _figure(draw: DrawFn, _place: Place) -> dict[str, Any]:
    return counted(draw, edtf(draw(_PERIODS)))


def counted(draw: DrawFn, period: EdtfDate) -> dict[str, Any]:
    """A figure of a period. One a day is the truth, so all figures agree."""
    truth, off = period.last - period.first + 1, draw(st.integers(0, 2))
    qualifier = draw(st.sampled_from(Qualifier))
    value = {Qualifier.EXACT: truth, Qualifier.AT_LEAST: truth - off}.get(qualifier, truth + off)
    return {"period": period, "unit": "people", "qualifier": qualifier, "value": value}


#: The fields of some types that are not just any value, but depend on their place.
_FITS: Mapping[type[Event], Callable[[DrawFn, Place], dict[str, Any]]] = {
    kinds.FundingPledged: _pledged,
    kinds.FundingSpent: _spent,
    kinds.FundingWithdrawn: _withdrawn,
    kinds.PostFilled: _filled,
    kinds.BodyLaunched: _launched,
    kinds.BillStageReached: _staged,
    kinds.ActCommenced: _commenced,
    kinds.FigureReported: _figure,
}


def correcting(
    name: str, corrects: str, kind: CorrectionKind, day: date, changed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the fields of a correction that is made on a day."""
    fixed = {"id": name, "effective": edtf(day), "known": edtf(day), "after": ()}
    return {**fixed, "corrects": corrects, "kind": kind, "set": changed}
