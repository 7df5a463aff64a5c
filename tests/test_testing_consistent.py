"""Logs that make sense, and logs with one fault in them, for tests of timelines and checks."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from border_timeline import DatasetError, Event, Timeline, UnknownKeyError
from border_timeline.events import (
    VOCABULARY,
    ActRepealed,
    BodyClosed,
    Correction,
    CorrectionKind,
    FundingPledged,
    FundingWithdrawn,
    PolicyEnded,
    PostFilled,
)
from border_timeline.testing import consistent, consistent_logs
from border_timeline.testing.faults import CODES, Inconsistent, inconsistent_logs
from border_timeline.testing.values import DAY

T = TypeVar("T")

#: Repeatable, and without the phase in which Hypothesis makes examples larger to explain them.
SEARCH = settings(
    database=None, derandomize=True, max_examples=3000, phases=[Phase.generate, Phase.shrink]
)
DOCUMENTED = re.findall(
    r"^### `([a-z-]+)`$",
    (Path(__file__).parents[1] / "docs" / "checks.md").read_text("utf-8"),
    re.MULTILINE,
)


def minimal(logs: SearchStrategy[T], condition: Callable[[T], bool]) -> T:
    """Return what a failing test shows whose condition was to be false."""
    return find(logs, condition, settings=SEARCH)


def corrections(log: list[Event]) -> list[Correction]:
    return [event for event in log if isinstance(event, Correction)]


def reports(log: Inconsistent) -> list[tuple[str, frozenset[str]]]:
    """Return the code of each finding of a check, with the ids of its events."""
    found = Timeline(log.events, info=log.info).check()
    return [(one.code, frozenset(event.id for event in one.events)) for one in found]


def refused_for(log: Inconsistent) -> set[str]:
    """Return the ids of the events for which a timeline refuses a log; none where it does not."""
    try:
        Timeline(log.events, info=log.info)
    except DatasetError as error:
        return {problem.event for problem in error.problems}
    return set()


@given(consistent_logs(corrections=4))
def test_a_check_finds_nothing_in_a_consistent_log(log: list[Event]) -> None:
    assert [str(finding) for finding in Timeline(log).check()] == []


@pytest.fixture
def logs_about(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[list[Event]]]:
    """Return long consistent logs, always the same, of which all events are about little.

    They are few among all logs, and the mistakes that only they would show fewer.
    """

    def drawn(about: str) -> list[list[Event]]:
        monkeypatch.setattr(consistent, "_ABOUT", st.just(about.split()))
        found: list[list[Event]] = []

        @settings(SEARCH, max_examples=100, phases=[Phase.generate])
        @given(consistent_logs(min_size=6, corrections=4))
        def collect(log: list[Event]) -> None:
            found.append(log)

        collect()
        return found

    return drawn


LogsAbout = Callable[[str], list[list[Event]]]


@pytest.mark.parametrize(
    "about", ["body post", "recipient", "measure", "policy act site", "agreement commitment"]
)
def test_a_check_finds_nothing_where_all_events_meet(about: str, logs_about: LogsAbout) -> None:
    for log in logs_about(about):
        assert [str(finding) for finding in Timeline(log).check()] == []


def test_no_post_is_filled_in_a_body_that_is_closed(logs_about: LogsAbout) -> None:
    logs = logs_about("body post")
    assert any(map(has(PostFilled, "body"), logs))
    for log in logs:
        for post in (event for event in log if isinstance(event, PostFilled) and event.body):
            number, last = int(post.id.removeprefix("event-")), post.effective.last
            before = [f"event-{other}" for other in range(1, number)]
            life = [e for e in log if getattr(e, "body", None) == post.body and e.id in before]
            by_then = [
                e for e in life if not isinstance(e, PostFilled) and e.effective.last <= last
            ]
            assert by_then
            latest = max(by_then, key=lambda event: before.index(event.id))
            assert not isinstance(latest, BodyClosed)


def test_the_value_of_a_figure_is_corrected_with_its_qualifier(logs_about: LogsAbout) -> None:
    found = [correction.set for log in logs_about("measure") for correction in corrections(log)]
    assert any("value" in changed for changed in found)
    assert all(("value" in changed) == ("qualifier" in changed) for changed in found)


@given(st.data(), st.integers(0, 4), st.integers(0, 4), st.integers(0, 2))
def test_a_consistent_log_is_as_long_as_was_asked_for(
    data: st.DataObject, least: int, more: int, most: int
) -> None:
    strategy = consistent_logs(min_size=least, max_size=least + more, corrections=most)
    log = data.draw(strategy)
    assert least <= len(log) - len(corrections(log)) <= least + more
    assert len(corrections(log)) <= most
    assert len({event.id for event in log}) == len(log)


Condition = Callable[[list[Event]], bool]


@pytest.fixture(scope="module")
def comes_up() -> Callable[[Condition], bool]:
    """Return whether some consistent log fulfils a condition."""
    search = settings(SEARCH, phases=[Phase.generate])
    logs = consistent_logs(min_size=6, corrections=4)
    found: list[list[Event]] = []

    @settings(search, max_examples=200)
    @given(logs)
    def collect(log: list[Event]) -> None:
        found.append(log)

    collect()

    def is_found(condition: Condition) -> bool:
        # What is rare is not among a few examples, and searched for.
        return any(map(condition, found)) or condition(find(logs, condition, settings=search))

    return is_found


@pytest.mark.parametrize("cls", VOCABULARY, ids=lambda cls: cls.type)
def test_every_type_of_event_comes_up_in_a_consistent_log(
    cls: type[Event], comes_up: Callable[[Condition], bool]
) -> None:
    assert comes_up(lambda log: cls in {type(event) for event in log})


@pytest.mark.parametrize("kind", CorrectionKind)
def test_every_kind_of_correction_comes_up(
    kind: CorrectionKind, comes_up: Callable[[Condition], bool]
) -> None:
    assert comes_up(lambda log: kind in {found.kind for found in corrections(log)})


@pytest.mark.parametrize("name", ["effective", "known", "value", "amount", "set", "kind", "notes"])
def test_corrections_set_fields_of_many_kinds(
    name: str, comes_up: Callable[[Condition], bool]
) -> None:
    assert comes_up(lambda log: any(name in found.set for found in corrections(log)))


@given(consistent_logs(max_size=4))
def test_a_correction_sets_another_value_than_its_target_has(log: list[Event]) -> None:
    by_id = {event.id: event for event in log}
    for found in corrections(log):
        target = by_id[found.corrects]
        assert found.kind == "retraction" or attrs.evolve(target, **found.set) != target


def stands_before_its_target(log: list[Event], found: Correction) -> bool:
    """Whether a correction stands before what it corrects."""
    names = [event.id for event in log]
    return names.index(found.id) < names.index(found.corrects)


def has(cls: type[Event], name: str) -> Condition:
    """Return whether a log has an event of a type that says something in a field."""
    return lambda log: any(isinstance(event, cls) and getattr(event, name) for event in log)


@pytest.mark.parametrize(
    "condition",
    [
        has(Event, "after"),
        has(FundingPledged, "includes"),
        has(FundingPledged, "stated_total"),
        has(FundingWithdrawn, "pledge"),
        lambda log: any(not event.effective.is_day for event in log),
        lambda log: any(event.effective.uncertain for event in log),
        lambda log: any(event.known.last < event.effective.last for event in log),
        lambda log: any(event.known.last > event.effective.last for event in log),
        lambda log: any("correction" in found.corrects for found in corrections(log)),
        lambda log: log != sorted(log, key=lambda event: event.effective.last),
        lambda log: any(stands_before_its_target(log, found) for found in corrections(log)),
    ],
)
def test_a_consistent_log_may_be_more_than_plain(
    condition: Condition, comes_up: Callable[[Condition], bool]
) -> None:
    assert comes_up(condition)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=8)
@given(st.data())
def test_one_fault_is_found_and_nothing_else(code: str, data: st.DataObject) -> None:
    log = data.draw(inconsistent_logs(code))
    assert log.code == code
    assert Timeline(log.sound, info=log.info).check() == []
    assert log.planted
    if log.is_refused:
        assert refused_for(log)
        assert refused_for(log) <= log.planted
    else:
        assert reports(log) == [(code, log.planted)]


@given(inconsistent_logs())
def test_a_fault_is_of_any_code_where_none_is_asked_for(log: Inconsistent) -> None:
    assert log.code in CODES
    assert bool(refused_for(log)) is log.is_refused
    assert log.is_refused or {code for code, _ in reports(log)} == {log.code}


def test_every_code_that_is_documented_is_planted() -> None:
    refused = {code for code in CODES if minimal(inconsistent_logs(code), bool).is_refused}
    assert len(DOCUMENTED) == len(set(DOCUMENTED)) > 0
    assert set(CODES) - refused == set(DOCUMENTED)


def test_a_code_of_which_no_fault_is_made_is_refused() -> None:
    with pytest.raises(UnknownKeyError, match="did you mean 'after-circle'"):
        inconsistent_logs("after-circel")
    with pytest.raises(UnknownKeyError, match="there are order-dependent-tie, "):
        inconsistent_logs("nonsense")


def assert_readable(log: list[Event], most: int) -> None:
    """Assert that a person sees at once what a log says."""
    assert len(log) <= most
    for event in log:
        assert abs(DAY - event.effective.latest) <= timedelta(3)
        assert event.title in {event.type, "one"}
        assert not event.about
        assert event.notes is None
        assert len(event.sources) == 1


@pytest.mark.parametrize(
    ("condition", "size"),
    [
        (bool, 1),
        (lambda log: any(isinstance(event, PolicyEnded) for event in log), 2),
        (lambda log: any(isinstance(event, ActRepealed) for event in log), 2),
        (lambda log: sum(isinstance(event, FundingPledged) for event in log) > 1, 2),
        (lambda log: bool(corrections(log)), 2),
        (lambda log: any(c.kind == "retraction" for c in corrections(log)), 3),
        (lambda log: any("correction" in c.corrects for c in corrections(log)), 3),
    ],
)
def test_a_failing_test_shows_a_log_that_a_person_can_read(condition: Condition, size: int) -> None:
    assert_readable(minimal(consistent_logs(max_size=5), condition), size)


@pytest.mark.parametrize("code", CODES)
def test_a_fault_shrinks_to_the_events_that_show_it(code: str) -> None:
    log = minimal(inconsistent_logs(code), lambda log: bool(refused_for(log) or reports(log)))
    assert log.code == code
    assert_readable(log.events, 3)


@pytest.mark.parametrize("code", ["pledge-unknown", "correction-rivals"])
def test_a_fault_shrinks_among_faults_of_every_code(code: str) -> None:
    log = minimal(inconsistent_logs(), lambda log: log.code == code)
    assert_readable(log.events, 3)
