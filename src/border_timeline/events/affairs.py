"""Meetings, statistics, promises, statements and what happens in the world."""

from enum import StrEnum

from attrs import field, frozen

from border_timeline.dates import EdtfDate, edtf
from border_timeline.events.envelope import Event, event
from border_timeline.events.government import Qualifier
from border_timeline.fields import Count, Number, Slug, Text, number, typed


@event(kw_only=True)
class SummitAnnounced(Event):
    """A meeting is to be held."""

    summit: Slug
    name: Text | None = None
    host: Text | None = None
    place: Text | None = None


@event(kw_only=True)
class SummitHeld(Event):
    """A meeting takes place. `attendance` says who or how many came."""

    summit: Slug
    name: Text | None = None
    host: Text | None = None
    place: Text | None = None
    attendance: Text | None = None


@event(kw_only=True)
class FigureReported(Event):
    """A value of a measure over a period is published.

    `effective` is when the period had passed or the count was taken; `period` covers
    its first to its last day, both included; `unit` is what is counted; `by` is who
    counted.
    """

    measure: Slug
    value: Number = field(converter=number)
    unit: Text
    period: EdtfDate = field(converter=edtf)
    qualifier: Qualifier = Qualifier.EXACT
    by: Text | None = None


@event(kw_only=True)
class CommitmentMade(Event):
    """Somebody promises something, `text` in our own words, perhaps by a `due` date."""

    commitment: Slug
    by: Text
    text: Text
    due: EdtfDate | None = None


@event(kw_only=True)
class CommitmentMet(Event):
    """A promise is kept."""

    commitment: Slug
    by: Text | None = None


@event(kw_only=True)
class CommitmentMissed(Event):
    """A promise is not kept in its time."""

    commitment: Slug
    by: Text | None = None


@event(kw_only=True)
class CommitmentDropped(Event):
    """A promise is given up before its time."""

    commitment: Slug
    by: Text | None = None


@event(kw_only=True)
class TargetRefused(Event):
    """Somebody who is asked for a promise declines to make it."""

    commitment: Slug
    by: Text
    text: Text


class Comparison(StrEnum):
    """How an assertion holds a figure against the record."""

    TOTAL = "total"
    CHANGE = "change"
    RATIO = "ratio"
    HIGHEST_SINCE = "highest-since"
    BEFORE = "before"
    AFTER = "after"


@frozen(kw_only=True, field_transformer=typed)
class Assertion:
    """The part of a statement that can be held against the record.

    It speaks of a `measure` over a `period`, compared with a `baseline` period where
    the comparison needs one, and says it is `value` to within `tolerance`.
    """

    measure: Slug
    period: EdtfDate
    comparison: Comparison
    baseline: EdtfDate | None = None
    value: Number | None = None
    tolerance: Number | None = None


@event(kw_only=True)
class ClaimMade(Event):
    """Somebody says something in public; `text` in our own words, never a quotation."""

    speaker: Text
    text: Text
    assertion: Assertion | None = None


@event(kw_only=True)
class OperationLaunched(Event):
    """An operation, deployment or enforcement action begins."""

    operation: Slug
    name: Text | None = None
    by: Text | None = None
    place: Text | None = None


@event(kw_only=True)
class IncidentOccurred(Event):
    """Something happens; its numbers are people, where a source gives them."""

    deaths: Count | None = None
    missing: Count | None = None
    rescued: Count | None = None
    aboard: Count | None = None
    place: Text | None = None


@event(kw_only=True)
class SiteOpened(Event):
    """A place of accommodation, detention or processing opens. `capacity` is people."""

    site: Slug
    name: Text | None = None
    place: Text | None = None
    capacity: Count | None = None


@event(kw_only=True)
class SiteClosed(Event):
    """A place closes."""

    site: Slug
    by: Text | None = None
