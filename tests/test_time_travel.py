"""Travel in time: every query about a past that was known, corrected or recorded later."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

import orjson
import pytest

import border_timeline as bt
from border_timeline.events import Event
from border_timeline.views import CaseStatus, LegislationStatus, Policy, PolicyStatus
from builders import (
    corrected,
    pledged,
    policy_announced,
    policy_ended,
    policy_started,
    post_filled,
    reported,
    source,
    spent,
)

#: A source that fits whatever the event is moved to.
LATE = [source("2030-01-01")]
VISITS = "figures.visits.2022.value"


def ids(events: Iterable[Event]) -> list[str]:
    return [event.id for event in events]


def changed(changes: Iterable[bt.Change]) -> list[tuple[str, Any, Any, list[str]]]:
    """Return path, old, new and the events of each change."""
    return [(c.path, c.old, c.new, ids(c.events)) for c in changes]


def steps(changes: Iterable[bt.Change]) -> list[tuple[str, Any]]:
    """Return from when each new value counts, and the value."""
    return [(str(c.on), c.new) for c in changes]


# The act of 2025: a law that comes into force step by step, as announced before

ACT = "border-security-asylum-and-immigration-act-2025"
PROVISIONS = f"legislation.{ACT}.provisions"
AT_ONCE = "2025-12-02-border-security-asylum-and-immigration-act-first-provisions"
ASSENT = "2025-12-02-border-security-asylum-and-immigration-act-royal-assent"
JANUARY = "2026-01-05-border-security-asylum-and-immigration-act-commencement"


@pytest.fixture(scope="module")
def record() -> bt.Timeline:
    return bt.load()


def test_the_act_of_2025_is_law_at_royal_assent_with_some_provisions_at_once(
    record: bt.Timeline,
) -> None:
    eve, day = (record.as_of(day).legislation[ACT] for day in ("2025-12-01", "2025-12-02"))
    assert (eve.status, eve.royal_assent) == (LegislationStatus.INTRODUCED, None)
    assert eve.provisions == ()
    assert (day.status, day.royal_assent) == (LegislationStatus.IN_FORCE, date(2025, 12, 2))
    assert "Part 4" in day.provisions
    assert "sections 13 to 16" not in day.provisions


@pytest.mark.parametrize(
    ("day", "known_at", "in_force"),
    [
        ("2026-01-05", "2025-12-02", False),
        ("2026-01-05", "2025-12-14", False),
        ("2026-01-05", "2025-12-15", True),
        ("2026-01-05", None, True),
        ("2026-01-04", "2025-12-15", False),
        ("2026-01-04", "2026-01-05", False),
        ("2026-01-04", None, False),
    ],
)
def test_the_regulations_of_december_tell_before_january_what_will_be_in_force(
    record: bt.Timeline, day: str, known_at: str | None, *, in_force: bool
) -> None:
    act = record.as_of(day, known_at=known_at).legislation[ACT]
    assert ("sections 13 to 16" in act.provisions) == in_force


def test_who_lived_through_it_saw_the_provisions_on_their_own_day(record: bt.Timeline) -> None:
    days = ("2025-12-15", "2026-01-04", "2026-01-05")
    seen = ["sections 13 to 16" in record.seen_on(d).legislation[ACT].provisions for d in days]
    assert seen == [False, False, True]


def test_the_history_of_the_act_has_january_from_mid_december_on(record: bt.Timeline) -> None:
    before, after = (
        [(str(change.on), change.event.id) for change in record.history(PROVISIONS, known_at=day)]
        for day in ("2025-12-14", "2025-12-15")
    )
    assert ("2025-12-02", AT_ONCE) in before
    assert ("2026-01-05", JANUARY) not in before
    assert sorted([*before, ("2026-01-05", JANUARY)]) == after


def test_what_is_in_force_is_explained_by_what_was_known(record: bt.Timeline) -> None:
    told = [
        record.explain(PROVISIONS, as_of="2026-01-05", known_at=day)
        for day in ("2025-12-14", "2025-12-15")
    ]
    assert [(why.event.id, str(why.since)) for why in told] == [
        (AT_ONCE, "2025-12-02"),
        (JANUARY, "2026-01-05"),
    ]
    assert "Legislation Tracker" in [cited.publisher for cited in told[1].sources]


def test_the_regulations_are_news_when_they_are_made_and_not_when_they_begin(
    record: bt.Timeline,
) -> None:
    assert {ASSENT, AT_ONCE} <= set(ids(record.news("2025-12-02", "2025-12-02")))
    assert JANUARY not in ids(record.news("2025-12-03", "2025-12-14"))
    assert JANUARY in ids(record.news("2025-12-15", "2025-12-15"))
    assert JANUARY not in ids(record.news("2025-12-16", "2026-01-05"))


def test_the_diff_of_one_day_as_known_on_two_names_the_regulations(record: bt.Timeline) -> None:
    before, after = (
        record.as_of("2026-01-05", known_at=day) for day in ("2025-12-14", "2025-12-15")
    )
    (change,) = (c for c in record.diff(before, after) if c.path == PROVISIONS)
    assert (str(change.on), ids(change.events)) == ("2026-01-05", [JANUARY])
    assert change.new[: len(change.old)] == change.old


# Rwanda's arbitration: filed in November 2025, made public in January 2026

CASE = "rwanda-v-united-kingdom"
FILED = "2025-11-24-rwanda-starts-arbitration"


def test_the_arbitration_does_not_exist_before_it_was_public(record: bt.Timeline) -> None:
    for known_at in ("2025-11-24", "2025-12-31", "2026-01-26"):
        for day in ("2025-11-24", "2026-01-27", "2026-06-01"):
            assert CASE not in record.as_of(day, known_at=known_at).cases
        assert record.history(f"cases.{CASE}", known_at=known_at) == []
    with pytest.raises(bt.UnknownKeyError, match="first became known on 2026-01-27"):
        record.explain(f"cases.{CASE}", as_of="2026-06-01", known_at="2026-01-26")


def test_once_public_the_arbitration_is_of_the_day_it_was_filed(record: bt.Timeline) -> None:
    assert CASE not in record.as_of("2025-11-23", known_at="2026-01-27").cases
    assert CASE not in record.as_of("2025-11-23").cases
    case = record.as_of("2025-11-24", known_at="2026-01-27").cases[CASE]
    assert (case.status, case.started) == (CaseStatus.OPEN, date(2025, 11, 24))
    assert CASE not in record.seen_on("2026-01-26").cases
    assert CASE in record.seen_on("2026-01-27").cases
    why = record.explain(f"cases.{CASE}.status", as_of="2026-01-27", known_at="2026-01-27")
    assert (why.event.id, str(why.since)) == (FILED, "2025-11-24")


def test_the_arbitration_is_news_of_january_about_november(record: bt.Timeline) -> None:
    assert FILED in ids(record.news("2026-01-26", "2026-02-01"))
    assert FILED not in ids(record.news("2025-11-24", "2026-01-26"))
    assert FILED not in ids(record.news("2026-01-26", "2026-02-01", known_at="2026-01-26"))
    (event,) = (e for e in record.news("2026-01-27", "2026-01-27") if e.id == FILED)
    assert str(event.effective) == "2025-11-24"


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


# Corrections of corrections


def amended() -> list[Event]:
    """Return 100 visits; revised to 2; the revision revised to 3; that revision retracted."""
    return [
        reported("visits", "2022", 100, id="first", known="2023-01-01"),
        corrected("first", "revision", "2023-02-01", id="r", set={"value": 2}),
        corrected("r", "revision", "2023-03-01", id="s", set={"set": {"value": 3}}),
        corrected("s", "retraction", "2023-04-01", id="t"),
    ]


STAGES = ["2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01"]


@pytest.mark.parametrize(("known_at", "value"), [*zip(STAGES, [100, 2, 3, 2], strict=True)])
def test_history_and_explanation_tell_each_stage_of_a_corrected_correction(
    known_at: str, value: int
) -> None:
    timeline = bt.Timeline(amended())
    assert steps(timeline.history(VISITS, known_at=known_at)) == [("2022-12-31", value)]
    why = timeline.explain(VISITS, as_of="2023-06-01", known_at=known_at)
    assert (why.value, why.event.id) == (value, "first")
    assert ("r" in ids(why.corrections)) == (value != 100)
    assert (amended()[1].sources[0] in why.sources) == (value != 100)
    assert [change.new for change in why.chain] == [value]


def test_the_diff_of_two_stages_names_the_correction_of_the_correction_and_its_end() -> None:
    timeline = bt.Timeline(amended())
    stages = [timeline.as_of("2023-06-01", known_at=day) for day in STAGES]
    found = [changed(timeline.diff(*pair)) for pair in pairwise(stages)]
    assert found == [
        [(VISITS, 100, 2, ["r"])],
        [(VISITS, 2, 3, ["s"])],
        [(VISITS, 3, 2, ["t"])],
    ]
    assert timeline.diff(stages[1], stages[3]) == []


def test_each_correction_is_news_of_its_own_day() -> None:
    timeline = bt.Timeline(amended())
    assert [ids(timeline.news(day, day)) for day in STAGES] == [["first"], ["r"], ["s"], ["t"]]
    assert ids(timeline.news("2023-01-02", "2023-03-31")) == ["r", "s"]
    (first,) = timeline.news("2023-01-01", "2023-01-01")
    assert first == amended()[0]  # as it was then, whatever it came to be


def test_an_explanation_cites_the_correction_of_a_correction_that_set_its_value() -> None:
    timeline = bt.Timeline(amended())
    why = timeline.explain(VISITS, as_of="2023-06-01", known_at="2023-03-01")
    assert why.value == 3
    assert {"r", "s"} <= set(ids(why.corrections))
    assert amended()[2].sources[0] in why.sources


def test_an_erratum_puts_right_what_a_revision_has_replaced_since() -> None:
    first, revision, _, _ = amended()
    slip = corrected("first", "erratum", "2026-01-01", id="slip", set={"value": 45})
    recorded = {"first": "2023-01-01", "r": "2023-02-01", "slip": "2026-01-01"}
    timeline = bt.Timeline([first, revision, slip], recorded=recorded)
    told = {
        (known_at, recorded_at): [
            change.new
            for change in timeline.history(VISITS, known_at=known_at, recorded_at=recorded_at)
        ]
        for known_at in ("2023-01-31", "2023-02-01", None)
        for recorded_at in ("2025-12-31", None)
    }
    assert told == {
        ("2023-01-31", "2025-12-31"): [100],
        ("2023-02-01", "2025-12-31"): [2],
        (None, "2025-12-31"): [2],
        ("2023-01-31", None): [45],
        ("2023-02-01", None): [2],
        (None, None): [2],
    }
    assert timeline.as_of("2026-02-01").figures["visits"]["2022"].value == 2
    before, after = (
        timeline.as_of("2023-01-31", known_at="2023-01-31", recorded_at=day)
        for day in ("2025-12-31", "2026-01-01")
    )
    assert changed(timeline.diff(before, after)) == [(VISITS, 100, 45, ["slip"])]


def test_what_was_corrected_before_it_was_known_was_never_otherwise() -> None:
    first, early = (
        reported("visits", "2022", 100, id="first", known="2023-01-01"),
        corrected("first", "revision", "2022-12-01", id="early", set={"value": 7}),
    )
    timeline = bt.Timeline([first, early])
    assert steps(timeline.history(VISITS)) == [("2022-12-31", 7)]
    assert ids(timeline.news("2022-12-01", "2022-12-31")) == ["early"]
    (news,) = timeline.news("2023-01-01", "2023-01-01")
    assert timeline.as_of("2023-01-01").events[-1] == news != first
    before, after = (
        timeline.as_of("2023-06-01", known_at=day) for day in ("2022-12-31", "2023-01-01")
    )
    ((path, old, new, events),) = changed(timeline.diff(before, after))
    assert (path, old, new.value, events) == ("figures.visits.2022", None, 7, ["first"])
    assert ids(timeline.explain(VISITS, as_of="2023-06-01").corrections) == ["early"]


def test_a_log_with_corrections_given_twice_is_the_same_log() -> None:
    once, twice = bt.Timeline(amended()), bt.Timeline([*amended(), *reversed(amended())])
    assert len(twice) == len(once) == 4
    for day in STAGES:
        assert twice.seen_on(day) == once.seen_on(day)
        assert twice.history(VISITS, known_at=day) == once.history(VISITS, known_at=day)
    assert twice.news("2022-01-01", "2024-01-01") == once.news("2022-01-01", "2024-01-01")
    assert twice.check() == []


def test_a_rival_retracted_on_its_own_day_never_counted_and_is_no_news() -> None:
    timeline = bt.Timeline(
        [
            reported("visits", "2022", 100, id="first", known="2023-01-01"),
            corrected("first", "revision", "2023-02-01", id="one", set={"value": 2}),
            corrected("first", "revision", "2023-02-01", id="other", set={"value": 3}),
            corrected("other", "retraction", "2023-02-01", id="retracted"),
        ]
    )
    assert ids(timeline.news("2023-02-01", "2023-02-01")) == ["one", "retracted"]
    why = timeline.explain(VISITS, as_of="2023-06-01")
    assert (why.value, ids(why.corrections)) == (2, ["one"])
    before, after = (
        timeline.as_of("2023-06-01", known_at=day) for day in ("2023-01-31", "2023-02-01")
    )
    assert changed(timeline.diff(before, after)) == [(VISITS, 100, 2, ["one"])]


def test_rivals_that_an_erratum_makes_agree_are_none() -> None:
    first, one, _, _ = amended()
    other = corrected("first", "revision", "2023-02-01", id="other", set={"value": 3})
    slip = corrected("other", "erratum", "2023-03-01", set={"set": {"value": 2}})
    timeline = bt.Timeline([first, one, other, slip])
    assert timeline.explain(VISITS, as_of="2023-06-01").value == 2


def test_rivals_that_an_erratum_makes_are_refused_with_both_names() -> None:
    first, one, _, _ = amended()
    other = corrected("first", "revision", "2023-02-01", id="other", set={"value": 2})
    slip = corrected("other", "erratum", "2023-03-01", set={"set": {"value": 3}})
    with pytest.raises(bt.DatasetError) as caught:
        bt.Timeline([first, one, other, slip])
    assert "r:" in str(caught.value)
    assert "other" in str(caught.value)


def sourced(published: str) -> dict[str, Any]:
    return {"sources": [{"publisher": "A newspaper", "published": published}]}


#: The first two of these do not fit together: a source may not be older than `known`.
OLD_SOURCE = corrected("first", "revision", "2023-02-01", id="old", set=sourced("2023-01-10"))
KNOWN_LATER = corrected(
    "first", "revision", "2023-03-01", id="later", set={"known": "2023-02-20"}, sources=LATE
)
NEW_SOURCE = corrected("first", "revision", "2023-02-15", id="new", set=sourced("2030"))
TOLD = reported("visits", "2022", 100, id="first", known="2023-01-01", sources=LATE)


@pytest.mark.parametrize(
    "wrong",
    [
        [corrected("r", "revision", "2023-03-01", set={"set": {"value": "many"}})],
        [corrected("r", "revision", "2023-03-01", set={"set": {"valu": 3}})],
        [OLD_SOURCE, NEW_SOURCE, KNOWN_LATER, corrected("new", "retraction", "2023-04-01")],
    ],
    ids=["no value of the field", "no field", "no more once another is retracted"],
)
def test_corrections_that_come_not_to_fit_are_refused_before_anybody_asks(
    wrong: list[Event],
) -> None:
    revision = corrected("first", "revision", "2023-02-01", id="r", set={"value": 2})
    with pytest.raises(bt.DatasetError):
        bt.Timeline([TOLD, revision, *wrong])


def test_corrections_that_never_stand_together_need_not_fit_together() -> None:
    gone = corrected("old", "retraction", "2023-02-10")
    timeline = bt.Timeline([TOLD, OLD_SOURCE, KNOWN_LATER, gone])
    assert str(timeline.explain(VISITS, as_of="2023-06-01").event.known) == "2023-02-20"


# Disputes


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


# Backdated events: what they change, and what they leave

LOG = [
    post_filled("chief", "2024-01-10", "Ann"),
    post_filled("chief", "2024-03-10", "Bob"),
    post_filled("deputy", "2024-02-01", "Dee", known="2024-02-20"),
    policy_announced("patrols", "2024-01-15"),
    policy_started("patrols", "2024-02-15", known="2024-02-10"),
    policy_ended("patrols", "2024-04-15"),
    pledged("command", "2024-01-20", id="pledge"),
    pledged("command", "2024-03-20", known="2024-03-10"),
    spent("command", "2024-04-01"),
    pledged("agency", "2024-02-05", known="2024-05-01"),
]
BOUNDS = [
    *("2023-11-30", "2023-12-01", "2024-01-19", "2024-01-20", "2024-02-09", "2024-02-10"),
    *("2024-02-29", "2024-03-01", "2024-03-09", "2024-03-10", "2024-04-19", "2024-04-20"),
    *("2024-05-09", "2024-05-10", "2025-01-01"),
]


def states(timeline: bt.Timeline, day: str, known_at: str | None) -> dict[tuple[str, str], Any]:
    """Return every state of every view at one point of the two axes."""
    views = timeline.as_of(day, known_at=known_at).to_dict()["views"]
    return {(view, key): state for view, found in views.items() for key, state in found.items()}


@pytest.mark.parametrize(
    ("event", "key", "days", "known"),
    [
        pytest.param(
            post_filled("chief", "2024-02-10", "Cid", known="2024-04-20"),
            ("posts", "chief"),
            ("2024-02-10", "2024-03-10"),  # then comes Bob
            "2024-04-20",
            id="a handover known late",
        ),
        pytest.param(
            pledged("command", "2024-02-10", id="late", known="2024-05-10"),
            ("funding", "command"),
            ("2024-02-10", "9999"),
            "2024-05-10",
            id="a pledge known late",
        ),
        pytest.param(
            pledged("command", "2024-02-10", id="in-time"),
            ("funding", "command"),
            ("2024-02-10", "9999"),
            "2024-02-10",
            id="a pledge known then",
        ),
        pytest.param(
            policy_announced("patrols", "2023-12-01", known="2024-03-01"),
            ("policies", "patrols"),
            ("2023-12-01", "9999"),
            "2024-03-01",
            id="an announcement before all others",
        ),
        pytest.param(
            policy_started("hotline", "2024-02-10", known="2024-03-01"),
            ("policies", "hotline"),
            ("2024-02-10", "9999"),
            "2024-03-01",
            id="a policy of its own",
        ),
        pytest.param(
            corrected("pledge", "revision", "2024-04-20", set={"amount": "GBP 1"}),
            ("funding", "command"),
            ("2024-01-20", "9999"),
            "2024-04-20",
            id="a revision",
        ),
        pytest.param(
            corrected("pledge", "erratum", "2024-04-20", set={"amount": "GBP 1"}),
            ("funding", "command"),
            ("2024-01-20", "9999"),
            "2024-01-20",
            id="an erratum",
        ),
        pytest.param(
            corrected("pledge", "retraction", "2024-04-20"),
            ("funding", "command"),
            ("2024-01-20", "9999"),
            "2024-04-20",
            id="a retraction",
        ),
    ],
)
def test_a_backdated_event_changes_its_own_state_from_its_days_on_and_nothing_else(
    event: Event, key: tuple[str, str], days: tuple[str, str], known: str
) -> None:
    without, with_it = bt.Timeline(LOG), bt.Timeline([*LOG, event])
    for day in BOUNDS:
        for known_at in (*BOUNDS, None):
            old, new = (states(timeline, day, known_at) for timeline in (without, with_it))
            differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
            counts = days[0] <= day < days[1] and known <= (known_at or "9999")
            assert differ == ({key} if counts else set()), (day, known_at)


# Imprecise dates: absent, possible, counted


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


# Order-dependent ties


def tied(*events: Event) -> list[list[str]]:
    """Return the pairs of events that a check finds tied."""
    found = bt.Timeline(events).check()
    assert {(f.severity, f.code) for f in found} <= {(bt.Severity.ERROR, "order-dependent-tie")}
    assert all(name in f.message for f in found for name in ids(f.events))
    return [ids(f.events) for f in found]


ANN, BOB = (post_filled("chief", "2024-03-01", name, id=name.lower()) for name in ("Ann", "Bob"))


def test_two_handovers_on_one_day_are_tied() -> None:
    assert tied(ANN, BOB) == [["ann", "bob"]]


def test_a_link_unties_two_events() -> None:
    assert tied(ANN, post_filled("chief", "2024-03-01", "Bob", id="bob", after=["ann"])) == []
    assert tied(post_filled("chief", "2024-03-01", "Ann", id="ann", after=["bob"]), BOB) == []


def test_events_whose_order_is_all_one_are_not_tied() -> None:
    assert tied(pledged("command", "2024-03-01"), spent("command", "2024-03-01")) == []
    assert tied(ANN, post_filled("chief", "2024-03-01", "Ann", id="again")) == []


def test_links_over_an_event_of_another_entity_untie_two_events() -> None:
    between = policy_started("patrols", "2024-03-01", id="between", after=["bob"])
    last = post_filled("chief", "2024-03-01", "Ann", id="ann", after=["between"])
    assert tied(last, between, BOB) == []


def test_a_link_to_a_retracted_event_unties_nothing() -> None:
    between = policy_started("patrols", "2024-03-01", id="between", after=["bob"])
    last = post_filled("chief", "2024-03-01", "Ann", id="ann", after=["between"])
    gone = corrected("between", "retraction", "2024-04-01")
    assert tied(last, between, BOB, gone) == [["ann", "bob"]]


def test_events_of_two_entities_are_not_tied() -> None:
    deputy = post_filled("deputy", "2024-03-01", "Dee", id="dee")
    assert tied(ANN, deputy) == []
    assert tied(ANN, BOB, deputy) == [["ann", "bob"]]


def test_what_was_retracted_or_moved_away_is_not_tied() -> None:
    assert tied(ANN, BOB, corrected("bob", "retraction", "2024-04-01")) == []
    moved_away = corrected("bob", "revision", "2024-04-01", set={"effective": "2024-03-02"})
    assert tied(ANN, post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE)) != []
    bob = post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE)
    assert tied(ANN, bob, moved_away) == []


def test_what_a_correction_moves_to_the_same_day_is_tied() -> None:
    bob = post_filled("chief", "2024-03-02", "Bob", id="bob")
    assert tied(ANN, bob) == []
    slip = corrected("bob", "erratum", "2024-04-01", set={"effective": "2024-03-01"})
    assert tied(ANN, bob, slip) == [["ann", "bob"]]


# Citations

RECORDED = {"ann": "2024-01-03", "late": "2024-02-03", "patrols": "2024-02-03"}


def cited(*more: Event, recorded: dict[str, str] | None = None, holder: str = "Ann") -> bt.Timeline:
    events = [
        post_filled("chief", "2024-01-01", holder, id="ann"),
        pledged("command", "2024-01-02", id="late", known="2024-02-01"),
        policy_started("patrols", "2024-02-02", id="patrols"),
    ]
    return bt.Timeline([*events, *more], recorded={**RECORDED, **(recorded or {})})


QUESTIONS: list[dict[str, str]] = [
    {},
    {"known_at": "2024-01-15"},
    {"recorded_at": "2024-01-15"},
    {"known_at": "2024-02-01", "recorded_at": "2024-02-03"},
]


@pytest.mark.parametrize("axes", QUESTIONS)
def test_a_citation_replays_to_the_same_bytes(axes: dict[str, str]) -> None:
    answer = cited().as_of("2024-02-10", **axes)
    replayed = cited().replay(answer.citation())
    assert replayed == answer
    assert orjson.dumps(replayed.to_dict()) == orjson.dumps(answer.to_dict())


@pytest.mark.parametrize("axes", QUESTIONS)
def test_a_citation_comes_back_from_json(axes: dict[str, str]) -> None:
    citation = cited().as_of("2024-02-10", **axes).citation()
    copy = bt.Citation(**orjson.loads(orjson.dumps(citation.to_dict())))
    assert copy == citation
    assert cited().replay(copy).citation() == citation


@pytest.mark.parametrize("axes", QUESTIONS)
def test_a_citation_replays_whatever_was_recorded_since(axes: dict[str, str]) -> None:
    answer = cited().as_of("2024-02-10", **axes)
    grown = cited(
        post_filled("chief", "2024-01-05", "Bob", id="bob"),
        corrected("ann", "erratum", "2024-03-01", id="slip", set={"name": "Chief"}),
        policy_ended("patrols", "2024-02-05", id="ended", known="2024-01-10"),
        recorded={"bob": "2024-02-03", "slip": "2024-03-02", "ended": "2024-03-02"},
    )
    assert grown.as_of("2024-02-10").to_dict()["views"] != answer.to_dict()["views"]
    replayed = grown.replay(answer.citation())
    assert orjson.dumps(replayed.to_dict()) == orjson.dumps(answer.to_dict())


def test_a_citation_of_a_record_that_was_edited_since_is_refused() -> None:
    citation = cited().as_of("2024-02-10").citation()
    with pytest.raises(bt.CitationError, match=citation.digest):
        cited(holder="Anne").replay(citation)


def test_a_citation_of_more_events_than_the_ledger_holds_is_refused() -> None:
    grown = cited(post_filled("deputy", "2024-01-05", id="dee"), recorded={"dee": "2024-03-01"})
    with pytest.raises(
        bt.CitationError, match="4 recorded events were cited, and the ledger holds 3"
    ):
        cited().replay(grown.as_of("2024-02-10").citation())


def test_a_citation_of_recorded_events_needs_a_ledger() -> None:
    with pytest.raises(bt.LedgerError, match="needs a ledger"):
        bt.Timeline(cited().events).replay(cited().as_of("2024-02-10").citation())


def test_without_a_ledger_a_citation_replays_in_the_same_record_alone() -> None:
    timeline = bt.Timeline(cited().events)
    citation = timeline.as_of("2024-02-10", known_at="2024-02-01").citation()
    assert citation.events is None
    assert timeline.replay(citation).citation() == citation
    grown = bt.Timeline([*timeline.events, post_filled("deputy", "2024-01-05")])
    with pytest.raises(bt.CitationError):
        grown.replay(citation)


# What the record had


def test_before_its_first_day_the_record_holds_nothing() -> None:
    empty = cited().as_of("2024-02-10", recorded_at="2024-01-02")
    assert empty.events == ()
    assert not any(empty.views().values())
    assert cited().news("2023-01-01", "2025-01-01", recorded_at="2024-01-02") == []
    with pytest.raises(bt.UnknownKeyError):
        cited().history("posts.chief", recorded_at="2024-01-02")


def test_what_was_recorded_later_does_not_exist_before() -> None:
    timeline = cited()
    for recorded_at, names in (
        ("2024-01-03", ["ann"]),
        ("2024-02-02", ["ann"]),
        ("2024-02-03", ["ann", "late", "patrols"]),
    ):
        now = timeline.as_of("2024-02-10", recorded_at=recorded_at)
        assert ids(now.events) == names
        assert ("patrols" in now.policies) == ("patrols" in names)
        found = timeline.news("2023-01-01", "2025-01-01", recorded_at=recorded_at)
        assert sorted(ids(found)) == names
    before = timeline.as_of("2024-02-10", recorded_at="2024-02-02")
    assert [
        (c.path, ids(c.events)) for c in timeline.diff(before, timeline.as_of("2024-02-10"))
    ] == [
        ("policies.patrols", ["patrols"]),
        ("funding.command", ["late"]),
    ]


def test_what_was_never_recorded_is_in_no_record() -> None:
    timeline = cited(post_filled("deputy", "2024-01-05"))
    assert "deputy" in timeline.as_of("2024-02-10").posts
    assert "deputy" not in timeline.as_of("2024-02-10", recorded_at="2030-01-01").posts
    assert timeline.as_of("2024-02-10").citation().events is None


def test_the_three_axes_are_asked_each_on_its_own() -> None:
    told = {
        (known_at, recorded_at): list(
            cited().as_of("2024-01-31", known_at=known_at, recorded_at=recorded_at).funding
        )
        for known_at in ("2024-01-31", "2024-02-01")
        for recorded_at in ("2024-02-02", "2024-02-03")
    }
    assert told == {
        ("2024-01-31", "2024-02-02"): [],
        ("2024-01-31", "2024-02-03"): [],
        ("2024-02-01", "2024-02-02"): [],
        ("2024-02-01", "2024-02-03"): ["command"],
    }


def recorded_visits(*names: str) -> bt.Timeline:
    """Return a record of the stages of a corrected correction, taken in on days 1, 2, …"""
    days = {name: f"2023-06-{place:02}" for place, name in enumerate(names, 1)}
    return bt.Timeline(amended(), recorded=days)


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (["first", "r", "s", "t"], [100, 2, 3, 2]),
        (["first", "s", "t", "r"], [100, 100, 100, 2]),
        (["first", "s", "r", "t"], [100, 100, 3, 2]),
        (["first", "t", "r", "s"], [100, 100, 2, 2]),
    ],
)
def test_a_correction_counts_from_when_it_and_what_it_corrects_are_recorded(
    names: list[str], values: list[int]
) -> None:
    timeline = recorded_visits(*names)
    days = [f"2023-06-{day:02}" for day in (1, 2, 3, 4)]
    now = [timeline.as_of("2023-12-31", recorded_at=day).figures["visits"] for day in days]
    assert [figures["2022"].value for figures in now] == values
    told = [timeline.history(VISITS, recorded_at=day)[0].new for day in days]
    assert told == values


def test_the_diff_to_the_record_before_an_event_names_the_event_and_not_its_corrections() -> None:
    timeline = recorded_visits("first", "r", "s", "t")
    now, before = (
        timeline.as_of("2023-12-31", recorded_at=day) for day in ("2023-06-04", "2023-05-31")
    )
    for one, other in ((now, before), (before, now)):
        (change,) = timeline.diff(one, other)
        assert (change.path, ids(change.events)) == ("figures.visits.2022", ["first"])


def test_a_correction_recorded_before_its_target_corrects_nothing_yet() -> None:
    timeline = recorded_visits("r", "first", "s", "t")
    assert "visits" not in timeline.as_of("2023-12-31", recorded_at="2023-06-01").figures
    figures = timeline.as_of("2023-12-31", recorded_at="2023-06-02").figures
    assert figures["visits"]["2022"].value == 2


def test_a_link_orders_nothing_before_what_it_names_is_recorded() -> None:
    timeline = bt.Timeline(
        [
            post_filled("chief", "2024-03-01", "Ann", id="a", after=["c"]),
            post_filled("chief", "2024-03-01", "Bob", id="b"),
            post_filled("chief", "2024-03-01", "Cid", id="c"),
        ],
        recorded={"b": "2024-03-01", "a": "2024-03-02", "c": "2024-03-03"},
    )
    found = [timeline.as_of("2024-03-01", recorded_at=f"2024-03-0{day}") for day in (1, 2, 3)]
    assert [now.posts["chief"].holder for now in found] == ["Bob", "Bob", "Ann"]
    assert [ids(now.events) for now in found] == [["b"], ["a", "b"], ["b", "c", "a"]]


@pytest.mark.parametrize(
    ("names", "values"),
    [(["first", "one", "other"], [100, 2, 3]), (["first", "other", "one"], [100, 3, 3])],
)
def test_a_rival_put_in_order_stands_alone_until_the_other_is_recorded(
    names: list[str], values: list[int]
) -> None:
    timeline = bt.Timeline(
        [
            reported("visits", "2022", 100, id="first", known="2023-01-01"),
            corrected("first", "revision", "2023-02-01", id="one", set={"value": 2}),
            corrected(
                "first", "revision", "2023-02-01", id="other", set={"value": 3}, after=["one"]
            ),
        ],
        recorded={name: f"2023-06-{place:02}" for place, name in enumerate(names, 1)},
    )
    days = [f"2023-06-{day:02}" for day in (1, 2, 3)]
    now = [timeline.as_of("2023-12-31", recorded_at=day).figures["visits"] for day in days]
    assert [figures["2022"].value for figures in now] == values


def test_every_question_by_recorded_at_needs_a_ledger() -> None:
    timeline = bt.Timeline(cited().events)
    day = "2024-02-10"
    for ask in (
        lambda: timeline.as_of(day, recorded_at=day),
        lambda: timeline.seen_on(day, recorded_at=day),
        lambda: timeline.history("posts.chief", recorded_at=day),
        lambda: timeline.diff(day, day, recorded_at=day),
        lambda: timeline.news(day, day, recorded_at=day),
        lambda: timeline.explain("posts.chief", as_of=day, recorded_at=day),
    ):
        with pytest.raises(bt.LedgerError, match="recorded_at needs a ledger"):
            ask()


def test_a_ledger_that_names_no_event_or_goes_back_is_refused_with_the_names() -> None:
    with pytest.raises(bt.DatasetError) as caught:
        cited(recorded={"nobody": "2024-02-03", "dee": "2024-03-01", "patrols": "2024-01-01"})
    assert sorted((p.event, p.field) for p in caught.value.problems) == [
        ("dee", ""),
        ("nobody", ""),
        ("patrols", "recorded"),
    ]
    message = str(caught.value)
    assert "2024-01-01" in message
    assert "2024-02-03" in message
