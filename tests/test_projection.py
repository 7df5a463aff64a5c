"""A projection: a keyed, pure fold, of the bundled domain or a user's own."""

from itertools import count
from typing import Any

import pytest
from attrs import frozen

from border_timeline import (
    Event,
    Projection,
    ProjectionError,
    Slug,
    Timeline,
    UnknownViewError,
    View,
    event,
)
from border_timeline.events import VOCABULARY, PolicyEnded, PolicyStarted
from border_timeline.timeline.projection import key_parts
from border_timeline.views import FUNDING, VIEWS
from builders import make, policy_ended, policy_started

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"


@event(kw_only=True)
class FerryMoved(Event):
    """A ferry arrives at a port."""

    ferry: Slug
    port: Slug


@frozen
class Ferry:
    """Where a ferry lies, and how often it has moved."""

    port: str
    moves: int = 0


def ferry_moved(state: Ferry | None, event: FerryMoved) -> Ferry:
    return Ferry(event.port, state.moves + 1 if state else 1)


FERRIES: Projection[Ferry] = Projection("ferries", key="ferry", on={FerryMoved: ferry_moved})


def ferries() -> list[Event]:
    return [
        make(FerryMoved, "dover", NEXT, ferry="spirit", port="dover"),
        make(FerryMoved, "calais", EVE, ferry="spirit", port="calais"),
        policy_started("p", EVE),
    ]


def test_a_users_own_projection_is_asked_for_by_itself() -> None:
    view: View[Ferry] = Timeline(ferries()).as_of(DAY)[FERRIES]
    assert dict(view) == {"spirit": Ferry("calais", 1)}
    assert Timeline(ferries()).as_of(NEXT)[FERRIES]["spirit"] == Ferry("dover", 2)


def test_a_users_own_view_is_an_attribute_beside_the_domains() -> None:
    now = Timeline(ferries(), views=[FERRIES]).as_of(DAY)
    assert now.ferries["spirit"].port == "calais"
    assert now.policies["p"].status == "in-force"
    assert list(now.views()) == [*(projection.name for projection in VIEWS), "ferries"]
    assert now.to_dict()["views"]["ferries"] == {"spirit": {"port": "calais", "moves": 1}}
    assert "1 ferries" in repr(now)
    with pytest.raises(UnknownViewError, match="did you mean 'ferries'"):
        _ = now.feries


def test_the_engine_knows_nothing_of_the_domains_types() -> None:
    assert FerryMoved.type == "ferry-moved"
    assert FerryMoved not in VOCABULARY
    assert not Timeline(ferries()).as_of(DAY)[FUNDING]


# What a projection takes


def started(state: tuple[str, ...] | None, event: PolicyStarted) -> tuple[str, ...]:
    return (*(state or ()), event.id)


def test_a_key_is_the_name_of_a_field_or_a_function_of_the_event() -> None:
    line = Timeline([policy_started("p", DAY, by="Ann", id="p-starts")])
    by_field: Projection[tuple[str, ...]] = Projection("a", "policy", {PolicyStarted: started})
    by_function: Projection[tuple[str, ...]] = Projection(
        "b", lambda event: (event.by.lower(), event.policy), {PolicyStarted: started}
    )
    assert dict(line.as_of(DAY)[by_field]) == {"p": ("p-starts",)}
    assert dict(line.as_of(DAY)[by_function]) == {("ann", "p"): ("p-starts",)}


def test_events_of_other_types_are_passed_over() -> None:
    starts: Projection[tuple[str, ...]] = Projection("s", "id", {PolicyStarted: started})
    line = Timeline([policy_started("p", EVE, id="starts"), policy_ended("p", DAY, id="ends")])
    assert list(line.as_of(DAY)[starts]) == ["starts"]


def test_a_projection_of_no_types_shows_nothing() -> None:
    nothing: Projection[object] = Projection("nothing", "id", {})
    assert not Timeline([policy_started("p", DAY)]).as_of(DAY)[nothing]


def test_a_projection_is_folded_once_for_all_snapshots_of_a_timeline() -> None:
    steps = count()
    counts: Projection[int] = Projection("counts", "id", {PolicyStarted: lambda _, __: next(steps)})
    line = Timeline([policy_started("p", EVE), policy_started("p", DAY)])
    assert [len(line.as_of(day)[counts]) for day in (EVE, DAY, NEXT)] == [1, 2, 2]
    assert next(steps) == 2


def test_the_handlers_of_a_projection_are_its_own() -> None:
    on: dict[type[Event], Any] = {PolicyStarted: started}
    mine: Projection[Any] = Projection("mine", "policy", on)
    on[PolicyEnded] = on.pop(PolicyStarted)
    assert list(mine.on) == [PolicyStarted]


def test_a_projection_cannot_be_changed() -> None:
    mine: Projection[Any] = Projection("mine", "policy", {PolicyStarted: started})
    for name in ("name", "key", "on"):
        with pytest.raises(AttributeError):
            setattr(mine, name, "changed")
    with pytest.raises(TypeError):
        mine.on[PolicyEnded] = started  # type: ignore[index] # the mistake it is about


def test_projections_are_themselves_and_no_other() -> None:
    def make_one() -> Projection[Any]:
        return Projection("mine", "policy", {PolicyStarted: started})

    one = make_one()
    assert one == one  # noqa: PLR0124 - that is what is tested
    assert one != make_one()
    assert len({one, make_one()}) == 2


def test_a_projection_says_its_name() -> None:
    assert "mine" in repr(Projection("mine", "policy", {PolicyStarted: started}))


@pytest.mark.parametrize("thing", ["policy-started", str, None, policy_started("p", DAY)])
def test_a_handler_for_what_is_no_event_type_is_refused(thing: Any) -> None:
    with pytest.raises(ProjectionError, match=r"'mine' names .* no event type"):
        Projection("mine", "policy", {thing: started})


def test_two_views_of_one_name_are_refused() -> None:
    mine: Projection[Any] = Projection("policies", "policy", {PolicyStarted: started})
    with pytest.raises(ProjectionError, match="'policies'"):
        Timeline([], views=[mine])


def test_a_view_that_is_called_like_a_part_of_a_snapshot_is_refused() -> None:
    mine: Projection[Any] = Projection("events", "policy", {PolicyStarted: started})
    with pytest.raises(ProjectionError, match="'events'"):
        Timeline([], views=[mine])


@pytest.mark.parametrize(
    ("key", "parts"),
    [("a", ("a",)), (("a",), ("a",)), (("a", "b"), ("a", "b"))],
)
def test_a_key_has_parts(key: str | tuple[str, ...], parts: tuple[str, ...]) -> None:
    assert key_parts(key) == parts


def test_keys_are_in_order_part_by_part() -> None:
    pairs: Projection[Any] = Projection(
        "pairs", lambda event: (event.by, event.policy), {PolicyStarted: started}
    )
    events = [
        policy_started(p, DAY, by=by, id=f"{p}-{by}") for p, by in ("ba", "ab", "a0", "bb", "aa")
    ]
    keys = list(Timeline(events).as_of(DAY)[pairs])
    assert keys == [("0", "a"), ("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]
