"""The official daily arrivals as published over time, held against a plain filter of the file."""

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from attrs import frozen

import border_timeline as bt
from border_timeline.events import Event
from border_timeline.views import FIGURES
from builders import corrected, reported

FILE = Path(__file__).parents[2] / "shared" / "data" / "small_boats_vintages.csv"
MEASURE = "small-boat-arrivals"
#: A day after all dates of the file, when every one of them has happened.
END = date(2030, 1, 1)
#: 17 January 2023: 106 people, moved to the next day a week later, and back again in 2025.
REVISED = f"figures.{MEASURE}.2023-01-17.value"

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the vintages of the daily arrivals are not beside the checkout"
)


@frozen
class Row:
    """What one line of the file says: the arrivals of a day as they stood from then on."""

    published: date
    day: date
    people: int
    revised: bool

    @property
    def first(self) -> str:
        """The id of the event that reports the first value of the day."""
        return f"arrivals-{self.day}"

    @property
    def id(self) -> str:
        """The id of the event that this line makes."""
        return f"{self.first}-revised-{self.published}" if self.revised else self.first

    def event(self) -> Event:
        """Return the report of the first value of a day, or the revision to a later one."""
        if self.revised:
            change = {"value": self.people}
            return corrected(self.first, "revision", self.published, id=self.id, set=change)
        return reported(MEASURE, self.day, self.people, id=self.id, known=self.published)


@frozen
class Vintages:
    """The lines of the file in order, and the timeline that they make."""

    rows: list[Row]
    timeline: bt.Timeline

    def by(self, known: date, through: date = END) -> dict[date, int]:
        """Return what the file says had been published by then of the days up to another."""
        return {r.day: r.people for r in self.rows if r.published <= known and r.day <= through}

    def asked(self) -> list[date]:
        """Return 200 days of knowledge: at, next to and between those of publication."""
        random = Random(2018)  # noqa: S311 - a sample that is the same in every run
        published = sorted({row.published for row in self.rows})
        near = [day + timedelta(step) for day in published for step in (-1, 0, 1)]
        span = (published[-1] - published[0]).days
        anywhere = [published[0] + timedelta(random.randrange(span)) for _ in range(100)]
        return [*random.sample(near, 100), *anywhere]


def read() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = sorted(
            (line["published"], line["date"], line["people"]) for line in csv.DictReader(file)
        )
    rows: list[Row] = []
    seen: set[str] = set()
    for published, day, people in lines:
        told = date.fromisoformat(published), date.fromisoformat(day), int(people)
        rows.append(Row(*told, revised=day in seen))
        seen.add(day)
    return rows


@pytest.fixture(scope="module")
def vintages() -> Vintages:
    rows = read()
    return Vintages(rows, bt.Timeline(row.event() for row in rows))


def figures(snapshot: bt.Snapshot) -> dict[date, int | object]:
    """Return the arrivals of every day that a snapshot holds."""
    return {figure.period.earliest: figure.value for figure in snapshot[FIGURES].values()}


def test_the_file_is_read_whole(vintages: Vintages) -> None:
    timeline = vintages.timeline
    assert (len(vintages.rows), len(timeline), len(timeline.news("2018-01-01", END))) == (3244,) * 3
    assert len({row.day for row in vintages.rows}) == len(figures(timeline.as_of(END))) == 3155


def test_every_day_as_known_on_any_is_what_had_been_published_by_then(vintages: Vintages) -> None:
    for known in vintages.asked():
        now = vintages.timeline.as_of(END, known_at=known)
        assert figures(now) == vintages.by(known)


def test_at_any_day_those_before_it_are_there_as_published_by_then(vintages: Vintages) -> None:
    random = Random(2026)  # noqa: S311 - a sample that is the same in every run
    days = random.sample(sorted(vintages.by(END)), 200)
    for known, day in zip(vintages.asked(), days, strict=True):
        now = vintages.timeline.as_of(day, known_at=known)
        assert figures(now) == vintages.by(known, day)


def test_each_day_on_its_own_is_what_had_been_published_by_then(vintages: Vintages) -> None:
    every = sorted(vintages.by(END))
    for known in vintages.asked()[::10]:
        published = vintages.by(known)
        for day in every:
            now = vintages.timeline.as_of(day, known_at=known)[FIGURES]
            figure = now.get((MEASURE, day.isoformat()))
            assert (figure and figure.value) == published.get(day)


def test_what_was_seen_on_a_day_is_what_had_been_published_by_it(vintages: Vintages) -> None:
    for day in vintages.asked():
        assert figures(vintages.timeline.seen_on(day)) == vintages.by(day, day)


def test_the_news_of_a_day_is_what_the_file_says_was_published_on_it(vintages: Vintages) -> None:
    for day in vintages.asked():
        found = {event.id for event in vintages.timeline.news(day, day)}
        assert found == {row.id for row in vintages.rows if row.published == day}


def test_the_total_of_2022_is_that_of_the_series(vintages: Vintages) -> None:
    series = vintages.timeline.as_of(END).figures[MEASURE]
    assert series.total("2022", "2022").value == 45_755


def test_the_history_of_a_revised_day_is_that_of_what_was_known(vintages: Vintages) -> None:
    told = {
        known: [(str(c.on), c.new) for c in vintages.timeline.history(REVISED, known_at=known)]
        for known in ("2023-01-17", "2023-01-18", "2023-01-23", "2023-01-24", "2025-11-14")
    }
    assert told == {
        "2023-01-17": [],
        "2023-01-18": [("2023-01-17", 106)],
        "2023-01-23": [("2023-01-17", 106)],
        "2023-01-24": [("2023-01-17", 0)],
        "2025-11-14": [("2023-01-17", 106)],
    }


def test_a_revised_day_is_explained_by_its_revisions(vintages: Vintages) -> None:
    why = vintages.timeline.explain(REVISED, as_of=END, known_at="2023-01-24")
    assert (why.value, why.event.id) == (0, "arrivals-2023-01-17")
    assert [str(correction.known) for correction in why.corrections] == ["2023-01-24"]
    why = vintages.timeline.explain(REVISED, as_of=END)
    assert [str(correction.known) for correction in why.corrections] == ["2023-01-24", "2025-11-14"]


def test_the_diff_of_two_states_of_knowledge_names_the_revisions(vintages: Vintages) -> None:
    for before, after in pairwise(sorted(vintages.asked())[::8]):
        one, other = (vintages.timeline.as_of(END, known_at=known) for known in (before, after))
        told: dict[str, list[str]] = {}
        said: dict[date, int] = {}
        old, new = vintages.by(before), vintages.by(after)
        for row in vintages.rows:
            path = f"figures.{MEASURE}.{row.day}"
            if row.day not in old and row.published <= after:
                if said.get(row.day) != row.people:  # some lines change the boats alone
                    told.setdefault(path, []).append(row.id)
                said[row.day] = row.people
            elif before < row.published <= after and old[row.day] != new[row.day]:
                told.setdefault(f"{path}.value", []).append(row.id)
        changes = vintages.timeline.diff(one, other)
        assert {c.path: [event.id for event in c.events] for c in changes} == told
