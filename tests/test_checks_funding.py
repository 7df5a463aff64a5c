"""Pledges that are named and not there, and totals that differ."""

from typing import Any

import pytest

from border_timeline import Coverage, Event, Severity
from builders import corrected, pledged, policy_started, spent, withdrawn
from checked import findings, message, named

PLEDGE, TOTAL = "pledge-unknown", "stated-total-differs"
FIRST = pledged("boats", "2024-01-01", "GBP 100", id="first")
PAID = spent("boats", "2024-01-01", "GBP 100", id="paid")


def including(name: str) -> Event:
    return pledged("boats", "2024-07-07", "GBP 300", id="all", includes=[name])


def paying(name: str) -> Event:
    return spent("boats", "2024-07-07", "GBP 300", id="all", includes=[name])


def taking(name: str) -> Event:
    return withdrawn("boats", "2024-07-07", "GBP 50", id="all", pledge=name)


@pytest.mark.parametrize(
    ("event", "other"),
    [(including("first"), FIRST), (taking("first"), FIRST), (paying("paid"), PAID)],
)
def test_money_that_names_earlier_money_of_its_recipient_is_in_order(
    event: Event, other: Event
) -> None:
    assert named(PLEDGE, event, other) == []


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (including("frist"), "includes"),
        (paying("frist"), "includes"),
        (taking("frist"), "pledge"),
    ],
)
def test_money_that_names_no_event_is_an_error(event: Event, field: str) -> None:
    (found,) = findings(PLEDGE, event)
    assert (found.severity, found.events) == (Severity.ERROR, (event,))
    assert found.message == f"{field} of all names frist, which is no event or was retracted"


def test_near_names_of_the_same_kind_of_money_are_suggested() -> None:
    assert message(PLEDGE, including("frist"), FIRST).endswith("; did you mean 'first'?")
    payment = spent("boats", "2024-01-01", id="first")
    assert message(PLEDGE, paying("frist"), payment).endswith("; did you mean 'first'?")
    assert message(PLEDGE, including("frist"), payment).endswith("retracted")


def test_a_pledge_that_was_retracted_is_not_there() -> None:
    gone = corrected("first", "retraction", "2024-02-01")
    assert named(PLEDGE, including("first"), FIRST, gone) == [["all"]]


@pytest.mark.parametrize("event", [including("first"), taking("first")])
def test_a_pledge_for_another_recipient_is_an_error(event: Event) -> None:
    other = pledged("ports", "2024-01-01", id="first")
    assert message(PLEDGE, event, other).endswith(
        "names first, which is for ports and not for boats"
    )


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (including("paid"), "which is funding-spent and not funding-pledged"),
        (taking("paid"), "which is funding-spent and not funding-pledged"),
    ],
)
def test_a_payment_is_no_pledge(event: Event, told: str) -> None:
    assert message(PLEDGE, event, PAID).endswith(f"names paid, {told}")


def test_a_pledge_or_a_policy_is_no_payment() -> None:
    told = "names first, which is funding-pledged and not funding-spent"
    assert message(PLEDGE, paying("first"), FIRST).endswith(told)
    policy = policy_started("boats", "2024-01-01", id="p")
    assert named(PLEDGE, paying("p"), policy) == [["all"]]


def test_a_pledge_of_a_later_day_is_not_counted_and_an_error() -> None:
    late = pledged("boats", "2024-07-08", id="late")
    assert message(PLEDGE, including("late"), late).endswith("which counts only from 2024-07-08")
    imprecise = pledged("boats", "2024-07", id="late")
    assert named(PLEDGE, including("late"), imprecise) == [["all"]]
    same_day = pledged("boats", "2024-07-07", id="late")
    assert named(PLEDGE, including("late"), same_day) == []


def test_a_withdrawal_that_names_no_pledge_is_in_order() -> None:
    assert named(PLEDGE, withdrawn("boats", "2024-07-07")) == []


def test_each_unknown_pledge_is_told() -> None:
    event = pledged("boats", "2024-07-07", "GBP 300", includes=["one", "first", "two"])
    assert len(findings(PLEDGE, event, FIRST)) == 2


# Stated totals


def stating(total: str, on: str = "2024-07-07", **more: Any) -> Event:
    return pledged("boats", on, "GBP 50", id="new", stated_total=total, **more)


def test_a_stated_total_that_the_record_comes_to_is_in_order() -> None:
    assert named(TOTAL, FIRST, stating("GBP 150")) == []
    assert named(TOTAL, stating("GBP 50")) == []


def test_a_stated_total_that_differs_is_a_warning_that_shows_both() -> None:
    event = stating("GBP 200")
    (found,) = findings(TOTAL, FIRST, event)
    assert (found.severity, found.events) == (Severity.WARNING, (event,))
    assert found.message == (
        "new states a total of GBP 200 for boats, where the record, as known on 2024-07-07, "
        "has GBP 150"
    )
    assert named(TOTAL, FIRST, stating("GBP 149.99")) == [["new"]]


@pytest.mark.parametrize(
    ("total", "found"), [("99", True), ("100", False), ("150", False), ("151", True)]
)
def test_a_total_within_the_range_is_in_order(total: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    event = stating(f"GBP {total}", nature="unstated")
    assert named(TOTAL, FIRST, event) == ([["new"]] if found else [])


def test_what_is_pledged_later_or_to_others_is_not_in_the_total() -> None:
    later = pledged("boats", "2024-07-08", "GBP 1000")
    other = pledged("ports", "2024-01-01", "GBP 1000")
    assert named(TOTAL, FIRST, later, other, stating("GBP 150")) == []
    assert named(TOTAL, FIRST, later, other, stating("GBP 1150")) == [["new"]]


def test_what_is_known_to_come_later_is_not_in_the_total() -> None:
    coming = pledged("boats", "2025-04-01", "GBP 1000", known="2024-01-01")
    assert named(TOTAL, FIRST, coming, stating("GBP 150")) == []
    assert named(TOTAL, FIRST, coming, stating("GBP 1150")) == [["new"]]


def test_what_was_not_known_when_the_total_was_stated_is_not_in_it() -> None:
    secret = pledged("boats", "2024-01-02", "GBP 25", known="2025-01-01")
    assert named(TOTAL, FIRST, secret, stating("GBP 150")) == []
    assert named(TOTAL, FIRST, secret, stating("GBP 175")) == [["new"]]


def test_what_was_revised_later_is_in_the_total_as_it_was_then() -> None:
    revised = corrected("first", "revision", "2024-08-01", set={"amount": "GBP 110"})
    assert named(TOTAL, FIRST, revised, stating("GBP 150")) == []
    assert named(TOTAL, FIRST, revised, stating("GBP 160")) == [["new"]]


def test_a_statement_of_what_is_to_come_is_of_the_day_on_which_it_counts() -> None:
    between = pledged("boats", "2024-07-06", "GBP 25", known="2024-07-01")
    early = stating("GBP 175", known="2024-07-03")
    assert named(TOTAL, FIRST, between, early) == []


def test_a_revised_pledge_is_held_against_what_is_known_now() -> None:
    revised = corrected(
        "new", "revision", "2024-08-01", set={"amount": "GBP 60", "stated_total": "GBP 160"}
    )
    assert named(TOTAL, FIRST, stating("GBP 150"), revised) == []
    wrong = corrected("new", "revision", "2024-08-01", set={"stated_total": "GBP 170"})
    assert message(TOTAL, FIRST, stating("GBP 150"), wrong) == (
        "new states a total of GBP 170 for boats, where the record has GBP 150"
    )


def test_totals_in_another_currency_are_not_compared() -> None:
    assert named(TOTAL, FIRST, stating("EUR 999")) == []
    euros = pledged("boats", "2024-01-02", "EUR 20")
    assert named(TOTAL, FIRST, euros, stating("EUR 20")) == []
    assert named(TOTAL, FIRST, euros, stating("EUR 21")) == [["new"]]
    assert named(TOTAL, FIRST, euros, stating("GBP 150")) == []


def test_a_total_is_heeded_before_and_after_the_days_covered() -> None:
    # pytest turns the warning about days outside the coverage into an error
    for since, through in (("1990-01-01", "1990-12-31"), ("2090-01-01", "2090-12-31")):
        coverage = Coverage(since=since, through=through)
        assert named(TOTAL, FIRST, stating("GBP 200"), coverage=coverage) == [["new"]]
