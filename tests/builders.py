"""Tiny functions that make valid events: say what matters, the rest has defaults.

An id is made from the type, the subject and the day; the one default source is
published on the day on which the event was known.
"""

import re
from decimal import Decimal
from typing import Any, TypeVar

from border_timeline.dates import DayLike, EdtfDate, edtf, iso
from border_timeline.events import (
    BodyAnnounced,
    BodyClosed,
    BodyLaunched,
    Correction,
    CorrectionKind,
    Event,
    FigureReported,
    FundingPledged,
    FundingSpent,
    FundingWithdrawn,
    PolicyAnnounced,
    PolicyEnded,
    PolicyStarted,
    PolicySuspended,
    PostFilled,
    PostVacated,
    StaffingPledged,
)
from border_timeline.money import Money
from border_timeline.sources import Source

E = TypeVar("E", bound=Event)
On = EdtfDate | DayLike


def source(published: On = "2024-07-07", **more: Any) -> Source:
    return Source(**{"publisher": "Daily Paper", "published": published, **more})


#: Sources that fit an event on whatever day up to 2030-01-01 it is moved to.
LATE = [source("2030-01-01")]


def make(cls: type[E], subject: str, on: On, **more: Any) -> E:
    """Return an event of any type; `subject` only goes into its id and title."""
    effective = edtf(on)
    known = edtf(more["known"]) if "known" in more else effective
    words = f"{cls.type} {subject} {effective}"
    defaults: dict[str, Any] = {
        "id": re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-"),
        "effective": effective,
        "title": words,
        "sources": [source(iso(known.last))],
    }
    return cls(**{**defaults, **more})


def policy_announced(policy: str, on: On, **more: Any) -> PolicyAnnounced:
    return make(PolicyAnnounced, policy, on, **{"policy": policy, **more})


def policy_started(policy: str, on: On, **more: Any) -> PolicyStarted:
    return make(PolicyStarted, policy, on, **{"policy": policy, **more})


def policy_suspended(policy: str, on: On, **more: Any) -> PolicySuspended:
    return make(PolicySuspended, policy, on, **{"policy": policy, **more})


def policy_ended(policy: str, on: On, outcome: str = "scrapped", **more: Any) -> PolicyEnded:
    return make(PolicyEnded, policy, on, **{"policy": policy, "outcome": outcome, **more})


def body_announced(body: str, on: On, **more: Any) -> BodyAnnounced:
    return make(BodyAnnounced, body, on, **{"body": body, **more})


def body_launched(body: str, on: On, **more: Any) -> BodyLaunched:
    return make(BodyLaunched, body, on, **{"body": body, **more})


def body_closed(body: str, on: On, **more: Any) -> BodyClosed:
    return make(BodyClosed, body, on, **{"body": body, **more})


def staff_pledged(
    body: str, on: On, headcount: int = 100, role: str = "officers", **more: Any
) -> StaffingPledged:
    fields = {"body": body, "headcount": headcount, "role": role, **more}
    return make(StaffingPledged, body, on, **fields)


def post_filled(post: str, on: On, holder: str = "A Person", **more: Any) -> PostFilled:
    return make(PostFilled, post, on, **{"post": post, "holder": holder, **more})


def post_vacated(post: str, on: On, **more: Any) -> PostVacated:
    return make(PostVacated, post, on, **{"post": post, **more})


def pledged(
    recipient: str, on: On, amount: Money | str = "GBP 100", nature: str = "new", **more: Any
) -> FundingPledged:
    fields = {"recipient": recipient, "amount": amount, "nature": nature, **more}
    return make(FundingPledged, recipient, on, **fields)


def spent(recipient: str, on: On, amount: Money | str = "GBP 100", **more: Any) -> FundingSpent:
    return make(FundingSpent, recipient, on, **{"recipient": recipient, "amount": amount, **more})


def withdrawn(
    recipient: str, on: On, amount: Money | str = "GBP 100", **more: Any
) -> FundingWithdrawn:
    fields = {"recipient": recipient, "amount": amount, **more}
    return make(FundingWithdrawn, recipient, on, **fields)


def reported(
    measure: str,
    period: On,
    value: int | Decimal | str = 1,
    on: On | None = None,
    **more: Any,
) -> FigureReported:
    """Return a figure for a period, by default published on the period's last day."""
    covered = edtf(period)
    fields = {"measure": measure, "period": covered, "value": value, "unit": "people", **more}
    day = iso(covered.last) if on is None else on
    return make(FigureReported, f"{measure} {covered}", day, **fields)


def corrected(corrects: str, kind: str, on: On, **more: Any) -> Correction:
    """Return a correction of the event of that id, known on the day on which it was made."""
    fields = {"corrects": corrects, "kind": CorrectionKind(kind), "reason": "It was otherwise"}
    return make(Correction, f"{kind} of {corrects}", on, **{**fields, **more})
