"""Importing the Home Office's time series of small boats, edition by edition."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

import pendulum
from attrs import frozen

from border_timeline.codec.converter import Codec
from border_timeline.corrections import Corrections
from border_timeline.dates import DayLike, day_of, iso, pendulum_date
from border_timeline.errors import DatasetError, FieldError, Problem
from border_timeline.events import VOCABULARY, Event, FigureReported, Qualifier
from border_timeline.importers.figures import (
    PUBLISHER,
    Reported,
    daily,
    figure,
    monthly,
    revision,
)
from border_timeline.importers.files import add_events, read_events
from border_timeline.importers.small_boats import read_days
from border_timeline.importers.spreadsheet import read_spreadsheet

By = Literal["month", "day"]


@frozen
class Imported:
    """What an import did: the events that it wrote, and the figures that said so already.

    `published` is the day of the edition; `files` are the paths of the `events`.
    """

    published: pendulum.Date
    events: tuple[Event, ...]
    files: tuple[Path, ...]
    unchanged: int


def import_arrivals(
    file: str | Path,
    directory: str | Path,
    *,
    by: By = "month",
    published: DayLike | None = None,
    types: Iterable[type[Event]] = (),
) -> Imported:
    """Import the Home Office's time series of small boats, an .ods file, into a directory.

    A period that the directory has no figure of gets one, `by` month (of which all days are
    there) or by day; it is known from the day on which the edition was `published`, by
    default the day that the file says it was made on. A figure that says the same, as known
    now, is left alone; one that says otherwise is revised. `types` are further event types
    that the directory is written in.

    Raises `DatasetError` for a file that is not as the Home Office publishes it, for
    anything wrong with the directory, and for an edition older than what it would revise;
    `MissingExtraError` without python-calamine. Nothing is written then.
    """
    if by not in get_args(By):
        raise FieldError(f"found {by!r}; write {' or '.join(get_args(By))}", field="by")
    given = None if published is None else day_of(published)
    sheet = read_spreadsheet(file)
    edition = sheet.made_on() if given is None else given
    if edition is None:
        message = "says nowhere on which day it was published; give that day"
        raise DatasetError([sheet.problem(message)])
    days = read_days(sheet, edition)
    codec = Codec((*VOCABULARY, *types))
    before = read_events(directory, codec)
    reported = list(monthly(days) if by == "month" else daily(days))
    new = _compared(reported, before, edition)
    files = add_events(directory, before, new, codec)
    return Imported(pendulum_date(edition), new, files, len(reported) - len(new))


@frozen
class _Known:
    """A figure that is there: as it was recorded, what it says now, and since when it does."""

    recorded: FigureReported
    standing: FigureReported
    since: int


def _known(events: Iterable[Event]) -> Mapping[tuple[str, int, int], _Known]:
    """Return the publisher's own exact figures by measure and days; of two the last counts."""
    events = tuple(events)
    corrections = Corrections(events)
    found: dict[tuple[str, int, int], _Known] = {}
    for event in events:
        now = corrections.standing(event, None)
        if not isinstance(event, FigureReported) or not isinstance(now, FigureReported):
            continue
        if now.by == PUBLISHER and now.qualifier is Qualifier.EXACT:
            live = (c.known.last for c in corrections.live(event, None) if c.kind.is_change)
            key = now.measure, now.period.first, now.period.last
            found[key] = _Known(event, now, max(now.known.last, *live, 0))
    return found


def _compared(
    reported: Iterable[Reported], before: Iterable[Event], edition: int
) -> tuple[Event, ...]:
    """Return the events by which an edition differs from what is there."""
    before = tuple(before)
    known, names = _known(before), {event.id for event in before}
    new: list[Event] = []
    problems: list[Problem] = []
    for value in reported:
        there = known.get((value.series.measure, value.first, value.last))
        if there is None:
            name = value.name if value.name not in names else f"{value.name}-{iso(edition)}"
            new.append(figure(value, edition, name))
        elif there.standing.value != value.value:
            new.append(revision(value, edition, there.recorded, there.standing))
            problems.extend(_out_of_turn(new[-1], there, edition, names))
    if problems:
        raise DatasetError(problems)
    return tuple(new)


def _out_of_turn(new: Event, there: _Known, edition: int, names: set[str]) -> Iterator[Problem]:
    """Yield why an edition cannot revise a figure."""
    name = there.recorded.id
    if there.since > edition:
        message = (
            f"says {there.standing.value:,} since {iso(there.since)}, later than this edition of "
            f"{iso(edition)}; import the editions in the order in which they were published"
        )
        yield Problem(message, event=name)
    elif new.id in names:
        message = (
            f"was revised by an edition of {iso(edition)} already, by {new.id}; "
            "where this is a later one, give the day on which it was published"
        )
        yield Problem(message, event=name)
