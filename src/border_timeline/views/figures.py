"""Reported figures: the values of a measure by period, its latest, and exact totals."""

from collections.abc import Iterable, Iterator, Mapping, ValuesView
from decimal import Decimal

import pendulum
from attrs import frozen

from border_timeline.dates import DayLike, EdtfDate, edtf, iso, pendulum_date, span_text
from border_timeline.errors import FigureError
from border_timeline.events import FigureReported, Qualifier
from border_timeline.timeline import Projection, View

#: What is uncertain about a sum in which both of two qualifiers stand.
_BOTH = {frozenset((q,)): q for q in Qualifier} | {
    frozenset((Qualifier.EXACT, q)): q for q in Qualifier
}


@frozen
class Figure:
    """A value of a measure over a period, whose first and last days are both included.

    `reported` is the day on which the value became public; of a total, the last such
    day of its parts. `by` is who counted.
    """

    value: int | Decimal
    unit: str
    qualifier: Qualifier
    period: EdtfDate
    reported: pendulum.Date
    by: str | None = None

    def __str__(self) -> str:
        words = "" if self.qualifier is Qualifier.EXACT else f"{self.qualifier} "
        return f"{words}{self.value:,} {self.unit}"


def _period(period: EdtfDate) -> str:
    """Return one text for all ways to write the same days."""
    return span_text(period.first, period.last)


def _key(event: FigureReported) -> tuple[str, str]:
    return event.measure, _period(event.period)


def _reported(_state: Figure | None, event: FigureReported) -> Figure:
    return Figure(
        event.value,
        event.unit,
        event.qualifier,
        edtf(_period(event.period)),
        pendulum_date(event.known.last),
        event.by,
    )


FIGURES: Projection[Figure] = Projection("figures", key=_key, on={FigureReported: _reported})


class Series(Mapping[str, Figure]):
    """The figures of one measure: a mapping from period to `Figure`, in order of time.

    A period is asked for as EDTF text in any form that means the same days: `2024-10`
    and `2024-10-01/2024-10-31` are one. One that was not reported by then raises
    `UnknownKeyError`, a `KeyError`.
    """

    __slots__ = ("_figures", "_measure")

    def __init__(self, measure: str, figures: View[Figure]) -> None:
        self._measure = measure
        self._figures = figures

    def __getitem__(self, period: DayLike | EdtfDate) -> Figure:
        return self._figures[self._measure, _period(edtf(period))]

    def __iter__(self) -> Iterator[str]:
        return (figure.period.text for figure in self.values())

    def __len__(self) -> int:
        return sum(1 for _ in self._figures.within(self._measure))

    def values(self) -> ValuesView[Figure]:
        """Return the figures, in order of time."""
        return _Values(self)

    def in_order(self) -> list[Figure]:
        """Return the figures in order of the first days of their periods, then of the last."""
        found = [figure for _, figure in self._figures.within(self._measure)]
        return sorted(found, key=lambda f: (f.period.first, f.period.last))

    @property
    def latest(self) -> Figure:
        """The figure whose period ends last; of several, the one of the shortest period."""
        return max(self.values(), key=lambda f: (f.period.last, f.period.first))

    def total(self, since: DayLike | EdtfDate, until: DayLike | EdtfDate) -> Figure:
        """Return the sum over the days from `since` to `until`, both included.

        Both are EDTF: `total("2024-01", "2024-10")` runs from 1 January to 31 October.
        The sum is made of the fewest reported periods that cover each of its days
        exactly once; its qualifier is as weak as that of any part. Raises `FigureError`
        where no such periods were reported, and names the first day that lacks one.
        """
        first, last = edtf(since).first, edtf(until).last
        parts = _tiling(self.values(), first, last)
        if isinstance(parts, int):
            days = span_text(first, last) if first <= last else f"{iso(first)}/{iso(last)}"
            raise FigureError(
                f"the reported periods of {self._measure} do not add up to {days}: "
                f"none of them fits from {iso(parts)} on"
            )
        if len(units := sorted({part.unit for part in parts})) > 1:
            raise FigureError(f"{self._measure} is given in several units: {', '.join(units)}")
        return Figure(
            sum(part.value for part in parts),
            units[0],
            _BOTH.get(frozenset(part.qualifier for part in parts), Qualifier.ABOUT),
            edtf(span_text(first, last)),
            max(part.reported for part in parts),
        )

    def __repr__(self) -> str:
        shown = ", ".join(f"{period}: {figure}" for period, figure in self.items())
        return f"<{self._measure} {shown}>"


def _tiling(figures: Iterable[Figure], first: int, last: int) -> list[Figure] | int:
    """Return the fewest figures whose periods cover each day once, in order.

    Where there are none, return the first day that no chain of periods gets over.
    """
    starts: dict[int, list[Figure]] = {}
    for figure in figures:
        starts.setdefault(figure.period.first, []).append(figure)
    end = last + 1
    fewest: dict[int, tuple[int, Figure | None]] = {first: (0, None)}
    for day in range(first, end):  # a chain of parts that ends before this day: its last part
        if day not in fewest:
            continue
        count = fewest[day][0] + 1
        for figure in starts.get(day, ()):
            after = figure.period.last + 1
            if after <= end and (after not in fewest or count < fewest[after][0]):
                fewest[after] = count, figure
    parts: list[Figure] = []
    place = end
    while (part := fewest.get(place, (0, None))[1]) is not None:
        parts.append(part)
        place = part.period.first
    return parts[::-1] or max(fewest)


class _Values(ValuesView[Figure]):
    _mapping: Series

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._mapping.in_order())


class Figures(Mapping[str, Series]):
    """The figures of a snapshot: a mapping from measure to its `Series`."""

    __slots__ = ("_figures",)

    def __init__(self, figures: View[Figure]) -> None:
        self._figures = figures

    def __getitem__(self, measure: str) -> Series:
        for _ in self._figures.within(measure):
            return Series(measure, self._figures)
        raise self._figures.absent(measure, lambda key: key[0])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({measure for measure, _ in self._figures}))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<figures: {', '.join(self)}>"
