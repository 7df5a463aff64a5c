"""The Home Office's own spreadsheet, held against the table that was made of it by hand."""

import csv
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest

import border_timeline as bt
from border_timeline.dates import iso
from border_timeline.importers import Imported, import_arrivals
from border_timeline.importers.arrivals import By
from border_timeline.importers.small_boats import Day, read_days
from border_timeline.importers.spreadsheet import read_spreadsheet
from spreadsheets import write_package

FOLDER = Path(__file__).parents[2] / "shared" / "data"
FILE = FOLDER / "original" / "21_August_2026_Small_boats_-_time_series.ods"
PUBLISHED = "2026-08-21"

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the Home Office's spreadsheet is not beside the checkout"
)


@cache
def imported(by: By) -> tuple[Imported, bt.Timeline]:
    """Return what an import into an empty directory wrote, and the timeline of it."""
    with TemporaryDirectory() as folder:
        done = import_arrivals(FILE, folder, by=by)
        again = import_arrivals(FILE, folder, by=by)
        assert (again.events, again.unchanged) == ((), len(done.events))
        return done, bt.load(folder)


def table(name: str) -> dict[str, tuple[int, int]]:
    """Return the people and boats of each month or day that a file of the folder has."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return {key: (int(people), int(boats)) for key, people, boats in [*csv.reader(file)][1:]}


def figures(timeline: bt.Timeline) -> dict[str, tuple[int, int]]:
    found = timeline.as_of(PUBLISHED).figures
    people, boats = found["small-boat-arrivals"], found["small-boats"]
    assert list(people) == list(boats)
    return {key: (int(people[key].value), int(boats[key].value)) for key in people}


def days() -> tuple[Day, ...]:
    file = read_spreadsheet(FILE)
    published = file.made_on()
    assert published is not None
    return read_days(file, published)


def test_the_months_are_those_of_the_table_without_the_last_one_which_is_not_whole() -> None:
    expected = table("small_boats_monthly.csv")
    assert expected.popitem()[0] == "2026-08"
    done, timeline = imported("month")
    assert str(done.published) == PUBLISHED
    assert figures(timeline) == expected
    assert len(expected) == 103


def test_the_days_are_those_of_the_table_without_the_last_one_which_came_later() -> None:
    expected = table("small_boats_daily.csv")
    assert expected.popitem()[0] == "2026-08-21"
    assert figures(imported("day")[1]) == expected
    assert len(expected) == 3154


def test_the_days_of_a_month_add_up_to_it() -> None:
    daily, monthly = (imported(by)[1].as_of(PUBLISHED).figures for by in ("day", "month"))
    for measure in ("small-boat-arrivals", "small-boats"):
        for month in monthly[measure]:
            assert daily[measure].total(month, month).value == monthly[measure][month].value


def test_the_rows_that_are_marked_are_the_nine_known_ones() -> None:
    marked = [(iso(day.day), day.note) for day in days() if day.note]
    assert marked == [
        (day, "Revised")
        for day in (
            *("2023-02-08", "2023-02-13", "2023-04-04", "2023-04-05", "2023-06-10"),
            *("2023-06-11", "2023-06-22", "2024-06-07", "2025-09-06"),
        )
    ]


def next_edition(path: Path, *changes: tuple[str, int, int]) -> Path:
    """Write the edition of a week later, in which people of some days, old and new, differ."""
    with ZipFile(FILE) as package:
        parts = {name: package.read(name).decode("utf-8") for name in package.namelist()}
    content, meta = parts["content.xml"], parts["meta.xml"]
    for day, old, new in changes:
        row = content.index(f'"{day}T00:00:00"', content.index('table:name="SB_01"'))
        before, value, after = content[row:].partition(f'office:value="{old}"')
        assert value
        assert "</table:table-row>" not in before
        content = f'{content[:row]}{before}office:value="{new}"{after}'
    parts["content.xml"] = content
    parts["meta.xml"] = meta.replace(PUBLISHED, "2026-08-28")
    return write_package(path, parts)


def test_three_cells_that_change_in_the_next_edition_are_three_revisions(tmp_path: Path) -> None:
    import_arrivals(FILE, tmp_path / "events")
    cells = ("2018-11-03", 15, 17), ("2023-09-02", 872, 873), ("2026-07-10", 255, 225)
    file = next_edition(tmp_path / "a.ods", *cells)
    again = import_arrivals(file, tmp_path / "events")
    assert [event.type for event in again.events] == ["correction"] * 3
    figures = bt.load(tmp_path / "events").as_of("2026-08-28").figures["small-boat-arrivals"]
    before = imported("month")[1].as_of(PUBLISHED).figures["small-boat-arrivals"]
    changed = {key: figures[key].value - before[key].value for key in figures}
    assert [value for value in changed.values() if value] == [2, 1, -30]
