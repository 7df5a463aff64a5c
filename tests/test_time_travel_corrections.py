"""Travel in time over corrections of a fact: by a revision, and by an erratum."""

from datetime import date

import pytest

import border_timeline as bt
from builders import corrected, policy_started, post_filled, reported
from travels import VISITS, changed, ids, steps

# A yearly total that was first reported and then revised twice


def arrivals_of_2022() -> bt.Timeline:
    """Return the reports of small-boat arrivals in 2022: 45,756, then 45,755, then 45,774."""
    first = reported("small-boat-arrivals", "2022", 45_756, id="first", known="2023-01-01")
    spring = {"id": "tables", "set": {"value": 45_755}}
    final = {"id": "final", "set": {"value": 45_774}}
    return bt.Timeline(
        [
            first,
            corrected("first", "revision", "2023-04-24", **spring),
            corrected("first", "revision", "2023-09-03", **final),
        ]
    )


ARRIVALS = "figures.small-boat-arrivals.2022.value"


@pytest.mark.parametrize(
    ("known_at", "value"),
    [
        ("2023-01-01", 45_756),
        ("2023-04-23", 45_756),
        ("2023-04-24", 45_755),
        ("2023-09-02", 45_755),
        ("2023-09-03", 45_774),
        (None, 45_774),
    ],
)
def test_of_a_revised_total_that_one_counts_that_was_known(
    known_at: str | None, value: int
) -> None:
    timeline = arrivals_of_2022()
    for day in ("2022-12-31", "2023-02-01", "2026-01-01"):
        figures = timeline.as_of(day, known_at=known_at).figures["small-boat-arrivals"]
        assert figures["2022"].value == value
    assert steps(timeline.history(ARRIVALS, known_at=known_at)) == [("2022-12-31", value)]
    why = timeline.explain(ARRIVALS, as_of="2026-01-01", known_at=known_at)
    assert (why.value, why.alternatives) == (value, ())


def test_the_diff_of_one_day_by_two_states_of_knowledge_names_the_revision() -> None:
    timeline = arrivals_of_2022()
    days = ("2023-01-01", "2023-04-24", "2023-09-03")
    first, spring, final = (timeline.as_of("2022-12-31", known_at=day) for day in days)
    assert changed(timeline.diff(first, spring)) == [(ARRIVALS, 45_756, 45_755, ["tables"])]
    assert changed(timeline.diff(spring, final)) == [(ARRIVALS, 45_755, 45_774, ["final"])]
    assert changed(timeline.diff(final, spring)) == [(ARRIVALS, 45_774, 45_755, ["final"])]
    ((path, old, new, events),) = changed(timeline.diff(first, final))
    assert (path, old, new, events[-1]) == (ARRIVALS, 45_756, 45_774, "final")


def test_a_diff_names_of_two_revisions_the_one_of_the_field_that_changed() -> None:
    first = reported("visits", "2022", 100, id="first", known="2023-01-01")
    value = corrected("first", "revision", "2023-02-01", id="value", set={"value": 2})
    words = corrected("first", "revision", "2023-03-01", id="words", set={"unit": "visitors"})
    timeline = bt.Timeline([first, value, words])
    then = timeline.as_of("2023-04-01", known_at="2023-01-01")
    assert changed(timeline.diff(then, timeline.as_of("2023-04-01"))) == [
        (VISITS, 100, 2, ["value"]),
        ("figures.visits.2022.unit", "people", "visitors", ["words"]),
    ]


def test_a_diff_of_what_took_effect_and_was_revised_names_the_event() -> None:
    begun = policy_started("patrols", "2024-03-01", id="begun", known="2024-01-15")
    renamed = corrected("begun", "revision", "2024-04-01", id="renamed", set={"name": "Patrols"})
    timeline = bt.Timeline([begun, renamed])
    (change,) = timeline.diff(timeline.seen_on("2024-01-31"), timeline.seen_on("2024-06-30"))
    assert change.old is None
    assert "begun" in ids(change.events)


# A slip of ours by one day, put right by an erratum


def slipped() -> bt.Timeline:
    """Return a record that took Bob's start for 2 March, until an erratum said 1 March."""
    return bt.Timeline(
        [
            post_filled("chief", "2024-01-01", "Ann", id="ann"),
            post_filled("chief", "2024-03-02", "Bob", id="bob"),
            corrected("bob", "erratum", "2024-05-01", id="slip", set={"effective": "2024-03-01"}),
        ],
        recorded={"ann": "2024-01-03", "bob": "2024-03-03", "slip": "2024-05-02"},
    )


@pytest.mark.parametrize(
    ("known_at", "holder"),
    [
        ("2024-02-29", "Ann"),
        ("2024-03-01", "Bob"),
        ("2024-03-02", "Bob"),
        ("2024-04-30", "Bob"),
        ("2024-05-01", "Bob"),
        (None, "Bob"),
    ],
)
def test_a_slip_put_right_is_right_at_every_known_at(known_at: str | None, holder: str) -> None:
    now = slipped().as_of("2024-03-01", known_at=known_at)
    assert now.posts["chief"].holder == holder


def test_a_slip_shows_only_at_a_recorded_at_before_its_erratum() -> None:
    timeline = slipped()
    for recorded_at, known_at, holder in (
        ("2024-05-01", None, "Ann"),
        ("2024-05-01", "2024-05-01", "Ann"),
        ("2024-05-02", None, "Bob"),
        ("2024-05-02", "2024-03-01", "Bob"),
    ):
        now = timeline.as_of("2024-03-01", known_at=known_at, recorded_at=recorded_at)
        assert now.posts["chief"].holder == holder
    assert timeline.seen_on("2024-03-02", recorded_at="2024-05-01").posts["chief"].holder == "Bob"
    assert ids(timeline.as_of("2024-03-01").events) == ["ann", "bob"]
    assert ids(timeline.as_of("2024-03-01", recorded_at="2024-05-01").events) == ["ann"]


def test_history_and_news_before_an_erratum_was_recorded_are_those_of_the_slip() -> None:
    timeline = slipped()
    for recorded_at, day in (("2024-05-01", "2024-03-02"), ("2024-05-02", "2024-03-01")):
        history = timeline.history("posts.chief.holder", recorded_at=recorded_at)
        assert steps(history) == [("2024-01-01", "Ann"), (day, "Bob")]
        assert ids(timeline.news(day, day, recorded_at=recorded_at)) == ["bob"]
    assert timeline.news("2024-03-02", "2024-04-30") == []
    assert ids(timeline.news("2024-05-01", "2024-05-01")) == ["slip"]
    assert timeline.news("2024-05-01", "2024-05-01", recorded_at="2024-05-01") == []


def test_an_erratum_is_what_differs_between_two_states_of_the_record() -> None:
    timeline = slipped()
    before, after = (
        timeline.as_of("2024-03-01", recorded_at=day) for day in ("2024-05-01", "2024-05-02")
    )
    assert changed(timeline.diff(before, after)) == [
        ("posts.chief.holder", "Ann", "Bob", ["slip"]),
        ("posts.chief.since", date(2024, 1, 1), date(2024, 3, 1), ["slip"]),
    ]
    why = timeline.explain("posts.chief.holder", as_of="2024-03-01")
    assert (ids(why.corrections), str(why.event.effective)) == (["slip"], "2024-03-01")
    assert (str(why.recorded), str(why.event.known)) == ("2024-03-03", "2024-03-01")
    then = timeline.explain("posts.chief.holder", as_of="2024-03-02", recorded_at="2024-05-01")
    assert (then.corrections, str(then.since)) == ((), "2024-03-02")
