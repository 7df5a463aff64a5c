"""The model: the plain way to answer, told by examples small enough to work out by hand."""

from datetime import date

import pytest

from border_timeline import Event
from border_timeline.testing.model import (
    FAR,
    Row,
    changed,
    folded,
    in_order,
    live,
    replayed,
    stands,
    states,
)
from builders import corrected
from planted import FERRIES, Ferry, departure

FIRST = departure("first", "2024-07-01", passengers=1)
NEVER = date(2020, 1, 1)


def ids(events: list[Event]) -> list[str]:
    return [event.id for event in events]


def passengers(*corrections: Event, known: date = FAR) -> int | None:
    """Return how many the first ferry takes by some corrections, by what is known on a day."""
    found = stands(FIRST, [FIRST, *corrections], known)
    return getattr(found, "passengers", None)


# Corrections


def test_an_event_stands_as_it_is_where_nothing_corrects_it() -> None:
    assert stands(FIRST, [FIRST], NEVER) is FIRST
    assert passengers(corrected("other", "retraction", "2024-07-02")) == 1


@pytest.mark.parametrize(("known", "found"), [("2024-07-02", 1), ("2024-07-03", 2)])
def test_a_revision_counts_from_the_day_on_which_it_is_known(known: str, found: int) -> None:
    revision = corrected("first", "revision", "2024-07-03", set={"passengers": 2})
    assert passengers(revision, known=date.fromisoformat(known)) == found


@pytest.mark.parametrize(("known", "found"), [("2024-07-02", 1), ("2024-07-03", None)])
def test_a_retraction_counts_from_the_day_on_which_it_is_known(
    known: str, found: int | None
) -> None:
    gone = corrected("first", "retraction", "2024-07-03")
    assert passengers(gone, known=date.fromisoformat(known)) == found


def test_an_erratum_counts_always_and_a_dispute_never() -> None:
    erratum = corrected("first", "erratum", "2024-07-03", set={"passengers": 2})
    dispute = corrected("first", "dispute", "2024-07-03", set={"passengers": 2})
    assert passengers(erratum, known=NEVER) == 2
    assert passengers(dispute) == 1


def test_errata_go_first_and_then_each_correction_by_the_day_on_which_it_is_known() -> None:
    one = corrected("first", "revision", "2024-07-05", set={"passengers": 5})
    two = corrected("first", "revision", "2024-07-04", set={"passengers": 4})
    slip = corrected("first", "erratum", "2024-07-09", set={"passengers": 9})
    assert live(FIRST, [one, slip, two], FAR) == [slip, two, one]
    assert passengers(one, slip, two) == 5
    assert passengers(one, slip, two, known=date(2024, 7, 4)) == 4
    assert passengers(one, slip, two, known=date(2024, 7, 3)) == 9


def test_a_correction_that_was_corrected_says_what_it_says_then() -> None:
    gone = corrected("first", "retraction", "2024-07-03", id="gone")
    back = corrected("gone", "retraction", "2024-07-05", id="back")
    assert passengers(gone, back, known=date(2024, 7, 4)) is None
    assert passengers(gone, back) == 1
    revision = corrected("first", "revision", "2024-07-03", id="two", set={"passengers": 2})
    slip = corrected("two", "erratum", "2024-07-06", set={"set": {"passengers": 3}})
    assert passengers(revision, slip, known=date(2024, 7, 3)) == 3


def test_a_day_that_known_follows_by_default_is_followed_when_it_is_put_right() -> None:
    moved = corrected("first", "erratum", "2024-07-03", set={"effective": "2024-06"})
    said = departure("said", "2024-07-01", known="2024-07-02")
    assert str(changed(FIRST, moved).known) == "2024-06-30"
    assert str(changed(said, moved).known) == "2024-07-02"


# Order, and what counts


def test_events_go_by_day_then_by_links_then_by_known_then_by_id() -> None:
    early = departure("z", "2024-06-30")
    linked = departure("a", "2024-07-01", after=["c"])
    late = departure("b", "2024-07-01", known="2024-07-02")
    last = departure("c", "2024-07-01", known="2024-07-03")
    assert ids(in_order([last, linked, late, FIRST, early])) == ["z", "first", "b", "c", "a"]


def test_links_that_are_given_beside_the_events_put_them_in_order_too() -> None:
    two = departure("a", "2024-07-01")
    assert ids(in_order([FIRST, two])) == ["a", "first"]
    assert ids(in_order([FIRST, two], ("first", "a"), ("elsewhere", "first"))) == ["first", "a"]


def test_what_is_replayed_is_public_by_then_and_has_happened_by_then() -> None:
    late = departure("late", "2024-07-01", known="2024-07-05")
    gone = corrected("first", "retraction", "2024-07-04", id="gone")
    log = [late, gone, FIRST]
    assert ids(replayed(log)) == ["late", "gone"]
    assert ids(replayed(log, date(2024, 7, 3))) == ["first"]
    assert ids(replayed(log, date(2024, 7, 5), date(2024, 7, 3))) == ["late"]
    assert replayed(log, FAR, NEVER) == []


def test_an_imprecise_event_is_replayed_from_its_last_day_on() -> None:
    month = departure("month", "2024-07")
    assert replayed([month], FAR, date(2024, 7, 30)) == []
    assert replayed([month], FAR, date(2024, 7, 31)) == [month]
    assert Row(month, None).day == date(2024, 7, 31)


# States


def test_each_entity_is_folded_from_its_own_events() -> None:
    other = departure("other", "2024-07-02", ferry="bravo", passengers=7)
    again = departure("again", "2024-07-03", passengers=2)
    found = folded([FIRST, corrected("first", "dispute", "2024-07-04", set={"title": "x"})], [])
    assert found == {}
    assert folded([FIRST, other, again], [FERRIES]) == {
        ("ferries", "alpha"): [Row(FIRST, Ferry(1, 1)), Row(again, Ferry(2, 3))],
        ("ferries", "bravo"): [Row(other, Ferry(1, 7))],
    }


def test_the_states_of_a_day_are_those_after_what_counts_by_then() -> None:
    log = [departure("again", "2024-07-03", passengers=2), FIRST]
    assert states(log, [FERRIES], date(2024, 7, 2)) == {("ferries", "alpha"): Ferry(1, 1)}
    assert states(log, [FERRIES], FAR) == {("ferries", "alpha"): Ferry(2, 3)}
    assert states(log, [FERRIES], FAR, date(2024, 7, 2)) == {("ferries", "alpha"): Ferry(1, 1)}
    assert states(log, [FERRIES], NEVER) == {}
