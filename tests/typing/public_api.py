"""The public API as users write it: read by the type checkers, never run."""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_type

import pendulum
from attrs import frozen

import border_timeline as bt
from border_timeline.events import PolicyEnded, PolicyOutcome
from border_timeline.views import Figure, Legislation, Policy, PolicyStatus, Series

timeline = bt.load()
assert_type(timeline, bt.Timeline)
assert_type(timeline.events, tuple[bt.Event, ...])

now = timeline.as_of("2024-11-04", known_at=pendulum.date(2024, 11, 3))
assert_type(now, bt.Snapshot)
assert_type(now.as_of, pendulum.Date)
assert_type(now.policies, bt.View[Policy])
assert_type(now.policies["rwanda-scheme"].status, PolicyStatus)
assert_type(now.policies["rwanda-scheme"].outcome, PolicyOutcome | None)
assert_type(now.posts["home-secretary"].holder, str | None)
assert_type(now.funding["border-security-command"].pledged, bt.MoneyRange)
assert_type(now.funding["border-security-command"].pledged.low.amount, Decimal)
assert_type(now.figures["small-boat-arrivals"], Series)
assert_type(now.figures["small-boat-arrivals"]["2024-10"].value, int | Decimal)
assert_type(now.figures["small-boat-arrivals"].total("2024-07", "2024-10"), Figure)
assert_type(list(now.legislation.values()), list[Legislation])
assert_type(now.policies.get("rwanda-scheme"), Policy | None)


@bt.event(kw_only=True)
class FerryDeparted(bt.Event):
    """A user's own event."""

    ferry: bt.Slug
    passengers: bt.Count


@frozen
class Ferry:
    """A user's own state."""

    passengers: int


def departed(state: Ferry | None, event: FerryDeparted) -> Ferry:
    """Add the passengers."""
    return Ferry((state.passengers if state else 0) + event.passengers)


ferries: bt.Projection[Ferry] = bt.Projection("ferries", key="ferry", on={FerryDeparted: departed})
assert_type(now[ferries], bt.View[Ferry])
assert_type(now[ferries]["pride-of-kent"], Ferry)

ended = PolicyEnded(
    id="2024-07-06-end",
    effective="2024-07-06",
    known=pendulum.date(2024, 7, 6),
    title="It ends",
    policy="rwanda-scheme",
    outcome=PolicyOutcome.SCRAPPED,
    sources=(bt.Source(publisher="A newspaper", published=bt.edtf("2024-07-06")),),
)
assert_type(ended.effective, bt.EdtfDate)
assert_type(bt.Timeline([ended], info=None), bt.Timeline)


def unnamed(timeline: bt.Timeline) -> Iterator[bt.Finding]:
    """Find what has no name."""
    for event in timeline.standing():
        yield bt.Finding(bt.Severity.WARNING, "unnamed", "has no name", (event,))


rule: bt.Rule[bt.Timeline] = unnamed
assert_type(bt.Timeline([ended], rules=[unnamed, rule]), bt.Timeline)
assert_type(bt.load("events", rules=[unnamed]), bt.Timeline)
assert_type(timeline.check(), list[bt.Finding])
