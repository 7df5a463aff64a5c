"""The versions of an entity: what of them holds at a day of knowledge, and what is reused."""

from datetime import date
from itertools import permutations

import pytest

from border_timeline import Event, Projection
from border_timeline.dates import day_of
from border_timeline.events import PolicyStarted
from border_timeline.testing.interrupted import at_every_line
from border_timeline.timeline import versions as engine
from border_timeline.timeline.rows import rows_of
from border_timeline.timeline.versions import Versions, fold
from builders import corrected, policy_started, source

LATE = [source("2030-01-01")]
State = tuple[str, ...]


class Names:
    """A projection whose state is the names so far, and which counts its steps."""

    def __init__(self) -> None:
        self.steps = 0
        self.view: Projection[State] = Projection(
            "names", key="policy", on={PolicyStarted: self._step}
        )

    def _step(self, state: State | None, event: PolicyStarted) -> State:
        self.steps += 1
        return (*(state or ()), event.name or event.id)

    def of(self, events: list[Event]) -> Versions[State]:
        """Return the versions of the entity `p`, with no step counted yet."""
        versions = fold(self.view, rows_of(events))["p"]
        self.steps = 0
        return versions

    def at(self, versions: Versions[State], day: str, known: str | None) -> State | None:
        moment = None if known is None else day_of(known)
        return versions.at(day_of(day), moment, self.view.on)


def started(name: str, on: str, **more: object) -> Event:
    return policy_started("p", on, id=name, sources=LATE, **more)


def on(day: int) -> str:
    return date(2024, 1, day).isoformat()


#: Of each day an event, known at once, but for one that became known late.
DAILY = [started(f"n{day:02}", on(day)) for day in range(1, 11)]
SECRET = started("secret", on(5), known="2024-06-01")
REVISED = corrected("n03", "revision", "2024-05-01", set={"name": "revised"}, sources=LATE)


def test_a_state_is_the_one_at_the_end_of_its_day() -> None:
    names = Names()
    versions = names.of(DAILY)
    assert names.at(versions, "2023-12-31", None) is None
    assert names.at(versions, on(1), None) == ("n01",)
    assert names.at(versions, on(2), on(1)) == ("n01",)
    assert names.at(versions, "2030-01-01", None) == tuple(f"n{day:02}" for day in range(1, 11))


def test_a_state_that_nothing_came_late_to_takes_no_step() -> None:
    names = Names()
    versions = names.of(DAILY)
    for day in range(1, 11):
        assert len(names.at(versions, on(day), on(day)) or ()) == day
        assert len(names.at(versions, on(day), "2030-01-01") or ()) == day
    assert names.steps == 0


def test_only_what_stands_behind_the_first_late_row_is_folded_again() -> None:
    names = Names()
    versions = names.of([*DAILY[:5], SECRET, *DAILY[5:]])
    assert names.at(versions, on(10), on(10)) == tuple(f"n{day:02}" for day in range(1, 11))
    assert names.steps == 5
    names.steps = 0
    assert names.at(versions, on(4), on(9)) == ("n01", "n02", "n03", "n04")
    assert names.steps == 0


def test_once_all_is_known_nothing_is_folded_again() -> None:
    names = Names()
    versions = names.of([*DAILY[:5], SECRET, *DAILY[5:]])
    for _ in range(2):
        assert "secret" in (names.at(versions, on(5), "2024-06-01") or ())
    assert names.steps == 0


def test_a_row_that_holds_no_longer_is_not_in_the_state_of_now() -> None:
    names = Names()
    versions = names.of([*DAILY[:4], REVISED])
    assert names.at(versions, on(4), None) == ("n01", "n02", "revised", "n04")
    assert names.at(versions, on(4), "2024-05-01") == ("n01", "n02", "revised", "n04")
    assert names.at(versions, on(4), "2024-04-30") == ("n01", "n02", "n03", "n04")
    assert names.at(versions, on(4), on(3)) == ("n01", "n02", "n03")


def test_an_entity_of_which_every_row_was_retracted_is_there_until_then() -> None:
    names = Names()
    versions = names.of([DAILY[0], corrected("n01", "retraction", "2024-05-01")])
    told = [names.at(versions, on(9), day) for day in ("2024-04-30", "2024-05-01", None)]
    assert told == [("n01",), None, None]


def test_one_question_folds_as_far_as_its_day_alone_and_the_second_keeps_every_version() -> None:
    names = Names()
    versions = names.of([SECRET, *DAILY[5:]])
    assert names.at(versions, on(7), on(10)) == ("n06", "n07")
    assert names.steps == 2
    assert names.at(versions, on(8), on(10)) == ("n06", "n07", "n08")
    steps = names.steps
    for day in range(6, 11):
        assert len(names.at(versions, on(day), on(10)) or ()) == day - 5
    assert names.steps == steps


def test_what_was_revised_before_a_day_of_knowledge_is_as_revised_on_it() -> None:
    early = started("early", on(1), known="2024-06-01")
    for known, third in [("2024-04-30", "n03"), ("2024-05-01", "revised")]:
        names = Names()
        versions = names.of([DAILY[0], early, *DAILY[1:3], REVISED])
        for _ in range(2):
            assert names.at(versions, on(3), known) == ("n01", "n02", third)


KNOWN = ["2024-01-02", "2024-01-07", "2024-04-30", "2024-05-31", "2024-06-01"]
LOG = [*DAILY[:5], SECRET, *DAILY[5:], REVISED]


def fresh(day: str, known: str) -> State | None:
    """Return the answer of versions that were never asked before."""
    names = Names()
    return names.at(names.of(LOG), day, known)


@pytest.mark.parametrize("asked", list(permutations(KNOWN, 3)), ids=" ".join)
def test_states_of_knowledge_are_answered_in_any_order_however_often(
    asked: tuple[str, ...],
) -> None:
    names = Names()
    versions = names.of(LOG)
    for known in [asked[0], asked[0], asked[1], asked[0], *asked, *asked]:
        for day in (on(3), on(8)):
            assert names.at(versions, day, known) == fresh(day, known)


@pytest.mark.parametrize("times", [0, 1, 2])
@pytest.mark.parametrize("interruptions", [1, 2])
def test_a_question_between_any_two_steps_of_another_changes_neither(
    times: int, interruptions: int
) -> None:
    names = Names()
    mine, other = "2024-01-07", "2024-04-30"

    def made() -> Versions[State]:
        versions = names.of(LOG)
        for _ in range(times):
            names.at(versions, on(8), mine)
        return versions

    def interrupt(versions: Versions[State]) -> None:
        for _ in range(interruptions):
            assert names.at(versions, on(8), other) == fresh(on(8), other)

    def ask(versions: Versions[State]) -> State | None:
        return names.at(versions, on(8), mine)

    answers = list(at_every_line([engine], made, ask, interrupt))
    assert len(answers) > 5
    assert answers == [fresh(on(8), mine)] * len(answers)
