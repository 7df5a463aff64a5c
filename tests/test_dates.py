"""Civil days in London, and the subset of EDTF."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest

from border_timeline import BorderTimelineError, DateError, DateTypeError, EdtfDate, edtf
from border_timeline.dates import day_of, iso, span_text

HAWAII = timezone(timedelta(hours=-10))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-07-07", "2024-07-07", "2024-07-07"),
        ("2024-07", "2024-07-01", "2024-07-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-07?", "2024-07-01", "2024-07-31"),
        ("2024-07-07~", "2024-07-07", "2024-07-07"),
        ("2024-07-01/2024-07-05", "2024-07-01", "2024-07-05"),
        ("2024-07/2024-09", "2024-07-01", "2024-09-30"),
        ("2018/2024-07", "2018-01-01", "2024-07-31"),
        ("2024-07?/2024-07-15~", "2024-07-01", "2024-07-15"),
        ("2024-07-15/2024-07", "2024-07-15", "2024-07-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_date_means_the_days_that_its_text_names(text: str, earliest: str, latest: str) -> None:
    when = EdtfDate(text)

    assert (str(when.earliest), str(when.latest)) == (earliest, latest)
    assert type(when.earliest) is type(when.latest) is pendulum.Date


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2024-07", False, False),
        ("2024-07?", True, False),
        ("2024-07~", False, True),
        ("2024?/2025", True, False),
        ("2024/2025~", False, True),
        ("2024?/2025~", True, True),
    ],
)
def test_a_qualifier_of_any_part_flags_the_date(
    text: str, *, uncertain: bool, approximate: bool
) -> None:
    assert EdtfDate(text).uncertain is uncertain
    assert EdtfDate(text).approximate is approximate


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("2024-07-07", True),
        ("2024-07-07?", True),
        ("2024-07-07/2024-07-07", True),
        ("2024-07", False),
        ("2024-07-07/2024-07-08", False),
    ],
)
def test_a_date_knows_whether_it_is_one_day(text: str, *, one: bool) -> None:
    assert EdtfDate(text).is_day is one


def test_a_date_shows_what_was_written() -> None:
    when = EdtfDate("2024-07~/2024-08?")

    assert str(when) == "2024-07~/2024-08?"
    assert repr(when) == "EdtfDate('2024-07~/2024-08?')"
    assert eval(repr(when), {"EdtfDate": EdtfDate}) == when  # noqa: S307 - our own repr


def test_dates_are_equal_when_they_are_written_alike() -> None:
    assert EdtfDate("2024-07") == EdtfDate("2024-07")
    assert hash(EdtfDate("2024-07")) == hash(EdtfDate("2024-07"))
    assert EdtfDate("2024-07") != EdtfDate("2024-07-01/2024-07-31")
    assert EdtfDate("2024-07") != EdtfDate("2024-07?")


def test_a_date_does_not_change() -> None:
    with pytest.raises(AttributeError):
        EdtfDate("2024").first = 1  # type: ignore[misc] # the mistake it is about


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "today",
        "24",
        "202",
        "20240707",
        "2024-7-7",
        "2024-07-07 ",
        " 2024-07-07",
        "2024-07-07\n",
        "2024/07/07",
        "07/07/2024",
        "7 July 2024",
        "2024-07-07T12:00:00Z",
        "2024-W27",
        "2024-189",
        "2024-07-XX",
        "202X",
        "-2024",
        "+2024",
        "2024%",
        "2024?~",
        "?2024",
        "2024-?07",
        "../2024",
        "2024/",
        "/2024",
        "2024/..",
        "2024/2025/2026",
        "2024--07",
        "\uff12\uff10\uff12\uff14",  # full-width digits
    ],
)
def test_another_way_to_write_a_date_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="write YYYY, YYYY-MM or YYYY-MM-DD") as caught:
        EdtfDate(text)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2024-02-30",
        "2024-06-31",
        "2024-13",
        "2024-00",
        "2024-07-00",
        "2024-07-32",
        "0000",
        "0000-01-01",
        "2024/2024-13",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="does not exist") as caught:
        EdtfDate(text)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["2024-07-05/2024-07-01", "2025/2024", "2024-08/2024-07-31"])
def test_an_interval_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="ends before it starts") as caught:
        EdtfDate(text)

    assert text in str(caught.value)


@pytest.mark.parametrize("value", [2024, 2024.0, None, b"2024", ["2024"]])
def test_what_is_no_date_at_all_is_a_type_error(value: Any) -> None:
    with pytest.raises(DateTypeError, match="found"):
        edtf(value)
    with pytest.raises(DateTypeError, match="found"):
        EdtfDate(value)
    with pytest.raises(TypeError):
        day_of(value)


def test_both_errors_are_our_own_and_built_in_ones() -> None:
    with pytest.raises(BorderTimelineError):
        edtf("now")
    with pytest.raises(ValueError, match="now"):
        edtf("now")
    with pytest.raises(BorderTimelineError):
        day_of(2024)  # type: ignore[arg-type] # the mistake it is about


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2024-07", "2024-07"),
        (EdtfDate("2024-07?"), "2024-07?"),
        (date(2024, 7, 6), "2024-07-06"),
        (pendulum.date(2024, 7, 6), "2024-07-06"),
        (datetime(2024, 7, 6, 23, 30, tzinfo=UTC), "2024-07-07"),
        (pendulum.datetime(2024, 7, 6, 23, 30), "2024-07-07"),
    ],
)
def test_a_date_is_made_from_text_dates_and_aware_datetimes(value: Any, text: str) -> None:
    assert edtf(value) == EdtfDate(text)


def test_one_text_gives_one_shared_date() -> None:
    assert edtf("2019-03-0" + "4") is edtf("2019-03-" + "04")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-07-06", "2024-07-06"),
        (date(2024, 7, 6), "2024-07-06"),
        (pendulum.date(2024, 7, 6), "2024-07-06"),
        # Summer time: London is an hour ahead of UTC.
        ("2024-07-06T22:59:59Z", "2024-07-06"),
        ("2024-07-06T23:00:00Z", "2024-07-07"),
        ("2024-07-06T23:30:00Z", "2024-07-07"),
        ("2024-07-06T23:30Z", "2024-07-07"),
        ("2024-07-06T23:30:00.5Z", "2024-07-07"),
        ("2024-07-06T23:30:00.123456Z", "2024-07-07"),
        ("2024-07-07T00:30:00+01:00", "2024-07-07"),
        ("2024-07-07T00:30:00+02:00", "2024-07-06"),
        # Winter time: London is on UTC.
        ("2024-01-06T23:59:59Z", "2024-01-06"),
        ("2024-01-07T00:00:00Z", "2024-01-07"),
        ("2024-01-07T05:00:00+05:30", "2024-01-06"),
        # The nights on which the clocks change.
        ("2024-03-30T23:59:59Z", "2024-03-30"),
        ("2024-03-31T23:00:00Z", "2024-04-01"),
        ("2024-10-26T23:00:00Z", "2024-10-27"),
        ("2024-10-27T23:00:00Z", "2024-10-27"),
        (datetime(2024, 7, 6, 23, 30, tzinfo=UTC), "2024-07-07"),
        (datetime(2024, 7, 6, 23, 30, tzinfo=ZoneInfo("Europe/London")), "2024-07-06"),
        (datetime(2024, 7, 6, 13, 30, tzinfo=HAWAII), "2024-07-07"),
        (pendulum.datetime(2024, 7, 6, 23, 30, tz="America/New_York"), "2024-07-07"),
    ],
)
def test_a_time_means_its_civil_day_in_london(value: Any, day: str) -> None:
    assert iso(day_of(value)) == day


@pytest.mark.parametrize(
    "value",
    ["2024-07-06T23:30:00", "2024-07-06T23:30", datetime(2024, 7, 6, 23, 30)],  # noqa: DTZ001 - the case
)
def test_a_naive_datetime_is_refused(value: Any) -> None:
    with pytest.raises(DateError, match=r"without an offset.*time zone") as caught:
        day_of(value)

    assert repr(value) in str(caught.value)


def test_a_naive_datetime_is_no_imprecise_date_either() -> None:
    with pytest.raises(DateError, match="without an offset"):
        edtf(datetime(2024, 7, 6))  # noqa: DTZ001 - that it has no zone is the point


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024-07", "2024-07-31"),
        ("2024", "2024-12-31"),
        ("2024-07-01/2024-07-05", "2024-07-05"),
        ("2024-07-07?", "2024-07-07"),
    ],
)
def test_an_imprecise_text_is_not_one_day_and_the_error_says_how_to_ask(
    text: str, end: str
) -> None:
    with pytest.raises(DateError, match="not one plain day") as caught:
        day_of(text)

    assert repr(text) in str(caught.value)
    assert f"write '{end}'" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "now",
        "2024-7-7",
        "2024-07-06 23:30:00Z",
        "2024-07-06T23Z",
        "2024-07-06T23:30:00+01",
        "2024-07-06T23:30:00.1234567Z",
        "2024-07-06t23:30:00z",
        "",
    ],
)
def test_a_loose_text_is_no_day(text: str) -> None:
    with pytest.raises(DateError, match="write one day as YYYY-MM-DD") as caught:
        day_of(text)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["2024-02-30", "2024-02-30T12:00:00Z", "2024-07-06T25:00:00Z"])
def test_a_day_or_a_time_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="does not exist"):
        day_of(text)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+10:00"])
def test_a_time_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="outside the calendar"):
        day_of(text)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2024-07-07", "2024-07-07", "2024-07-07"),
        ("2024-07-01", "2024-07-31", "2024-07"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-01-01", "2025-12-31", "2024-01-01/2025-12-31"),
        ("2024-07-01", "2024-08-31", "2024-07-01/2024-08-31"),
        ("0033-01-01", "0033-12-31", "0033"),
        ("0033-04-01", "0033-04-30", "0033-04"),
    ],
)
def test_a_span_of_days_is_written_as_shortly_as_it_can_be(
    first: str, last: str, text: str
) -> None:
    assert span_text(day_of(first), day_of(last)) == text
