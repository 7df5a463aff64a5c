"""Spreadsheets: which files are read, their sheets, and the day on which they were made."""

import sys
from datetime import datetime
from pathlib import Path

import pytest

from border_timeline import DatasetError, MissingExtraError
from border_timeline.dates import iso
from border_timeline.importers.spreadsheet import read_spreadsheet
from spreadsheets import HEADER, ODS, day_rows, write_ods, write_package

ROWS = day_rows([(0, 0), (0, 0), (5, 1)])


def refused(path: Path, sheet: str = "SB_01") -> str:
    with pytest.raises(DatasetError) as caught:
        read_spreadsheet(path).rows(sheet)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return str(problem).removeprefix(f"{path}: ")


def made_on(path: Path) -> str | None:
    day = read_spreadsheet(path).made_on()
    return None if day is None else iso(day)


# Cells


def test_the_rows_of_a_sheet_end_where_nothing_more_stands(tmp_path: Path) -> None:
    rows = read_spreadsheet(write_ods(tmp_path / "a.ods", ROWS)).rows("SB_01")
    assert rows == [
        [*HEADER],
        [datetime(2024, 1, 1), 0, 0, 0, ""],  # noqa: DTZ001 - a cell has no zone
        [datetime(2024, 1, 2), 0, 0, "-", ""],  # noqa: DTZ001 - likewise
        [datetime(2024, 1, 3), 5, 1, 0, ""],  # noqa: DTZ001 - likewise
    ]


def test_rows_and_columns_are_counted_from_the_first_even_where_it_is_empty(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "a.ods", [(None, None), (None, None), (None, "x")])
    assert read_spreadsheet(file).rows("SB_01") == [["", ""], ["", ""], ["", "x"]]


def test_a_sheet_that_is_missing_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "a.ods", ROWS, sheet="SB_1")
    assert refused(file) == "SB_01: is missing; the sheets are Cover_sheet, SB_1"


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    assert read_spreadsheet(write_ods(tmp_path / "a.ods", [])).rows("SB_01") == []


# Files


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.ods"
    text.write_text("Date,People\n")
    only = "; give an OpenDocument spreadsheet (.ods)"
    assert refused(text) == f"is no zip file, which every such spreadsheet is{only}"
    package = write_package(tmp_path / "b.ods", {"a.txt": "a"})
    assert refused(package) == f"is a zip file that is no document{only}"
    other = write_package(tmp_path / "c.ods", {"mimetype": f"{ODS}-template\n"})
    assert refused(other) == f"is {ODS}-template{only}"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.ods") == "cannot be read: No such file or directory"
    assert refused(tmp_path) == "cannot be read: Is a directory"


@pytest.mark.parametrize(
    "content", ["<office:document-content", "", "<a/>", "no XML at all"], ids=repr
)
def test_a_spreadsheet_that_is_broken_inside_is_refused(tmp_path: Path, content: str) -> None:
    parts = {"mimetype": ODS, "META-INF/manifest.xml": "<manifest/>", "content.xml": content}
    said = refused(write_package(tmp_path / "a.ods", parts))
    assert "cannot be read as a spreadsheet" in said or "SB_01: is missing" in said


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = read_spreadsheet(write_ods(tmp_path / "a.ods", ROWS))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'border-timeline\[ods\]'"):
        file.rows("SB_01")


# When it was made


@pytest.mark.parametrize(
    ("created", "saved", "day"),
    [
        ("2026-08-21T07:37:01Z", "2026-08-28T07:37:06Z", "2026-08-21"),
        (None, "2026-08-28T07:37:06Z", "2026-08-28"),
        ("", "2026-08-28T07:37:06Z", "2026-08-28"),
        ("2026-08-20T23:30:00Z", None, "2026-08-21"),
        ("2026-08-20T23:30:00+02:00", None, "2026-08-20"),
        ("2026-08-20T23:30:00.123456789Z", None, "2026-08-21"),
        ("2026-08-20T23:30:00.123456789", None, "2026-08-20"),
        ("2026-08-20", None, "2026-08-20"),
        (None, None, None),
    ],
)
def test_a_file_was_made_on_the_day_in_london_that_it_says(
    tmp_path: Path, created: str | None, saved: str | None, day: str | None
) -> None:
    file = write_ods(tmp_path / "a.ods", ROWS, created=created, saved=saved)
    assert made_on(file) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("21_August_2026_Small_boats_-_time_series.ods", "2026-08-21"),
        ("series 1 may 2026.ods", "2026-05-01"),
        ("boats-02-JUNE-2026.ods", "2026-06-02"),
        ("121_August_2026.ods", None),
        ("21_August_20261.ods", None),
        ("August_2026.ods", None),
    ],
)
def test_a_file_that_does_not_say_is_of_the_day_in_its_name(
    tmp_path: Path, name: str, day: str | None
) -> None:
    assert made_on(write_ods(tmp_path / name, ROWS, created=None)) == day


def test_a_package_without_such_data_is_of_the_day_in_its_name(tmp_path: Path) -> None:
    assert made_on(write_package(tmp_path / "1_May_2026.ods", {"mimetype": ODS})) == "2026-05-01"


def test_a_name_of_another_day_is_no_guess(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "28_August_2026.ods", ROWS)
    with pytest.raises(DatasetError, match="made on 2026-08-21 and is called after 2026-08-28"):
        read_spreadsheet(file).made_on()
    assert made_on(write_ods(tmp_path / "21_August_2026.ods", ROWS)) == "2026-08-21"


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "31_June_2026.ods", ROWS, created=None)
    with pytest.raises(DatasetError, match="its name: found '2026-06-31', which does not exist"):
        read_spreadsheet(file).made_on()
    file = write_ods(tmp_path / "a.ods", ROWS, created="yesterday")
    with pytest.raises(DatasetError, match=r"meta.xml: found 'yesterday'; write one day"):
        read_spreadsheet(file).made_on()


def test_broken_data_about_the_file_is_refused(tmp_path: Path) -> None:
    file = write_package(tmp_path / "a.ods", {"mimetype": ODS, "meta.xml": "<meta"})
    with pytest.raises(DatasetError, match=r"a\.ods: meta\.xml: cannot be read as XML"):
        read_spreadsheet(file).made_on()
