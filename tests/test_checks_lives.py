"""Ends without a beginning: policies, bodies, sites, agreements, promises."""

from typing import Any

import pytest

from border_timeline import Event, Severity
from border_timeline.events import (
    AgreementAnnounced,
    AgreementEnded,
    AgreementSigned,
    AgreementStarted,
    BodyAnnounced,
    BodyClosed,
    BodyLaunched,
    CommitmentDropped,
    CommitmentMade,
    CommitmentMet,
    CommitmentMissed,
    PolicyAnnounced,
    PolicyEnded,
    PolicyStarted,
    PolicySuspended,
    SiteClosed,
    SiteOpened,
    StaffingPledged,
    TargetRefused,
)
from builders import On, make
from checked import findings, message, named

POLICY = "policy-ended-before-it-began"
BODY = "body-closed-before-launch"
SITE = "site-closed-before-opening"
AGREEMENT = "agreement-ended-before-it-began"
COMMITMENT = "commitment-closed-before-made"
SUBJECTS = {
    POLICY: "policy",
    BODY: "body",
    SITE: "site",
    AGREEMENT: "agreement",
    COMMITMENT: "commitment",
}
NEEDED: dict[type[Event], dict[str, Any]] = {
    PolicyEnded: {"outcome": "scrapped"},
    CommitmentMade: {"by": "minister", "text": "We will"},
    TargetRefused: {"by": "minister", "text": "We will not say"},
    StaffingPledged: {"role": "officers", "headcount": 5},
}
ENDS: list[tuple[str, type[Event], type[Event]]] = [
    (POLICY, PolicyAnnounced, PolicyEnded),
    (POLICY, PolicyStarted, PolicyEnded),
    (POLICY, PolicyAnnounced, PolicySuspended),
    (POLICY, PolicyStarted, PolicySuspended),
    (BODY, BodyLaunched, BodyClosed),
    (SITE, SiteOpened, SiteClosed),
    (AGREEMENT, AgreementAnnounced, AgreementEnded),
    (AGREEMENT, AgreementSigned, AgreementEnded),
    (AGREEMENT, AgreementStarted, AgreementEnded),
    (COMMITMENT, CommitmentMade, CommitmentMet),
    (COMMITMENT, CommitmentMade, CommitmentMissed),
    (COMMITMENT, CommitmentMade, CommitmentDropped),
]
EACH = pytest.mark.parametrize(("code", "begin", "end"), ENDS)


def event(code: str, cls: type[Event], on: On, slug: str = "one") -> Event:
    return make(cls, slug, on, **{SUBJECTS[code]: slug, **NEEDED.get(cls, {})})


@EACH
def test_an_end_after_a_beginning_is_in_order(
    code: str, begin: type[Event], end: type[Event]
) -> None:
    assert named(code, event(code, begin, "2024-01-01"), event(code, end, "2024-07-07")) == []


@EACH
def test_an_end_without_a_beginning_is_an_error(
    code: str, begin: type[Event], end: type[Event]
) -> None:
    ends = event(code, end, "2024-07-07")
    (found,) = findings(code, ends, event(code, begin, "2024-01-01", slug="another"))
    assert (found.severity, found.events) == (Severity.ERROR, (ends,))
    assert found.message.startswith(f"{ends.id} is the {ends.type} of one, which has no ")
    assert begin.type in found.message


@EACH
def test_an_end_before_the_first_beginning_is_an_error_that_names_both(
    code: str, begin: type[Event], end: type[Event]
) -> None:
    ends, begins = event(code, end, "2024-07-07"), event(code, begin, "2024-07-08")
    again = event(code, begin, "2024-07-09")
    assert named(code, ends, begins, again) == [[ends.id, begins.id]]
    assert message(code, ends, begins, again).endswith(f"by then; its first is {begins.id}")


@EACH
def test_a_beginning_of_the_same_day_is_early_enough(
    code: str, begin: type[Event], end: type[Event]
) -> None:
    assert named(code, event(code, begin, "2024-07-07"), event(code, end, "2024-07-07")) == []


@pytest.mark.parametrize("begins", ["2024-07", "2024", "2024-07-07/2024-09-01", "2024-09-01~"])
def test_a_beginning_that_may_have_come_before_the_end_is_no_error(begins: str) -> None:
    end = event(POLICY, PolicyEnded, "2024-07-07")
    assert named(POLICY, event(POLICY, PolicyStarted, begins), end) == []


@pytest.mark.parametrize("ends", ["2024-07", "2024-07-01/2024-07-08", "2024-06-01?"])
def test_an_end_that_may_have_come_after_the_beginning_is_no_error(ends: str) -> None:
    start = event(POLICY, PolicyStarted, "2024-07-08")
    assert named(POLICY, start, event(POLICY, PolicyEnded, ends)) == []


def test_an_imprecise_date_that_is_too_late_on_all_its_days_is_an_error() -> None:
    end = event(POLICY, PolicyEnded, "2024-07")
    assert named(POLICY, event(POLICY, PolicyStarted, "2024-07-31"), end) == []
    start = event(POLICY, PolicyStarted, "2024-08")
    assert named(POLICY, start, end) == [[end.id, start.id]]


def test_an_end_of_an_uncertain_day_needs_a_beginning_all_the_same() -> None:
    end = event(POLICY, PolicyEnded, "2024-07?")
    assert named(POLICY, end) == [[end.id]]


def test_each_end_is_told() -> None:
    ends = [event(POLICY, PolicySuspended, "2024-07-06"), event(POLICY, PolicyEnded, "2024-07-07")]
    assert named(POLICY, *ends) == [[end.id] for end in ends]


def test_what_was_announced_and_never_launched_has_nothing_to_close() -> None:
    close = event(BODY, BodyClosed, "2024-07-07")
    before = [event(BODY, cls, "2024-01-01") for cls in (BodyAnnounced, StaffingPledged)]
    assert named(BODY, close, *before) == [[close.id]]


def test_a_target_that_was_refused_is_no_promise() -> None:
    met = event(COMMITMENT, CommitmentMet, "2024-07-07")
    assert named(COMMITMENT, met, event(COMMITMENT, TargetRefused, "2024-01-01")) == [[met.id]]
