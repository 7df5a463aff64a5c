"""Figures: periods, the latest, totals, and what is uncertain about them."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from border_timeline import (
    DateError,
    Event,
    FigureError,
    Timeline,
    UnknownKeyError,
    edtf,
)
from border_timeline.views import FIGURES, Figure, Series
from builders import reported


def series(*events: Event) -> Series:
    return Timeline(events).as_of("2026-12-31").figures["m"]


def figures(**values: int | str) -> Series:
    """Return a series of values by period: `y2024=1, y2024_01=2` for 2024 and January."""
    rows = {name[1:].replace("__", "/").replace("_", "-"): value for name, value in values.items()}
    return series(*(reported("m", period, value) for period, value in rows.items()))


MONTHS = {f"y2024_{month:02}": 10**month for month in range(1, 5)}


# Periods


def test_a_measure_holds_its_figures_by_period() -> None:
    told = figures(y2024_10=5417, y2024_09=4000)
    assert told["2024-10"].value == 5417
    assert list(told) == ["2024-09", "2024-10"]
    assert (len(told), "2024-10" in told, "2024-11" in told) == (2, True, False)
    assert [figure.value for figure in told.values()] == [4000, 5417]
    assert told.get("2024-11") is None


@pytest.mark.parametrize(
    "period",
    [
        "2024-10",
        "2024-10-01/2024-10-31",
        "2024-10/2024-10",
        "2024-10~",
        "2024-10-01/2024-10",
        edtf("2024-10"),
    ],
    ids=str,
)
def test_a_period_is_the_same_however_it_is_written(period: Any) -> None:
    assert figures(y2024_10=5417)[period].value == 5417
    told = series(reported("m", period, 7))
    assert list(told) == ["2024-10"]
    assert told["2024-10"].period == edtf("2024-10")


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("2024-01/2024-12", "2024"),
        ("2024-02-01/2024-02-29", "2024-02"),
        ("2024-02-01/2024-02-28", "2024-02-01/2024-02-28"),
        ("2024-01-01/2024-01-01", "2024-01-01"),
        ("2023-07/2024-06", "2023-07-01/2024-06-30"),
    ],
)
def test_a_period_goes_by_its_shortest_text(written: str, short: str) -> None:
    assert list(series(reported("m", written, 7))) == [short]


def test_one_day_may_be_asked_for_as_a_date() -> None:
    assert figures(y2024_10_05=12)[date(2024, 10, 5)].value == 12


def test_a_value_reported_again_in_another_writing_replaces_the_first() -> None:
    told = series(
        reported("m", "2024-10", 5417, on="2024-11-01"),
        reported("m", "2024-10-01/2024-10-31", 5420, on="2024-12-01", unit="persons", by="Office"),
    )
    assert len(told) == 1
    figure = told["2024-10"]
    assert (figure.value, figure.unit, figure.by) == (5420, "persons", "Office")
    assert figure.reported == date(2024, 12, 1)


def test_periods_are_in_order_of_time_and_the_shorter_first() -> None:
    told = figures(y2024=1, y2023_12=2, y2024_01=3, y2024_01_15=4, y2024_01_01=5)
    assert list(told) == ["2023-12", "2024-01-01", "2024-01", "2024", "2024-01-15"]


def test_a_figure_says_when_it_became_public() -> None:
    late = reported("m", "2024-06", 5, on="2024-06-30", known="2024-07")
    assert series(late)["2024-06"].reported == date(2024, 7, 31)


def test_a_period_that_was_not_reported_by_then_says_when() -> None:
    line = Timeline([reported("m", "2024-10", 1), reported("m", "2024-11", 2, on="2024-12-01")])
    told = line.as_of("2024-11-30").figures["m"]
    with pytest.raises(UnknownKeyError, match=r"2024-11' as of 2024-11-30.*on 2024-12-01"):
        told["2024-11"]
    with pytest.raises(UnknownKeyError, match="2025' at any date"):
        told["2025"]
    with pytest.raises(DateError):
        told["November 2024"]


# Values, units and qualifiers


@pytest.mark.parametrize(
    ("value", "qualifier", "text"),
    [
        (5417, "exact", "5,417 people"),
        ("12.5", "about", "about 12.5 people"),
        ("1,000", "at-least", "at-least 1,000 people"),
        (-3, "at-most", "at-most -3 people"),
    ],
)
def test_a_figure_is_told_with_its_unit_and_how_exact_it_is(
    value: Any, qualifier: str, text: str
) -> None:
    assert str(series(reported("m", "2024", value, qualifier=qualifier))["2024"]) == text


def test_figures_say_what_they_hold() -> None:
    now = Timeline([reported("m", "2024-10", 5417), reported("a", "2024", 1)]).as_of("2024-12-31")
    assert repr(now.figures["m"]) == "<m 2024-10: 5,417 people>"
    assert repr(now.figures) == "<figures: a, m>"


# Measures


def test_figures_are_a_mapping_of_measures_that_exist_by_then() -> None:
    line = Timeline([reported("b", "2024-01"), reported("a", "2024-02"), reported("c", "2024-03")])
    found = line.as_of("2024-02-29").figures
    assert (list(found), len(found), "c" in found) == (["a", "b"], 2, False)
    assert found.get("c") is None
    assert {name: len(told) for name, told in found.items()} == {"a": 1, "b": 1}
    assert len(line.as_of("2024-02-29")[FIGURES]) == 2


def test_an_absent_measure_is_explained() -> None:
    now = Timeline([reported("arrivals", "2024-10", known="2024-11-05")]).as_of("2024-09-30")
    with pytest.raises(UnknownKeyError, match=r"no 'arrivals' as of 2024-09-30.*2024-10-31"):
        now.figures["arrivals"]
    with pytest.raises(UnknownKeyError, match="at any date; did you mean 'arrivals'"):
        now.figures["arrival"]
    unknown = Timeline([reported("arrivals", "2024-10", known="2024-11-05")]).seen_on("2024-11-01")
    with pytest.raises(UnknownKeyError, match=r"as known on 2024-11-01.*known on 2024-11-05"):
        unknown.figures["arrivals"]


# The latest


def test_the_latest_figure_is_that_of_the_period_that_ends_last() -> None:
    assert figures(y2024=100, y2024_12=7, y2024_11=9).latest.value == 7
    assert figures(y2024_01=5, y2023=70).latest.value == 5


def test_the_latest_figure_is_not_the_last_reported() -> None:
    told = series(
        reported("m", "2024-10", 1, on="2024-11-01"), reported("m", "2023-10", 2, on="2024-12-01")
    )
    assert told.latest.value == 1


# Totals


def test_a_total_adds_the_periods_between_two_dates() -> None:
    told = figures(**MONTHS)
    assert told.total("2024-01", "2024-04").value == 11110
    assert told.total("2024-02", "2024-03").value == 1100
    assert told.total("2024-02-01", "2024-03-31").value == 1100
    assert told.total(date(2024, 2, 1), edtf("2024-02")).value == 100


def test_a_total_says_its_period_and_when_its_last_part_became_public() -> None:
    told = series(
        reported("m", "2024-01", 1, on="2024-05-01", by="Office"),
        reported("m", "2024-02", 2, on="2024-03-01", by="Office"),
    ).total("2024-01", "2024-02")
    assert told == Figure(3, "people", told.qualifier, told.period, told.reported)
    assert (str(told.period), told.reported) == ("2024-01-01/2024-02-29", date(2024, 5, 1))


def test_a_total_is_exact_for_fractions() -> None:
    total = figures(y2024_01="0.1", y2024_02="0.2").total("2024-01", "2024-02")
    assert total.value == Decimal("0.3")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"y2024_01": 1, "y2024_02": 2, "y2024_01__2024_02": 5}, 5),
        ({"y2024_01": 1, "y2024_02": 2, "y2024_01__2024_02": 5, "y2024_03": 9}, 5),
        ({"y2023_12__2024_01": 9, "y2024_01": 1, "y2024_02": 2}, 3),
        ({"y2024_01_01": 1, "y2024_01_02__2024_02_29": 4, "y2024_01": 50}, 5),
        ({"y2024_01__2024_01_20": 1, "y2024_01_15__2024_02": 2, "y2024_01": 3, "y2024_02": 4}, 7),
    ],
)
def test_a_total_is_made_of_the_fewest_periods_that_cover_each_day_once(
    values: dict[str, int], expected: int
) -> None:
    assert figures(**values).total("2024-01", "2024-02").value == expected


def test_a_total_over_a_year_of_days_is_found() -> None:
    first = date(2024, 1, 1).toordinal()
    rows = [reported("m", date.fromordinal(first + n), 1) for n in range(366)]
    random.Random(3).shuffle(rows)  # noqa: S311 - any order will do
    assert series(*rows).total("2024", "2024").value == 366


@pytest.mark.parametrize(
    ("since", "until", "gap"),
    [
        ("2024-01", "2024-05", "2024-05-01"),
        ("2023-12", "2024-02", "2023-12-01"),
        ("2024-01", "2024-02-15", "2024-02-01"),
        ("2024-01-15", "2024-02", "2024-01-15"),
    ],
)
def test_a_total_with_a_gap_names_the_first_day_that_lacks_a_figure(
    since: str, until: str, gap: str
) -> None:
    with pytest.raises(FigureError, match=f"of m do not add up to .* from {gap} on"):
        figures(**MONTHS).total(since, until)


def test_a_gap_in_the_middle_is_named() -> None:
    with pytest.raises(FigureError, match="up to 2024: none of them fits from 2024-03-01 on"):
        figures(y2024_01=1, y2024_02=1, y2024_04__2024_12=1).total("2024", "2024")


@pytest.mark.parametrize("until", ["2024-01-31", "2023"])
def test_a_total_that_ends_before_it_starts_is_refused(until: str) -> None:
    with pytest.raises(FigureError, match=f"2024-02-01/{edtf(until).latest}"):
        figures(**MONTHS).total("2024-02", until)


def test_a_total_over_several_units_is_refused() -> None:
    told = series(reported("m", "2024-01"), reported("m", "2024-02", unit="boats"))
    with pytest.raises(FigureError, match="m is given in several units: boats, people"):
        told.total("2024-01", "2024-02")


@pytest.mark.parametrize(
    ("qualifiers", "weakest"),
    [
        (("exact", "exact"), "exact"),
        (("exact", "about"), "about"),
        (("at-least", "exact"), "at-least"),
        (("at-most", "exact"), "at-most"),
        (("at-least", "at-least"), "at-least"),
        (("at-most", "at-most"), "at-most"),
        (("at-least", "at-most"), "about"),
        (("at-least", "about"), "about"),
        (("at-most", "about"), "about"),
        (("exact", "at-least", "at-most"), "about"),
        (("exact", "at-least", "exact", "at-least"), "at-least"),
    ],
)
def test_a_total_is_as_uncertain_as_its_parts(qualifiers: tuple[str, ...], weakest: str) -> None:
    told = series(
        *(
            reported("m", f"2024-{month:02}", 1, qualifier=qualifier)
            for month, qualifier in enumerate(qualifiers, 1)
        )
    )
    assert told.total("2024-01", f"2024-{len(qualifiers):02}").qualifier == weakest
