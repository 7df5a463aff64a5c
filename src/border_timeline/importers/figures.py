"""What an edition of the time series says of each month or day, and the events that say so."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import frozen

from border_timeline.dates import edtf, iso, span_text
from border_timeline.events import Changes, Correction, CorrectionKind, FigureReported
from border_timeline.importers.small_boats import SHEET, Day
from border_timeline.importers.words import day_in_words, month_in_words
from border_timeline.sources import Source

PUBLISHER = "Home Office"
_ADDRESS = (
    "https://www.gov.uk/government/publications/"
    "migrants-detected-crossing-the-english-channel-in-small-boats"
)


@frozen
class Series:
    """One of the two measures of the time series, and the words in which it is told."""

    measure: str
    unit: str
    word: str
    noun: str
    one: str
    many: str
    none: str

    def title(self, value: int, when: str) -> str:
        """Return the headline of a figure, such as `99 small boats arrive in October 2024`."""
        words = {0: self.none, 1: self.one}.get(value, f"{value:,} {self.many}")
        return f"{words} {when}"


ARRIVALS = Series(
    measure="small-boat-arrivals",
    unit="people",
    word="arrivals",
    noun="Small-boat arrivals",
    one="1 person arrives by small boat",
    many="people arrive by small boat",
    none="Nobody arrives by small boat",
)
BOATS = Series(
    measure="small-boats",
    unit="boats",
    word="boats",
    noun="Small boats",
    one="1 small boat arrives",
    many="small boats arrive",
    none="No small boat arrives",
)


@frozen
class Reported:
    """What an edition says of a measure over a period: a number, and the rows behind it."""

    series: Series
    value: int
    days: Sequence[Day]

    @property
    def first(self) -> int:
        """The ordinal of the first day of the period."""
        return self.days[0].day

    @property
    def last(self) -> int:
        """The ordinal of the last day of the period."""
        return self.days[-1].day

    @property
    def is_day(self) -> bool:
        """Whether the period is one day."""
        return len(self.days) == 1

    @property
    def words(self) -> str:
        """The period in words, such as `October 2024`."""
        return day_in_words(self.last) if self.is_day else month_in_words(self.last)

    @property
    def when(self) -> str:
        """The period as it stands in a sentence, such as `in October 2024`."""
        return f"{'on' if self.is_day else 'in'} {self.words}"

    @property
    def name(self) -> str:
        """The id of its figure, such as `2024-10-31-october-2024-arrivals`."""
        month = "" if self.is_day else f"{self.words.lower().replace(' ', '-')}-"
        return f"{iso(self.last)}-{month}{self.series.word}"

    @property
    def title(self) -> str:
        """The headline of its figure."""
        return self.series.title(self.value, self.when)

    @property
    def marks(self) -> str:
        """What the sheet says beside its rows, as a clause; empty where it says nothing."""
        marked: dict[str, list[str]] = {}
        for day in self.days:
            if day.note:
                marked.setdefault(day.note, []).append(day_in_words(day.day))
        return "; ".join(
            f"the row{self._of(names)} marked {note}" for note, names in marked.items()
        )

    def _of(self, names: Sequence[str]) -> str:
        if self.is_day:
            return " is"
        *others, last = names
        return f"s of {', '.join(others)} and {last} are" if others else f" of {last} is"


def daily(days: Iterable[Day]) -> Iterator[Reported]:
    """Yield the figures of each day."""
    for day in days:
        yield from _both([day])


def monthly(days: Iterable[Day]) -> Iterator[Reported]:
    """Yield the figures of each month of which every day is there."""
    for _, found in groupby(days, key=lambda day: iso(day.day)[: len("2024-10")]):
        month = list(found)
        period = edtf(span_text(month[0].day, month[-1].day))
        if str(period) == iso(period.first)[: len("2024-10")]:
            yield from _both(month)


def _both(days: Sequence[Day]) -> Iterator[Reported]:
    yield Reported(ARRIVALS, sum(day.people for day in days), days)
    yield Reported(BOATS, sum(day.boats for day in days), days)


def figure(reported: Reported, published: int, name: str) -> FigureReported:
    """Return the event of a new figure; it is known from the day of the edition, an ordinal."""
    sums = "" if reported.is_day else "Sum of the daily rows. "
    marks = f" {_sentence(reported.marks)}" if reported.marks else ""
    return FigureReported(
        id=name,
        effective=edtf(iso(reported.last)),
        known=edtf(iso(published)),
        title=reported.title,
        measure=reported.series.measure,
        value=reported.value,
        unit=reported.series.unit,
        period=edtf(span_text(reported.first, reported.last)),
        by=PUBLISHER,
        sources=(_source(published),),
        notes=(
            f"{sums}Known here from the edition of {day_in_words(published)}; it may have been "
            f"public before.{marks} Provisional operational data."
        ),
    )


def revision(
    reported: Reported, published: int, target: FigureReported, standing: FigureReported
) -> Correction:
    """Return the event that revises a figure, of which `standing` is what it says by now."""
    old, new = standing.value, reported.value
    title = _retitled(standing.title, reported, old)
    says = "says" if reported.is_day else f"has daily rows for {reported.words} that add up to"
    return Correction(
        id=f"{target.id}-revised-{iso(published)}",
        effective=edtf(iso(published)),
        title=f"{reported.series.noun} of {reported.words} revised from {old:,} to {new:,}",
        corrects=target.id,
        kind=CorrectionKind.REVISION,
        reason=(
            f"The edition of {day_in_words(published)} {says} {new:,}, where it was {old:,} "
            f"before; {reported.marks or 'no row is marked'}."
        ),
        set=Changes({"value": new, **({} if title == standing.title else {"title": title})}),
        sources=(_source(published),),
    )


def _source(published: int) -> Source:
    return Source(
        publisher=PUBLISHER,
        published=edtf(iso(published)),
        url=_ADDRESS,
        locator=f"Small boat arrivals time series, sheet {SHEET}",
    )


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _retitled(title: str, reported: Reported, old: int | Decimal) -> str:
    """Return a headline with the new number: our own, or one that begins with the old number.

    Around no person and one person the words are others, which only our own are known of.
    """
    if title == reported.series.title(int(old), reported.when):
        return reported.title
    if title.startswith(f"{old:,} ") and min(old, reported.value) > 1:
        return f"{reported.value:,}{title.removeprefix(f'{old:,}')}"
    return title
