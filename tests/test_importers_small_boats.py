"""The daily sheet of the Home Office: its rows, and what is wrong with it, cell by cell."""

from datetime import date, datetime
from pathlib import Path

import pytest

from border_timeline import DatasetError
from border_timeline.dates import day_of
from border_timeline.importers.small_boats import Day, read_days
from border_timeline.importers.spreadsheet import read_spreadsheet
from spreadsheets import HEADER, Cell, Row, day_rows, write_ods

PUBLISHED = day_of("2026-08-21")
FIRST = day_of("2024-01-01")
DAY = "column A (Date)"
PEOPLE = "column B (Migrants arrived)"
BOATS = "column C (Boats arrived)"
LANDINGS = "column D (Boats arrived - involved in uncontrolled landings)"
NOTES = "column E (Notes)"


def days(folder: Path, rows: list[Row]) -> tuple[Day, ...]:
    return read_days(read_spreadsheet(write_ods(folder / "a.ods", rows)), PUBLISHED)


def refused(folder: Path, rows: list[Row]) -> list[str]:
    """Return what is wrong with each cell, without the name of the file."""
    with pytest.raises(DatasetError) as caught:
        days(folder, rows)
    for problem in caught.value.problems:
        assert problem.file == str(folder / "a.ods")
        assert problem.field.startswith("SB_01")
        assert f"row {problem.line}," in problem.field or problem.line in (0, 1)
    found = [f"{problem.field}: {problem.message}" for problem in caught.value.problems]
    return [text.removeprefix("SB_01, ") for text in found]


def put(cell: Cell, row: int, column: int) -> list[Row]:
    """Return the rows of three days with another cell, counted from row 1 and column 1."""
    rows = day_rows([(0, 0), (7, 2), (5, 1)])
    changed = [*rows[row - 1]]
    changed[column - 1] = cell
    rows[row - 1] = changed
    return rows


def test_a_row_is_a_day_with_its_people_and_boats(tmp_path: Path) -> None:
    rows = day_rows([(0, 0), (0, 0), (1305, 25)], notes={3: "Revised"})
    assert days(tmp_path, rows) == (
        Day(FIRST, 0, 0),
        Day(FIRST + 1, 0, 0, "Revised"),
        Day(FIRST + 2, 1305, 25),
    )


def test_empty_rows_and_blanks_below_the_data_are_passed_over(tmp_path: Path) -> None:
    rows = [*day_rows([(5, 1)]), (None,) * 5, (" ", None, None, None, " ")]
    assert days(tmp_path, rows) == (Day(FIRST, 5, 1),)


@pytest.mark.parametrize("cell", ["-", None, 0, 3])
def test_uncontrolled_landings_are_a_number_or_a_dash_or_nothing(
    tmp_path: Path, cell: Cell
) -> None:
    assert len(days(tmp_path, put(cell, 3, 4))) == 3


@pytest.mark.parametrize(
    ("cell", "column", "said"),
    [
        ("01/01/2024", 1, f"{DAY}: found '01/01/2024'; a date belongs here"),
        (None, 1, f"{DAY}: found nothing; a date belongs here"),
        (45292, 1, f"{DAY}: found 45292; a date belongs here"),
        (
            datetime(2024, 1, 2, 9),  # noqa: DTZ001 - a cell has no zone
            1,
            f"{DAY}: found 2024-01-02 09:00:00; a date belongs here",
        ),
        (date(2024, 1, 1), 1, f"{DAY}: found 2024-01-01, which is in row 2 too; each day has"),
        (date(2024, 1, 3), 1, f"{DAY}: found 2024-01-03 behind 2024-01-01; 2024-01-02 is missing"),
        (date(2023, 12, 1), 1, f"{DAY}: found 2023-12-01 behind 2024-01-01; the oldest day comes"),
        (date(2026, 8, 22), 1, f"{DAY}: found 2026-08-22, after the edition was published, 2026-"),
        ("many", 2, f"{PEOPLE}: found 'many'; a whole number belongs here, zero or more"),
        ("7", 2, f"{PEOPLE}: found '7'; a whole number belongs here"),
        (None, 2, f"{PEOPLE}: found nothing; a whole number belongs here"),
        (-7, 2, f"{PEOPLE}: found -7; a whole number belongs here"),
        (7.5, 2, f"{PEOPLE}: found 7.5; a whole number belongs here"),
        (float("inf"), 2, f"{PEOPLE}: found inf; a whole number belongs here"),
        (date(2024, 1, 1), 2, f"{PEOPLE}: found 2024-01-01; a whole number"),
        (-1, 3, f"{BOATS}: found -1; a whole number belongs here, zero or more"),
        ("none", 4, f"{LANDINGS}: found 'none'; a whole number belongs here, zero or more, or -"),
        (4, 5, f"{NOTES}: found 4; a text belongs here, such as Revised"),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(
    tmp_path: Path, cell: Cell, column: int, said: str
) -> None:
    first, *_ = refused(tmp_path, put(cell, 3, column))
    assert first.startswith(f"row 3, {said}")


def test_a_gap_of_several_days_is_named_whole(tmp_path: Path) -> None:
    rows = day_rows([(0, 0), (7, 2)])
    del rows[2]
    rows += day_rows([(5, 1)], since="2024-02-01")[1:]
    (said,) = refused(tmp_path, rows)
    assert said.endswith("found 2024-02-01 behind 2024-01-01; 2024-01-02/2024-01-31 is missing")


def test_an_empty_row_in_the_middle_is_no_day(tmp_path: Path) -> None:
    rows = day_rows([(0, 0), (7, 2)])
    said = refused(tmp_path, [*rows[:2], (None,) * 5, rows[2]])
    assert [text.partition(";")[0] for text in said] == [
        f"row 3, {DAY}: found nothing",
        f"row 3, {PEOPLE}: found nothing",
        f"row 3, {BOATS}: found nothing",
    ]


def test_what_stands_beside_the_columns_is_refused(tmp_path: Path) -> None:
    rows = day_rows([(0, 0), (7, 2)])
    rows[2] = (*rows[2], None, "a remark")
    assert refused(tmp_path, rows) == [
        "row 3, column G: found 'a remark' beside the columns of the sheet"
    ]


@pytest.mark.parametrize("header", [("Day", *HEADER[1:]), ("Day",)], ids=len)
def test_a_header_that_changed_is_refused(tmp_path: Path, header: Row) -> None:
    said = refused(tmp_path, [header, *day_rows([(5, 1)])[1:]])
    assert said[0] == f"row 1, {DAY}: found 'Day'; the Home Office heads this column 'Date'"
    assert len(said) == (1 if len(header) == 5 else 5)


def test_a_column_that_is_new_is_refused(tmp_path: Path) -> None:
    (said,) = refused(tmp_path, [(*HEADER, "Dinghies"), *day_rows([(5, 1)])[1:]])
    assert said == "row 1, column F: found 'Dinghies'; the Home Office has no column here"


@pytest.mark.parametrize("rows", [day_rows([]), [*day_rows([]), (None, "  ")]])
def test_a_sheet_without_days_is_refused(tmp_path: Path, rows: list[Row]) -> None:
    assert refused(tmp_path, rows) == ["SB_01: holds no day"]


def test_an_empty_sheet_has_no_header(tmp_path: Path) -> None:
    assert len(refused(tmp_path, [])) == 5


def test_columns_are_named_as_in_a_spreadsheet(tmp_path: Path) -> None:
    rows = day_rows([(0, 0)])
    rows[1] = (*rows[1], *[None] * 21, 1, *[None] * 25, 2)
    assert [text.partition(":")[0] for text in refused(tmp_path, rows)] == [
        "row 2, column AA",
        "row 2, column BA",
    ]


def test_of_a_sheet_that_is_wrong_throughout_the_first_problems_are_told(tmp_path: Path) -> None:
    rows = day_rows([(-1, 0)] * 25)
    said = refused(tmp_path, rows)
    assert len(said) == 21
    assert said[-1] == "SB_01: and 5 more"
