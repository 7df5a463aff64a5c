"""Travel in time over disputes: the other value stands beside the one that counts."""

from datetime import date
from typing import Any

import pytest

import border_timeline as bt
from border_timeline.events import Event
from builders import LATE, corrected, pledged, policy_started, post_filled, source
from travels import ids, steps


def disputed(*more: Event) -> bt.Timeline:
    other = [source("2024-06-01", publisher="Other Paper")]
    said: dict[str, Any] = {"id": "dispute", "set": {"holder": "Cid"}, "sources": other}
    return bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann", id="ann"),
            post_filled("chief", "2024-03-01", "Bob", id="bob"),
            corrected("bob", "dispute", "2024-06-01", reason="One paper named Cid", **said),
            *more,
        ]
    )


def alternatives(timeline: bt.Timeline, path: str, day: str, known_at: str | None = None) -> Any:
    why = timeline.explain(path, as_of=day, known_at=known_at)
    return [other.value for other in why.alternatives]


def test_a_disputed_value_stays_and_the_other_one_stands_beside_it_with_its_reason() -> None:
    timeline = disputed()
    why = timeline.explain("posts.chief.holder", as_of="2024-07-01")
    (other,) = why.alternatives
    assert (why.value, why.event.id, str(why.since)) == ("Bob", "bob", "2024-03-01")
    assert (other.value, other.reason) == ("Cid", "One paper named Cid")
    assert [cited.publisher for cited in other.sources] == ["Other Paper"]
    assert ids(why.corrections) == ["dispute"]
    assert timeline.as_of("2024-07-01").posts["chief"].holder == "Bob"


def test_a_dispute_tells_from_its_own_known_day_on() -> None:
    timeline = disputed()
    told = {
        known_at: alternatives(timeline, "posts.chief.holder", "2024-03-01", known_at)
        for known_at in ("2024-03-01", "2024-05-31", "2024-06-01", None)
    }
    assert told == {"2024-03-01": [], "2024-05-31": [], "2024-06-01": ["Cid"], None: ["Cid"]}


def test_a_dispute_is_of_its_event_alone() -> None:
    timeline = disputed()
    assert alternatives(timeline, "posts.chief.holder", "2024-02-29") == []
    assert alternatives(timeline, "posts.chief.since", "2024-03-01") == []


def test_a_dispute_changes_no_answer() -> None:
    timeline = disputed()
    before, after = (
        timeline.as_of("2024-07-01", known_at=day) for day in ("2024-05-31", "2024-06-01")
    )
    assert timeline.diff(before, after) == []
    assert steps(timeline.history("posts.chief.holder")) == [
        ("2024-01-01", "Ann"),
        ("2024-03-01", "Bob"),
    ]
    assert ids(timeline.news("2024-06-01", "2024-06-01")) == ["dispute"]


def test_a_retracted_dispute_has_no_alternative_any_more() -> None:
    timeline = disputed(corrected("dispute", "retraction", "2024-08-01"))
    told = [
        alternatives(timeline, "posts.chief.holder", "2024-07-01", known_at)
        for known_at in ("2024-05-31", "2024-06-01", "2024-07-31", "2024-08-01", None)
    ]
    assert told == [[], ["Cid"], ["Cid"], [], []]
    assert timeline.explain("posts.chief.holder", as_of="2024-07-01").corrections == ()


def moved(effective: str) -> bt.Timeline:
    return bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann"),
            post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE),
            corrected("bob", "dispute", "2024-06-01", set={"effective": effective}),
        ]
    )


@pytest.mark.parametrize(
    ("day", "holders", "since"),
    [
        ("2024-02-29", [], []),
        ("2024-03-01", ["Ann"], [date(2024, 1, 1)]),
        ("2024-03-31", ["Ann"], [date(2024, 1, 1)]),
        ("2024-04-01", [], [date(2024, 4, 1)]),
    ],
)
def test_by_a_dispute_that_says_later_the_state_before_lasts_longer(
    day: str, holders: list[str], since: list[date]
) -> None:
    timeline = moved("2024-04-01")
    assert alternatives(timeline, "posts.chief.holder", day) == holders
    assert alternatives(timeline, "posts.chief.since", day) == since


def test_by_a_dispute_that_says_it_was_public_later_the_state_before_lasts_till_then() -> None:
    timeline = bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann"),
            post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE),
            corrected("bob", "dispute", "2024-06-01", set={"known": "2024-09-01"}),
        ]
    )
    told = [
        alternatives(timeline, "posts.chief.holder", "2024-03-01", known_at)
        for known_at in ("2024-05-31", "2024-06-01", "2024-08-31", "2024-09-01", None)
    ]
    assert told == [[], ["Ann"], ["Ann"], [], []]


def test_by_a_dispute_that_moves_an_event_the_others_are_as_they_were_known() -> None:
    timeline = bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann", id="ann"),
            post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE),
            corrected("bob", "dispute", "2024-06-01", set={"effective": "2024-04-01"}),
            corrected("ann", "revision", "2024-08-01", set={"holder": "Anne"}),
        ]
    )
    told = [
        alternatives(timeline, "posts.chief.holder", "2024-03-01", known_at)
        for known_at in ("2024-07-31", "2024-08-01")
    ]
    assert told == [["Ann"], ["Anne"]]


def test_by_a_dispute_that_says_it_was_of_another_entity_each_of_both_has_another_value() -> None:
    timeline = bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann"),
            post_filled("deputy", "2024-01-01", "Bea"),
            post_filled("deputy", "2024-03-01", "Cid", id="cid"),
            corrected("cid", "dispute", "2024-06-01", set={"post": "chief"}),
        ]
    )
    told = [
        alternatives(timeline, f"posts.{post}.holder", "2024-03-01") for post in ("chief", "deputy")
    ]
    assert told == [["Cid"], ["Bea"]]


def test_a_dispute_that_tells_nothing_of_a_value_hides_no_other() -> None:
    sources = [{"publisher": "A newspaper", "published": "2024-02-01"}]
    timeline = disputed(
        policy_started("p", "2024-01-01", id="p"),
        post_filled("deputy", "2024-01-01", "Dee", id="dee"),
        post_filled("chief", "2024-02-01", "Eve", id="eve", sources=LATE),
        corrected("p", "dispute", "2024-05-01", set={"name": "Other"}),
        corrected("dee", "dispute", "2024-05-02", set={"holder": "Other"}),
        corrected("eve", "dispute", "2024-05-03", set={"known": "2024-02-02"}),
        corrected("eve", "revision", "2024-05-04", set={"sources": sources}),
    )
    assert alternatives(timeline, "posts.chief.holder", "2024-03-01") == ["Cid"]


def test_an_alternative_stands_on_the_events_before_it() -> None:
    timeline = bt.Timeline(
        [
            pledged("b", "2024-01-01", "GBP 100"),
            pledged("b", "2024-02-01", "GBP 50", id="more"),
            corrected("more", "dispute", "2024-06-01", set={"amount": "GBP 70"}),
        ]
    )
    (other,) = alternatives(timeline, "funding.b.pledged", "2024-03-01")
    assert str(other) == "GBP 170"


def test_by_a_dispute_that_says_later_another_order_may_end_otherwise() -> None:
    timeline = bt.Timeline(
        [
            post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE),
            post_filled("chief", "2024-04-01", "Cid"),
            corrected("bob", "dispute", "2024-06-01", set={"effective": "2024-05-01"}),
        ]
    )
    told = [
        alternatives(timeline, "posts.chief.holder", day)
        for day in ("2024-03-31", "2024-04-01", "2024-05-01")
    ]
    assert told == [[None], [], ["Bob"]]


@pytest.mark.parametrize(
    ("day", "holders", "since"),
    [
        ("2024-01-31", [], []),
        ("2024-02-01", ["Bob"], [date(2024, 2, 1)]),
        ("2024-02-29", ["Bob"], [date(2024, 2, 1)]),
        ("2024-03-01", [], [date(2024, 2, 1)]),
    ],
)
def test_by_a_dispute_that_says_earlier_the_state_begins_sooner(
    day: str, holders: list[str], since: list[date]
) -> None:
    timeline = moved("2024-02-01")
    assert alternatives(timeline, "posts.chief.holder", day) == holders
    assert alternatives(timeline, "posts.chief.since", day) == since
