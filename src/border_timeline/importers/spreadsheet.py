"""Spreadsheets: their cells, and the day on which their publisher made them.

The one module that needs python-calamine, which reads the cells.
"""

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from attrs import frozen

from border_timeline.dates import day_of, iso
from border_timeline.errors import DatasetError, DateError, MissingExtraError, Problem
from border_timeline.importers.words import MONTHS

#: What may stand in a cell; an empty one holds an empty text.
Cell = int | float | str | bool | time | date | datetime | timedelta

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
#: When a document was first saved, then when it was last.
_STAMPS = (
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date",
    "{http://purl.org/dc/elements/1.1/}date",
)
_FRACTION = re.compile(r"[.,]\d+")
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_NAMED_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})[ _-]({'|'.join(MONTHS)})[ _-](\d{{4}})(?!\d)", re.IGNORECASE
)


@frozen
class Spreadsheet:
    """An OpenDocument spreadsheet, as it was read from a file."""

    path: Path
    data: bytes

    def problem(self, message: str, field: str = "", row: int = 0) -> Problem:
        """Return a problem of this file; `row` counts from 1."""
        return Problem(message, field=field, file=str(self.path), line=row)

    def rows(self, sheet: str) -> list[list[Cell]]:
        """Return the rows of a sheet, from its first to the last in which anything stands.

        All are equally long. Raises `DatasetError` where there is no such sheet, or none
        can be read, and `MissingExtraError` without python-calamine.
        """
        try:
            from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                "reading a spreadsheet needs python-calamine; "
                "install it with: pip install 'border-timeline[ods]'"
            ) from error
        try:
            with CalamineWorkbook.from_filelike(BytesIO(self.data)) as workbook:
                names = workbook.sheet_names
                if sheet in names:
                    return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except CalamineError as error:
            problem = self.problem(f"cannot be read as a spreadsheet: {error}")
            raise DatasetError([problem]) from error
        message = f"is missing; the sheets are {', '.join(names) or 'none'}"
        raise DatasetError([self.problem(message, sheet)])

    def made_on(self) -> int | None:
        """Return the ordinal of the day that the file says it was made on, None if it does not.

        That is the civil day in London of its own date of creation, or else of its last change,
        or else the day in its name, such as `21_August_2026`. Raises `DatasetError` where the
        name says another day than the file itself, or either says what is no day.
        """
        inside, named = self._stamped(), self._named()
        if inside is not None and named is not None and inside != named:
            message = (
                f"was made on {iso(inside)} and is called after {iso(named)}; "
                "say on which day it was published"
            )
            raise DatasetError([self.problem(message)])
        return named if inside is None else inside

    def _stamped(self) -> int | None:
        with ZipFile(BytesIO(self.data)) as package:
            if "meta.xml" not in package.namelist():
                return None
            meta = package.read("meta.xml")
        try:
            root = ET.fromstring(meta)  # noqa: S314 - expat bounds what entities grow to
        except ET.ParseError as error:
            message = f"cannot be read as XML: {error}"
            raise DatasetError([self.problem(message, "meta.xml")]) from None
        stamps = (root.findtext(f".//{name}") for name in _STAMPS)
        text = next((stamp.strip() for stamp in stamps if stamp and stamp.strip()), "")
        moment = _FRACTION.sub("", text)
        # A time without an offset, as some programs write, is by the publisher's clock: London's.
        day = moment if _OFFSET.search(moment) else moment.partition("T")[0]
        return self._day(day, "meta.xml")

    def _named(self) -> int | None:
        if not (found := _NAMED_DAY.search(self.path.name)):
            return None
        month = [name.lower() for name in MONTHS].index(found[2].lower()) + 1
        return self._day(f"{found[3]}-{month:02}-{int(found[1]):02}", "its name")

    def _day(self, text: str, where: str) -> int | None:
        try:
            return day_of(text) if text else None
        except DateError as error:
            raise DatasetError([self.problem(str(error), where)]) from None


def read_spreadsheet(path: str | Path) -> Spreadsheet:
    """Return an OpenDocument spreadsheet; raises `DatasetError` for any other file."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror}", file=str(file))
        raise DatasetError([problem]) from None
    if (kind := _kind(data)) != _ODS:
        problem = Problem(f"is {kind}; give an OpenDocument spreadsheet (.ods)", file=str(file))
        raise DatasetError([problem])
    return Spreadsheet(file, data)


def _kind(data: bytes) -> str:
    """Return the media type that a package states, or what the file is instead."""
    try:
        with ZipFile(BytesIO(data)) as package:
            if "mimetype" not in package.namelist():
                return "a zip file that is no document"
            return package.read("mimetype").decode("ascii", "replace").strip()
    except (BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "no zip file, which every such spreadsheet is"
