"""Summits, commitments, claims, sites, operations and incidents."""

from enum import StrEnum

import pendulum
from attrs import evolve, frozen

from border_timeline.dates import EdtfDate
from border_timeline.events import (
    Assertion,
    ClaimMade,
    CommitmentDropped,
    CommitmentMade,
    CommitmentMet,
    CommitmentMissed,
    Event,
    IncidentOccurred,
    OperationLaunched,
    SiteClosed,
    SiteOpened,
    SummitAnnounced,
    SummitHeld,
    TargetRefused,
)
from border_timeline.timeline import Projection
from border_timeline.views.days import day


@frozen
class Summit:
    """A meeting. `held` is its first day, None before it."""

    name: str
    host: str | None = None
    place: str | None = None
    announced: pendulum.Date | None = None
    held: pendulum.Date | None = None
    attendance: str | None = None


def _summit(state: Summit | None, event: SummitAnnounced | SummitHeld) -> Summit:
    state = state or Summit(event.summit)
    return evolve(
        state,
        name=event.name or state.name,
        host=event.host or state.host,
        place=event.place or state.place,
    )


def _summit_announced(state: Summit | None, event: SummitAnnounced) -> Summit:
    told = _summit(state, event)
    return evolve(told, announced=told.announced or day(event))


def _summit_held(state: Summit | None, event: SummitHeld) -> Summit:
    told = _summit(state, event)
    return evolve(told, held=day(event), attendance=event.attendance or told.attendance)


SUMMITS: Projection[Summit] = Projection(
    "summits", key="summit", on={SummitAnnounced: _summit_announced, SummitHeld: _summit_held}
)


class CommitmentStatus(StrEnum):
    """What became of a promise; refused is one that somebody declined to make."""

    MADE = "made"
    MET = "met"
    MISSED = "missed"
    DROPPED = "dropped"
    REFUSED = "refused"


@frozen
class Commitment:
    """A promise: who made it, what it says in our own words, and what became of it."""

    by: str | None
    text: str | None
    status: CommitmentStatus
    since: pendulum.Date
    due: EdtfDate | None = None


def _commitment_made(_state: Commitment | None, event: CommitmentMade) -> Commitment:
    return Commitment(event.by, event.text, CommitmentStatus.MADE, day(event), event.due)


def _target_refused(_state: Commitment | None, event: TargetRefused) -> Commitment:
    return Commitment(event.by, event.text, CommitmentStatus.REFUSED, day(event))


_ENDS: dict[type[Event], CommitmentStatus] = {
    CommitmentMet: CommitmentStatus.MET,
    CommitmentMissed: CommitmentStatus.MISSED,
    CommitmentDropped: CommitmentStatus.DROPPED,
}


def _commitment_over(
    state: Commitment | None, event: CommitmentMet | CommitmentMissed | CommitmentDropped
) -> Commitment:
    status = _ENDS[type(event)]
    if state is None:
        return Commitment(event.by, None, status, day(event))
    return evolve(state, status=status, since=day(event))


COMMITMENTS: Projection[Commitment] = Projection(
    "commitments",
    key="commitment",
    on={
        CommitmentMade: _commitment_made,
        TargetRefused: _target_refused,
        CommitmentMet: _commitment_over,
        CommitmentMissed: _commitment_over,
        CommitmentDropped: _commitment_over,
    },
)


@frozen
class Claim:
    """A public statement, `text` in our own words; its key is the id of its event."""

    speaker: str
    said_on: pendulum.Date
    text: str
    assertion: Assertion | None = None


def _claim_made(_state: Claim | None, event: ClaimMade) -> Claim:
    return Claim(event.speaker, day(event), event.text, event.assertion)


CLAIMS: Projection[Claim] = Projection("claims", key="id", on={ClaimMade: _claim_made})


class SiteStatus(StrEnum):
    """Whether a site is in use."""

    OPEN = "open"
    CLOSED = "closed"


@frozen
class Site:
    """A place of accommodation, detention or processing; `capacity` is people."""

    name: str
    status: SiteStatus
    place: str | None = None
    capacity: int | None = None
    opened: pendulum.Date | None = None
    closed: pendulum.Date | None = None


def _site_opened(state: Site | None, event: SiteOpened) -> Site:
    state = state or Site(event.site, SiteStatus.OPEN)
    return Site(
        event.name or state.name,
        SiteStatus.OPEN,
        event.place or state.place,
        event.capacity if event.capacity is not None else state.capacity,
        opened=day(event),
    )


def _site_closed(state: Site | None, event: SiteClosed) -> Site:
    state = state or Site(event.site, SiteStatus.CLOSED)
    return evolve(state, status=SiteStatus.CLOSED, closed=day(event))


SITES: Projection[Site] = Projection(
    "sites", key="site", on={SiteOpened: _site_opened, SiteClosed: _site_closed}
)


@frozen
class Operation:
    """An operation, deployment or enforcement action."""

    name: str
    launched: pendulum.Date
    by: str | None = None
    place: str | None = None


def _operation_launched(_state: Operation | None, event: OperationLaunched) -> Operation:
    return Operation(event.name or event.operation, day(event), event.by, event.place)


OPERATIONS: Projection[Operation] = Projection(
    "operations", key="operation", on={OperationLaunched: _operation_launched}
)


@frozen
class Incident:
    """Something that happened; its key is the id of its event, its numbers are people."""

    name: str
    date: pendulum.Date
    place: str | None = None
    deaths: int | None = None
    missing: int | None = None
    rescued: int | None = None
    aboard: int | None = None


def _incident_occurred(_state: Incident | None, event: IncidentOccurred) -> Incident:
    numbers = (event.deaths, event.missing, event.rescued, event.aboard)
    return Incident(event.title, day(event), event.place, *numbers)


INCIDENTS: Projection[Incident] = Projection(
    "incidents", key="id", on={IncidentOccurred: _incident_occurred}
)
