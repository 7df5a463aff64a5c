"""Money that names what is not there, and totals that do not add up."""

from collections.abc import Iterator, Mapping
from typing import Any

from border_timeline.checks.found import error, warning
from border_timeline.dates import iso, pendulum_date
from border_timeline.errors import did_you_mean
from border_timeline.events import Event, FundingPledged, FundingSpent, FundingWithdrawn
from border_timeline.money import MoneyRange
from border_timeline.timeline import Finding, Timeline
from border_timeline.views import FUNDING

_Money = FundingPledged | FundingSpent | FundingWithdrawn


def unknown_pledges(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each pledge or payment that money names and that cannot be counted with it.

    That is one that does not exist or was retracted, is of another type or for another
    recipient, or counts from a later day only.
    """
    standing = {event.id: event for event in timeline.standing()}
    for event in standing.values():
        if isinstance(event, _Money):
            for field, name in _named(event):
                if problem := _problem(event, name, standing):
                    message = f"{field} of {event.id} names {name}, {problem}"
                    yield error("pledge-unknown", message, event)


def _named(event: _Money) -> Iterator[tuple[str, str]]:
    """Yield the field and the name of each pledge or payment that an event names."""
    if isinstance(event, FundingPledged | FundingSpent):
        yield from (("includes", name) for name in event.includes)
    elif event.pledge is not None:
        yield "pledge", event.pledge


def _problem(event: _Money, name: str, standing: Mapping[str, Event]) -> str:
    """Return why what an event names cannot be counted with it, or an empty text."""
    wanted = FundingSpent if isinstance(event, FundingSpent) else FundingPledged
    named = standing.get(name)
    if named is None:
        names = (other.id for other in standing.values() if isinstance(other, wanted))
        return f"which is no event or was retracted{did_you_mean(name, names)}"
    if not isinstance(named, wanted):
        return f"which is {named.type} and not {wanted.type}"
    if named.recipient != event.recipient:
        return f"which is for {named.recipient} and not for {event.recipient}"
    if named.effective.last > event.effective.last:
        return f"which counts only from {iso(named.effective.last)}"
    return ""


def differing_totals(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each pledge whose source states a total that the record does not come to.

    The record's total is that of the day of the pledge, as it was known when the pledge
    was; of a pledge that was corrected since, as it is known now.
    """
    recorded = {event.id: event for event in timeline.events}
    for event in timeline.standing():
        if isinstance(event, FundingPledged) and event.stated_total is not None:
            known = event.known.last if recorded[event.id] == event else None
            stated, total = event.stated_total, _pledged(timeline, event, known)
            if total is not None and not total.low <= stated <= total.high:
                then = "" if known is None else f", as known on {iso(known)},"
                message = (
                    f"{event.id} states a total of {stated} for {event.recipient}, where the "
                    f"record{then} has {total}"
                )
                yield warning("stated-total-differs", message, event)


def _pledged(
    timeline: Timeline[Any], event: FundingPledged, known: int | None
) -> MoneyRange | None:
    """Return what had been pledged on the day of a pledge, in the currency of its stated total."""
    day = pendulum_date(event.effective.last)
    path = (FUNDING.name, event.recipient, "pledged_totals")
    changes = timeline.history(path, known_at=None if known is None else pendulum_date(known))
    totals = [change.new for change in changes if change.on <= day][-1]
    currency = event.stated_total.currency if event.stated_total else ""
    return next((total for total in totals if total.low.currency == currency), None)
