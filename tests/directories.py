"""Small directories of event files, and what is wrong with them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from border_timeline import Codec, DatasetError, Problem
from border_timeline.codec.dataset import Dataset
from border_timeline.stores.files import read_directory

STARTED = """\
id: {id}
type: policy-started
effective: 2024-07-07
title: It starts
policy: rwanda-scheme
sources:
  - publisher: BBC News
    published: 2024-07-07
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def started(name: str, *changes: tuple[str, str], more: str = "") -> str:
    """Return the file of an event in which each text is changed for another."""
    text = STARTED.format(id=name)
    for old, new in changes:
        assert text.count(old), old
        text = text.replace(old, new)
    return text + more


def read(folder: Path) -> Dataset:
    return read_directory(folder, Codec())


def refused(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(DatasetError) as caught:
        read(folder)
    return caught.value.problems


def places(folder: Path) -> list[tuple[str, int, str]]:
    """Return file, line and field of each problem of a directory."""
    return [(name_of(p.file, folder), p.line, p.field) for p in refused(folder)]


def name_of(file: str, folder: Path) -> str:
    return Path(file).relative_to(folder).as_posix()


def one(folder: Path) -> Problem:
    (problem,) = refused(folder)
    return problem
