"""Rows: all that the events come to say, each in its place, and while it is what is known."""

from datetime import date

import pytest

from border_timeline import DatasetError, Event, Timeline
from border_timeline.dates import iso
from border_timeline.events import Correction
from border_timeline.ordering import replay_order
from border_timeline.timeline.rows import PRESENT, Rows, rows_of
from builders import corrected, policy_started, source

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"
LATE = [source("2030-01-01")]

Said = list[tuple[str, str, str | None]]


def started(name: str, on: str = DAY, **more: object) -> Event:
    return policy_started(name, on, id=name, sources=LATE, **more)


def told(*events: Event) -> Said:
    """Return the id and the days of each row, leaving out the corrections themselves."""
    rows = rows_of(replay_order(events))
    return [
        (event.id, iso(since), iso(rows.until[index]) if index in rows.until else None)
        for index, (event, since) in enumerate(zip(rows.events, rows.since, strict=True))
        if not isinstance(event, Correction)
    ]


def order(rows: Rows, known: str | None) -> list[str]:
    """Return the ids of the rows that hold at the end of a day, in order."""
    day = None if known is None else date.fromisoformat(known).toordinal()
    return [rows.events[index].id for index in rows.holding(day)]


def test_events_that_nothing_corrects_or_links_are_their_own_rows() -> None:
    events = replay_order([started("b"), started("a", known="2024-09-01"), started("c", EVE)])
    rows = rows_of(events)
    assert rows.events is events
    assert told(*events) == [("c", EVE, None), ("b", DAY, None), ("a", "2024-09-01", None)]
    assert rows.until == {}


def test_no_events_make_no_rows() -> None:
    assert rows_of([]) == Rows([], [])


def test_a_row_holds_from_the_end_of_its_first_day_to_the_end_of_the_day_before_its_last() -> None:
    rows = rows_of(replay_order([started("a"), corrected("a", "retraction", NEXT)]))
    (index,) = [i for i, event in enumerate(rows.events) if event.id == "a"]
    days = [date.fromisoformat(day).toordinal() for day in (EVE, DAY, NEXT)]
    assert [index in rows.holding(day) for day in days] == [False, True, False]
    assert index not in rows.holding(None)
    assert index not in rows.holding(PRESENT - 1)


# What an event comes to say


def test_a_revision_makes_two_rows_of_an_event() -> None:
    log = [started("a"), corrected("a", "revision", "2024-09-01", set={"name": "A"})]
    assert told(*log) == [("a", DAY, "2024-09-01"), ("a", "2024-09-01", None)]
    first, second, _ = rows_of(replay_order(log)).events
    assert [name_in(first), name_in(second)] == [None, "A"]


def name_in(event: Event) -> object:
    return getattr(event, "name", None)


def test_an_erratum_leaves_one_row_that_says_what_is_right() -> None:
    log = [started("a"), corrected("a", "erratum", "2024-09-01", set={"name": "A"})]
    assert told(*log) == [("a", DAY, None)]
    assert name_in(rows_of(replay_order(log)).events[0]) == "A"


def test_a_retraction_ends_a_row() -> None:
    assert told(started("a"), corrected("a", "retraction", "2024-09-01")) == [
        ("a", DAY, "2024-09-01")
    ]


def test_what_was_retracted_before_it_was_known_has_no_row() -> None:
    assert told(started("a"), corrected("a", "retraction", EVE)) == []


def test_a_dispute_makes_no_row() -> None:
    log = [started("a"), corrected("a", "dispute", "2024-09-01", set={"name": "A"})]
    assert told(*log) == [("a", DAY, None)]


def test_a_retracted_retraction_makes_a_row_anew() -> None:
    log = [
        started("a"),
        corrected("a", "retraction", "2024-09-01", id="r"),
        corrected("r", "retraction", "2024-10-01"),
    ]
    assert told(*log) == [("a", DAY, "2024-09-01"), ("a", "2024-10-01", None)]


def test_a_revision_that_says_the_same_makes_no_other_row() -> None:
    log = [started("a"), corrected("a", "revision", NEXT, set={"title": started("a").title})]
    assert told(*log) == [("a", DAY, None)]


def test_what_becomes_known_later_by_a_revision_is_not_known_in_between() -> None:
    log = [started("a"), corrected("a", "revision", NEXT, set={"known": "2024-09-01"})]
    assert told(*log) == [("a", DAY, NEXT), ("a", "2024-09-01", None)]


def test_a_moved_event_has_a_row_on_either_day() -> None:
    log = [
        started("a", EVE),
        started("b", DAY),
        started("c", NEXT),
        corrected("a", "revision", "2024-09-01", set={"effective": DAY, "known": EVE}),
    ]
    assert told(*log) == [
        ("a", EVE, "2024-09-01"),
        ("a", "2024-09-01", None),
        ("b", DAY, None),
        ("c", NEXT, None),
    ]


# Links that turn


def test_a_link_between_events_known_together_splits_nothing() -> None:
    assert told(started("a", after=["b"]), started("b")) == [("b", DAY, None), ("a", DAY, None)]


def test_a_link_to_a_later_day_of_knowledge_turns_the_order_then() -> None:
    log = [started("a", after=["b"]), started("b", known="2024-09-01"), started("c")]
    rows = rows_of(replay_order(log))
    assert order(rows, DAY) == ["a", "c"]
    assert order(rows, "2024-08-31") == ["a", "c"]
    assert order(rows, "2024-09-01") == order(rows, None) == ["c", "b", "a"]
    assert told(*log) == [
        ("a", DAY, "2024-09-01"),
        ("c", DAY, "2024-09-01"),
        ("c", "2024-09-01", None),
        ("b", "2024-09-01", None),
        ("a", "2024-09-01", None),
    ]


def test_a_turn_splits_the_rows_of_its_day_alone() -> None:
    log = [
        started("a", after=["b"]),
        started("b", known="2024-09-01"),
        started("before", EVE),
        started("behind", NEXT),
    ]
    found = told(*log)
    assert found[0] == ("before", EVE, None)
    assert found[-1] == ("behind", NEXT, None)
    assert [row[0] for row in found[1:-1]] == ["a", "b", "a"]


def test_an_event_that_is_known_after_every_turn_is_one_row() -> None:
    log = [
        started("a", after=["b"]),
        started("b", known="2024-08-01"),
        started("c", known="2024-09-01"),
    ]
    assert [row for row in told(*log) if row[0] == "c"] == [("c", "2024-09-01", None)]


def test_a_retracted_link_target_turns_the_order_back() -> None:
    log = [
        started("a", after=["b"]),
        started("b"),
        corrected("b", "retraction", "2024-09-01"),
    ]
    rows = rows_of(replay_order(log))
    assert order(rows, "2024-08-31") == ["b", "a"]
    assert order(rows, "2024-09-01")[:1] == ["a"]


def test_a_corrected_event_keeps_its_place_by_links() -> None:
    log = [
        started("a", after=["b"]),
        started("b"),
        corrected("a", "revision", "2024-09-01", set={"name": "A"}),
    ]
    rows = rows_of(replay_order(log))
    for known in (DAY, "2024-08-31", "2024-09-01", None):
        assert order(rows, known)[:2] == ["b", "a"]


@pytest.mark.parametrize("known", ["2024-07-01", DAY, "2024-08-01", "2024-09-01", "2024-10-01"])
def test_the_rows_that_hold_are_each_event_once(known: str) -> None:
    log = [
        started("a", after=["b", "c"]),
        started("b", known="2024-08-01", after=["c"]),
        started("c", known="2024-09-01"),
        started("d"),
        corrected("a", "revision", "2024-08-01", set={"name": "A"}),
        corrected("d", "revision", "2024-10-01", set={"name": "D"}),
    ]
    names = order(rows_of(replay_order(log)), known)
    assert len(names) == len(set(names))
    assert {"a", "b", "c", "d"} & set(names) == {
        event.id for event in log[:4] if event.known.latest.isoformat() <= known
    }


# Links that errata set


def test_errata_turn_a_link_round() -> None:
    log = [
        started("a"),
        started("b", after=["a"]),
        corrected("b", "erratum", NEXT, set={"after": []}),
        corrected("a", "erratum", NEXT, set={"after": ["b"]}),
    ]
    assert [event.id for event in Timeline(log).as_of(DAY).events] == ["b", "a"]


def test_no_event_is_lost_when_a_corrected_erratum_sets_a_link_in_a_circle() -> None:
    log = [
        started("a"),
        started("b", after=["a"]),
        corrected("a", "erratum", NEXT, id="e", set={"after": []}),
        corrected("e", "erratum", NEXT, set={"set": {"after": ["b"]}}),
    ]
    with pytest.raises(DatasetError, match="after"):
        Timeline(log)


def test_a_link_of_a_retracted_erratum_binds_nobody() -> None:
    log = [
        started("a"),
        started("b"),
        corrected("a", "erratum", NEXT, id="e", set={"after": ["b"]}),
        corrected("e", "retraction", "2024-08-01"),
        corrected("b", "revision", "2024-09-01", set={"effective": NEXT}),
    ]
    assert [event.id for event in Timeline(log).as_of(NEXT).events][:2] == ["a", "b"]
