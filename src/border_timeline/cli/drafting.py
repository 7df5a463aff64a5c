"""The command that starts an event: new."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console

from border_timeline.cli.options import Json
from border_timeline.cli.show import print_json, write_line
from border_timeline.codec.template import event_template
from border_timeline.errors import FieldError, did_you_mean
from border_timeline.events import VOCABULARY, Event
from border_timeline.stores.templates import write_template

TYPE = "The type of the event, such as policy-ended."
ID = "Its id: the day of the event and a few words, such as 2024-07-06-rwanda-scheme-scrapped."
INTO = "Write it into this directory, as YEAR/ID.yaml, instead of printing it."


def new(
    kind: Annotated[str, Parameter(name="TYPE", help=TYPE)],
    /,
    *,
    name: Annotated[str, Parameter(name="--id", help=ID, show_default=False)] = "",
    into: Annotated[Path | None, Parameter(help=INTO)] = None,
    as_json: Json = False,
) -> None:
    """Print or write the file of a new event, for you to fill in.

    Each field says what is written there; those that may be left out are commented out.

    Example: border-timeline new policy-ended --id 2025-01-01-a-policy-ends --into my/events
    """
    cls = _type(kind)
    if into is not None and not name:
        raise FieldError("is missing; the file is called after the id of its event", field="--id")
    if into is None:
        path, text = None, event_template(cls, name)
    else:
        path = write_template(into, cls, name)
        text = path.read_text("utf-8")
    if as_json:
        print_json({"file": path and str(path), "template": text})
    elif path is None:
        print(text, end="")  # noqa: T201 - the output
    else:
        console = Console()
        write_line(console, f"Wrote {path}")
        write_line(console, f"Fill it in, then: border-timeline check --events {into}")


def _type(name: str) -> type[Event]:
    types = {cls.type: cls for cls in VOCABULARY}
    if name not in types:
        near = did_you_mean(name, types)
        message = f"found {name!r}, which is no type of event{near or '.'} The types are "
        raise FieldError(message + ", ".join(types), field="TYPE")
    return types[name]
