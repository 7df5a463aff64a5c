"""Policies, bodies, sites, agreements and promises that end and never began."""

from collections.abc import Iterator
from typing import Any

from border_timeline.checks.found import error, surely_later
from border_timeline.events import (
    AgreementAnnounced,
    AgreementEnded,
    AgreementSigned,
    AgreementStarted,
    BodyClosed,
    BodyLaunched,
    CommitmentDropped,
    CommitmentMade,
    CommitmentMet,
    CommitmentMissed,
    Event,
    PolicyAnnounced,
    PolicyEnded,
    PolicyStarted,
    PolicySuspended,
    SiteClosed,
    SiteOpened,
)
from border_timeline.timeline import Finding, Timeline

_Types = tuple[type[Event], ...]


def policies_ended_before_they_began(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each end or suspension of a policy that nothing announced or started by then."""
    begins = (PolicyAnnounced, PolicyStarted)
    ends = (PolicyEnded, PolicySuspended)
    return _unbegun(timeline, "policy-ended-before-it-began", "policy", begins, ends)


def bodies_closed_before_launch(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each closure of a body that nothing launched by then."""
    code = "body-closed-before-launch"
    return _unbegun(timeline, code, "body", (BodyLaunched,), (BodyClosed,))


def sites_closed_before_opening(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each closure of a site that nothing opened by then."""
    code = "site-closed-before-opening"
    return _unbegun(timeline, code, "site", (SiteOpened,), (SiteClosed,))


def agreements_ended_before_they_began(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each end of an agreement that nothing announced, signed or started by then."""
    begins = (AgreementAnnounced, AgreementSigned, AgreementStarted)
    code = "agreement-ended-before-it-began"
    return _unbegun(timeline, code, "agreement", begins, (AgreementEnded,))


def commitments_closed_before_made(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each promise met, missed or dropped that nobody had made by then."""
    ends = (CommitmentMet, CommitmentMissed, CommitmentDropped)
    code = "commitment-closed-before-made"
    return _unbegun(timeline, code, "commitment", (CommitmentMade,), ends)


def _unbegun(
    timeline: Timeline[Any], code: str, subject: str, begins: _Types, ends: _Types
) -> Iterator[Finding]:
    """Yield each end before which nothing may have begun; `subject` is the field of the slug."""
    begun: dict[str, list[Event]] = {}
    for event in timeline.standing():
        if isinstance(event, begins):
            begun.setdefault(getattr(event, subject), []).append(event)
    for event in timeline.standing():
        if isinstance(event, ends):
            slug: str = getattr(event, subject)
            later = begun.get(slug, [])
            if all(surely_later(first.effective, event.effective) for first in later):
                words = " or ".join(cls.type for cls in begins)
                message = f"{event.id} is the {event.type} of {slug}, which has no {words} by then"
                if later:
                    message += f"; its first is {later[0].id}"
                yield error(code, message, event, *later[:1])
