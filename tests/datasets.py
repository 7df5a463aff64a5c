"""Datasets in a directory, for the tests that read one."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
import yaml

from border_timeline import Codec, Event

INFO = {"title": "A test", "coverage": {"since": "2024-01-01", "through": "2024-12-31"}}


def write_dataset(
    folder: Path,
    events: Iterable[Event],
    info: Mapping[str, Any] | None = None,
    types: Iterable[type[Event]] = (),
) -> Path:
    """Write one YAML file an event into a folder, and a `dataset.yaml`; return the folder."""
    codec = Codec([*Codec().types.values(), *types])
    for event in events:
        path = folder / str(event.effective.latest.year) / f"{event.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        mapping = orjson.loads(codec.to_line(event))
        path.write_text(yaml.safe_dump(mapping, allow_unicode=True), "utf-8")
    if info is not None:
        (folder / "dataset.yaml").write_text(yaml.safe_dump(dict(info)), "utf-8")
    return folder
