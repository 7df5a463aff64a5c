"""Summits, commitments, claims, sites, operations and incidents, handler by handler."""

from typing import Any

import pytest
from pendulum import Date

from border_timeline import Event, Timeline
from border_timeline.events import (
    ClaimMade,
    CommitmentDropped,
    CommitmentMade,
    CommitmentMet,
    CommitmentMissed,
    IncidentOccurred,
    OperationLaunched,
    SiteClosed,
    SiteOpened,
    SummitAnnounced,
    SummitHeld,
    TargetRefused,
)
from border_timeline.views import Claim, Commitment, Incident, Operation, Site, Summit
from builders import make

DAYS = [Date(2024, 7, day) for day in range(1, 9)]
END = "2024-12-31"
SUBJECTS = ("summit", "commitment", "site", "operation")


def on(day: int, cls: type[Event], **more: Any) -> Event:
    """Return an event of the one subject of a test, on a day of July."""
    subject = {name: "it" for name in SUBJECTS if name in cls.field_names}
    return make(cls, "it", DAYS[day], **{"id": f"{cls.type}-{day}", **subject, **more})


def made(day: int, **more: Any) -> Event:
    return on(day, CommitmentMade, **{"by": "Ann", "text": "to end it", **more})


def refused(day: int, **more: Any) -> Event:
    return on(day, TargetRefused, **{"by": "Bob", "text": "by a date", **more})


# Summits


def summit(*events: Event) -> Summit:
    return Timeline(events).as_of(END).summits["it"]


def test_a_summit_is_announced_and_held() -> None:
    line = Timeline(
        [
            on(0, SummitAnnounced, name="Summit", host="UK", place="London"),
            on(1, SummitAnnounced),
            on(2, SummitHeld, attendance="40 countries"),
        ]
    )
    states = [line.as_of(day).summits["it"] for day in DAYS[:3]]
    assert states[0] == states[1] == Summit("Summit", "UK", "London", DAYS[0])
    assert states[2] == Summit("Summit", "UK", "London", DAYS[0], DAYS[2], "40 countries")


def test_a_summit_may_be_held_that_was_never_announced() -> None:
    assert summit(on(0, SummitHeld)) == Summit("it", held=DAYS[0])
    assert summit(on(0, SummitAnnounced)) == Summit("it", announced=DAYS[0])


def test_what_is_told_of_a_summit_when_it_is_held_replaces_what_was_planned() -> None:
    told = summit(
        on(0, SummitAnnounced, name="Plan", host="UK", place="London"),
        on(1, SummitHeld, name="Summit", host="France", place="Paris"),
    )
    assert (told.name, told.host, told.place) == ("Summit", "France", "Paris")


def test_attendance_lasts_when_it_is_not_told_again() -> None:
    told = summit(on(0, SummitHeld, attendance="40"), on(1, SummitHeld))
    assert (told.attendance, told.held) == ("40", DAYS[1])


def test_announcing_a_summit_that_was_held_keeps_that_it_was() -> None:
    told = summit(on(0, SummitHeld), on(1, SummitAnnounced))
    assert (told.held, told.announced) == (DAYS[0], DAYS[1])


# Commitments


def commitment(*events: Event) -> Commitment:
    return Timeline(events).as_of(END).commitments["it"]


def test_a_commitment_is_made_perhaps_by_a_date() -> None:
    told = commitment(made(0, due="2024-12"))
    assert (told.by, told.text, told.since, str(told.due)) == (
        "Ann",
        "to end it",
        DAYS[0],
        "2024-12",
    )
    assert told.status == "made"
    assert commitment(made(0)).due is None


ENDS: list[tuple[type[Event], str]] = [
    (CommitmentMet, "met"),
    (CommitmentMissed, "missed"),
    (CommitmentDropped, "dropped"),
]


@pytest.mark.parametrize(("end", "status"), ENDS)
def test_a_commitment_comes_to_an_end(end: type[Event], status: str) -> None:
    told = commitment(made(0, due="2024-12"), on(1, end, by="Zoe"))
    assert (told.status, told.since) == (status, DAYS[1])
    assert (told.by, told.text, str(told.due)) == ("Ann", "to end it", "2024-12")


@pytest.mark.parametrize(("end", "status"), ENDS)
def test_the_end_of_a_commitment_that_was_never_made_is_told(end: type[Event], status: str) -> None:
    told = commitment(on(0, end, by="Zoe"))
    assert told == Commitment("Zoe", None, told.status, DAYS[0])
    assert told.status == status


def test_a_target_may_be_refused() -> None:
    told = commitment(refused(0))
    assert told == Commitment("Bob", "by a date", told.status, DAYS[0])
    assert told.status == "refused"


def test_a_refusal_and_a_promise_replace_one_another() -> None:
    assert commitment(made(0, due="2024-12"), refused(1)) == commitment(refused(1))
    assert commitment(refused(0), made(1)) == commitment(made(1))
    assert commitment(made(0), on(1, CommitmentMissed), made(2)) == commitment(made(2))


# Claims


def test_a_claim_goes_by_the_id_of_its_event() -> None:
    assertion = {"measure": "m", "period": "2024", "comparison": "total", "value": 7}
    rows = [
        on(0, ClaimMade, speaker="Ann", text="it fell", assertion=assertion),
        on(1, ClaimMade, speaker="Ann", text="it rose"),
    ]
    claims = Timeline(rows).as_of(END).claims
    assert list(claims) == ["claim-made-0", "claim-made-1"]
    assert claims["claim-made-1"] == Claim("Ann", DAYS[1], "it rose")
    held = claims["claim-made-0"].assertion
    assert held is not None
    assert (held.measure, held.value, held.comparison) == ("m", 7, "total")


# Sites


def site(*events: Event) -> Site:
    return Timeline(events).as_of(END).sites["it"]


def test_a_site_opens_closes_and_opens_again() -> None:
    line = Timeline(
        [
            on(0, SiteOpened, name="Camp", place="Kent", capacity=500),
            on(1, SiteClosed),
            on(2, SiteOpened, capacity=0),
        ]
    )
    states = [line.as_of(day).sites["it"] for day in DAYS[:3]]
    assert [state.status for state in states] == ["open", "closed", "open"]
    assert [state.capacity for state in states] == [500, 500, 0]
    assert [state.opened for state in states] == [DAYS[0], DAYS[0], DAYS[2]]
    assert [state.closed for state in states] == [None, DAYS[1], None]
    assert {(state.name, state.place) for state in states} == {("Camp", "Kent")}


def test_a_site_opens_again_with_what_was_told_before() -> None:
    told = site(on(0, SiteOpened, capacity=5), on(1, SiteOpened, name="Camp", place="Kent"))
    assert (told.name, told.place, told.capacity, told.opened) == ("Camp", "Kent", 5, DAYS[1])


def test_a_site_may_begin_with_any_event_and_goes_by_its_slug() -> None:
    opened, closed = site(on(0, SiteOpened)), site(on(0, SiteClosed))
    assert opened == Site("it", opened.status, opened=DAYS[0])
    assert closed == Site("it", closed.status, closed=DAYS[0])
    assert [opened.status, closed.status] == ["open", "closed"]


# Operations and incidents


def test_an_operation_is_launched() -> None:
    now = Timeline([on(0, OperationLaunched, name="Op", by="Force", place="Sea")]).as_of(END)
    assert now.operations["it"] == Operation("Op", DAYS[0], "Force", "Sea")


def test_an_operation_without_a_name_goes_by_its_slug_and_the_last_launch_counts() -> None:
    rows = [on(0, OperationLaunched, name="Op"), on(1, OperationLaunched)]
    assert Timeline(rows).as_of(END).operations["it"] == Operation("it", DAYS[1])


def test_an_incident_goes_by_the_id_of_its_event_and_is_called_by_its_title() -> None:
    numbers = {"deaths": 4, "missing": 3, "rescued": 2, "aboard": 9}
    rows = [
        on(0, IncidentOccurred, title="A boat sinks", place="Sea", **numbers),
        on(1, IncidentOccurred, title="Another"),
    ]
    incidents = Timeline(rows).as_of(END).incidents
    assert dict(incidents) == {
        "incident-occurred-0": Incident("A boat sinks", DAYS[0], "Sea", 4, 3, 2, 9),
        "incident-occurred-1": Incident("Another", DAYS[1]),
    }
