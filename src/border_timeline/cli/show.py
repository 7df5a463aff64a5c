"""Printing: paragraphs, the parts that several commands print, JSON, and what goes to stderr.

Text from events is never read as markup, and no word of it, such as an address or an id,
is broken at the end of a line.
"""

import re
from textwrap import wrap
from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from border_timeline.events import Event

NAME = "bold"
HEADING = "bold underline"
ADDRESS = "cyan"
#: How far things are indented below what they belong to, and how much a day in front takes.
INDENT = "  "
DAY = " " * 12

#: Text, and text with its style.
Piece = str | tuple[str, str]

_SPACE = re.compile(r"[ \t\r\n]+")
_NARROWEST = 20


def print_json(answer: Any) -> None:
    """Print plain values as JSON."""
    print(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())  # noqa: T201 - the output


def remark(text: str) -> None:
    """Print one paragraph on stderr, as it is."""
    Console(stderr=True).print(text, markup=False, highlight=False, soft_wrap=True)


def write(console: Console, *pieces: Piece, lead: str = "") -> None:
    """Print a paragraph, its first line behind `lead` and the others indented as far."""
    parts = (piece if isinstance(piece, tuple) else (piece, "") for piece in pieces)
    text = Text.assemble(*((_SPACE.sub(" ", part), style) for part, style in parts))
    width = max(console.width - len(lead), _NARROWEST)
    start = 0
    for line in wrap(text.plain, width, break_long_words=False, break_on_hyphens=False):
        start = text.plain.index(line, start)
        console.print(Text.assemble(lead, text[start : start + len(line)]), soft_wrap=True)
        start += len(line)
        lead = " " * len(lead)


def write_line(console: Console, text: str) -> None:
    """Print a text on one line, however long it is, so that it is copied in one piece."""
    console.print(Text(text), soft_wrap=True)


def write_heading(console: Console, text: str) -> None:
    """Print the heading of a part, below an empty line."""
    console.print()
    write(console, (text, HEADING))


def write_event(console: Console, event: Event, lead: str, more: str = "") -> None:
    """Print the title of an event, something more, and its id."""
    write(console, (event.title, NAME), more, lead=lead)
    write(console, (event.id, ADDRESS), lead=" " * len(lead))


def dated(day: object) -> str:
    """Return the lead of a paragraph about a day, as wide as `DAY`."""
    return f"{day!s:<{len(DAY)}}"
