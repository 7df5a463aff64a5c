"""The order in which the ledger takes events in: each behind what it names or corrects."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

import border_timeline as bt
from border_timeline import Codec, Event
from border_timeline.events import Correction
from border_timeline.stores.comparison import unrecorded
from border_timeline.stores.ledger import record
from builders import make, policy_ended, policy_started
from datasets import write_dataset

A = policy_started("a", "2024-07-07", id="a")
B = policy_started("b", "2023-07-07", id="b")
C = policy_ended("b", "2025-07-07", id="c")


def taken(folder: Path, events: Iterable[Event]) -> list[str]:
    """Record events and return the ids of what is new, in the order of the ledger."""
    entries = record(write_dataset(folder, events), Codec())
    return [entry.event.id for entry in entries]


def correction(name: str, of: str, on: str, **more: Any) -> Correction:
    fields = {"id": name, "corrects": of, "kind": "erratum", "reason": "A slip", **more}
    return make(Correction, of, on, **{"set": {"title": name}, **fields})


def test_new_events_go_in_in_replay_order(tmp_path: Path) -> None:
    linked = policy_started("d", "2024-07-07", id="d", after=["e"])
    entries = taken(tmp_path, [C, linked, A, policy_started("e", "2024-07-07", id="e"), B])

    assert entries == ["b", "a", "e", "d", "c"]


def test_a_correction_goes_in_behind_what_it_corrects(tmp_path: Path) -> None:
    events = [
        correction("of-c", "c", "2022-01-01"),
        correction("of-of-c", "of-c", "2021-01-01"),
        A,
        B,
        C,
    ]

    assert taken(tmp_path, events) == ["c", "of-c", "of-of-c", "b", "a"]


def test_what_a_corrected_event_names_goes_in_before_it_too(tmp_path: Path) -> None:
    linked = attrs.evolve(C, after=("a", "b"))
    entries = taken(tmp_path, [correction("of-c", "c", "2022-01-01"), A, B, linked])

    assert entries == ["b", "a", "c", "of-c"]


def test_what_was_recorded_before_holds_nothing_back(tmp_path: Path) -> None:
    taken(tmp_path, [A, C])

    assert taken(tmp_path, [correction("of-c", "c", "2022-01-01"), B]) == ["of-c", "b"]


def test_an_event_that_names_its_own_correction_goes_in_before_it(tmp_path: Path) -> None:
    events = [correction("of-a", "a", "2023-01-01"), attrs.evolve(A, after=("of-a",))]

    assert taken(tmp_path, events) == ["a", "of-a"]


def test_a_long_row_of_links_is_no_matter() -> None:
    names = [f"x-{number}" for number in range(2_000)]
    links = [[], *([name] for name in names[:-1])]
    rows = [
        policy_started("x", "2024-07-07", id=name, after=after)
        for name, after in zip(names, links, strict=True)
    ]
    found = unrecorded([correction("of-last", "x-1999", "2020-01-01"), *rows], bt.Ledger())

    assert [row.id for row in found] == [*names, "of-last"]
