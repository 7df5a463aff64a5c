"""The consistency kit as users write it: read by the type checkers, never run."""

from pathlib import Path
from typing import assert_type

import pytest
from hypothesis import given as tried_on
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import border_timeline as bt
from border_timeline.events import PolicyEnded
from border_timeline.testing import (
    LAWS,
    Law,
    Outcome,
    consistent_logs,
    days,
    events,
    every_store_gives_the_same_timeline,
    given,
    laws,
    logs,
    moments,
    store_machine,
    timeline_of,
)
from border_timeline.testing.conformance import StoreConformance
from border_timeline.views import POLICIES

assert_type(events(PolicyEnded, policy=st.just("patrols")), SearchStrategy[PolicyEnded])
assert_type(logs([PolicyEnded], max_size=3, corrections=1), SearchStrategy[list[bt.Event]])
assert_type(consistent_logs(), SearchStrategy[list[bt.Event]])


@pytest.mark.parametrize("law", LAWS)
def test_a_law(law: Law) -> None:
    """Hold a projection and a timeline to each law."""
    law(POLICIES)
    law(bt.load())
    law(POLICIES, logs=logs([PolicyEnded]))


laws.a_fold_is_pure(POLICIES)


@tried_on(logs(), st.data(), days())
def test_a_property(log: list[bt.Event], data: st.DataObject, day: object) -> None:
    """Ask a timeline at a moment of its log."""
    as_of, known_at = data.draw(moments(log))
    bt.Timeline(log).as_of(as_of, known_at=known_at)
    assert day


outcome = given([]).when().as_of("2024-07-07").then("policies.patrols.status", "ended")
assert_type(outcome, Outcome)
assert_type(outcome.then_absent("policies.patrols"), Outcome)


class TestStore(StoreConformance):
    """Hold a store to its contract."""

    def open_store(self, place: Path) -> bt.Store:
        """Return a store."""
        assert place.is_dir()
        return bt.MemoryStore()


def opened(place: Path) -> bt.Store:
    """Return a store."""
    assert place.is_dir()
    return bt.MemoryStore()


every_store_gives_the_same_timeline(opened)
TestMachine = store_machine(opened, durable=False).TestCase
assert_type(timeline_of(bt.MemoryStore()).events, tuple[bt.Event, ...])
