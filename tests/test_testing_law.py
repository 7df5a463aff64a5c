"""How a law is tried, and how it tells what breaks it."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any
from unittest import SkipTest

import pytest
from hypothesis import Phase, Verbosity, assume
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

import border_timeline as bt
from border_timeline import Event, Projection, ProjectionError
from border_timeline.events import Correction
from border_timeline.testing import BrokenLawError, UnmetError, given, laws
from border_timeline.testing.law import Case, law, path_of
from builders import corrected
from planted import FERRIES, FerryDeparted, departure, ferries, told, trying

PURE = (
    ": the same log does not always do the same; a projection is pure, without a clock, "
    "chance, or anything that it remembers"
)
LOG = [departure("first", "2024-07-01"), departure("second", "2024-07-02")]


def seen_by(subject: Any, **more: Any) -> list[Sequence[Event]]:
    """Return the logs that a law is tried on."""
    seen: list[Sequence[Event]] = []

    @law
    def a_law_sees_its_logs(case: Case) -> None:
        seen.append(case.events)

    a_law_sees_its_logs(subject, **more)
    return seen


@law
def no_ferry_ever_leaves(case: Case) -> None:
    """A law that does not hold."""
    case.differ("what leaves", [event.id for event in case.events], [], "here", "nowhere")


# What a law is tried on


def test_a_law_is_called_as_the_function_that_says_it() -> None:
    assert no_ferry_ever_leaves.__name__ == "no_ferry_ever_leaves"
    assert no_ferry_ever_leaves.__doc__ == "A law that does not hold."


@pytest.mark.parametrize("examples", [1, 7])
def test_the_profile_says_on_how_many_logs_a_law_is_tried(examples: int) -> None:
    with trying(max_examples=examples):
        assert len(seen_by(FERRIES)) == examples


def test_a_law_that_the_profile_says_not_to_try_is_skipped() -> None:
    with trying(phases=[Phase.explicit]), pytest.raises(SkipTest):
        seen_by(FERRIES)


def test_a_law_takes_the_time_that_it_needs() -> None:
    with trying(max_examples=5, deadline=timedelta(microseconds=1)):
        laws.every_answer_is_the_one_of_the_model(FERRIES)


def test_a_log_that_broke_a_law_is_tried_again_by_that_law_and_view_alone() -> None:
    database = InMemoryExampleDatabase()
    with trying(database=database, derandomize=False, max_examples=50):
        for phases in ([Phase.generate], [Phase.reuse]):
            with trying(phases=phases), pytest.raises(BrokenLawError):
                no_ferry_ever_leaves(FERRIES)
        with trying(phases=[Phase.reuse]), pytest.raises(SkipTest):
            seen_by(FERRIES)
        with trying(phases=[Phase.reuse]), pytest.raises(SkipTest):
            no_ferry_ever_leaves(ferries(lambda *_: 0, name="others"))


def test_a_law_may_pass_over_logs_that_it_says_nothing_of() -> None:
    @law
    def two_events_are_two(case: Case) -> None:
        assume(len(case.events) > 1)
        case.differ("the log", len(case.events) > 1, True, "here", "there")  # noqa: FBT003 - a value that is told

    with trying(max_examples=10):
        two_events_are_two(FERRIES)


def test_logs_for_a_projection_are_of_the_types_that_it_folds() -> None:
    with trying(max_examples=30):
        types = {type(event) for events in seen_by(FERRIES) for event in events}
    assert types == {FerryDeparted, Correction}


def test_logs_for_a_timeline_are_of_its_own_events() -> None:
    timeline = bt.Timeline(LOG, views=[FERRIES])
    with trying(max_examples=20):
        assert {event for events in seen_by(timeline) for event in events} == set(LOG)


@pytest.mark.parametrize("subject", [FERRIES, bt.Timeline([], views=[FERRIES])])
def test_logs_that_are_given_replace_those_that_are_made(subject: Any) -> None:
    with trying(max_examples=5):
        assert set(seen_by(subject, logs=st.just(LOG))) == {tuple(LOG)}


@pytest.mark.parametrize("subject", [FerryDeparted, "ferries", LOG, None])
def test_what_is_neither_a_projection_nor_a_timeline_keeps_no_law(subject: Any) -> None:
    with pytest.raises(ProjectionError, match="neither a projection nor a timeline") as caught:
        laws.a_fold_is_pure(subject)
    assert str(caught.value).startswith(f"found {subject!r}")
    assert isinstance(caught.value, TypeError)


# What it tells


def test_a_broken_law_is_told_by_its_sentence_and_the_smallest_log() -> None:
    found = told(no_ferry_ever_leaves, FERRIES)
    assert found.message.startswith(
        "No ferry ever leaves\n\nwhat leaves is\n    ['event-0']\nhere, and\n    []\nnowhere\n\n"
        "The smallest log that shows it:\n\n# yaml-language-server"
    )
    assert [event.id for event in found.events] == ["event-0"]


def test_every_event_without_which_a_law_stays_broken_is_left_out() -> None:
    @law
    def the_second_never_leaves(case: Case) -> None:
        case.differ("who leaves", "second" in [e.id for e in case.events], False, "here", "there")  # noqa: FBT003 - a value that is told

    log = [
        *LOG,
        departure("third", "2024-07-03"),
        corrected("second", "dispute", "2024-07-04", set={"title": "x"}),
    ]
    found = told(the_second_never_leaves, FERRIES, logs=st.just(log))
    assert [event.id for event in found.events] == ["second"]


def test_an_event_without_which_a_law_is_broken_only_once_is_not_left_out() -> None:
    calls = count()

    @law
    def two_never_leave(case: Case) -> None:
        if len(case.events) == len(LOG) or next(calls) == 0:
            case.differ("what leaves", len(case.events), 0, "here", "there")

    assert told(two_never_leave, FERRIES, logs=st.just(LOG)).events == tuple(LOG)


def test_a_broken_law_without_an_event_says_so() -> None:
    @law
    def something_happens(case: Case) -> None:
        case.differ("whether something happens", bool(case.events), True, "here", "somewhere")  # noqa: FBT003 - a value that is told

    assert told(something_happens, FERRIES).message.endswith(":\n\n(no event)\n")


def test_every_moment_that_was_asked_is_told_and_what_was_added() -> None:
    more = departure("more", "2024-07-09")

    @law
    def nothing_is_asked(case: Case) -> None:
        case.moment()
        case.past()
        case.added(more)
        case.differ("an answer", 1, 2, "here", "there")

    found = told(nothing_is_asked, FERRIES)
    assert (
        "As of 2024-07-07, as known now:\nAs of 2024-07-07, as known on 2024-07-07:\nan answer is"
        in found.message
    )
    assert "(no event)\n---\n# added\n" in found.message
    assert found.events == (more,)


@pytest.mark.parametrize(("one", "other"), [(1, True), ("a", "b"), ((1,), [1]), (None, 0)])
def test_values_are_the_same_only_where_their_types_are(one: object, other: object) -> None:
    @law
    def values_are_the_same(case: Case) -> None:
        case.differ("a value", one, other, "here", "there")

    @law
    def states_are_the_same(case: Case) -> None:
        case.same({("ferries", "alpha"): one}, {("ferries", "alpha"): other}, "here", "there")

    with trying(max_examples=2):
        for each in (values_are_the_same, states_are_the_same):
            with pytest.raises(BrokenLawError, match=f"{one!r}\nhere, and"[-10:]):
                each(FERRIES)


def test_a_state_that_one_side_lacks_is_told_as_none() -> None:
    @law
    def states_are_the_same(case: Case) -> None:
        case.same({("ferries", "alpha"): 1}, {("ferries", "alpha"): 1, ("ferries", "b c"): 2})

    assert "ferries.b c is\n    None\nby the timeline, and\n    2\notherwise" in (
        told(states_are_the_same, FERRIES).message
    )


def test_a_path_is_written_as_a_user_writes_it() -> None:
    assert path_of(("figures", ("small-boats", "2024.5"))) == 'figures.small-boats."2024.5"'


def test_an_error_of_a_projection_is_told_by_its_type_with_the_log() -> None:
    def sinks(_state: object, event: FerryDeparted) -> int:
        raise ZeroDivisionError(f"{event.ferry} sinks")

    with trying(max_examples=20), pytest.raises(BrokenLawError) as caught:
        laws.a_fold_is_pure(ferries(sinks))
    assert "\n\nZeroDivisionError: alpha sinks\n\nThe smallest log" in str(caught.value)
    assert "ferry: alpha" in str(caught.value)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_who_breaks_off_a_law_is_not_kept_waiting() -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        laws.a_fold_is_pure(ferries(interrupted))


def test_chance_in_a_fold_breaks_the_law_of_purity() -> None:
    chance = ferries(lambda *_: random.random())  # noqa: S311 - what a projection must not do
    assert "\nwhen all is folded, and\n" in told(laws.a_fold_is_pure, chance).message


def test_a_fold_that_fails_once_is_told_not_to_be_pure_with_the_log_of_that_once() -> None:
    calls = count()

    def fails_once(_state: object, event: FerryDeparted) -> int:
        if next(calls) == 20:
            raise ValueError("the harbour was closed")
        return event.passengers

    with trying(max_examples=50), pytest.raises(BrokenLawError) as caught:
        laws.every_answer_is_the_one_of_the_model(ferries(fails_once))
    sentence = "Every answer is the one of the model"
    assert str(caught.value).startswith(f"{sentence}{PURE}\n\nOnce:\n\n{sentence}\n\nAs of ")
    assert "ValueError: the harbour was closed" in str(caught.value)
    assert "type: ferry-departed" in str(caught.value)


def test_a_fold_that_reads_another_entity_through_a_global_is_told_not_to_be_pure() -> None:
    latest: dict[str, int] = {}

    def with_the_others(state: int | None, event: FerryDeparted) -> int:
        latest[event.ferry] = (state or 0) + event.passengers
        return sum(latest.values())

    with trying(max_examples=100), pytest.raises(BrokenLawError, match="A fold is pure"):
        laws.a_fold_is_pure(ferries(with_the_others))


@pytest.mark.parametrize("is_flaky", [False, True])
@pytest.mark.parametrize("verbosity", [Verbosity.normal, Verbosity.verbose])
def test_nothing_that_hypothesis_says_is_told(
    capsys: pytest.CaptureFixture[str], *, is_flaky: bool, verbosity: Verbosity
) -> None:
    calls = count()

    def fails(*_: object) -> int:
        if not is_flaky or next(calls) == 20:
            raise ValueError("the harbour was closed")
        return 0

    with trying(max_examples=50, verbosity=verbosity), pytest.raises(BrokenLawError) as caught:
        laws.every_answer_is_the_one_of_the_model(ferries(fails))
    assert not getattr(caught.value, "__notes__", None)
    assert caught.value.__cause__ is None or type(caught.value.__cause__) is ValueError
    for word in ("Hypothesis", "hypothesis", "example", "Draw", "seed"):
        assert word not in str(caught.value)
    assert capsys.readouterr() == ("", "")


@bt.event(kw_only=True)
class FerryRenamed(bt.Event):
    """A type that says another thing each time it is made."""

    ferry: bt.Slug

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        object.__setattr__(self, "title", f"{self.title}!")


def test_an_event_that_no_file_can_say_is_told_as_it_is() -> None:
    renamed = Projection("names", key="ferry", on={FerryRenamed: lambda _, event: event.title})
    with trying(max_examples=20), pytest.raises(BrokenLawError) as caught:
        laws.an_event_is_read_back_from_what_was_written(renamed)
    _, _, files = str(caught.value).partition("The smallest log that shows it:\n\n")
    assert files.startswith("# FerryRenamed(id='event-0', ")
    assert "# has no file: FieldError: event-0 is not read back as it was written" in files


def test_a_day_that_is_asked_is_one_at_which_answers_may_change() -> None:
    asked: list[date] = []

    @law
    def days_are_near(case: Case) -> None:
        asked.append(case.day())

    with trying(max_examples=30):
        days_are_near(FERRIES, logs=st.just(LOG))
    assert set(asked) <= {date(2024, 6, 30) + timedelta(days) for days in range(4)}


def lines_of_a_report(caught: pytest.ExceptionInfo[BaseException]) -> list[str]:
    """Return the files whose lines pytest shows of an error."""
    return [str(entry.path) for entry in caught.traceback.filter(caught)]


def test_a_report_shows_the_line_that_asked_and_none_of_the_library() -> None:
    with pytest.raises(BrokenLawError) as caught, trying(max_examples=5):
        no_ferry_ever_leaves(FERRIES, logs=st.just(LOG))
    assert set(lines_of_a_report(caught)) == {__file__}

    with pytest.raises(UnmetError) as unmet:
        given(LOG, views=[FERRIES]).as_of("2024-07-02").then_absent("ferries.alpha")
    assert set(lines_of_a_report(unmet)) == {__file__}
