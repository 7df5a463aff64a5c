"""Importing the small-boats time series: figures, what a newer edition revises, what is refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import border_timeline as bt
from border_timeline import Codec, DatasetError, DateError, Event, FieldError
from border_timeline.codec.writing import to_yaml
from border_timeline.events import Correction
from border_timeline.importers import Imported, import_arrivals
from builders import corrected, reported
from commands import recorded
from datasets import write_dataset
from spreadsheets import Counts, day_rows, write_ods

#: All of January and February 2024, and two days of March: 7 people in 1 boat on each.
COUNTS: list[Counts] = [(7, 1)] * 62
FIRST, SECOND = "2024-03-05", "2024-03-12"
JANUARY = "2024-01-31-january-2024-arrivals"


def edition(
    folder: Path,
    counts: list[Counts] = COUNTS,
    *,
    published: str = FIRST,
    since: str = "2024-01-01",
    notes: Mapping[int, str] | None = None,
    **how: Any,
) -> Imported:
    """Import an edition of some days into the folder of events."""
    file = write_ods(
        folder.parent / f"{published}.ods",
        day_rows(counts, since, notes),
        created=f"{published}T09:30:00Z",
    )
    return import_arrivals(file, folder, **how)


def changed(*changes: tuple[int, Counts]) -> list[Counts]:
    """Return the counts with others on some days, counted from 0."""
    counts = [*COUNTS]
    for day, count in changes:
        counts[day] = count
    return counts


def ids(imported: Imported) -> list[str]:
    return [event.id for event in imported.events]


def refused(folder: Path, *arguments: Any, **how: Any) -> list[str]:
    """Return what is wrong with an import, which leaves the folder as it is."""
    before = contents(folder)
    with pytest.raises(DatasetError) as caught:
        edition(folder, *arguments, **how)
    assert contents(folder) == before
    return [str(problem) for problem in caught.value.problems]


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "events"


# New figures


def test_each_whole_month_gets_its_two_figures(folder: Path) -> None:
    imported = edition(folder)
    assert ids(imported) == [
        "2024-01-31-january-2024-arrivals",
        "2024-01-31-january-2024-boats",
        "2024-02-29-february-2024-arrivals",
        "2024-02-29-february-2024-boats",
    ]
    assert (str(imported.published), imported.unchanged) == (FIRST, 0)
    figures = bt.load(folder).as_of("2024-12-31").figures
    assert str(figures["small-boat-arrivals"]["2024-01"]) == "217 people"
    assert str(figures["small-boats"]["2024-02"]) == "29 boats"
    assert list(figures["small-boats"]) == ["2024-01", "2024-02"]


def test_a_month_is_left_out_at_the_beginning_too(folder: Path) -> None:
    imported = edition(folder, since="2024-01-02")
    assert ids(imported) == [
        "2024-02-29-february-2024-arrivals",
        "2024-02-29-february-2024-boats",
    ]


def test_each_day_gets_its_two_figures(folder: Path) -> None:
    imported = edition(folder, [(7, 1), (0, 0)], by="day")
    assert ids(imported) == [
        "2024-01-01-arrivals",
        "2024-01-01-boats",
        "2024-01-02-arrivals",
        "2024-01-02-boats",
    ]
    figures = bt.load(folder).as_of("2024-12-31").figures
    assert str(figures["small-boat-arrivals"].total("2024-01-01", "2024-01-02")) == "7 people"


def test_a_figure_is_written_as_people_write_it(folder: Path) -> None:
    imported = edition(folder, changed((1, (1200, 20))), notes={3: "Revised"})
    assert imported.files[0] == folder / "2024" / f"{JANUARY}.yaml"
    assert (
        imported.files[0].read_text("utf-8")
        == """\
# yaml-language-server: $schema=../event.schema.json
id: 2024-01-31-january-2024-arrivals
type: figure-reported
effective: 2024-01-31
known: 2024-03-05
title: 1,410 people arrive by small boat in January 2024
measure: small-boat-arrivals
value: 1410
unit: people
period: 2024-01
by: Home Office
sources:
  - publisher: Home Office
    published: 2024-03-05
    url: https://www.gov.uk/government/publications/migrants-detected-crossing-the-english-channel-in-small-boats
    locator: Small boat arrivals time series, sheet SB_01
notes: >-
  Sum of the daily rows. Known here from the edition of 5 March 2024; it may have been public
  before. The row of 2 January 2024 is marked Revised. Provisional operational data.
"""
    )


@pytest.mark.parametrize(
    ("counts", "titles"),
    [
        ((1305, 25), ["1,305 people arrive by small boat", "25 small boats arrive"]),
        ((1, 1), ["1 person arrives by small boat", "1 small boat arrives"]),
        ((0, 0), ["Nobody arrives by small boat", "No small boat arrives"]),
    ],
)
def test_a_headline_has_its_number_in_words(
    folder: Path, counts: Counts, titles: list[str]
) -> None:
    imported = edition(folder, [counts], by="day")
    assert [event.title for event in imported.events] == [
        f"{title} on 1 January 2024" for title in titles
    ]


def test_a_marked_day_is_told(folder: Path) -> None:
    imported = edition(folder, [(7, 1)], by="day", notes={2: "Revised"})
    assert "public before. The row is marked Revised. Prov" in str(imported.events[0].notes)


def test_the_day_of_the_edition_may_be_given(folder: Path) -> None:
    imported = edition(folder, published=SECOND)
    other = folder.with_name("other")
    file = folder.parent / f"{SECOND}.ods"
    given = import_arrivals(file, other, published="2024-03-20T23:30:00Z")
    assert str(given.published) == "2024-03-20"
    assert {str(event.known) for event in given.events} == {"2024-03-20"}
    assert {str(event.known) for event in imported.events} == {SECOND}


def test_an_edition_that_does_not_say_its_day_needs_one(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "a.ods", day_rows(COUNTS), created=None)
    with pytest.raises(DatasetError, match=r"a\.ods: says nowhere on which day it was published"):
        import_arrivals(file, tmp_path / "events")
    assert import_arrivals(file, tmp_path / "events", published=FIRST).events


def test_an_edition_before_its_last_day_is_refused(folder: Path) -> None:
    said = refused(folder, published="2024-03-01")
    assert len(said) == 1
    assert "row 63, column A (Date): found 2024-03-02, after the edition was published" in said[0]


def test_what_is_no_day_and_what_is_no_period_is_refused(folder: Path) -> None:
    with pytest.raises(DateError, match="found '2024-03'"):
        import_arrivals("a.ods", folder, published="2024-03")
    with pytest.raises(FieldError, match="by: found 'week'; write month or day"):
        import_arrivals("a.ods", folder, by="week")  # type: ignore[arg-type] # for users without


# A newer edition


def test_the_same_edition_again_writes_nothing(folder: Path) -> None:
    first = edition(folder)
    before = contents(folder)
    again = edition(folder)
    assert (again.events, again.files, again.unchanged) == ((), (), len(first.events))
    assert contents(folder) == before


def test_three_cells_that_changed_are_three_revisions(folder: Path) -> None:
    edition(folder, by="day")
    counts = changed((0, (9, 1)), (31, (7, 2)), (40, (1007, 1)))
    again = edition(folder, counts, published=SECOND, by="day")
    assert ids(again) == [
        "2024-01-01-arrivals-revised-2024-03-12",
        "2024-02-01-boats-revised-2024-03-12",
        "2024-02-10-arrivals-revised-2024-03-12",
    ]
    assert again.unchanged == 2 * len(COUNTS) - 3
    timeline = bt.load(folder)
    for known, people in ((FIRST, 7), ("2024-03-11", 7), (SECOND, 1007)):
        figures = timeline.as_of("2024-03-12", known_at=known).figures
        assert figures["small-boat-arrivals"]["2024-02-10"].value == people
    assert edition(folder, counts, published="2024-03-19", by="day").events == ()


def test_days_that_are_new_are_new_figures_of_their_edition(folder: Path) -> None:
    edition(folder)
    again = edition(folder, [*COUNTS, *[(7, 1)] * 29], published="2024-04-02")
    assert ids(again) == ["2024-03-31-march-2024-arrivals", "2024-03-31-march-2024-boats"]
    assert {str(event.known) for event in again.events} == {"2024-04-02"}


def test_a_revision_is_written_as_people_write_it(folder: Path) -> None:
    edition(folder)
    counts = changed((4, (1007, 1)))
    again = edition(folder, counts, published=SECOND, notes={6: "Revised", 9: "Revised"})
    assert again.files == (folder / "2024" / f"{JANUARY}-revised-2024-03-12.yaml",)
    assert (
        again.files[0].read_text("utf-8")
        == """\
# yaml-language-server: $schema=../event.schema.json
id: 2024-01-31-january-2024-arrivals-revised-2024-03-12
type: correction
effective: 2024-03-12
title: Small-boat arrivals of January 2024 revised from 217 to 1,217
corrects: 2024-01-31-january-2024-arrivals
kind: revision
reason: >-
  The edition of 12 March 2024 has daily rows for January 2024 that add up to 1,217, where it was
  217 before; the rows of 5 January 2024 and 8 January 2024 are marked Revised.
set:
  title: 1,217 people arrive by small boat in January 2024
  value: 1217
sources:
  - publisher: Home Office
    published: 2024-03-12
    url: https://www.gov.uk/government/publications/migrants-detected-crossing-the-english-channel-in-small-boats
    locator: Small boat arrivals time series, sheet SB_01
"""
    )


@pytest.mark.parametrize(
    ("notes", "marked"),
    [
        ({}, "no row is marked"),
        ({2: "Revised"}, "the row is marked Revised"),
        ({2: "Provisional"}, "the row is marked Provisional"),
    ],
)
def test_a_reason_names_the_edition_and_whether_the_row_is_marked(
    folder: Path, notes: Mapping[int, str], marked: str
) -> None:
    edition(folder, [(7, 1)], by="day")
    again = edition(folder, [(9, 1)], published=SECOND, by="day", notes=notes)
    (revision,) = again.events
    assert isinstance(revision, Correction)
    assert revision.reason == (
        f"The edition of 12 March 2024 says 9, where it was 7 before; {marked}."
    )


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        (0, 1, "1 person arrives by small boat on 1 January 2024"),
        (1, 1305, "1,305 people arrive by small boat on 1 January 2024"),
        (1305, 0, "Nobody arrives by small boat on 1 January 2024"),
    ],
)
def test_a_headline_of_ours_is_revised_with_its_number(
    folder: Path, old: int, new: int, title: str
) -> None:
    edition(folder, [(old, 1)], by="day")
    (revision,) = edition(folder, [(new, 1)], published=SECOND, by="day").events
    assert isinstance(revision, Correction)
    assert revision.set["title"] == title


def test_a_second_revision_is_of_the_figure_too_and_says_what_was_known(folder: Path) -> None:
    edition(folder, [(7, 1)], by="day")
    edition(folder, [(9, 1)], published=SECOND, by="day")
    third = edition(folder, [(1, 1)], published="2024-03-19", by="day")
    (revision,) = third.events
    assert isinstance(revision, Correction)
    assert revision.corrects == "2024-01-01-arrivals"
    assert revision.title == "Small-boat arrivals of 1 January 2024 revised from 9 to 1"
    assert revision.set["title"] == "1 person arrives by small boat on 1 January 2024"


def test_an_erratum_counts_as_what_the_directory_says(folder: Path) -> None:
    edition(folder, [(7, 1)], by="day")
    erratum = corrected("2024-01-01-arrivals", "erratum", "2024-03-06", set={"value": 8})
    write_dataset(folder, [erratum])
    assert edition(folder, [(8, 1)], published=SECOND, by="day").events == ()
    assert len(edition(folder, [(7, 1)], published=SECOND, by="day").events) == 1


def test_an_older_edition_revises_nothing(folder: Path) -> None:
    edition(folder, [(7, 1), (7, 1)], by="day")
    edition(folder, [(9, 1), (7, 1)], published=SECOND, by="day")
    (said,) = refused(folder, [(8, 1), (7, 1)], published="2024-03-08", by="day")
    assert said == (
        "2024-01-01-arrivals: says 9 since 2024-03-12, later than this edition of 2024-03-08; "
        "import the editions in the order in which they were published"
    )


def test_an_older_edition_that_says_the_same_is_no_harm(folder: Path) -> None:
    edition(folder, published=SECOND)
    assert edition(folder, published=FIRST).events == ()


def test_two_editions_of_one_day_are_told_apart_by_hand(folder: Path) -> None:
    edition(folder, [(7, 1)], by="day")
    edition(folder, [(9, 1)], published=SECOND, by="day")
    (said,) = refused(folder, [(8, 1)], published=SECOND, by="day")
    assert said.startswith(
        "2024-01-01-arrivals: was revised by an edition of 2024-03-12 already, by "
        "2024-01-01-arrivals-revised-2024-03-12;"
    )


# What is there already


def january(value: int = 217, period: str = "2024-01", **more: Any) -> Event:
    """Return a figure for January 2024 that somebody wrote by hand."""
    fields = {"id": "by-hand", "by": "Home Office", "known": "2024-02-01", **more}
    return reported("small-boat-arrivals", period, value, **fields)


def test_a_figure_that_was_written_by_hand_is_known_by_its_measure_and_days(folder: Path) -> None:
    write_dataset(folder, [january(period="2024-01-01/2024-01-31")])
    assert JANUARY not in ids(edition(folder))
    again = edition(folder, changed((0, (8, 1))), published=SECOND)
    assert ids(again) == ["by-hand-revised-2024-03-12"]


@pytest.mark.parametrize(
    ("old", "title", "expected"),
    [
        (200, "200 people arrived in January 2024", "217 people arrived in January 2024"),
        (200, "A record of 200 people in January", None),
        (1, "1 person arrived in January 2024", None),
    ],
)
def test_a_headline_that_begins_with_the_old_number_gets_the_new_one(
    folder: Path, old: int, title: str, expected: str | None
) -> None:
    write_dataset(folder, [january(old, title=title)])
    revision, *_ = edition(folder).events
    assert isinstance(revision, Correction)
    assert revision.set["value"] == "217"
    assert revision.set.get("title") == expected


@pytest.mark.parametrize("more", [{"by": "Ministry of Defence"}, {"qualifier": "about"}])
def test_a_figure_of_another_publisher_or_a_round_one_stands_beside_the_new_one(
    folder: Path, more: Mapping[str, Any]
) -> None:
    write_dataset(folder, [january(200, **more)])
    assert JANUARY in ids(edition(folder))
    figure = bt.load(folder).as_of("2024-12-31").figures["small-boat-arrivals"]["2024-01"]
    assert str(figure) == "217 people"


def test_a_figure_that_was_retracted_is_reported_anew(folder: Path) -> None:
    edition(folder)
    write_dataset(folder, [corrected(JANUARY, "retraction", "2024-03-06")])
    assert ids(edition(folder, published=SECOND)) == [f"{JANUARY}-2024-03-12"]
    assert edition(folder, published="2024-03-19").events == ()


def test_two_figures_of_one_period_are_compared_by_the_later_one(folder: Path) -> None:
    one, other = january(100), january(id="later", known="2024-02-02")
    write_dataset(folder, [one, other])
    assert JANUARY not in ids(edition(folder))


def test_what_a_ledger_holds_is_revised_beside_it(folder: Path) -> None:
    edition(folder)
    recorded(str(folder), "2024-03-06")
    again = edition(folder, changed((0, (8, 1))), published=SECOND)
    assert bt.verify(folder).pending == tuple(ids(again))


def test_a_dataset_that_only_says_what_it_is_may_be_imported_into(folder: Path) -> None:
    folder.mkdir()
    write_dataset(folder, [], {"title": "Boats"})
    assert len(edition(folder).events) == 4


def test_a_directory_that_is_not_in_order_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "odd.yaml").write_text("id: odd\n")
    (said,) = refused(folder)
    assert "odd.yaml:1: type: is missing" in said


def test_a_file_in_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").write_text("")
    with pytest.raises(DatasetError, match="events: is no directory"):
        edition(tmp_path / "events")


def test_events_of_a_users_types_are_read(folder: Path) -> None:
    @bt.event(kw_only=True)
    class FerryDeparted(Event):
        """A ferry leaves."""

    ferry = FerryDeparted(
        id="ferry",
        effective="2024-01-01",
        title="It leaves",
        sources=january().sources,
    )
    folder.mkdir()
    (folder / "ferry.yaml").write_text(to_yaml(ferry, Codec([FerryDeparted])))
    assert refused(folder)
    assert len(edition(folder, types=[FerryDeparted]).events) == 4


def test_the_figures_of_an_import_leave_nothing_to_check(folder: Path) -> None:
    edition(folder, by="day")
    edition(folder)
    edition(folder, changed((0, (8, 1))), published=SECOND, by="day")
    edition(folder, changed((0, (8, 1))), published=SECOND)
    assert bt.load(folder).check() == []
