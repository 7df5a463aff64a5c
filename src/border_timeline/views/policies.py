"""Policies: announced, in force, suspended, ended."""

from enum import StrEnum

import pendulum
from attrs import evolve, frozen

from border_timeline.events import (
    PolicyAnnounced,
    PolicyEnded,
    PolicyOutcome,
    PolicyStarted,
    PolicySuspended,
)
from border_timeline.timeline import Projection
from border_timeline.views.days import day


class PolicyStatus(StrEnum):
    """Where a policy stands."""

    ANNOUNCED = "announced"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    ENDED = "ended"


@frozen
class Policy:
    """A policy, with the days of its present life.

    One that is announced or started again after its end begins anew.
    """

    name: str
    status: PolicyStatus
    announced: pendulum.Date | None = None
    started: pendulum.Date | None = None
    ended: pendulum.Date | None = None
    outcome: PolicyOutcome | None = None
    by: str | None = None


def _announced(state: Policy | None, event: PolicyAnnounced) -> Policy:
    if state is None or state.status is PolicyStatus.ENDED:
        name = event.name or (state.name if state else event.policy)
        return Policy(name, PolicyStatus.ANNOUNCED, announced=day(event), by=event.by)
    return evolve(state, name=event.name or state.name)


def _started(state: Policy | None, event: PolicyStarted) -> Policy:
    if state is None or state.status is PolicyStatus.ENDED:
        name = event.name or (state.name if state else event.policy)
        return Policy(name, PolicyStatus.IN_FORCE, started=day(event), by=event.by)
    return evolve(
        state,
        name=event.name or state.name,
        status=PolicyStatus.IN_FORCE,
        started=state.started or day(event),
        by=state.by or event.by,
    )


def _suspended(state: Policy | None, event: PolicySuspended) -> Policy:
    if state is None:
        return Policy(event.policy, PolicyStatus.SUSPENDED)
    return evolve(state, status=PolicyStatus.SUSPENDED)


def _ended(state: Policy | None, event: PolicyEnded) -> Policy:
    state = state or Policy(event.policy, PolicyStatus.ENDED)
    return evolve(state, status=PolicyStatus.ENDED, ended=day(event), outcome=event.outcome)


POLICIES: Projection[Policy] = Projection(
    "policies",
    key="policy",
    on={
        PolicyAnnounced: _announced,
        PolicyStarted: _started,
        PolicySuspended: _suspended,
        PolicyEnded: _ended,
    },
)
