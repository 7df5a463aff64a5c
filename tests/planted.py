"""Ferries, what a law says of faults that were planted in them, and the log in what it says."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import frozen
from hypothesis import settings

import border_timeline as bt
from border_timeline import Codec, Event
from border_timeline.codec.yaml import read_yaml
from border_timeline.events import VOCABULARY
from border_timeline.testing import BrokenLawError, Law
from border_timeline.testing.law import Logs, Subject


@bt.event(kw_only=True)
class FerryDeparted(bt.Event):
    ferry: bt.Slug
    passengers: bt.Count


@frozen
class Ferry:
    departures: int
    passengers: int


def departed(state: Ferry | None, event: FerryDeparted) -> Ferry:
    state = state or Ferry(0, 0)
    return Ferry(state.departures + 1, state.passengers + event.passengers)


FERRIES = bt.Projection("ferries", key="ferry", on={FerryDeparted: departed})


def ferries(fold: Callable[[Any, FerryDeparted], Any], **more: Any) -> bt.Projection[Any]:
    """Return a projection of ferries that folds them by another function."""
    return bt.Projection(**{"name": "ferries", "key": "ferry", "on": {FerryDeparted: fold}, **more})


def departure(name: str, on: str, passengers: int = 1, **more: Any) -> FerryDeparted:
    """Return a departure of that id; of the ferry alpha, unless another is named."""
    fields = {"ferry": "alpha", "title": "It leaves", "sources": [CITED], **more}
    return FerryDeparted(id=name, effective=on, passengers=passengers, **fields)


#: Settings by which the same examples are tried each time, and none is remembered.
REPEATABLE: Mapping[str, Any] = {"max_examples": 1000, "derandomize": True, "database": None}

CITED = bt.Source(publisher="Port log", published="2030-01-01")


@frozen
class Told:
    """What a broken law says: its message, and the log in it, with what was added to that."""

    message: str
    events: tuple[Event, ...]


def told(law: Law, subject: Subject, *, logs: Logs | None = None) -> Told:
    """Return what a law says of a subject that breaks it, always of the same logs."""
    with trying(**REPEATABLE), pytest.raises(BrokenLawError) as caught:
        law(subject, logs=logs)
    assert not getattr(caught.value, "__notes__", None)
    return Told(str(caught.value), log_in(str(caught.value)))


@contextmanager
def trying(**more: Any) -> Generator[None]:
    """Have Hypothesis try laws by other settings than those of its profile."""
    before = settings.default
    assert before is not None
    _load(settings(before, **more))
    try:
        yield
    finally:
        _load(before)


def _load(found: settings) -> None:
    settings.register_profile("planted", found)
    settings.load_profile("planted")


_CODEC = Codec((*VOCABULARY, FerryDeparted))


def log_in(message: str) -> tuple[Event, ...]:
    """Return the events of the files that a message ends in."""
    _, _, files = message.rpartition("The smallest log that shows it:\n\n")
    return tuple(_event(file) for file in files.split("---\n") if file != "(no event)\n")


def _event(file: str) -> Event:
    document = read_yaml(file)
    assert not document.problems
    assert isinstance(document.tree, dict)
    return _CODEC.from_mapping(document.tree)
