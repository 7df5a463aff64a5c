"""What holds for a check of any log, however little its events fit together."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from border_timeline import Coverage, DatasetInfo, Event, Finding, Severity, Timeline
from border_timeline.testing.logs import FACTS, logs
from border_timeline.views import VIEWS

TYPES = st.sampled_from([FACTS, *(tuple(view.on) for view in VIEWS)])
LOGS: SearchStrategy[Sequence[Event]] = TYPES.flatmap(lambda types: logs(types, corrections=3))
COVERAGES = st.sampled_from([None, Coverage(since="2024-01-01", through="2024-07-01")])


def checked(events: Sequence[Event], coverage: Coverage | None) -> list[Finding]:
    return Timeline(events, info=DatasetInfo(coverage=coverage)).check()


@given(LOGS, COVERAGES)
def test_a_check_answers_for_every_log_with_events_that_stand(
    events: list[Event], coverage: Coverage | None
) -> None:
    standing = Timeline(events).standing()
    for finding in checked(events, coverage):
        assert finding.events
        assert all(event in standing for event in finding.events)
        assert "\n" not in finding.message.strip()


@given(st.data(), LOGS, COVERAGES)
def test_the_order_of_the_events_changes_no_finding(
    data: st.DataObject, events: list[Event], coverage: Coverage | None
) -> None:
    shuffled = data.draw(st.permutations(events))
    assert checked(shuffled, coverage) == checked(events, coverage)


@given(LOGS, COVERAGES)
def test_findings_come_in_their_order(events: list[Event], coverage: Coverage | None) -> None:
    places = [
        (found.severity is Severity.WARNING, found.code, found.events[0].effective.latest)
        for found in checked(events, coverage)
    ]
    assert all(one <= other for one, other in pairwise(places))
