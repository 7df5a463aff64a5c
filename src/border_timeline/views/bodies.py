"""Bodies and the posts in them."""

from enum import StrEnum

import pendulum
from attrs import evolve, field, frozen

from border_timeline.events import (
    BodyAnnounced,
    BodyClosed,
    BodyLaunched,
    PostFilled,
    PostVacated,
    Qualifier,
    StaffingPledged,
)
from border_timeline.timeline import SHOWN_WHEN_NONE, Projection
from border_timeline.views.days import day


class BodyStatus(StrEnum):
    """Where a body stands."""

    ANNOUNCED = "announced"
    OPERATING = "operating"
    CLOSED = "closed"


@frozen
class StaffPledge:
    """Staff promised to a body, by the event of that id, which counts from the day `on`."""

    role: str
    headcount: int
    qualifier: Qualifier
    event: str
    on: pendulum.Date

    def __str__(self) -> str:
        words = "" if self.qualifier is Qualifier.EXACT else f"{self.qualifier} "
        return f"{words}{self.headcount:,} {self.role}"


@frozen
class Body:
    """An organisation. `reports_to` and `members` are slugs, as stated at its launch.

    `status` is None for a body of which only staff pledges are recorded.
    """

    name: str
    status: BodyStatus | None = None
    announced: pendulum.Date | None = None
    launched: pendulum.Date | None = None
    closed: pendulum.Date | None = None
    reports_to: str | None = None
    members: tuple[str, ...] = ()
    staff_pledged: tuple[StaffPledge, ...] = ()


def _body(state: Body | None, slug: str, name: str | None = None) -> Body:
    if state is None:
        return Body(name or slug)
    return evolve(state, name=name or state.name)


def _announced(state: Body | None, event: BodyAnnounced) -> Body:
    state = _body(state, event.body, event.name)
    if state.status is BodyStatus.OPERATING:
        return state
    return evolve(state, status=BodyStatus.ANNOUNCED, announced=state.announced or day(event))


def _launched(state: Body | None, event: BodyLaunched) -> Body:
    state = _body(state, event.body, event.name)
    return evolve(
        state,
        status=BodyStatus.OPERATING,
        launched=day(event),
        closed=None,
        reports_to=event.reports_to or state.reports_to,
        members=event.members or state.members,
    )


def _staffed(state: Body | None, event: StaffingPledged) -> Body:
    state = _body(state, event.body)
    pledge = StaffPledge(event.role, event.headcount, event.qualifier, event.id, day(event))
    pledges = sorted((*state.staff_pledged, pledge), key=lambda p: (p.on, p.event))
    return evolve(state, staff_pledged=tuple(pledges))


def _closed(state: Body | None, event: BodyClosed) -> Body:
    return evolve(_body(state, event.body), status=BodyStatus.CLOSED, closed=day(event))


BODIES: Projection[Body] = Projection(
    "bodies",
    key="body",
    on={
        BodyAnnounced: _announced,
        BodyLaunched: _launched,
        StaffingPledged: _staffed,
        BodyClosed: _closed,
    },
)


@frozen
class Post:
    """A post. `holder` is None while it is vacant; `since` is the day of the last change."""

    title: str
    holder: str | None = field(metadata={SHOWN_WHEN_NONE: "vacant"})
    since: pendulum.Date
    body: str | None = None


def _filled(state: Post | None, event: PostFilled) -> Post:
    title = event.name or (state.title if state else event.post)
    body = event.body or (state.body if state else None)
    return Post(title, event.holder, day(event), body)


def _vacated(state: Post | None, event: PostVacated) -> Post:
    title = event.name or (state.title if state else event.post)
    return Post(title, None, day(event), state.body if state else None)


POSTS: Projection[Post] = Projection(
    "posts", key="post", on={PostFilled: _filled, PostVacated: _vacated}
)
