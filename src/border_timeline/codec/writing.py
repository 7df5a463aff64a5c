"""Event files as people write them: the one writer of the YAML that `codec.yaml` reads.

The fields stand in the order of the classes, an event's own behind its title; long text is
folded, and short lists stand on one line.
"""

import re
from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import attrs

from border_timeline.codec.converter import Codec
from border_timeline.codec.template import SCHEMA_LINE
from border_timeline.codec.yaml import read_yaml
from border_timeline.errors import DatasetError, FieldError
from border_timeline.events import Event
from border_timeline.fields import is_list, is_mapping
from border_timeline.money import Money

#: Stands for a value that is yet to be written.
BLANK = object()

_LINE, _FOLDED = 100, 98  # how long a line may be, and one of folded text
_FIRST = ("id", "type", "version", "effective", "known", "title")
_LAST = ("about", "after", "sources", "notes")

#: What a plain text may not begin with, and what may not be inside it.
_NOT_PLAIN = re.compile(r"[,\[\]{}#&*!|>'\"%@`]|[-?:](?: |$)|.*(?:: | #|:$)")
#: What is plain inside brackets too: no comma, no bracket, nothing that looks like a key.
_PLAIN_ITEM = re.compile(r"(?:[^\W_]|[£€])(?:[^,\[\]{}:?#]*[^,\[\]{}:?# ])?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def to_yaml(event: Event, codec: Codec) -> str:
    """Return the file of an event; reading it back gives the same event.

    Raises `FieldError` for an event that no file can say: one of a type that holds what is
    neither text nor a list or mapping of it.
    """
    values = {
        name: str(amount) if isinstance(amount := getattr(event, name, None), Money) else value
        for name, value in codec.to_mapping(event).items()
    }
    text = _file(type(event), values)
    if _read(text, codec) != event:
        raise FieldError(
            f"{event.id} is not read back as it was written; "
            f"look at the converters of {type(event).__name__}"
        )
    return text


def draft_yaml(cls: type[Event], values: Mapping[str, Any]) -> str:
    """Return the file of an event that is not finished, from what is known of it.

    `values` are texts, lists and mappings by field, as a file holds them. What an event of
    the type must have and they lack is a commented line, `# name:`, and so is `BLANK`.
    """
    required = {a.name: BLANK for a in attrs.fields(cls) if a.init and a.default is attrs.NOTHING}
    version = {} if cls.version == 1 else {"version": cls.version}
    return _file(cls, {**required, "type": cls.type, **version, **values})


def _read(text: str, codec: Codec) -> Event | None:
    document = read_yaml(text)
    if document.problems or not isinstance(document.tree, dict):
        return None
    try:
        return codec.from_mapping(document.tree)
    except DatasetError:
        return None


def _file(cls: type[Event], values: Mapping[str, Any]) -> str:
    own = [a.name for a in attrs.fields(cls) if a.name not in (*_FIRST, *_LAST)]
    order = [name for name in (*_FIRST, *own, *_LAST) if name in values]
    lines = _mapping({name: values[name] for name in order}, depth=0)
    return "\n".join([SCHEMA_LINE, *lines, ""])


def _mapping(values: Mapping[str, Any], depth: int) -> list[str]:
    return [line for name, value in values.items() for line in _entry(name, value, depth)]


def _entry(name: str, value: Any, depth: int) -> list[str]:
    """Return the lines of a key and its value; `depth` is how far they will be moved in."""
    lead = f"{_on_one_line(name)}:"
    if value is BLANK:
        return [f"# {lead}"]
    if (short := _brackets(value)) and depth + len(lead) + 1 + len(short) <= _LINE:
        return [f"{lead} {short}"]
    if is_mapping(value) or is_list(value):
        return [lead, *_moved_in(_node(value, depth + 2))]
    first, *more = _scalar(str(value), depth, len(lead) + 1)
    return [f"{lead} {first}", *more]


def _node(value: Any, depth: int) -> list[str]:
    if is_mapping(value):
        return _mapping(value, depth) or ["{}"]
    if is_list(value):
        return [line for item in value for line in _item(item, depth)] or ["[]"]
    return _scalar(str(value), depth, 0)


def _item(value: Any, depth: int) -> list[str]:
    short = _brackets(value)
    first, *more = [short] if short else _node(value, depth + 2)
    return [f"- {first}", *_moved_in(more)]


def _moved_in(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _brackets(value: Any) -> str:
    """Return a list of short plain texts in brackets, or nothing for everything else."""
    if not is_list(value):
        return ""
    items = [item if isinstance(item, str) and item.isprintable() else "" for item in value]
    return f"[{', '.join(items)}]" if all(map(_PLAIN_ITEM.fullmatch, items)) else ""


def _scalar(text: str, depth: int, lead: int) -> list[str]:
    """Return the lines of a text, the first of which stands behind `lead` characters."""
    lines = text.split("\n")
    if len(lines) > 1 and lines[0] and lines[-1] and all(map(_is_clean, lines)):
        return ["|-", *_moved_in(lines)]
    short = _on_one_line(text)
    if depth + lead + len(short) > _LINE and _is_clean(text) and "  " not in text:
        folded = wrap(text, _FOLDED - depth - 2, break_long_words=False, break_on_hyphens=False)
        if len(folded) > 1:
            return [">-", *_moved_in(folded)]
    return [short]


def _is_clean(line: str) -> bool:
    """Whether a line of a block holds a text just as it is."""
    return line.isprintable() and line == line.strip()


def _on_one_line(text: str) -> str:
    if text and _is_clean(text) and not _NOT_PLAIN.match(text):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character.isprintable() and character not in _ESCAPES:
        return character
    code = ord(character)
    longer = f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - 4 digits
    return _ESCAPES.get(character, longer)
