"""Laws of importing: once is enough, and what a newer edition changes is what is written."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

import border_timeline as bt
from border_timeline.importers import Imported, import_arrivals
from border_timeline.importers.arrivals import By
from spreadsheets import Counts, day_rows, write_ods

FIRST = date(2024, 1, 30)
PUBLISHED = date(2024, 12, 1)
MEASURES = ("small-boat-arrivals", "small-boats")

counts = st.tuples(st.integers(0, 2000), st.integers(0, 3))
editions = st.lists(counts, min_size=1, max_size=40)
ways: st.SearchStrategy[By] = st.sampled_from(["month", "day"])


def imported(folder: str, edition: Sequence[Counts], number: int, by: By) -> Imported:
    """Import an edition as the one of a number; editions are a week apart."""
    stamp = f"{PUBLISHED + timedelta(7 * number)}T09:30:00Z"
    file = write_ods(Path(folder) / "a.ods", day_rows(edition, FIRST.isoformat()), created=stamp)
    return import_arrivals(file, Path(folder) / "events", by=by)


def values(edition: Sequence[Counts], by: By) -> dict[tuple[str, str], int]:
    """Return what a list of counts says of each measure and each period that is whole in it."""
    days = {FIRST + timedelta(index): count for index, count in enumerate(edition)}
    months: dict[str, list[date]] = {}
    for day in days:
        months.setdefault(f"{day:%Y-%m}", []).append(day)
    whole = {
        month: found
        for month, found in months.items()
        if found[0].day == 1 and (found[-1] + timedelta(1)).day == 1
    }
    periods = whole if by == "month" else {day.isoformat(): [day] for day in days}
    return {
        (measure, period): sum(days[day][place] for day in found)
        for period, found in periods.items()
        for place, measure in enumerate(MEASURES)
    }


def told(folder: str, known_at: date) -> dict[tuple[str, str], int]:
    """Return what the figures of a directory said on a day."""
    if not (Path(folder) / "events").exists():
        return {}
    figures = bt.load(Path(folder) / "events").as_of("2024-12-31", known_at=known_at).figures
    return {
        (measure, period): int(figure.value)
        for measure, series in figures.items()
        for period, figure in series.items()
    }


@given(editions, ways)
def test_an_import_is_done_once(edition: Sequence[Counts], by: By) -> None:
    with TemporaryDirectory() as folder:
        first = imported(folder, edition, 0, by)
        before = {path: path.read_bytes() for path in first.files}
        for number in (0, 1):
            again = imported(folder, edition, number, by)
            assert (again.events, again.unchanged) == ((), len(first.events))
        assert {path: path.read_bytes() for path in before} == before


@given(st.lists(editions, min_size=1, max_size=3), ways)
def test_what_was_known_by_an_edition_is_what_it_said(
    series: Sequence[Sequence[Counts]], by: By
) -> None:
    with TemporaryDirectory() as folder:
        expected: list[dict[tuple[str, str], int]] = []
        known: dict[tuple[str, str], int] = {}
        for number, edition in enumerate(series):
            said = values(edition, by)
            new = imported(folder, edition, number, by)
            changed = [key for key, value in said.items() if known.get(key) != value]
            assert len(new.events) == len(changed)
            known = {**known, **said}
            expected.append(known)
        for number, said in enumerate(expected):
            assert told(folder, PUBLISHED + timedelta(7 * number)) == said
