"""Figures that contradict one another, and counts that fall."""

from typing import Any

import pytest

from border_timeline import Event, Severity
from builders import corrected, reported
from checked import findings, message, named

SAME, FALLS = "figure-contradicted", "cumulative-count-falls"


def one(value: int | str = 100, **more: Any) -> Event:
    return reported("arrivals", "2024", value, on="2025-01-02", id="one", **more)


def other(value: int | str = 110, period: str = "2024", **more: Any) -> Event:
    return reported("arrivals", period, value, on="2025-02-27", id="other", **more)


def test_two_values_of_one_measure_and_period_are_an_error() -> None:
    (found,) = findings(SAME, one(), other())
    assert found.severity is Severity.ERROR
    assert [event.id for event in found.events] == ["one", "other"]
    assert found.message.startswith(
        "one and other give 100 people and 110 people for arrivals in 2024; write the later one"
    )


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(other(100), id="the same value"),
        pytest.param(other("100.0"), id="the same value written otherwise"),
        pytest.param(other(period="2024-01-01/2024-12-30"), id="another period"),
        pytest.param(other(period="2024~"), id="a period that may be another"),
        pytest.param(other(unit="boats"), id="another unit"),
        pytest.param(reported("departures", "2024", 110, id="other"), id="another measure"),
    ],
)
def test_figures_that_say_the_same_or_another_thing_are_in_order(figure: Event) -> None:
    assert named(SAME, one(), figure) == []


def test_a_period_is_the_same_however_it_is_written() -> None:
    assert named(SAME, one(), other(period="2024-01-01/2024-12-31")) == [["one", "other"]]


def test_another_counter_may_count_otherwise() -> None:
    assert named(SAME, one(by="Home Office"), other(by="PA")) == []
    assert named(SAME, one(by="Home Office"), other(by="Home Office")) == [["one", "other"]]
    assert named(SAME, one(), other(by="PA")) == [["one", "other"]]
    assert named(SAME, one(by="PA"), other()) == [["one", "other"]]


def test_a_revision_makes_two_figures_one() -> None:
    revised = corrected("one", "revision", "2025-02-27", set={"value": 110})
    assert named(SAME, one(), other(), revised) == []
    amiss = corrected("one", "revision", "2025-02-27", set={"value": 111})
    assert named(SAME, one(), other(), amiss) == [["one", "other"]]


@pytest.mark.parametrize(
    ("corrects", "value", "found"),
    [
        ("one", "110", False),
        ("one", "1,10", True),
        ("other", "100", False),
        ("other", "110", True),
        ("one", "105", True),
    ],
)
def test_a_dispute_says_that_two_figures_differ(corrects: str, value: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    figures = one(), other()
    value = value.replace("1,10", "1,100")
    dispute = corrected(corrects, "dispute", "2025-02-27", set={"value": value})
    assert named(SAME, *figures, dispute) == ([["one", "other"]] if found else [])


def test_a_dispute_is_read_as_its_number_and_ends_with_its_retraction() -> None:
    figures = one(1000), other(2000)
    dispute = corrected("one", "dispute", "2025-02-27", set={"value": "2,000"}, id="d")
    assert named(SAME, *figures, dispute) == []
    assert named(SAME, *figures, dispute, corrected("d", "retraction", "2025-03-01")) != []


def test_a_revision_that_was_revised_again_is_no_dispute() -> None:
    first = corrected("one", "revision", "2025-02-01", set={"value": 110})
    again = corrected("one", "revision", "2025-02-02", set={"value": 120})
    assert named(SAME, one(), other(110), first, again) == [["one", "other"]]


def test_a_dispute_of_another_field_explains_nothing() -> None:
    dispute = corrected("one", "dispute", "2025-02-27", set={"by": "PA"})
    assert named(SAME, one(), other(), dispute) == [["one", "other"]]


@pytest.mark.parametrize(
    ("qualifier", "value", "found"),
    [
        ("at-least", 100, False),
        ("at-least", 101, True),
        ("at-most", 100, False),
        ("at-most", 99, True),
        ("about", 90, True),
        ("about", 91, False),
        ("about", 111, False),
        ("about", 112, True),
        ("exact", 101, True),
    ],
)
def test_a_qualifier_leaves_room(qualifier: str, value: int, found: bool) -> None:  # noqa: FBT001 - a parameter
    figures = one(100), other(value, qualifier=qualifier)
    assert named(SAME, *figures) == ([["one", "other"]] if found else [])


def test_of_three_figures_each_two_that_differ_are_told() -> None:
    third = reported("arrivals", "2024", 100, on="2025-03-01", id="third")
    assert named(SAME, one(), other(), third) == [["one", "other"], ["other", "third"]]


# Falling counts


def to(day: str, value: int | str, measure: str = "arrivals", **more: Any) -> Event:
    return reported(measure, f"2024-01-01/{day}", value, **{"id": f"to-{day}", **more})


JUNE, JULY = "2024-06-30", "2024-07-31"


def test_a_count_that_falls_is_a_warning_that_names_both() -> None:
    (found,) = findings(FALLS, to(JUNE, 100), to(JULY, 99))
    assert found.severity is Severity.WARNING
    assert [event.id for event in found.events] == [f"to-{JUNE}", f"to-{JULY}"]
    assert found.message == (
        f"arrivals falls from 100 people in 2024-01-01/{JUNE} (to-{JUNE}) to 99 people in "
        f"2024-01-01/{JULY} (to-{JULY})"
    )


def test_a_count_that_stays_or_grows_is_in_order() -> None:
    assert named(FALLS, to(JUNE, 100), to(JULY, 100)) == []
    assert named(FALLS, to(JUNE, 100), to(JULY, 101)) == []


def test_the_ends_of_the_periods_count_and_not_when_they_were_reported() -> None:
    late = to(JUNE, 99, on="2024-09-01")
    assert named(FALLS, late, to(JULY, 100, on="2024-08-01")) == []
    assert named(FALLS, to(JUNE, 100, on="2024-09-01"), to(JULY, 99, on="2024-08-01")) != []


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(reported("arrivals", "2024-02-01/2024-07-31", 99), id="another first day"),
        pytest.param(to(JULY, 99, "departures"), id="another measure"),
        pytest.param(to(JULY, 99, unit="boats"), id="another unit"),
        pytest.param(to(JULY, 99, by="PA"), id="another counter"),
        pytest.param(to(f"{JULY}~", 99, id="about-july"), id="an approximate period"),
    ],
)
def test_only_what_is_the_same_count_may_not_fall(figure: Event) -> None:
    assert named(FALLS, to(JUNE, 100), figure) == []


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        ("arrivals-per-boat", "people"),
        ("interception-rate", "crossings"),
        ("average-stay", "days"),
        ("mean-stay", "days"),
        ("median-stay", "days"),
        ("share-refused", "claims"),
        ("arrivals", "Percent"),
        ("arrivals", "per cent"),
        ("arrivals", "%"),
        ("arrivals", "people per boat"),
        ("net-migration", "people"),
    ],
)
def test_what_is_no_count_may_fall(measure: str, unit: str) -> None:
    assert named(FALLS, to(JUNE, 100, measure, unit=unit), to(JULY, 99, measure, unit=unit)) == []


def test_what_is_less_than_nothing_is_no_count() -> None:
    assert named(FALLS, to(JUNE, -1), to(JULY, -2)) == []


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ("at-least", "exact", True),
        ("at-least", "at-least", False),
        ("at-least", "at-most", True),
        ("at-most", "exact", False),
        ("exact", "at-most", True),
        ("exact", "at-least", False),
    ],
)
def test_a_qualifier_leaves_room_for_a_count_to_grow(first: str, then: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    figures = to(JUNE, 100, qualifier=first), to(JULY, 99, qualifier=then)
    assert bool(named(FALLS, *figures)) is found


def test_about_leaves_a_tenth() -> None:
    assert named(FALLS, to(JUNE, 100, qualifier="about"), to(JULY, 90)) == []
    assert named(FALLS, to(JUNE, 100, qualifier="about"), to(JULY, 89)) != []
    assert named(FALLS, to(JUNE, 99), to(JULY, 90, qualifier="about")) == []
    assert named(FALLS, to(JUNE, 100), to(JULY, 90, qualifier="about")) != []


def test_a_count_is_held_against_the_highest_before_it() -> None:
    between = to("2024-07-15", 50, qualifier="at-least")
    assert named(FALLS, to(JUNE, 100), between, to(JULY, 99)) == [[f"to-{JUNE}", f"to-{JULY}"]]


def test_a_fall_is_told_once_and_a_second_one_again() -> None:
    figures = [to(f"2024-0{month}-01", value) for month, value in enumerate((9, 5, 6, 7, 4), 2)]
    assert named(FALLS, *figures) == [
        ["to-2024-02-01", "to-2024-03-01"],
        ["to-2024-05-01", "to-2024-06-01"],
    ]


def test_two_figures_of_one_period_are_no_fall() -> None:
    assert named(FALLS, to(JUNE, 100, id="a"), to(JUNE, 90, id="b")) == []


def test_a_revised_figure_counts_as_revised() -> None:
    revised = corrected(f"to-{JUNE}", "revision", "2024-09-01", set={"value": 98})
    assert named(FALLS, to(JUNE, 100), to(JULY, 99), revised) == []


def test_a_contradiction_is_told_in_words_that_people_write() -> None:
    told = message(SAME, one(1000, qualifier="at-least"), other(999))
    assert "give at-least 1,000 people and 999 people" in told
