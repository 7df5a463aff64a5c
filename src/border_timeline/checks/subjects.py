"""Bodies and posts that events name and of which there is nothing in the record."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from border_timeline.checks.found import error, surely_later, warning
from border_timeline.errors import did_you_mean
from border_timeline.events import (
    BodyAnnounced,
    BodyClosed,
    BodyLaunched,
    Event,
    PostFilled,
    StaffingPledged,
)
from border_timeline.timeline import Finding, Timeline
from border_timeline.views import BODIES, POSTS

#: How much alike two slugs are, of at most 1, when one may be a slip for the other.
_NEAR = 0.85


def posts_without_body(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each filling of a post in a body of which there is nothing by then, or no more."""
    begun: dict[str, list[Event]] = {}
    closed: dict[str, list[Event]] = {}
    for event in timeline.standing():
        if isinstance(event, BodyAnnounced | BodyLaunched | StaffingPledged):
            begun.setdefault(event.body, []).append(event)
        elif isinstance(event, BodyClosed):
            closed.setdefault(event.body, []).append(event)
    for event in timeline.standing():
        if isinstance(event, PostFilled) and event.body is not None:
            begins, ends = begun.get(event.body, []), closed.get(event.body, [])
            there = [e for e in begins if not surely_later(e.effective, event.effective)]
            if all(_is_over(begin, event, ends) for begin in there):
                near = "" if begins else did_you_mean(event.body, begun)
                what = "is closed" if there else "nothing announced or launched"
                message = f"{event.id} fills a post in {event.body}, which {what} by then{near}"
                yield error("post-without-body", message, event)


def _is_over(begin: Event, event: Event, ends: list[Event]) -> bool:
    """Whether what began is surely closed again when something happens."""
    return any(
        surely_later(end.effective, begin.effective)
        and surely_later(event.effective, end.effective)
        for end in ends
    )


def unknown_subjects(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield what the launch of a body names and is in no view, but nearly a body or post that is.

    A body or post of which the record says nothing else may well be named; a slip of the pen
    is near to one of which it does.
    """
    known: set[Any] = set()
    for event in timeline.standing():
        known.update(view.key(event) for view in (BODIES, POSTS) if type(event) in view.on)
    for event in timeline.standing():
        if isinstance(event, BodyLaunched):
            for slug in (*event.members, event.reports_to or ""):
                if slug not in known and (near := get_close_matches(slug, known, 1, _NEAR)):
                    message = f"{event.id} names {slug}, no body or post; did you mean {near[0]}?"
                    yield warning("unknown-subject", message, event)
