"""Agreements, legislation and cases: every handler, with and without a state before it."""

from typing import Any

import pytest
from pendulum import Date

from border_timeline import Event, Timeline
from border_timeline.events import (
    ActCommenced,
    ActPassed,
    ActRepealed,
    AgreementAnnounced,
    AgreementEnded,
    AgreementSigned,
    AgreementStarted,
    BillAnnounced,
    BillIntroduced,
    BillStageReached,
    CaseStarted,
    CourtRuled,
)
from border_timeline.views import Agreement, Case, Legislation
from builders import make

DAYS = [Date(2024, 7, day) for day in range(1, 10)]


def on(day: int, cls: type[Event], **more: Any) -> Event:
    """Return an event of the one agreement, act or case of a test, on a day of July."""
    subject = next(n for n in ("agreement", "act", "case") if n in cls.field_names)
    return make(cls, "it", DAYS[day], **{subject: "it", **more})


def agreement(*events: Event) -> Agreement:
    return Timeline(events).as_of("2024-12-31").agreements["it"]


def act(*events: Event) -> Legislation:
    return Timeline(events).as_of("2024-12-31").legislation["it"]


def case(*events: Event) -> Case:
    return Timeline(events).as_of("2024-12-31").cases["it"]


# Agreements


def test_an_agreement_goes_from_announced_to_ended() -> None:
    line = Timeline(
        [
            on(0, AgreementAnnounced, name="Treaty", parties=["UK", "Rwanda"]),
            on(1, AgreementSigned, place="Kigali"),
            on(2, AgreementStarted),
            on(3, AgreementEnded, by="UK"),
        ]
    )
    states = [line.as_of(day).agreements["it"] for day in DAYS[:4]]
    assert [state.status for state in states] == ["announced", "signed", "in-force", "ended"]
    assert [state.announced for state in states] == [DAYS[0]] * 4
    assert [state.signed for state in states] == [None, *[DAYS[1]] * 3]
    assert [state.started for state in states] == [None, None, DAYS[2], DAYS[2]]
    assert [state.ended for state in states] == [None, None, None, DAYS[3]]
    assert {(state.name, state.parties) for state in states} == {("Treaty", ("UK", "Rwanda"))}


@pytest.mark.parametrize(
    ("event", "status", "step"),
    [
        (on(0, AgreementAnnounced), "announced", "announced"),
        (on(0, AgreementSigned), "signed", "signed"),
        (on(0, AgreementStarted), "in-force", "started"),
        (on(0, AgreementEnded), "ended", "ended"),
    ],
)
def test_an_agreement_may_begin_with_any_event_and_goes_by_its_slug(
    event: Event, status: str, step: str
) -> None:
    told = agreement(event)
    assert (told.name, told.status, told.parties) == ("it", status, ())
    steps = {name: getattr(told, name) for name in ("announced", "signed", "started", "ended")}
    assert steps == {name: DAYS[0] if name == step else None for name in steps}


def test_an_agreement_applied_before_it_is_signed_stays_in_force() -> None:
    told = agreement(on(0, AgreementStarted), on(1, AgreementSigned))
    assert (told.status, told.started, told.signed) == ("in-force", DAYS[0], DAYS[1])


def test_a_later_announcement_keeps_the_first_day_and_the_status() -> None:
    told = agreement(
        on(0, AgreementAnnounced, name="Old", parties=["UK"]),
        on(1, AgreementStarted),
        on(2, AgreementAnnounced, name="New", parties=["UK", "France"]),
    )
    assert (told.status, told.announced) == ("in-force", DAYS[0])
    assert (told.name, told.parties) == ("New", ("UK", "France"))


@pytest.mark.parametrize(
    ("again", "status"), [(AgreementSigned, "signed"), (AgreementStarted, "in-force")]
)
def test_an_agreement_that_comes_back_has_no_end(again: type[Event], status: str) -> None:
    told = agreement(on(0, AgreementStarted), on(1, AgreementEnded), on(2, again))
    assert (told.status, told.ended) == (status, None)


# Legislation


def test_a_bill_becomes_an_act_in_force_and_is_repealed() -> None:
    line = Timeline(
        [
            on(0, BillAnnounced, name="Bill"),
            on(1, BillIntroduced, house="commons"),
            on(2, BillStageReached, stage="second-reading", house="commons"),
            on(3, BillStageReached, stage="committee", house="lords", point="begun"),
            on(4, ActPassed, name="Act 2024", citation="2024 c. 1"),
            on(5, ActCommenced, provisions=["s. 2", "s. 1"]),
            on(6, ActCommenced, provisions=["s. 1", "s. 3"]),
            on(7, ActRepealed, provisions=["s. 2"]),
            on(8, ActRepealed),
        ]
    )
    states = [line.as_of(day).legislation["it"] for day in DAYS]
    assert [(state.status, state.stage) for state in states] == [
        ("announced", None),
        ("introduced", "commons first-reading"),
        ("introduced", "commons second-reading"),
        ("introduced", "lords committee begun"),
        ("passed", "royal-assent"),
        *[("in-force", "royal-assent")] * 3,
        ("repealed", "royal-assent"),
    ]
    assert [state.provisions for state in states[4:]] == [
        (),
        ("s. 2", "s. 1"),
        ("s. 2", "s. 1", "s. 3"),
        ("s. 1", "s. 3"),
        (),
    ]
    end = states[-1]
    assert [end.announced, end.introduced, end.royal_assent, end.repealed] == [
        DAYS[0],
        DAYS[1],
        DAYS[4],
        DAYS[8],
    ]
    assert (end.name, end.citation, end.repealed_provisions) == ("Act 2024", "2024 c. 1", ("s. 2",))


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (on(0, BillAnnounced), "announced"),
        (on(0, BillIntroduced), "introduced"),
        (on(0, BillStageReached, stage="report", house="lords"), "introduced"),
        (on(0, ActPassed), "passed"),
        (on(0, ActCommenced, provisions=["s. 1"]), "in-force"),
        (on(0, ActRepealed), "repealed"),
    ],
)
def test_legislation_may_begin_with_any_event_and_goes_by_its_slug(
    event: Event, status: str
) -> None:
    assert (act(event).name, act(event).status) == ("it", status)


def test_repealing_a_provision_of_an_unknown_act_is_told() -> None:
    told = act(on(0, ActRepealed, provisions=["s. 1"]))
    assert (told.provisions, told.repealed_provisions, told.repealed) == ((), ("s. 1",), None)


def test_an_act_without_provisions_in_force_is_not_in_force() -> None:
    told = act(
        on(0, ActPassed),
        on(1, ActCommenced, provisions=["s. 1", "s. 2"]),
        on(2, ActRepealed, provisions=["s. 1", "s. 2"]),
    )
    assert told.provisions == ()
    assert told.status != "in-force"


def test_a_bill_without_a_house_is_introduced_all_the_same() -> None:
    assert act(on(0, BillIntroduced)).stage == "first-reading"


def test_a_bill_keeps_the_first_day_of_each_step() -> None:
    told = act(
        on(0, BillAnnounced),
        on(1, BillAnnounced, name="Bill"),
        on(2, BillIntroduced, house="commons"),
        on(3, BillIntroduced, house="lords", by="Ann"),
    )
    assert (told.announced, told.introduced) == (DAYS[0], DAYS[2])
    assert (told.name, told.stage) == ("Bill", "lords first-reading")


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (on(0, ActPassed), "passed"),
        (on(0, ActCommenced, provisions=["s. 1"]), "in-force"),
        (on(0, ActRepealed), "repealed"),
    ],
)
def test_a_stage_told_after_assent_leaves_the_status(event: Event, status: str) -> None:
    told = act(event, on(1, BillStageReached, stage="report", house="lords", point="completed"))
    assert (told.status, told.stage) == (status, "lords report completed")


def test_an_act_passed_twice_keeps_its_chapter() -> None:
    told = act(on(0, ActPassed, citation="2024 c. 1"), on(1, ActPassed, name="Act"))
    assert (told.citation, told.royal_assent) == ("2024 c. 1", DAYS[1])


# Cases


def test_a_case_goes_from_court_to_court() -> None:
    line = Timeline(
        [
            on(0, CaseStarted, court="High Court", name="A v B", parties=["A", "B"]),
            on(1, CourtRuled, court="High Court", outcome="lawful"),
            on(2, CaseStarted, court="Court of Appeal"),
            on(3, CourtRuled, court="Court of Appeal", outcome="unlawful"),
        ]
    )
    states = [line.as_of(day).cases["it"] for day in DAYS[:4]]
    assert [(state.status, state.court) for state in states] == [
        ("open", "High Court"),
        ("ruled", "High Court"),
        ("open", "Court of Appeal"),
        ("ruled", "Court of Appeal"),
    ]
    assert [state.outcome for state in states] == [None, "lawful", "lawful", "unlawful"]
    assert [state.ruled for state in states] == [None, DAYS[1], DAYS[1], DAYS[3]]
    assert {(s.name, s.parties, s.started) for s in states} == {("A v B", ("A", "B"), DAYS[0])}


def test_a_ruling_may_be_the_first_that_is_told_of_a_case() -> None:
    told = case(on(0, CourtRuled, court="High Court", outcome="lawful"))
    assert told == Case("it", "High Court", told.status, "lawful", ruled=DAYS[0])
    assert told.status == "ruled"


def test_a_case_that_starts_after_a_ruling_takes_its_first_day() -> None:
    told = case(
        on(0, CourtRuled, court="High Court", outcome="lawful"),
        on(1, CaseStarted, court="Court of Appeal", name="A v B", parties=["A"]),
    )
    assert (told.started, told.name, told.parties) == (DAYS[1], "A v B", ("A",))


def test_a_case_without_a_name_goes_by_its_slug() -> None:
    assert case(on(0, CaseStarted, court="High Court")).name == "it"


def test_a_ruling_may_name_the_case_and_its_parties() -> None:
    told = case(
        on(0, CaseStarted, court="High Court", name="Old", parties=["A"]),
        on(1, CourtRuled, court="High Court", outcome="x", name="New", parties=["A", "B"]),
    )
    assert (told.name, told.parties) == ("New", ("A", "B"))
