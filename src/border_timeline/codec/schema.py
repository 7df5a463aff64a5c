"""The JSON Schema of event files, from the event classes themselves.

`python -m border_timeline.codec.schema` prints it; editors that know it complete and
check event files as they are written.
"""

import sys
from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

import orjson

from border_timeline.codec.converter import Codec
from border_timeline.events import VOCABULARY, Event
from border_timeline.fields import JsonSchema, object_schema


def event_schema(types: Iterable[type[Event]] = VOCABULARY) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of an event file written in a vocabulary.

    It follows the YAML that people write, in which an editor may see `2024` as a number.
    """
    classes = Codec(types).types
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An event",
        "type": "object",
        "properties": {"type": {"enum": list(classes)}},
        "required": ["type"],
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}}, "then": _one_type(cls)}
            for name, cls in classes.items()
        ],
    }


def _one_type(cls: type[Event]) -> JsonSchema:
    schema = object_schema(cls)
    version: dict[str, Any] = {"enum": [n for v in range(1, cls.version + 1) for n in (v, str(v))]}
    properties = {"type": {"const": cls.type}, "version": version, **schema["properties"]}
    summary, _, _ = cleandoc(cls.__doc__ or "").partition("\n\n")
    return {**schema, "description": summary.replace("\n", " "), "properties": properties}


def main() -> None:
    """Print the JSON Schema of the bundled vocabulary."""
    sys.stdout.write(orjson.dumps(event_schema(), option=orjson.OPT_INDENT_2).decode() + "\n")


if __name__ == "__main__":
    main()
