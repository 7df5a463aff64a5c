"""Bodies and posts that are named and not there."""

from typing import Any

import pytest

from border_timeline import Event, Severity
from builders import (
    body_announced,
    body_closed,
    body_launched,
    corrected,
    post_filled,
    staff_pledged,
)
from checked import findings, message, named

POST, SUBJECT = "post-without-body", "unknown-subject"
FILLED = post_filled("chief", "2024-07-07", body="command", id="filled")


def test_a_post_in_a_body_of_which_there_is_nothing_is_an_error() -> None:
    (found,) = findings(POST, FILLED)
    assert (found.severity, found.events) == (Severity.ERROR, (FILLED,))
    assert found.message == (
        "filled fills a post in command, which nothing announced or launched by then"
    )


@pytest.mark.parametrize(
    "body",
    [
        body_announced("command", "2024-07-01"),
        body_launched("command", "2024-07-01"),
        staff_pledged("command", "2024-07-01"),
        body_launched("command", "2024-07-07"),
        body_launched("command", "2024-07"),
        body_launched("command", "2025~"),
    ],
    ids=lambda event: event.id,
)
def test_a_post_in_a_body_that_may_be_there_is_in_order(body: Event) -> None:
    assert named(POST, FILLED, body) == []


@pytest.mark.parametrize(
    "body",
    [
        body_launched("command", "2024-07-08"),
        body_announced("command", "2024-08"),
        body_launched("another", "2024-07-01"),
        body_closed("command", "2024-07-01"),
    ],
    ids=lambda event: event.id,
)
def test_a_post_in_a_body_that_is_not_there_by_then_is_an_error(body: Event) -> None:
    told = "filled fills a post in command, which nothing announced or launched by then"
    assert message(POST, FILLED, body) == told


def test_a_post_without_a_body_is_in_order() -> None:
    assert named(POST, post_filled("chief", "2024-07-07")) == []


def test_a_post_in_a_body_that_is_closed_is_an_error() -> None:
    launched, closed = (
        body_launched("command", "2024-01-01", id="launched"),
        body_closed("command", "2024-07-06", id="closed"),
    )
    told = "filled fills a post in command, which is closed by then"
    assert message(POST, FILLED, launched, closed) == told
    assert named(POST, FILLED, launched, body_closed("command", "2024-07-07")) == []
    assert named(POST, FILLED, launched, body_closed("command", "2024-07")) == []


def test_a_body_that_was_launched_again_takes_a_post() -> None:
    life = [body_launched("command", "2023-01-01"), body_closed("command", "2024-01-01")]
    assert named(POST, FILLED, *life) == [["filled"]]
    assert named(POST, FILLED, *life, body_launched("command", "2024-03-01")) == []
    assert named(POST, FILLED, *life, body_launched("command", "2024-01-01", id="again")) == []


def test_near_bodies_are_suggested() -> None:
    near = body_launched("commands", "2024-01-01")
    assert message(POST, FILLED, near).endswith("by then; did you mean 'commands'?")


# Unknown subjects


def named_by_launch(*events: Event, **fields: Any) -> list[list[str]]:
    return named(SUBJECT, body_launched("command", "2024-07-07", id="launch", **fields), *events)


AGENCY = body_launched("national-crime-agency", "2013-10-07")


def test_a_member_that_is_nearly_a_body_is_a_warning() -> None:
    launch = body_launched("command", "2024-07-07", members=["national-crime-agancy"], id="launch")
    (found,) = findings(SUBJECT, launch, AGENCY)
    assert (found.severity, found.events) == (Severity.WARNING, (launch,))
    assert found.message == (
        "launch names national-crime-agancy, no body or post; did you mean national-crime-agency?"
    )


def test_who_a_body_reports_to_may_be_nearly_a_post() -> None:
    post = post_filled("home-secretary", "2024-07-05")
    assert named_by_launch(post, reports_to="home-secretery") == [["launch"]]
    assert named_by_launch(post, reports_to="home-secretary") == []


def test_a_body_that_is_there_at_any_date_is_known() -> None:
    assert named_by_launch(AGENCY, members=["national-crime-agency"]) == []
    later = body_announced("border-force", "2030-01-01")
    assert named_by_launch(later, members=["border-force"]) == []


def test_a_body_of_which_nothing_else_is_told_may_be_named() -> None:
    assert named_by_launch(AGENCY, members=["police"], reports_to="nobody") == []
    assert named_by_launch(AGENCY) == []


def test_a_body_that_was_retracted_is_not_near() -> None:
    wrong = corrected(AGENCY.id, "retraction", "2024-01-01")
    assert named_by_launch(AGENCY, wrong, members=["national-crime-agancy"]) == []
