"""The YAML profile in which people write events: plain trees of text.

Every scalar is a string, whatever it looks like, so that `no`, `12:30` and `010`
mean themselves. Duplicate keys, anchors, aliases, tags and merge keys are refused.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from attrs import define, field

from border_timeline.errors import Problem

#: A tree of text: a string, a list of trees, or a mapping from string to tree.
Tree = str | list["Tree"] | dict[str, "Tree"]

#: How many lists and mappings may stand inside one another; events need three.
_DEEPEST = 50


@define
class Document:
    """A YAML document read as a tree of text.

    `lines` gives the line of each path (`sources[0].url`), counted from 1; `problems`
    lists what the profile refuses, and `tree` is None where nothing could be read.
    """

    file: str
    tree: Tree | None = None
    lines: dict[str, int] = field(factory=dict[str, int])
    problems: list[Problem] = field(factory=list[Problem])

    def line(self, path: str) -> int:
        """Return the line of a path, or of the nearest thing that holds it."""
        while path and path not in self.lines:
            cut = max(path.rfind("."), path.rfind("["), 0)
            path = path[:cut]
        return self.lines.get(path, 1)

    def problem(self, message: str, path: str = "") -> Problem:
        """Return a problem at a path of this document."""
        return Problem(message, field=path, file=self.file, line=self.line(path))


def read_yaml(text: str | bytes, file: str = "") -> Document:
    """Read one YAML document; what is wrong with it is in the result's `problems`."""
    document = Document(file)
    try:
        events = iter(list(yaml.parse(text, Loader=yaml.CBaseLoader)))
        _read(events, document)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        _refuse_all(document, str(error.problem), mark.line + 1 if mark else 1)
    except yaml.YAMLError as error:  # the bytes are no text
        _refuse_all(document, " ".join(str(error).split()), 1)
    return document


def _read(events: Iterator[Any], document: Document) -> None:
    next(events)  # the start of the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        document.problems.append(document.problem("the file is empty"))
        return
    document.tree = _node(next(events), events, document, "")
    next(events)  # the end of the document
    if not isinstance(more := next(events), yaml.StreamEndEvent):
        document.lines[""] = more.start_mark.line + 1
        document.problems.append(document.problem("a second YAML document; write one a file"))


def _refuse_all(document: Document, reason: str, line: int) -> None:
    document.tree = None
    document.lines = {"": line}
    document.problems = [document.problem(f"is not valid YAML: {reason}")]


def _node(start: Any, events: Iterator[Any], document: Document, path: str) -> Tree:
    if path.count(".") + path.count("[") > _DEEPEST:
        raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=start.start_mark)
    document.lines.setdefault(path, start.start_mark.line + 1)
    for reason in _refusals(start):
        document.problems.append(_at(start, document, path, reason))
    if isinstance(start, yaml.SequenceStartEvent):
        items: list[Tree] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(item, events, document, f"{path}[{len(items)}]"))
        return items
    if isinstance(start, yaml.MappingStartEvent):
        return _mapping(events, document, path)
    return "" if isinstance(start, yaml.AliasEvent) else str(start.value)


def _mapping(events: Iterator[Any], document: Document, path: str) -> dict[str, Tree]:
    mapping: dict[str, Tree] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        name = _node(key, events, document, path)
        if not isinstance(name, str):
            document.problems.append(_at(key, document, path, "found a key that is no plain word"))
            name = ""
        inner = f"{path}.{name}" if path else name
        if name == "<<":
            reason = "found the merge key <<; write the keys out"
            document.problems.append(_at(key, document, path, reason))
        if name in mapping:
            reason = f"is here again (first on line {document.lines[inner]}); write a key once"
            document.problems.append(_at(key, document, inner, reason))
        document.lines.setdefault(inner, key.start_mark.line + 1)
        value = _node(next(events), events, document, inner)
        mapping.setdefault(name, value)
    return mapping


def _refusals(start: Any) -> Iterator[str]:
    """Yield what the profile refuses of a value, before its content is read."""
    if isinstance(start, yaml.AliasEvent):
        yield f"found the alias *{start.anchor}; write the value out"
    else:
        if start.anchor is not None:
            yield f"found the anchor &{start.anchor}; write values out, without anchors"
        if start.tag is not None:
            yield f"found the tag {start.tag}; every value is plain text, without tags"


def _at(start: Any, document: Document, path: str, message: str) -> Problem:
    line = start.start_mark.line + 1
    return Problem(message, field=path, file=document.file, line=line)
