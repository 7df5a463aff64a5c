"""Figures that contradict one another, and counts that fall."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from border_timeline.checks.found import error, is_sure, warning
from border_timeline.events import Correction, CorrectionKind, FigureReported, Qualifier
from border_timeline.fields import number
from border_timeline.timeline import Finding, Timeline

#: How far the true number may be from one that is `about`, as a part of it.
_ABOUT = Decimal("0.1")
_INFINITE = Decimal("Infinity")
_DISPUTE = CorrectionKind.DISPUTE
#: Words in a measure or unit that is no count, and may well fall as its period grows.
_NO_COUNT = frozenset({"average", "mean", "median", "net", "per", "percent", "rate", "share"})


def contradicted_figures(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each two figures of one measure and period that cannot both be right.

    They are by one counter, or one of them does not say by whom. A revision makes them one,
    and a dispute says that they differ.
    """
    disputed = set(_disputed(timeline))
    for figures in _grouped(timeline, with_end=True).values():
        for one, other in combinations(figures, 2):
            open_to = {(one.id, other.value), (other.id, one.value)}
            if _apart(one, other) and _of_one_counter(one, other) and not open_to & disputed:
                message = (
                    f"{one.id} and {other.id} give {_told(one)} and {_told(other)} for "
                    f"{one.measure} in {one.period}; write the later one as a revision of the "
                    "earlier, or as a dispute, or say by whom each is"
                )
                yield error("figure-contradicted", message, one, other)


def falling_counts(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield each count that is lower than one from the same day to an earlier one."""
    for figures in _grouped(timeline, with_end=False).values():
        for by in dict.fromkeys(figure.by for figure in figures):
            count = [figure for figure in figures if figure.by == by and _is_count(figure)]
            for one, other in _falls(sorted(count, key=lambda figure: figure.period.last)):
                message = (
                    f"{one.measure} falls from {_told(one)} in {one.period} ({one.id}) to "
                    f"{_told(other)} in {other.period} ({other.id})"
                )
                yield warning("cumulative-count-falls", message, one, other)


def _grouped(
    timeline: Timeline[Any], *, with_end: bool
) -> dict[tuple[str, str, int, int], list[FigureReported]]:
    """Return the figures by measure, unit and first day of their period, and perhaps its last."""
    groups: dict[tuple[str, str, int, int], list[FigureReported]] = {}
    for event in timeline.standing():
        if isinstance(event, FigureReported) and is_sure(event.period):
            end = event.period.last if with_end else 0
            key = event.measure, event.unit, event.period.first, end
            groups.setdefault(key, []).append(event)
    return groups


def _falls(figures: Sequence[FigureReported]) -> Iterator[tuple[FigureReported, FigureReported]]:
    """Yield the figures, in order of the ends of their periods, that are below one before.

    A fall is told once: what follows is held against the figure to which it fell.
    """
    high: FigureReported | None = None
    for figure in figures:
        if high is None or _span(figure)[0] >= _span(high)[0]:
            high = figure
        elif figure.period.last > high.period.last and _span(figure)[1] < _span(high)[0]:
            yield high, figure
            high = figure


def _is_count(figure: FigureReported) -> bool:
    words = {*figure.measure.split("-"), *figure.unit.lower().replace("-", " ").split()}
    return not words & _NO_COUNT and "%" not in figure.unit and figure.value >= 0


def _disputed(timeline: Timeline[Any]) -> Iterator[tuple[str, int | Decimal]]:
    """Yield each figure whose value is disputed, with the other value."""
    for event in timeline.standing():
        if isinstance(event, Correction) and event.kind is _DISPUTE and "value" in event.set:
            yield event.corrects, number(event.set["value"])


def _of_one_counter(one: FigureReported, other: FigureReported) -> bool:
    return one.by == other.by or one.by is None or other.by is None


def _apart(one: FigureReported, other: FigureReported) -> bool:
    """Whether no number fits both of two figures."""
    (low, high), (least, most) = _span(one), _span(other)
    return high < least or most < low


def _span(figure: FigureReported) -> tuple[Decimal, Decimal]:
    """Return what the true number is at least and at most."""
    value = Decimal(figure.value)
    match figure.qualifier:
        case Qualifier.AT_LEAST:
            return value, _INFINITE
        case Qualifier.AT_MOST:
            return -_INFINITE, value
        case Qualifier.ABOUT:
            return value - abs(value) * _ABOUT, value + abs(value) * _ABOUT
        case Qualifier.EXACT:
            return value, value


def _told(figure: FigureReported) -> str:
    words = "" if figure.qualifier is Qualifier.EXACT else f"{figure.qualifier} "
    return f"{words}{figure.value:,} {figure.unit}"
