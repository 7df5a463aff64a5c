"""Travel in time through the record itself: an act in steps, and a case kept quiet."""

from datetime import date

import pytest

import border_timeline as bt
from border_timeline.views import CaseStatus, LegislationStatus
from travels import ids

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
