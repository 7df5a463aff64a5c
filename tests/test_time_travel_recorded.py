"""Travel in time along the third axis: what the record had."""

import pytest

import border_timeline as bt
from builders import corrected, post_filled, reported
from travels import VISITS, amended, ids, record_of_three


def test_before_its_first_day_the_record_holds_nothing() -> None:
    empty = record_of_three().as_of("2024-02-10", recorded_at="2024-01-02")
    assert empty.events == ()
    assert not any(empty.views().values())
    assert record_of_three().news("2023-01-01", "2025-01-01", recorded_at="2024-01-02") == []
    with pytest.raises(bt.UnknownKeyError):
        record_of_three().history("posts.chief", recorded_at="2024-01-02")


def test_what_was_recorded_later_does_not_exist_before() -> None:
    timeline = record_of_three()
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
    timeline = record_of_three(post_filled("deputy", "2024-01-05"))
    assert "deputy" in timeline.as_of("2024-02-10").posts
    assert "deputy" not in timeline.as_of("2024-02-10", recorded_at="2030-01-01").posts
    assert timeline.as_of("2024-02-10").citation().events is None


def test_the_three_axes_are_asked_each_on_its_own() -> None:
    told = {
        (known_at, recorded_at): list(
            record_of_three()
            .as_of("2024-01-31", known_at=known_at, recorded_at=recorded_at)
            .funding
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
    timeline = bt.Timeline(record_of_three().events)
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
        record_of_three(
            recorded={"nobody": "2024-02-03", "dee": "2024-03-01", "patrols": "2024-01-01"}
        )
    assert sorted((p.event, p.field) for p in caught.value.problems) == [
        ("dee", ""),
        ("nobody", ""),
        ("patrols", "recorded"),
    ]
    message = str(caught.value)
    assert "2024-01-01" in message
    assert "2024-02-03" in message
