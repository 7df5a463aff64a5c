"""Travel in time over imprecise dates: absent, possible, counted."""

from datetime import date
from typing import Any

import pytest

import border_timeline as bt
from border_timeline.events import Event
from border_timeline.views import Policy, PolicyStatus
from builders import corrected, pledged, policy_started, post_filled
from travels import ids


def imprecise(*more: Event) -> bt.Timeline:
    return bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann"),
            post_filled("chief", "2024-07", "Bob", id="bob", known="2024-06-20"),
            policy_started("patrols", "2024-07/2024-08", id="begun", known="2024-07-10"),
            *more,
        ]
    )


def possible(snapshot: bt.Snapshot) -> dict[str, list[tuple[str, Any, Any]]]:
    """Return by event what it would change if it had happened."""
    return {
        maybe.event.id: [(change.path, change.old, change.new) for change in maybe.changes]
        for maybe in snapshot.possible
    }


@pytest.mark.parametrize(
    ("day", "names", "holder"),
    [
        ("2024-06-30", [], "Ann"),
        ("2024-07-01", ["bob", "begun"], "Ann"),
        ("2024-07-30", ["bob", "begun"], "Ann"),
        ("2024-07-31", ["begun"], "Bob"),
        ("2024-08-30", ["begun"], "Bob"),
        ("2024-08-31", [], "Bob"),
    ],
)
def test_an_imprecise_event_is_absent_then_possible_then_counted(
    day: str, names: list[str], holder: str
) -> None:
    now = imprecise().as_of(day)
    assert (list(possible(now)), now.posts["chief"].holder) == (names, holder)
    assert ("patrols" in now.policies) == (day == "2024-08-31")


def test_what_a_possible_event_would_change_stands_on_the_state_of_the_day() -> None:
    timeline = bt.Timeline(
        [
            pledged("body", "2024-01-01", "GBP 100", id="sure"),
            pledged("body", "2024-07", "GBP 50", id="maybe", known="2024-07-01"),
        ]
    )
    (change,) = [
        change
        for change in timeline.as_of("2024-07-15").possible[0].changes
        if change.path == "funding.body.pledges"
    ]
    assert [[pledge.event for pledge in state] for state in (change.old, change.new)] == [
        ["sure"],
        ["sure", "maybe"],
    ]


def test_a_possible_event_says_what_it_would_change_where_the_entity_exists() -> None:
    found = imprecise().as_of("2024-07-15").possible[0]
    assert possible(imprecise().as_of("2024-07-15"))["bob"] == [
        ("posts.chief.holder", "Ann", "Bob"),
        ("posts.chief.since", date(2024, 1, 1), date(2024, 7, 31)),
    ]
    assert [(str(change.on), ids(change.events)) for change in found.changes] == [
        ("2024-07-31", ["bob"])
    ] * 2


def test_a_possible_event_says_what_it_would_bring_where_there_is_nothing() -> None:
    policy = Policy("patrols", PolicyStatus.IN_FORCE, started=bt.edtf("2024-08-31").latest)
    assert possible(imprecise().as_of("2024-07-15"))["begun"] == [
        ("policies.patrols", None, policy)
    ]


@pytest.mark.parametrize(
    ("known_at", "names"),
    [
        ("2024-06-19", []),
        ("2024-06-20", ["bob"]),
        ("2024-07-09", ["bob"]),
        ("2024-07-10", ["bob", "begun"]),
        (None, ["bob", "begun"]),
    ],
)
def test_a_possible_event_is_one_that_was_known(known_at: str | None, names: list[str]) -> None:
    assert list(possible(imprecise().as_of("2024-07-15", known_at=known_at))) == names


def test_possible_events_are_each_shown_alone() -> None:
    rival = post_filled("chief", "2024-07", "Cid", id="cid", known="2024-06-25")
    found = possible(imprecise(rival).as_of("2024-07-15"))
    assert [found[name][0] for name in ("bob", "cid")] == [
        ("posts.chief.holder", "Ann", "Bob"),
        ("posts.chief.holder", "Ann", "Cid"),
    ]


def test_a_revision_to_one_day_makes_certain_what_was_possible() -> None:
    exact = corrected("bob", "revision", "2024-09-01", set={"effective": "2024-07-10"})
    timeline = imprecise(exact)
    told: dict[tuple[str, str], tuple[list[str], str | None]] = {}
    for day in ("2024-07-05", "2024-07-15"):
        for known_at in ("2024-07-09", "2024-08-31", "2024-09-01"):
            now = timeline.as_of(day, known_at=known_at)
            told[day, known_at] = list(possible(now)), now.posts["chief"].holder
    assert told == {
        ("2024-07-05", "2024-07-09"): (["bob"], "Ann"),
        ("2024-07-05", "2024-08-31"): (["bob", "begun"], "Ann"),
        ("2024-07-05", "2024-09-01"): (["begun"], "Ann"),
        ("2024-07-15", "2024-07-09"): (["bob"], "Ann"),
        ("2024-07-15", "2024-08-31"): (["bob", "begun"], "Ann"),
        ("2024-07-15", "2024-09-01"): (["begun"], "Bob"),
    }


def test_the_diff_over_the_end_of_an_imprecise_date_is_the_change_it_made_possible() -> None:
    timeline = imprecise()
    maybe = timeline.as_of("2024-07-30").possible[0]
    assert tuple(timeline.diff("2024-07-30", "2024-07-31")) == maybe.changes
