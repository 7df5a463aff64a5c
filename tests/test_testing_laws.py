"""The laws find what they are about, in users' projections and in the engine, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

import attrs
import pytest

import border_timeline as bt
from border_timeline import Codec, Projection, ordering
from border_timeline import corrections as correcting
from border_timeline.corrections import Corrections
from border_timeline.events import Correction, PolicyEnded, PolicyOutcome
from border_timeline.testing import LAWS, Law, laws
from border_timeline.timeline import Timeline, versions
from border_timeline.timeline import timeline as engine
from border_timeline.timeline.log import Log
from border_timeline.timeline.versions import Versions
from builders import corrected, policy_ended, policy_started
from planted import FERRIES, FerryDeparted, departure, ferries, told, trying

# Faults of projections


def in_a_list(state: list[int] | None, event: FerryDeparted) -> list[int]:
    return [*(state or []), event.passengers]


@attrs.define(unsafe_hash=True)
class Tally:
    """A state that compares and hashes by what it holds, and can be changed all the same."""

    passengers: int = 0


def in_place(state: Tally | None, event: FerryDeparted) -> Tally:
    state = state or Tally()
    state.passengers += event.passengers
    return state


def shared_by_all() -> Projection[Any]:
    tallies: dict[str, Tally] = {}
    return ferries(lambda _, event: in_place(tallies.setdefault(event.ferry, Tally()), event))


def by_a_clock() -> Projection[Any]:
    ticks = count()
    return ferries(lambda *_: next(ticks))


def once_a_day(state: str | None, event: FerryDeparted) -> str:
    if state == str(event.effective):
        raise ValueError("it has left already")
    return str(event.effective)


def once_ever(state: int | None, _event: FerryDeparted) -> int:
    if state:
        raise ValueError("it has left already")
    return 1


#: The law that a projection breaks, and what is said of it.
PROJECTIONS: Mapping[str, tuple[Law, Projection[Any], str]] = {
    "a state that is a list": (
        laws.a_fold_is_pure,
        ferries(in_a_list),
        "ferries.alpha from event-0 on is\n    [0]\nwhich can be changed: unhashable",
    ),
    "a state that is changed in place": (
        laws.a_fold_is_pure,
        ferries(in_place),
        "\nwhen all is folded, and\n    Tally(passengers=",
    ),
    "a state that all folds share": (
        laws.a_fold_is_pure,
        shared_by_all(),
        "\nwhen all is folded, and\n",
    ),
    "a fold that reads a clock": (
        laws.a_fold_is_pure,
        by_a_clock(),
        "\nwhen all is folded, and\n",
    ),
    "a fold that counts how often it is called": (
        laws.every_answer_is_the_one_of_the_model,
        by_a_clock(),
        "As of 2024-07-07, as known now:\nferries.alpha is\n",
    ),
    "a key that is a number": (
        laws.a_fold_is_pure,
        ferries(lambda *_: 0, key=lambda event: event.passengers),
        "a key of ferries is\n    0\nand no text or tuple of texts",
    ),
    "a key that is partly a number": (
        laws.a_fold_is_pure,
        ferries(lambda *_: 0, key=lambda event: (event.ferry, event.passengers)),
        "a key of ferries is\n    ('alpha', 0)\nand no text or tuple of texts",
    ),
    "a fold that raises where the log is inconsistent": (
        laws.every_answer_is_the_one_of_the_model,
        ferries(once_a_day),
        "ValueError: it has left already",
    ),
    "a fold that raises where an event comes late": (
        laws.an_event_of_a_later_day_never_changes_an_answer,
        ferries(once_ever),
        "ValueError: it has left already",
    ),
}


@pytest.mark.parametrize("fault", PROJECTIONS)
def test_a_fault_of_a_projection_is_told_with_a_log_of_at_most_two_events(fault: str) -> None:
    law, projection, says = PROJECTIONS[fault]
    found = told(law, projection)
    assert says in found.message
    assert 1 <= len(found.events) <= 2


# Faults of the engine


def of_the_next_day(real: Any) -> Any:
    return lambda line, day, **more: real(line, day + timedelta(1), **more)


def without_the_last(real: Any) -> Any:
    return lambda *asked: real(*asked)[:-1]


def only_the_first(real: Any) -> Any:
    return lambda *asked: real(*asked)[:1]


def nothing(_real: Any) -> Any:
    return lambda *_: []


def all_of_alpha(real: Any) -> Any:
    return lambda on, _, rows: real(on, lambda _: "alpha", rows)


def kept_by_day_alone(real: Any) -> Any:
    answers: dict[Any, Any] = {}
    return lambda line, day, **more: answers.setdefault((line, day), real(line, day, **more))


def a_day_early(real: Any) -> Any:
    return lambda log, day, known: real(log, day + 1, known)


def without_the_id(real: Any) -> Any:
    return lambda event: real(event)[:-1]


def the_last_of_all(real: Any) -> Any:
    return lambda each, _, *more: real(each, date.max.toordinal(), *more)


def whatever_is_known(_real: Any) -> Any:
    return lambda *_: True


def by_the_first_event(real: Any) -> Any:
    def explained(*asked: Any) -> Any:
        why = real(*asked)
        return attrs.evolve(why, event=why.chain[0].event if why.chain else why.event)

    return explained


def not_retracted(real: Any) -> Any:
    return lambda log, event, *more: real(log, event, *more) or event


def a_day_late(real: Any) -> Any:
    return lambda log, event: [(day and day + 1, said) for day, said in real(log, event)]


def without_about(real: Any) -> Any:
    return lambda codec, event: real(codec, attrs.evolve(event, about=()))


#: The law that breaks when a part of the engine is replaced, and what is said of it.
ENGINE: Mapping[str, tuple[Law, Any, str, Callable[[Any], Any], str]] = {
    "a question is answered for the day after": (
        laws.every_answer_is_the_one_of_the_model,
        *(Timeline, "as_of", of_the_next_day),
        "\nby the timeline, and\n    None\nby the model",
    ),
    "all ferries are folded as one": (
        laws.folding_keys_apart_equals_folding_them_together,
        *(versions, "_folded", all_of_alpha),
        "\ntogether, and\n",
    ),
    "answers are kept by day alone": (
        laws.what_is_kept_between_questions_changes_no_answer,
        *(Timeline, "as_of", kept_by_day_alone),
        "\nwhen nothing else was asked, and\n",
    ),
    "nothing is ever possible": (
        laws.an_event_is_absent_or_possible_or_counted,
        *(Log, "possible", nothing),
        "what is possible is\n    []\nby the timeline, and\n    ['",
    ),
    "an event counts a day early": (
        laws.an_event_is_absent_or_possible_or_counted,
        *(Log, "counted", a_day_early),
        "what counts is\n    ['",
    ),
    "events that are alike stay as they were given": (
        laws.the_order_of_input_never_matters,
        *(ordering, "_place", without_the_id),
        "the order of replay is\n    ['",
    ),
    "what counts from the next day counts": (
        laws.an_answer_needs_only_the_events_up_to_its_day,
        *(Timeline, "as_of", of_the_next_day),
        "\nby all events, and\n    None\nby those up to 2024-",
    ),
    "every day has the last state of all": (
        laws.an_event_of_a_later_day_never_changes_an_answer,
        *(Versions, "at", the_last_of_all),
        "\nwithout more, and\n",
    ),
    "a correction applies before it is known": (
        laws.what_becomes_known_later_never_changes_what_was_known,
        *(correcting, "_applies", whatever_is_known),
        "\nwithout more, and\n",
    ),
    "history misses the last step": (
        laws.history_diff_and_as_of_agree,
        *(engine, "history", without_the_last),
        "\nby history, and\n",
    ),
    "a difference misses a change": (
        laws.history_diff_and_as_of_agree,
        *(engine, "diff", without_the_last),
        "\nby diff, and\n",
    ),
    "the first event explains": (
        laws.an_explanation_names_the_event_that_set_the_value,
        *(engine, "explain", by_the_first_event),
        "\nby explain, and\n",
    ),
    "retractions are passed over": (
        laws.a_retraction_is_absence_from_its_known_on,
        *(Corrections, "standing", not_retracted),
        "\nwith the retraction, and\n    None\nwithout event-",
    ),
    "corrections apply a day late": (
        laws.a_retraction_is_absence_from_its_known_on,
        *(Corrections, "standings", a_day_late),
        "\nwith the retraction, and\n",
    ),
    "circles are not looked for": (
        laws.corrections_never_run_in_a_circle,
        *(engine, "correction_problems", nothing),
        "circle-0, circle-1 correct one another, and nobody refused them",
    ),
    "one event of a circle is named": (
        laws.corrections_never_run_in_a_circle,
        *(engine, "correction_problems", only_the_first),
        (
            "what is named is\n    ['circle-0']\nby the error, and\n    ['circle-0', 'circle-1']\n"
            "in the circle"
        ),
    ),
    "a line loses a field": (
        laws.an_event_is_read_back_from_what_was_written,
        *(Codec, "to_line", without_about),
        "\nfrom its line",
    ),
}


@pytest.mark.parametrize("fault", ENGINE)
def test_a_fault_of_the_engine_is_told_with_a_log_of_at_most_three_events(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    law, where, name, planted, says = ENGINE[fault]
    monkeypatch.setattr(where, name, planted(getattr(where, name)))
    found = told(law, FERRIES)
    assert says in found.message
    assert 1 <= len(found.events) <= 3


def test_every_law_finds_a_fault() -> None:
    assert {law for law, *_ in (*PROJECTIONS.values(), *ENGINE.values())} == set(LAWS)


def test_the_laws_are_all_of_the_module_in_its_order() -> None:
    found = [law for law in vars(laws).values() if hasattr(law, "__wrapped__")]
    assert list(LAWS) == [law for law in found if law.__module__ == laws.__name__]


# Faults in a timeline of one's own


def test_a_fault_in_a_timeline_is_told_with_its_own_events() -> None:
    log = [
        departure("the-first", "2024-07-01"),
        departure("by-night", "2024-07-02", ferry="bravo"),
        departure("the-second", "2024-07-03"),
        corrected("the-second", "revision", "2024-07-04", set={"passengers": 3}),
    ]
    timeline = bt.Timeline(log, views=[ferries(once_ever)])
    found = told(laws.every_answer_is_the_one_of_the_model, timeline)
    assert "ValueError: it has left already" in found.message
    assert [event.id for event in found.events][:2] == ["the-first", "the-second"]
    assert set(found.events) <= set(log)


def test_a_fault_in_the_bundled_record_is_told_with_few_events_of_it() -> None:
    def ended(_state: object, event: PolicyEnded) -> str:
        raise ValueError(f"{event.policy} never began")

    record = bt.load(views=[Projection("ends", key="policy", on={PolicyEnded: ended})])
    found = told(laws.history_diff_and_as_of_agree, record)
    (event,) = found.events
    assert isinstance(event, PolicyEnded)
    assert f"ValueError: {event.policy} never began" in found.message
    assert event.id in {recorded.id for recorded in record.events}


# What is well


@bt.event(kw_only=True)
class FerrySold(bt.Event):
    """A type that nobody told Hypothesis or the library of."""

    ferry: bt.Slug
    price: bt.Money | None = None
    outcome: PolicyOutcome
    owners: tuple[bt.Text, ...] = ()


@attrs.frozen
class Kept:
    """A state with a field that is nobody's business."""

    departures: int
    _last: str


GOOD: Mapping[str, Any] = {
    "attrs classes": FERRIES,
    "private fields": ferries(lambda _, event: Kept(event.passengers, event.id)),
    "a compound key": ferries(
        lambda state, _: (state or 0) + 1,
        key=lambda event: (event.ferry, str(event.effective.latest.year)),
    ),
    "a function as key": ferries(lambda _, event: event.id, key=lambda event: event.ferry[:1]),
    "numbers": ferries(lambda state, event: (state or 0) + event.passengers),
    "tuples": ferries(lambda state, event: (*(state or ()), event.id)),
    "texts": ferries(lambda state, event: f"{state or ''}{event.passengers} "),
    "nothing": ferries(lambda *_: None),
    "no event": Projection("none", key="ferry", on={}),
    "several types": Projection(
        "owners",
        key="ferry",
        on={FerryDeparted: lambda state, _: state or (), FerrySold: lambda _, e: e.owners},
    ),
    "corrections": Projection("slips", key="corrects", on={Correction: lambda _, e: e.reason}),
    "an empty timeline": bt.Timeline([]),
    "a timeline without views": Timeline([], views=[], snapshot_type=bt.Snapshot),
    "a small timeline": bt.Timeline(
        [
            departure("first", "2024-07-01"),
            departure("second", "2024-07-01", after=["first"], known="2024-07-02"),
            departure("third", "2024-07", ferry="bravo"),
            policy_started("patrols", "2024-07-01"),
            policy_ended("patrols", "2024-07-09"),
            corrected("first", "revision", "2024-07-03", set={"passengers": 5}),
            corrected("first", "erratum", "2024-07-04", set={"title": "It left"}),
            corrected("second", "dispute", "2024-07-05", set={"ferry": "bravo"}),
            corrected("third", "retraction", "2024-07-06", id="gone"),
            corrected("gone", "retraction", "2024-07-07", id="again"),
        ],
        views=[FERRIES],
    ),
}


@pytest.mark.parametrize("subject", GOOD)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_what_is_well_keeps_every_law(law: Law, subject: str) -> None:
    with trying(max_examples=10):
        law(GOOD[subject])
