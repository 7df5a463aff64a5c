"""Starting a new event: its file, not filled in yet."""

import re
from pathlib import Path

from border_timeline.codec.template import event_template, read_id
from border_timeline.errors import DatasetError, FieldError, Problem
from border_timeline.events import Event

#: What is said of a file that stands where a new one would go.
TAKEN = "is there already, and is not overwritten"

_YEAR = re.compile(r"([0-9]{4})-")


def write_template(directory: str | Path, cls: type[Event], name: str) -> Path:
    """Write the file of a new event of a type into a directory; return its path, YEAR/ID.yaml.

    The year is that with which the id, `name`, begins. Folders that are missing are made; no
    file is ever overwritten. Raises `FieldError` for a name that is no id or begins with no
    year, and `DatasetError` where an event of that id is in the directory already.
    """
    year = _YEAR.match(read_id(name))
    if year is None:
        message = f"found {name!r}; begin it with the day of the event, such as 2024-07-06-{name}"
        raise FieldError(message, field="id")
    folder = Path(directory)
    path = folder / year[1] / f"{name}.yaml"
    for taken in folder.rglob(f"{name}.y*ml"):
        raise _taken(taken)
    text = event_template(cls, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:  # since just now
        raise _taken(path) from None
    return path


def _taken(path: Path) -> DatasetError:
    message = f"{TAKEN}; every event has its own id"
    return DatasetError([Problem(message, field="id", file=str(path))])
