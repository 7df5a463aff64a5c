"""Bodies and posts: every handler, with and without a state before it."""

import pytest
from pendulum import Date

from border_timeline import Event, Timeline
from border_timeline.views import Body, Post
from builders import (
    body_announced,
    body_closed,
    body_launched,
    post_filled,
    post_vacated,
    staff_pledged,
)

DAYS = [Date(2024, 7, day) for day in range(1, 9)]


def body(*events: Event) -> Body:
    return Timeline(events).as_of("2024-12-31").bodies["b"]


def post(*events: Event) -> Post:
    return Timeline(events).as_of("2024-12-31").posts["p"]


def test_a_body_goes_from_announced_to_closed() -> None:
    line = Timeline(
        [
            body_announced("b", DAYS[0], name="Command"),
            body_launched("b", DAYS[1], reports_to="chief", members=["police", "force"]),
            body_closed("b", DAYS[2]),
        ]
    )
    states = [line.as_of(day).bodies["b"] for day in DAYS[:3]]
    assert [state.status for state in states] == ["announced", "operating", "closed"]
    assert [state.announced for state in states] == [DAYS[0]] * 3
    assert [state.launched for state in states] == [None, DAYS[1], DAYS[1]]
    assert [state.closed for state in states] == [None, None, DAYS[2]]
    assert [state.reports_to for state in states] == [None, "chief", "chief"]
    assert [state.members for state in states] == [(), ("police", "force"), ("police", "force")]
    assert {state.name for state in states} == {"Command"}


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (body_announced("b", DAYS[0]), "announced"),
        (body_launched("b", DAYS[0]), "operating"),
        (body_closed("b", DAYS[0]), "closed"),
        (staff_pledged("b", DAYS[0]), None),
    ],
)
def test_a_body_may_begin_with_any_event_and_goes_by_its_slug(
    event: Event, status: str | None
) -> None:
    told = body(event)
    assert (told.name, told.status, told.members) == ("b", status, ())
    assert [told.announced, told.launched, told.closed] == [
        DAYS[0] if status == wanted else None for wanted in ("announced", "operating", "closed")
    ]


def test_a_body_keeps_the_day_on_which_it_was_first_announced() -> None:
    told = body(body_announced("b", DAYS[0]), body_announced("b", DAYS[1], name="Command"))
    assert (told.announced, told.name) == (DAYS[0], "Command")


def test_announcing_a_body_at_work_changes_but_its_name() -> None:
    told = body(body_launched("b", DAYS[0]), body_announced("b", DAYS[1], name="Command"))
    assert (told.status, told.announced, told.name) == ("operating", None, "Command")


def test_a_body_that_is_launched_again_is_no_longer_closed() -> None:
    told = body(
        body_launched("b", DAYS[0], name="Command", reports_to="chief", members=["police"]),
        body_closed("b", DAYS[1]),
        body_launched("b", DAYS[2], members=["force"]),
    )
    assert (told.status, told.launched, told.closed) == ("operating", DAYS[2], None)
    assert (told.name, told.reports_to, told.members) == ("Command", "chief", ("force",))


def test_a_launch_that_names_no_members_leaves_those_named_before() -> None:
    told = body(body_launched("b", DAYS[0], members=["police"]), body_launched("b", DAYS[1]))
    assert told.members == ("police",)


def test_staff_pledges_are_listed_and_never_added() -> None:
    events = [
        staff_pledged("b", DAYS[0], 1000, "officers", qualifier="about", id="first"),
        body_launched("b", DAYS[1]),
        staff_pledged("b", DAYS[2], 100, "investigators", id="second"),
    ]
    told = body(*events)
    assert told.status == "operating"
    assert [pledge.event for pledge in told.staff_pledged] == ["first", "second"]
    assert [str(pledge) for pledge in told.staff_pledged] == [
        "about 1,000 officers",
        "100 investigators",
    ]


@pytest.mark.parametrize("qualifier", ["at-least", "about", "at-most"])
def test_a_staff_pledge_says_how_exact_it_is(qualifier: str) -> None:
    (pledge,) = body(staff_pledged("b", DAYS[0], 5, qualifier=qualifier)).staff_pledged
    assert (str(pledge), pledge.qualifier) == (f"{qualifier} 5 officers", qualifier)


def test_a_post_is_handed_over_in_one_event() -> None:
    line = Timeline(
        [
            post_filled("p", DAYS[0], "Ann", name="Minister", body="office"),
            post_filled("p", DAYS[1], "Bob"),
            post_vacated("p", DAYS[2], holder="Bob"),
            post_filled("p", DAYS[3], "Cid", name="Secretary", body="department"),
        ]
    )
    states = [line.as_of(day).posts["p"] for day in DAYS[:4]]
    assert states == [
        Post("Minister", "Ann", DAYS[0], "office"),
        Post("Minister", "Bob", DAYS[1], "office"),
        Post("Minister", None, DAYS[2], "office"),
        Post("Secretary", "Cid", DAYS[3], "department"),
    ]


def test_a_post_without_a_title_goes_by_its_slug() -> None:
    assert post(post_filled("p", DAYS[0], "Ann")) == Post("p", "Ann", DAYS[0])
    assert post(post_vacated("p", DAYS[0])) == Post("p", None, DAYS[0])


def test_a_vacancy_may_give_the_title() -> None:
    assert post(post_vacated("p", DAYS[0], name="Minister")).title == "Minister"
    told = post(post_filled("p", DAYS[0], "Ann"), post_vacated("p", DAYS[1], name="Minister"))
    assert told.title == "Minister"


def test_a_vacancy_for_which_another_holder_is_named_is_a_vacancy() -> None:
    assert post(post_filled("p", DAYS[0], "Ann"), post_vacated("p", DAYS[1], holder="Zoe")) == Post(
        "p", None, DAYS[1]
    )
