"""Agreements, legislation and court cases."""

from enum import StrEnum
from typing import Any

import pendulum
from attrs import evolve, frozen

from border_timeline.events import (
    ActCommenced,
    ActPassed,
    ActRepealed,
    AgreementAnnounced,
    AgreementEnded,
    AgreementSigned,
    AgreementStarted,
    BillAnnounced,
    BillIntroduced,
    BillStageReached,
    CaseStarted,
    CourtRuled,
)
from border_timeline.timeline import Projection
from border_timeline.views.days import day


class AgreementStatus(StrEnum):
    """Where an agreement stands."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    IN_FORCE = "in-force"
    ENDED = "ended"


@frozen
class Agreement:
    """An agreement between `parties`, with the day of each step."""

    name: str
    status: AgreementStatus
    parties: tuple[str, ...] = ()
    announced: pendulum.Date | None = None
    signed: pendulum.Date | None = None
    started: pendulum.Date | None = None
    ended: pendulum.Date | None = None


def _agreement(
    state: Agreement | None, event: AgreementAnnounced | AgreementSigned | AgreementStarted
) -> Agreement:
    if state is None:
        return Agreement(event.name or event.agreement, AgreementStatus.ANNOUNCED, event.parties)
    return evolve(state, name=event.name or state.name, parties=event.parties or state.parties)


def _agreement_announced(state: Agreement | None, event: AgreementAnnounced) -> Agreement:
    told = _agreement(state, event)
    return evolve(told, announced=told.announced or day(event))


def _agreement_signed(state: Agreement | None, event: AgreementSigned) -> Agreement:
    told = _agreement(state, event)
    in_force = told.status is AgreementStatus.IN_FORCE
    status = told.status if in_force else AgreementStatus.SIGNED
    return evolve(told, status=status, signed=day(event), ended=None)


def _agreement_started(state: Agreement | None, event: AgreementStarted) -> Agreement:
    told = _agreement(state, event)
    return evolve(told, status=AgreementStatus.IN_FORCE, started=day(event), ended=None)


def _agreement_ended(state: Agreement | None, event: AgreementEnded) -> Agreement:
    state = state or Agreement(event.agreement, AgreementStatus.ENDED)
    return evolve(state, status=AgreementStatus.ENDED, ended=day(event))


AGREEMENTS: Projection[Agreement] = Projection(
    "agreements",
    key="agreement",
    on={
        AgreementAnnounced: _agreement_announced,
        AgreementSigned: _agreement_signed,
        AgreementStarted: _agreement_started,
        AgreementEnded: _agreement_ended,
    },
)


class LegislationStatus(StrEnum):
    """Where a bill or act stands; in force means that some of its provisions are."""

    ANNOUNCED = "announced"
    INTRODUCED = "introduced"
    PASSED = "passed"
    IN_FORCE = "in-force"
    REPEALED = "repealed"


@frozen
class Legislation:
    """A bill and the act it becomes.

    `stage` is the latest stage reached, with its House; `provisions` are those in
    force, as named by the events that commenced them, in the order of commencement.
    """

    name: str
    status: LegislationStatus = LegislationStatus.ANNOUNCED
    stage: str | None = None
    announced: pendulum.Date | None = None
    introduced: pendulum.Date | None = None
    royal_assent: pendulum.Date | None = None
    citation: str | None = None
    provisions: tuple[str, ...] = ()
    repealed: pendulum.Date | None = None
    repealed_provisions: tuple[str, ...] = ()


def _act(state: Legislation | None, act: str, name: str | None, **changes: Any) -> Legislation:
    """Return the next state, with the status that its other fields amount to."""
    told = state or Legislation(act)
    told = evolve(told, name=name or told.name, **changes)
    return evolve(told, status=_status(told))


def _status(told: Legislation) -> LegislationStatus:
    if told.provisions:
        return LegislationStatus.IN_FORCE
    if told.repealed:
        return LegislationStatus.REPEALED
    if told.royal_assent:
        return LegislationStatus.PASSED
    return LegislationStatus.INTRODUCED if told.stage else LegislationStatus.ANNOUNCED


def _bill_announced(state: Legislation | None, event: BillAnnounced) -> Legislation:
    first = state.announced if state else None
    return _act(state, event.act, event.name, announced=first or day(event))


def _bill_introduced(state: Legislation | None, event: BillIntroduced) -> Legislation:
    first = state.introduced if state else None
    stage = f"{event.house} first-reading" if event.house else "first-reading"
    return _act(state, event.act, event.name, introduced=first or day(event), stage=stage)


def _stage_reached(state: Legislation | None, event: BillStageReached) -> Legislation:
    point = f" {event.point}" if event.point else ""
    return _act(state, event.act, None, stage=f"{event.house} {event.stage}{point}")


def _act_passed(state: Legislation | None, event: ActPassed) -> Legislation:
    citation = event.citation or (state.citation if state else None)
    assent = day(event)
    return _act(
        state, event.act, event.name, royal_assent=assent, citation=citation, stage="royal-assent"
    )


def _act_commenced(state: Legislation | None, event: ActCommenced) -> Legislation:
    told = state.provisions if state else ()
    new = tuple(name for name in event.provisions if name not in told)
    return _act(state, event.act, None, provisions=(*told, *new))


def _act_repealed(state: Legislation | None, event: ActRepealed) -> Legislation:
    if not event.provisions:
        return _act(state, event.act, None, repealed=day(event), provisions=())
    told, gone = (state.provisions, state.repealed_provisions) if state else ((), ())
    left = tuple(name for name in told if name not in event.provisions)
    gone = (*gone, *event.provisions)
    return _act(state, event.act, None, provisions=left, repealed_provisions=gone)


LEGISLATION: Projection[Legislation] = Projection(
    "legislation",
    key="act",
    on={
        BillAnnounced: _bill_announced,
        BillIntroduced: _bill_introduced,
        BillStageReached: _stage_reached,
        ActPassed: _act_passed,
        ActCommenced: _act_commenced,
        ActRepealed: _act_repealed,
    },
)


class CaseStatus(StrEnum):
    """Whether the latest court to have the case has decided it."""

    OPEN = "open"
    RULED = "ruled"


@frozen
class Case:
    """A case before the courts: `court` has it now, or ruled last, with that `outcome`."""

    name: str
    court: str
    status: CaseStatus
    outcome: str | None = None
    parties: tuple[str, ...] = ()
    started: pendulum.Date | None = None
    ruled: pendulum.Date | None = None


def _case_started(state: Case | None, event: CaseStarted) -> Case:
    if state is None:
        name = event.name or event.case
        return Case(name, event.court, CaseStatus.OPEN, None, event.parties, day(event))
    return evolve(
        state,
        name=event.name or state.name,
        court=event.court,
        status=CaseStatus.OPEN,
        parties=event.parties or state.parties,
        started=state.started or day(event),
    )


def _court_ruled(state: Case | None, event: CourtRuled) -> Case:
    name = event.name or (state.name if state else event.case)
    parties = event.parties or (state.parties if state else ())
    started = state.started if state else None
    status = CaseStatus.RULED
    return Case(name, event.court, status, event.outcome, parties, started, day(event))


CASES: Projection[Case] = Projection(
    "cases", key="case", on={CaseStarted: _case_started, CourtRuled: _court_ruled}
)
