"""Changes: the history of a path, and the difference between two snapshots."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
import pendulum
import pytest
from attrs import evolve, frozen
from attrs.exceptions import FrozenInstanceError

from border_timeline import Change, Event, Projection, Timeline, load
from border_timeline.events import PolicyEnded, PolicyStarted
from border_timeline.timeline.paths import parse_path
from border_timeline.views import VIEWS, PolicyStatus
from builders import (
    corrected,
    pledged,
    policy_ended,
    policy_started,
    post_filled,
    post_vacated,
    reported,
    source,
    spent,
)

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"
LATE = [source("2030-01-01")]


def told(changes: Iterable[Change]) -> list[tuple[str, Any, Any]]:
    return [(change.path, change.old, change.new) for change in changes]


def ids(change: Change) -> list[str]:
    return [event.id for event in change.events]


# History


def posts() -> Timeline:
    return Timeline(
        [
            post_filled("chief", EVE, "Ann", id="ann"),
            post_filled("deputy", EVE, "Dee", id="dee", after=["ann"]),
            post_filled("chief", DAY, "Ann", id="again"),
            post_vacated("chief", NEXT, id="gone"),
        ]
    )


def test_a_history_has_each_change_with_its_day_and_its_event() -> None:
    first, last = posts().history("posts.chief.holder")
    assert told([first, last]) == [
        ("posts.chief.holder", None, "Ann"),
        ("posts.chief.holder", "Ann", None),
    ]
    assert (first.on, last.on) == (date(2024, 7, 6), date(2024, 7, 8))
    assert type(first.on) is pendulum.Date
    assert (ids(first), ids(last)) == (["ann"], ["gone"])
    assert first.event is first.events[0]


def test_an_event_that_sets_a_value_to_what_it_was_changes_it_not() -> None:
    assert [ids(change) for change in posts().history("posts.chief.since")] == [
        ["ann"],
        ["again"],
        ["gone"],
    ]
    assert len(posts().history("posts.chief.holder")) == 2


def test_the_history_of_an_entity_has_its_whole_states() -> None:
    changes = posts().history("posts.chief")
    assert [change.new for change in changes] == [
        posts().as_of(day).posts["chief"] for day in (EVE, DAY, NEXT)
    ]
    assert {change.path for change in changes} == {"posts.chief"}


def test_the_history_of_a_view_is_in_replay_order() -> None:
    assert [change.event.id for change in posts().history("posts")] == [
        "ann",
        "dee",
        "again",
        "gone",
    ]


def test_the_history_of_a_view_has_what_held_then_and_does_no_longer() -> None:
    timeline = Timeline(
        [
            policy_started("b", EVE, id="b"),
            policy_started("a", DAY, id="a"),
            corrected("b", "retraction", "2024-08-01"),
        ]
    )
    told_of = [c.event.id for c in timeline.history("policies", known_at="2024-07-31")]
    assert told_of == ["b", "a"]
    assert [c.event.id for c in timeline.history("policies")] == ["a"]


def test_the_history_of_a_view_without_entities_is_empty() -> None:
    assert posts().history("policies") == []


def test_the_history_of_what_was_not_known_yet_is_empty() -> None:
    assert posts().history("posts.chief", known_at="2024-07-05") == []
    assert posts().history("posts.chief.holder", known_at="2024-07-05") == []


def test_a_history_may_lead_on_into_what_a_field_holds() -> None:
    timeline = Timeline([pledged("b", EVE, id="one"), pledged("b", DAY, id="two")])
    (change,) = timeline.history("funding.b.pledges.1.event")
    assert (change.on, change.old, change.new) == (date(2024, 7, 7), None, "two")


# Differences


def test_nothing_is_different_between_a_day_and_itself() -> None:
    assert posts().diff(DAY, DAY) == []
    assert posts().diff("1900-01-01", "1900-01-02") == []


def test_what_appears_is_whole_and_what_changes_goes_by_field() -> None:
    changes = posts().diff("2024-07-05", EVE)
    assert told(changes) == [
        ("posts.chief", None, posts().as_of(EVE).posts["chief"]),
        ("posts.deputy", None, posts().as_of(EVE).posts["deputy"]),
    ]
    later = posts().diff(EVE, NEXT)
    assert told(later) == [
        ("posts.chief.holder", "Ann", None),
        ("posts.chief.since", date(2024, 7, 6), date(2024, 7, 8)),
    ]
    assert [ids(change) for change in later] == [["gone"], ["again", "gone"]]
    assert [change.on for change in later] == [date(2024, 7, 8)] * 2


def test_the_other_way_round_old_and_new_are_swapped() -> None:
    back = posts().diff(NEXT, EVE)
    assert told(back) == [(c.path, c.new, c.old) for c in posts().diff(EVE, NEXT)]


def test_what_is_gone_has_no_new_state() -> None:
    timeline = Timeline(
        [policy_started("p", EVE, id="p"), corrected("p", "retraction", DAY, id="r")]
    )
    before, after = (timeline.as_of(NEXT, known_at=day) for day in (EVE, DAY))
    (change,) = timeline.diff(before, after)
    assert told([change]) == [("policies.p", before.policies["p"], None)]
    assert ids(change) == ["r"]


def test_days_are_compared_as_known_then() -> None:
    timeline = Timeline([policy_started("p", DAY, known=NEXT)])
    assert timeline.diff(EVE, DAY, known_at=DAY) == []
    assert [change.path for change in timeline.diff(EVE, DAY, known_at=NEXT)] == ["policies.p"]


def test_days_are_compared_as_recorded_then() -> None:
    timeline = Timeline([policy_started("p", DAY, id="p")], recorded={"p": NEXT})
    assert timeline.diff(EVE, DAY, recorded_at=DAY) == []
    (change,) = timeline.diff(EVE, DAY, recorded_at=NEXT)
    assert ids(change) == ["p"]


def test_a_day_and_a_snapshot_are_compared() -> None:
    assert posts().diff(EVE, posts().as_of(NEXT)) == posts().diff(EVE, NEXT)


def test_differences_are_by_view_then_key_then_field() -> None:
    timeline = Timeline(
        [
            reported("m", "2024-05", on=DAY),
            reported("m", "2024-06", on=DAY),
            policy_started("b", DAY),
            policy_started("a", DAY),
        ]
    )
    assert [change.path for change in timeline.diff(EVE, DAY)] == [
        "policies.a",
        "policies.b",
        "figures.m.2024-05",
        "figures.m.2024-06",
    ]


def test_differences_of_keys_of_one_part_and_of_two_are_in_order_part_by_part() -> None:
    view: Projection[int] = Projection(
        "owned",
        key=lambda event: (event.by, event.policy) if event.by else event.policy,
        on={PolicyStarted: lambda _, __: 1},
    )
    events = [policy_started("c", DAY), policy_started("p", DAY, by="b"), policy_started("a", DAY)]
    changes = Timeline(events, views=[view]).diff(EVE, DAY)
    assert [c.path for c in changes if c.path.startswith("owned")] == [
        "owned.a",
        "owned.b.p",
        "owned.c",
    ]


def test_an_event_in_between_that_leaves_a_value_alone_is_not_named() -> None:
    timeline = Timeline(
        [
            pledged("b", EVE, id="one"),
            spent("b", DAY, id="payment"),
            pledged("b", NEXT, id="two"),
        ]
    )
    found = {change.path: ids(change) for change in timeline.diff(EVE, NEXT)}
    assert found["funding.b.pledges"] == ["two"]
    assert found["funding.b.payments"] == ["payment"]


def test_where_only_the_order_of_a_day_turns_nothing_before_it_is_named() -> None:
    timeline = Timeline(
        [
            post_filled("chief", EVE, "Zoe", id="zoe"),
            post_filled("chief", DAY, "Ann", id="ann", after=["between"]),
            post_filled("chief", DAY, "Bob", id="bob"),
            policy_started("p", DAY, id="between", known="2024-08-01", after=["bob"]),
        ]
    )
    before, after = (timeline.as_of(DAY, known_at=day) for day in (NEXT, "2024-08-01"))
    (change,) = [c for c in timeline.diff(before, after) if c.path.startswith("posts")]
    assert told([change]) == [("posts.chief.holder", "Bob", "Ann")]
    assert set(ids(change)) == {"ann", "bob"}


def test_a_correction_that_moves_an_event_is_named_and_not_the_event() -> None:
    timeline = Timeline(
        [
            post_filled("chief", "2024-07-20", "Ann", id="ann", known=EVE, sources=LATE),
            corrected("ann", "revision", "2024-08-01", id="sooner", set={"effective": EVE}),
        ]
    )
    before = timeline.as_of(DAY, known_at=NEXT)
    after = timeline.as_of("2024-07-25", known_at="2024-08-01")
    (change,) = timeline.diff(before, after)
    assert change.path == "posts.chief"
    assert ids(change) == ["sooner"]


def test_an_event_of_the_second_day_is_named_with_its_correction() -> None:
    timeline = Timeline(
        [
            post_filled("chief", DAY, "Ann", id="ann", known=EVE),
            corrected("ann", "revision", "2024-08-01", id="name", set={"holder": "Anne"}),
            corrected("ann", "retraction", "2025-01-01"),
        ]
    )
    before = timeline.as_of(EVE, known_at=EVE)
    after = timeline.as_of(DAY, known_at="2024-08-01")
    (change,) = timeline.diff(before, after)
    assert (change.path, change.new.holder) == ("posts.chief", "Anne")
    assert ids(change) == ["ann", "name"]


def test_what_both_moments_share_is_not_named_even_behind_what_they_do_not() -> None:
    timeline = Timeline(
        [
            policy_started("p", EVE, id="late-start", known=NEXT, name="P"),
            policy_ended("p", DAY, "expired", id="shared"),
            policy_ended("p", NEXT, "scrapped", id="later"),
        ]
    )
    before, after = timeline.as_of(DAY, known_at=DAY), timeline.as_of(NEXT)
    (outcome,) = [c for c in timeline.diff(before, after) if c.path == "policies.p.outcome"]
    assert ids(outcome) == ["later"]


def test_a_correction_that_fits_only_beside_another_is_told_apart_from_it() -> None:
    timeline = Timeline(
        [
            post_filled("chief", EVE, "Ann", id="ann"),
            corrected(
                "ann",
                "revision",
                "2024-08-01",
                id="source",
                set={"sources": [{"publisher": "B", "published": "2024-10-01"}]},
            ),
            corrected(
                "ann", "revision", "2024-09-01", id="holder", set={"known": NEXT, "holder": "Bob"}
            ),
        ]
    )
    before, after = (timeline.as_of(NEXT, known_at=day) for day in ("2024-07-31", "2024-09-01"))
    (change,) = timeline.diff(before, after)
    assert told([change]) == [("posts.chief.holder", "Ann", "Bob")]
    assert ids(change) == ["holder"]


def test_a_correction_without_which_another_does_not_fit_is_named_for_what_it_sets() -> None:
    late = [{"publisher": "B", "published": "2024-10-01"}]
    timeline = Timeline(
        [
            post_filled("chief", EVE, "Ann", id="ann"),
            corrected(
                "ann", "revision", "2024-08-01", id="both", set={"sources": late, "holder": "Bob"}
            ),
            corrected("ann", "revision", "2024-09-01", id="known", set={"known": "2024-07-30"}),
        ]
    )
    before, after = (timeline.as_of(NEXT, known_at=day) for day in ("2024-07-31", "2024-09-01"))
    (change,) = timeline.diff(before, after)
    assert told([change]) == [("posts.chief.holder", "Ann", "Bob")]
    assert ids(change) == ["both"]


def test_of_two_corrections_that_say_the_same_neither_hides_the_other() -> None:
    timeline = Timeline(
        [
            policy_started("p", EVE, id="p"),
            corrected("p", "revision", "2024-08-01", id="one", set={"name": "P"}),
            corrected("p", "revision", "2024-09-01", id="other", set={"name": "P"}),
        ]
    )
    before, after = (timeline.as_of(NEXT, known_at=day) for day in ("2024-07-31", "2024-09-01"))
    (change,) = timeline.diff(before, after)
    assert told([change]) == [("policies.p.name", "p", "P")]
    assert "p" not in ids(change)
    assert "one" in ids(change)


def test_of_two_corrections_of_a_correction_the_one_that_tells_is_named() -> None:
    timeline = Timeline(
        [
            post_filled("chief", EVE, "Ann", id="ann"),
            corrected("ann", "revision", "2024-08-01", id="r", set={"holder": "Bob"}),
            corrected("r", "revision", "2024-09-01", id="reason", set={"reason": "Seen again"}),
            corrected("r", "revision", "2024-09-02", id="name", set={"set": {"holder": "Cid"}}),
        ]
    )
    before, after = (timeline.as_of(NEXT, known_at=day) for day in ("2024-08-01", "2024-09-02"))
    (change,) = timeline.diff(before, after)
    assert told([change]) == [("posts.chief.holder", "Bob", "Cid")]
    assert ids(change) == ["name"]


def test_a_correction_that_only_turns_the_order_of_a_day_is_named() -> None:
    timeline = Timeline(
        [
            post_filled("chief", DAY, "Ann", id="ann", known=DAY, sources=LATE),
            post_filled("chief", DAY, "Bob", id="bob", known=EVE, sources=LATE),
            corrected("bob", "revision", "2024-08-01", id="later", set={"known": DAY}),
        ]
    )
    before, after = (timeline.as_of(DAY, known_at=day) for day in (NEXT, "2024-08-01"))
    (change,) = timeline.diff(before, after)
    assert told([change]) == [("posts.chief.holder", "Ann", "Bob")]
    assert ids(change) == ["later"]


# A user's own states


@frozen
class Open:
    """A door that is open."""

    since: str


@frozen
class Shut:
    """A door that is shut, which has other fields."""

    why: str


DOORS: Projection[Open | Shut] = Projection(
    "doors",
    key="policy",
    on={PolicyStarted: lambda _, e: Open(e.id), PolicyEnded: lambda _, e: Shut(e.id)},
)
DOOR_EVENTS: list[Event] = [
    policy_started("p", EVE, id="opens"),
    policy_ended("p", DAY, id="shuts"),
    policy_started("p", NEXT, id="opens-again"),
]


def test_a_state_that_becomes_one_of_another_class_changes_whole() -> None:
    timeline = Timeline(DOOR_EVENTS, views=[DOORS])
    changes = [change for change in timeline.diff(EVE, DAY) if change.path.startswith("doors")]
    assert told(changes) == [("doors.p", Open("opens"), Shut("shuts"))]


def test_a_state_that_was_of_another_class_in_between_changes_by_field() -> None:
    timeline = Timeline(DOOR_EVENTS, views=[DOORS])
    changes = [change for change in timeline.diff(EVE, NEXT) if change.path.startswith("doors")]
    assert told(changes) == [("doors.p.since", "opens", "opens-again")]
    assert changes[0].event.id == "opens-again"


@frozen
class Ship:
    """A state with a field that is nobody's business."""

    name: str
    _seen: str


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("b", ("ships.p.name", "a", "b")),
        ("a", ("ships.p", Ship("a", "first"), Ship("a", "second"))),
    ],
)
def test_a_private_field_is_never_named_and_changes_the_whole(
    name: str, change: tuple[str, Any, Any]
) -> None:
    view: Projection[Any] = Projection(
        "ships", key="policy", on={PolicyStarted: lambda _, e: Ship(e.name, e.id)}
    )
    first = policy_started("p", EVE, id="first", name="a")
    second = policy_started("p", DAY, id="second", name=name)
    timeline = Timeline([first, second], views=[view])
    (found,) = (c for c in timeline.diff(EVE, DAY) if c.path.startswith("ships"))
    assert told([found]) == [change]
    assert found.event == second


@pytest.mark.parametrize("state", [dict, tuple, str, frozenset])
def test_a_state_that_is_no_attrs_object_changes_whole(state: type[Any]) -> None:
    view: Projection[Any] = Projection(
        "owned", key="policy", on={PolicyStarted: lambda _, e: state([(e.name, 1)])}
    )
    timeline = Timeline(
        [policy_started("p", EVE, name="a"), policy_started("p", DAY, name="b")], views=[view]
    )
    changes = [change for change in timeline.diff(EVE, DAY) if change.path.startswith("owned")]
    assert told(changes) == [("owned.p", state([("a", 1)]), state([("b", 1)]))]


def test_a_correction_tells_in_a_value_as_the_state_before_it_lets_it() -> None:
    view: Projection[str] = Projection(
        "doors",
        key="policy",
        on={PolicyStarted: lambda state, event: event.name if state else "new"},
    )
    timeline = Timeline(
        [
            policy_started("p", EVE, id="first"),
            policy_started("p", DAY, id="second", name="one"),
            corrected("second", "revision", "2024-08-01", id="by", set={"by": "Ann"}),
            corrected("second", "revision", "2024-08-02", id="name", set={"name": "two"}),
        ],
        views=[view],
    )
    before, after = (timeline.as_of(DAY, known_at=day) for day in (NEXT, "2024-08-02"))
    (change,) = [c for c in timeline.diff(before, after) if c.path.startswith("doors")]
    assert told([change]) == [("doors.p", "one", "two")]
    assert ids(change) == ["name"]


def test_the_path_of_a_difference_is_read_back() -> None:
    view: Projection[int] = Projection(
        "owned", key=lambda _: ("a.b", 'c"'), on={PolicyStarted: lambda _, __: 1}
    )
    timeline = Timeline([policy_started("p", DAY)], views=[view])
    (change,) = [c for c in timeline.diff(EVE, DAY) if c.path.startswith("owned")]
    assert parse_path(change.path) == ("owned", "a.b", 'c"')
    assert timeline.history(change.path) == [change]


# What is handed out


@pytest.fixture(scope="module")
def record() -> Timeline:
    return load()


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_change_of_the_record_is_plain_as_a_dict(record: Timeline, view: str) -> None:
    changes = record.history(view)
    told_of = [change.to_dict() for change in changes]
    assert orjson.loads(orjson.dumps(told_of)) == told_of
    assert [row["path"] for row in told_of] == [change.path for change in changes]
    assert all(row["new"] != row["old"] for row in told_of)


def test_every_difference_of_the_record_is_plain_as_a_dict(record: Timeline) -> None:
    changes = record.diff("1700-01-01", "2100-01-01") + record.diff("2024-07-01", "2025-07-01")
    assert len({parse_path(change.path)[0] for change in changes}) > 10
    told_of = [change.to_dict() for change in changes]
    assert orjson.loads(orjson.dumps(told_of)) == told_of
    assert [len(row["events"]) for row in told_of] == [len(c.events) for c in changes]


def test_a_change_as_a_dict() -> None:
    (change,) = [c for c in posts().diff(EVE, DAY) if c.path == "posts.chief.since"]
    assert change.to_dict() == {
        "path": "posts.chief.since",
        "on": "2024-07-07",
        "old": "2024-07-06",
        "new": "2024-07-07",
        "events": ["again"],
    }
    (change,) = Timeline([policy_started("p", DAY)]).history("policies.p.status")
    assert change.new is PolicyStatus.IN_FORCE
    assert type(change.to_dict()["new"]) is str


def test_a_change_is_frozen_and_its_dict_is_the_callers_own() -> None:
    timeline = posts()
    changes = timeline.history("posts.chief")
    with pytest.raises(FrozenInstanceError):
        changes[0].new = None  # type: ignore[misc] # what the test is about
    with pytest.raises(FrozenInstanceError):
        changes[0].new.holder = "Eve"
    told_before = changes[0].to_dict()
    changes[0].to_dict()["new"]["holder"] = "Eve"
    changes.clear()
    assert timeline.history("posts.chief")[0].to_dict() == told_before


def test_changes_compare_and_hash() -> None:
    one, other = posts().history("posts.chief")[0], posts().history("posts.chief")[0]
    assert one == other
    assert hash(one) == hash(other)
    assert one != evolve(one, path="posts.deputy")
