"""The parts of a timeline that its laws are tried on."""

from collections.abc import Sequence

import pytest
from hypothesis import find, given

import border_timeline as bt
from border_timeline import Event
from border_timeline.events import Correction
from border_timeline.testing import stories
from border_timeline.testing.stories import linked, parts, without
from builders import corrected, policy_ended, policy_started
from planted import FERRIES, departure

START = policy_started("patrols", "2024-07-01", id="start")
END = policy_ended("patrols", "2024-07-05", id="end")
OTHER = policy_started("checks", "2024-07-01", id="other", after=["start"])
CALLED = corrected("start", "erratum", "2024-07-02", id="called", set={"name": "Patrols"})
CALLED_LATER = corrected(
    "start", "erratum", "2024-07-02", id="called-later", set={"name": "New"}, after=["called"]
)
#: It fits only beside another, for nothing else tells which of three goes last.
CALLED_LAST = corrected(
    "start", "erratum", "2024-07-02", id="called-last", set={"name": "Z"}, after=["called-later"]
)
GONE = corrected("end", "retraction", "2024-07-06", id="gone")
BACK = corrected("gone", "retraction", "2024-07-08", id="back")
BEHIND = corrected("end", "erratum", "2024-07-07", id="behind", set={"after": ["start", "other"]})
LEFT = departure("left", "2024-07-03")
SUNK = corrected("left", "retraction", "2024-07-09", id="sunk")
LOG = [START, END, OTHER, CALLED, CALLED_LATER, CALLED_LAST, GONE, BACK, BEHIND, LEFT, SUNK]
TIMELINE = bt.Timeline(LOG, views=[FERRIES])


def ids(events: Sequence[Event]) -> list[str]:
    return [event.id for event in events]


@given(stories(TIMELINE))
def test_a_story_is_a_log_that_a_timeline_takes(events: list[Event]) -> None:
    assert len(bt.Timeline(events)) == len(events)


@given(stories(TIMELINE))
def test_a_story_is_of_events_of_the_timeline_with_all_their_corrections(
    events: list[Event],
) -> None:
    there = set(ids(events))
    for event in events:
        (recorded,) = (other for other in LOG if other.id == event.id)
        assert type(event) is type(recorded)
        assert set(event.after) == there.intersection(recorded.after)
        assert not isinstance(event, Correction) or event.corrects in there
    needed = {e.id for e in LOG if isinstance(e, Correction) and set(linked(e)) <= there}
    assert needed <= there


@given(stories(bt.Timeline([])))
def test_a_timeline_without_events_has_the_story_without_events(events: list[Event]) -> None:
    assert events == []


@given(stories(bt.Timeline([departure("unseen", "2024-07-01")])))
def test_events_that_no_view_shows_are_in_no_story(events: list[Event]) -> None:
    assert events == []


@pytest.mark.parametrize("name", ids(LOG))
def test_every_event_is_in_some_story_also_one_that_was_retracted(name: str) -> None:
    assert find(stories(TIMELINE), lambda events: name in ids(events))


@pytest.mark.parametrize(
    ("name", "smallest"),
    [("other", ["other"]), ("left", ["left", "sunk"]), ("back", ["end", "gone", "back"])],
)
def test_a_story_shrinks_to_an_event_and_its_corrections(name: str, smallest: list[str]) -> None:
    assert ids(find(stories(TIMELINE), lambda events: name in ids(events))) == smallest


@given(parts([OTHER, BEHIND, END]))
def test_what_is_linked_to_an_event_elsewhere_is_in_no_part(events: list[Event]) -> None:
    assert "behind" not in ids(events)
    assert all(event.after == () for event in events)


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ([], ids(LOG)),
        (["left"], [name for name in ids(LOG) if name not in {"left", "sunk"}]),
        (["back"], [name for name in ids(LOG) if name != "back"]),
        (["other"], [name for name in ids(LOG) if name not in {"other", "behind"}]),
        (["start", "end"], ["other", "left", "sunk"]),
    ],
)
def test_what_goes_takes_its_corrections_and_the_links_to_it_along(
    gone: list[str], left: list[str]
) -> None:
    found = without(LOG, gone)
    assert ids(found) == left
    assert not {name for event in found for name in event.after}.intersection(gone)


@pytest.mark.parametrize(
    ("event", "names"),
    [
        (START, []),
        (OTHER, []),
        (GONE, ["end"]),
        (BEHIND, ["end", "start", "other"]),
        (
            corrected("behind", "erratum", "2024-07-10", set={"set": {"after": ["left"]}}),
            ["behind", "left"],
        ),
    ],
)
def test_a_correction_is_linked_to_its_target_and_to_what_it_puts_first(
    event: Event, names: list[str]
) -> None:
    assert list(linked(event)) == names
