"""Small spreadsheets in the layout of the Home Office's time series, made by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

ODS = "application/vnd.oasis.opendocument.spreadsheet"
HEADER = (
    "Date",
    "Migrants arrived",
    "Boats arrived",
    "Boats arrived - involved in uncontrolled landings",
    "Notes",
)
COLUMNS, ROWS = 16_384, 1_048_576  # of a whole sheet

Cell = date | float | str | None
Row = Sequence[Cell]
#: People, and boats.
Counts = tuple[int, int]

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest", "meta")
)
_META = """<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:meta>{stamps}</office:meta></office:document-meta>"""
_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {names}><office:body><office:spreadsheet>{tables}
<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__2"
 table:target-range-address="SB_01.A1:SB_01.E3" table:display-filter-buttons="true"/>
</table:database-ranges></office:spreadsheet></office:body></office:document-content>"""


def day_rows(
    counts: Iterable[Counts], since: str = "2024-01-01", notes: Mapping[int, str] | None = None
) -> list[Row]:
    """Return the header and a row a day; `notes` are by the number of the row, from 2."""
    first, beside = date.fromisoformat(since), notes or {}
    rows: list[Row] = [HEADER]
    for index, (people, boats) in enumerate(counts):
        landings: Cell = "-" if index % 2 else 0
        rows.append((first + timedelta(index), people, boats, landings, beside.get(len(rows) + 1)))
    return rows


def write_ods(
    path: Path,
    rows: Sequence[Row],
    *,
    sheet: str = "SB_01",
    created: str | None = "2026-08-21T07:37:01Z",
    saved: str | None = None,
) -> Path:
    """Write a spreadsheet of a cover and a sheet; return its path."""
    stamps = "".join(
        f"<{name}>{stamp}</{name}>"
        for name, stamp in (("meta:creation-date", created), ("dc:date", saved))
        if stamp is not None
    )
    tables = _table("Cover_sheet", [("Small boats",)]) + _table(sheet, rows)
    return write_package(
        path,
        {
            "mimetype": ODS,
            "META-INF/manifest.xml": f"<manifest:manifest {_NAMES}/>",
            "meta.xml": _META.format(names=_NAMES, stamps=stamps),
            "content.xml": _CONTENT.format(names=_NAMES, tables=tables),
        },
    )


def write_package(path: Path, parts: Mapping[str, str]) -> Path:
    """Write a zip file of some parts; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def _table(name: str, rows: Sequence[Row]) -> str:
    """Return a sheet in which all that repeats is written once, to the last of all its rows."""
    lines = [_tag("row", len([*same]), content=_row(row)) for row, same in groupby(rows)]
    rest = _tag("row", ROWS - len(rows), content=_tag("column", COLUMNS))
    return f'<table:table table:name="{name}">{"".join(lines)}{rest}</table:table>'


def _row(row: Row) -> str:
    cells = [_tag("column", len([*same]), *_cell(cell)) for cell, same in groupby(row)]
    return "".join(cells) + _tag("column", COLUMNS - len(row))


def _tag(axis: str, times: int, attributes: str = "", content: str = "") -> str:
    """Return a row, or the cell of a column, that stands there so many times."""
    name = "table:table-row" if axis == "row" else "table:table-cell"
    repeat = f' table:number-{axis}s-repeated="{times}"' if times > 1 else ""
    return f"<{name}{repeat}{attributes}>{content}</{name}>"


def _cell(cell: Cell) -> tuple[str, str]:
    """Return the attributes of a cell, and what is in it."""
    match cell:
        case None:
            return "", ""
        case date():
            moment = f"{cell:%Y-%m-%dT%H:%M:%S}"
            value = f' office:value-type="date" office:date-value="{moment}"'
            return value, f"<text:p>{cell:%d/%m/%Y}</text:p>"
        case str():
            return ' office:value-type="string"', f"<text:p>{escape(cell)}</text:p>"
        case _:
            value = f' office:value-type="float" office:value="{cell}"'
            return value, f"<text:p>{cell}</text:p>"
