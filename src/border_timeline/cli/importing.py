"""The commands that import what others publish: import arrivals, import facts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter
from rich.console import Console

from border_timeline.cli.options import Json
from border_timeline.cli.show import ADDRESS, INDENT, print_json, write, write_event
from border_timeline.cli.words import counted
from border_timeline.events import Correction

if TYPE_CHECKING:
    from border_timeline.importers import Draft, Imported

imports = App(
    name="import",
    help="Write events from what others publish, for you to look over.",
    group="Upkeep",
)

Into = Annotated[
    Path, Parameter(help="The directory of the events, to which files are added as YEAR/ID.yaml.")
]


@imports.command
def arrivals(
    file: Path,
    /,
    *,
    into: Into,
    by: Literal["month", "day"] = "month",
    published: str | None = None,
    as_json: Json = False,
) -> None:
    """Write the figures of the Home Office's small-boats time series, and what it revises.

    A period that is new gets a figure. One whose figure, as known now, says otherwise gets a
    revision; one that says the same is left alone. No file is ever overwritten.

    Example: border-timeline import arrivals small-boats.ods --into my/events

    Parameters
    ----------
    file
        The spreadsheet (.ods) as the Home Office publishes it.
    by
        Write a figure for each month of which all days are there, or for each day.
    published
        The day on which this edition was published. Default: as the file says.
    """
    from border_timeline.importers import import_arrivals  # noqa: PLC0415 - 30 ms, half YAML

    imported = import_arrivals(file, into, by=by, published=published)
    if as_json:
        print_json(_plain_import(imported))
    else:
        _write_import(imported, into)


def _plain_import(imported: "Imported") -> dict[str, Any]:
    return {
        "published": str(imported.published),
        "unchanged": imported.unchanged,
        "written": [
            {"event": event.id, "type": event.type, "title": event.title, "file": str(file)}
            for event, file in zip(imported.events, imported.files, strict=True)
        ],
    }


def _write_import(imported: "Imported", into: Path) -> None:
    console = Console()
    revisions = [event for event in imported.events if isinstance(event, Correction)]
    counts = [
        counted(len(imported.events) - len(revisions), "new figure"),
        counted(len(revisions), "revision"),
        f"{imported.unchanged:,} unchanged",
    ]
    write(console, f"Edition of {imported.published}: {', '.join(counts)}")
    for event in revisions:
        write_event(console, event, INDENT)
    if imported.events:
        write(console, f"Look over the files in {into}, then: border-timeline record {into}")


@imports.command
def facts(file: Path, /, *, into: Into, as_json: Json = False) -> None:
    """Write a draft of an event for each fact of a file, one JSON object a line.

    What a fact does not say is commented out in its draft: fill it in, and let check tell
    what is missing still. No file is ever overwritten.

    Example: border-timeline import facts facts.jsonl --into my/events

    Parameters
    ----------
    file
        The facts, one JSON object a line: id, date, kind, fact, sources and more.
    """
    from border_timeline.importers import import_facts  # noqa: PLC0415 - 30 ms, half YAML

    drafts = import_facts(file, into)
    if as_json:
        print_json([_plain_draft(draft) for draft in drafts])
        return
    console = Console()
    write(console, f"Wrote {counted(len(drafts), 'draft')} into {into}")
    for draft in drafts:
        write(console, (draft.id, ADDRESS), f" ({draft.type})", lead=INDENT)
    write(console, f"Finish them: border-timeline check --events {into} tells what is missing")


def _plain_draft(draft: "Draft") -> dict[str, Any]:
    return {"event": draft.id, "type": draft.type, "file": str(draft.file)}
