"""Policies, bodies and posts."""

from enum import StrEnum

from border_timeline.events.envelope import Event, event
from border_timeline.fields import Count, Slug, Text


class PolicyOutcome(StrEnum):
    """How a policy came to its end."""

    SCRAPPED = "scrapped"
    EXPIRED = "expired"
    COMPLETED = "completed"
    REPEALED = "repealed"
    UNLAWFUL = "unlawful"


class Qualifier(StrEnum):
    """How a reported number relates to the true one."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"
    AT_MOST = "at-most"


@event(kw_only=True)
class PolicyAnnounced(Event):
    """A government says that it has, or will have, a policy."""

    policy: Slug
    name: Text | None = None
    by: Text | None = None


@event(kw_only=True)
class PolicyStarted(Event):
    """A policy takes effect."""

    policy: Slug
    name: Text | None = None
    by: Text | None = None


@event(kw_only=True)
class PolicySuspended(Event):
    """A policy in force is paused; a later `policy-started` resumes it."""

    policy: Slug
    by: Text | None = None


@event(kw_only=True)
class PolicyEnded(Event):
    """A policy, announced or in force, comes to its end."""

    policy: Slug
    outcome: PolicyOutcome
    by: Text | None = None


@event(kw_only=True)
class BodyAnnounced(Event):
    """An organisation is to be set up."""

    body: Slug
    name: Text | None = None
    by: Text | None = None


@event(kw_only=True)
class BodyLaunched(Event):
    """An organisation begins its work.

    `reports_to` is the post or body above it; `members` are the bodies it draws together.
    """

    body: Slug
    name: Text | None = None
    by: Text | None = None
    reports_to: Slug | None = None
    members: tuple[Slug, ...] = ()


@event(kw_only=True)
class StaffingPledged(Event):
    """Staff are promised to a body: `headcount` people in a `role`."""

    body: Slug
    role: Text
    headcount: Count
    qualifier: Qualifier = Qualifier.EXACT
    by: Text | None = None


@event(kw_only=True)
class BodyClosed(Event):
    """An organisation ends its work."""

    body: Slug
    by: Text | None = None


@event(kw_only=True)
class PostFilled(Event):
    """A person takes a post. One event is a whole handover: the holder before leaves.

    `name` is the title of the post; `body` is the organisation it belongs to.
    """

    post: Slug
    holder: Text
    name: Text | None = None
    body: Slug | None = None
    by: Text | None = None


@event(kw_only=True)
class PostVacated(Event):
    """A post falls vacant, with nobody taking it over on that day."""

    post: Slug
    holder: Text | None = None
    name: Text | None = None
