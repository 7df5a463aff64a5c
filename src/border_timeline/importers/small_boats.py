"""The Home Office's time series of small boats: the rows of its daily sheet, checked.

Header in row 1, then a row for each day, oldest first and without a gap. Boats involved in
uncontrolled landings are a subset of the boats, and `-` before 2023; they are not imported.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from string import ascii_uppercase

from attrs import define, field, frozen

from border_timeline.dates import iso, span_text
from border_timeline.errors import DatasetError, Problem
from border_timeline.importers.spreadsheet import Cell, Spreadsheet

SHEET = "SB_01"
_HEADER = (
    "Date",
    "Migrants arrived",
    "Boats arrived",
    "Boats arrived - involved in uncontrolled landings",
    "Notes",
)
#: How many problems are told of a sheet that is wrong throughout.
_TOLD = 20


@frozen
class Day:
    """A row of the sheet: how many people and boats arrived on the day of an ordinal.

    `note` is what stands beside it, such as `Revised`, or empty.
    """

    day: int
    people: int
    boats: int
    note: str = ""


def read_days(file: Spreadsheet, published: int) -> tuple[Day, ...]:
    """Return the rows of the daily sheet; `published` is the ordinal of the day of the edition.

    Raises `DatasetError` that names each cell that is not as the Home Office publishes it,
    with its row and column.
    """
    header, *rows = file.rows(SHEET) or [[]]
    _refuse(file, _header_problems(file, header))
    while rows and not any(map(_is_filled, rows[-1])):
        rows.pop()
    reading = _Reading(file, published)
    days = [reading.row(number, row) for number, row in enumerate(rows, 2)]
    if not rows:
        reading.problems.append(file.problem("holds no day", SHEET, 1))
    _refuse(file, reading.problems)
    return tuple(day for day in days if day is not None)


def _refuse(file: Spreadsheet, found: Iterable[Problem]) -> None:
    problems = list(found)
    if len(problems) > _TOLD:
        more = file.problem(f"and {len(problems) - _TOLD:,} more", SHEET)
        raise DatasetError([*problems[:_TOLD], more])
    if problems:
        raise DatasetError(problems)


def _header_problems(file: Spreadsheet, header: Sequence[Cell]) -> Iterator[Problem]:
    found = [str(cell).strip() for cell in header]
    for index, name in enumerate(_HEADER):
        text = found[index] if index < len(found) else ""
        if text != name:
            message = f"found {text!r}; the Home Office heads this column {name!r}"
            yield file.problem(message, _place(1, index), 1)
    for index, text in enumerate(found[len(_HEADER) :], len(_HEADER)):
        if text:
            message = f"found {text!r}; the Home Office has no column here"
            yield file.problem(message, _place(1, index), 1)


def _padded(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of a row with the empty ones at its end, which the file may leave out."""
    empty: Sequence[Cell] = [""] * (len(_HEADER) - len(cells))
    return [*cells, *empty]


def _place(row: int, column: int) -> str:
    """Return the name of a cell, of which the row counts from 1 and the column from 0."""
    name = f" ({_HEADER[column]})" if column < len(_HEADER) else ""
    return f"{SHEET}, row {row}, column {_letters(column)}{name}"


def _letters(column: int) -> str:
    before, letter = divmod(column, len(ascii_uppercase))
    return (_letters(before - 1) if before else "") + ascii_uppercase[letter]


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


@define
class _Reading:
    """What the rows said so far: the row of each day, the day before, and what is wrong."""

    file: Spreadsheet
    published: int
    problems: list[Problem] = field(factory=list[Problem])
    rows: dict[int, int] = field(factory=dict[int, int])
    before: int | None = None
    number: int = 0

    def row(self, number: int, cells: Sequence[Cell]) -> Day | None:
        """Read the row of a number; what is wrong with it is kept."""
        self.number = number
        when, people, boats, landings, note, *more = _padded(cells)
        day = self._day(when)
        counts = self._count(people, 1), self._count(boats, 2)
        if landings not in ("-", ""):
            self._count(landings, 3, ", or -")
        if not isinstance(note, str):
            self._complain(f"found {_shown(note)}; a text belongs here, such as Revised", 4)
        for column, cell in enumerate(more, len(_HEADER)):
            if _is_filled(cell):
                self._complain(f"found {_shown(cell)} beside the columns of the sheet", column)
        if day is None or counts[0] is None or counts[1] is None:
            return None
        return Day(day, counts[0], counts[1], str(note).strip())

    def _day(self, cell: Cell) -> int | None:
        if not isinstance(cell, date) or not _is_whole_day(cell):
            self._complain(f"found {_shown(cell)}; a date belongs here", 0)
            return None
        day = cell.toordinal()
        if message := self._out_of_order(day):
            self._complain(message, 0)
        self.rows.setdefault(day, self.number)
        self.before = day
        return day

    def _out_of_order(self, day: int) -> str:
        if day in self.rows:
            return f"found {iso(day)}, which is in row {self.rows[day]} too; each day has one row"
        if day > self.published:
            return f"found {iso(day)}, after the edition was published, {iso(self.published)}"
        if self.before is None or day == self.before + 1:
            return ""
        if day < self.before:
            return f"found {iso(day)} behind {iso(self.before)}; the oldest day comes first"
        missing = span_text(self.before + 1, day - 1)
        return f"found {iso(day)} behind {iso(self.before)}; {missing} is missing"

    def _count(self, cell: Cell, column: int, more: str = "") -> int | None:
        if not isinstance(cell, bool) and isinstance(cell, int | float):
            whole = int(cell) if float(cell).is_integer() else -1
            if whole >= 0:
                return whole
        allowed = f"a whole number belongs here, zero or more{more}"
        self._complain(f"found {_shown(cell)}; {allowed}", column)
        return None

    def _complain(self, message: str, column: int) -> None:
        place = _place(self.number, column)
        self.problems.append(self.file.problem(message, place, self.number))


def _is_whole_day(cell: date) -> bool:
    return not isinstance(cell, datetime) or cell.time() == time()


def _shown(cell: Cell) -> str:
    """Return what stands in a cell as it is seen there."""
    match cell:
        case "":
            return "nothing"
        case date() if _is_whole_day(cell):
            return iso(cell.toordinal())
        case float() if cell.is_integer():
            return str(int(cell))
        case str():
            return repr(cell)
        case _:
            return str(cell)
