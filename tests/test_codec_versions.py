"""Schema versions and their upcasters, and the types that a codec knows."""

from collections.abc import Mapping
from typing import Any, ClassVar

import attrs
import orjson
import pytest

from border_timeline import (
    Codec,
    Count,
    DatasetError,
    Event,
    EventTypeError,
    Slug,
    Text,
    event,
)
from border_timeline.events import (
    PolicyEnded,
    PolicyStarted,
)
from border_timeline.events.envelope import Upcaster
from builders import make, policy_started, source

CODEC = Codec()


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    """From version 1 to 2: `boat` is called `ferry`."""
    values["ferry"] = values.pop("boat")
    return values


def _split(values: dict[str, Any]) -> dict[str, Any]:
    """From version 2 to 3: `route`, such as `dover-calais`, is two ports."""
    values["departs"], values["arrives"] = values.pop("route").split("-")
    return values


@event(kw_only=True)
class FerrySailed(Event):
    """A ferry leaves one port for another."""

    version: ClassVar[int] = 3
    upcasters: ClassVar[Mapping[int, Upcaster]] = {1: _renamed, 2: _split}

    ferry: Slug
    departs: Slug
    arrives: Slug
    passengers: Count | None = None


FERRIES = Codec([FerrySailed])
SAILED: Mapping[str, Any] = {
    "id": "a-sailing",
    "type": "ferry-sailed",
    "effective": "2024-11-04",
    "title": "The Ark sails",
    "sources": [{"publisher": "BBC News", "published": "2024-11-04"}],
}
LIFTED = make(
    FerrySailed,
    "ark",
    "2024-11-04",
    id="a-sailing",
    title="The Ark sails",
    sources=[source("2024-11-04", publisher="BBC News")],
    ferry="ark",
    departs="dover",
    arrives="calais",
)


def problems(mapping: Mapping[str, Any], codec: Codec = CODEC) -> dict[str, str]:
    """Return the message of each problem of a mapping, by its field."""
    with pytest.raises(DatasetError) as caught:
        codec.from_mapping(mapping)
    found = {problem.field: problem.message for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems)
    return found


def test_reading_leaves_the_mapping_as_it_was() -> None:
    given = {"boat": "ark", "route": "dover-calais", **SAILED}
    before = orjson.dumps(given)

    FERRIES.from_mapping(given)

    assert orjson.dumps(given) == before


@pytest.mark.parametrize(
    "given",
    [
        {"version": "1", "boat": "ark", "route": "dover-calais"},
        {"boat": "ark", "route": "dover-calais"},
        {"version": "2", "ferry": "ark", "route": "dover-calais"},
        {"version": 2, "ferry": "ark", "route": "dover-calais"},
        {"version": "3", "ferry": "ark", "departs": "dover", "arrives": "calais"},
        {"version": 3, "ferry": "ark", "departs": "dover", "arrives": "calais"},
    ],
)
def test_a_mapping_of_an_older_version_is_lifted(given: dict[str, Any]) -> None:
    assert FERRIES.from_mapping({**SAILED, **given}) == LIFTED


def test_an_event_is_written_in_the_newest_version_and_says_which() -> None:
    mapping = FERRIES.to_mapping(LIFTED)

    assert mapping["version"] == 3
    assert "boat" not in mapping
    assert FERRIES.from_mapping(mapping) == LIFTED
    assert FERRIES.from_line(FERRIES.to_line(LIFTED)) == LIFTED


def test_the_first_version_of_a_type_is_not_written() -> None:
    found = policy_started("p", "2024-07-07")

    assert "version" not in CODEC.to_mapping(found)
    assert CODEC.from_mapping({**CODEC.to_mapping(found), "version": 1}) == found


@pytest.mark.parametrize("version", ["0", "4", "1.0", "", None, -1])
def test_a_version_that_never_was_is_refused(version: Any) -> None:
    found = problems({**SAILED, "version": version, "ferry": "ark"}, FERRIES)

    assert list(found) == ["version"]
    assert "version 1 or 2 or 3" in found["version"]


@pytest.mark.parametrize(
    "given",
    [
        {"version": "1", "route": "dover-calais"},
        {"version": "2", "ferry": "ark"},
        {"version": "2", "ferry": "ark", "route": "dover"},
        {"version": "2", "ferry": "ark", "route": ["dover", "calais"]},
        {"ferry": "ark", "departs": "dover", "arrives": "calais"},  # of version 3, unsaid
    ],
)
def test_a_mapping_that_its_upcaster_cannot_lift_is_a_problem_of_the_dataset(
    given: dict[str, Any],
) -> None:
    assert problems({**SAILED, **given}, FERRIES)


def test_what_is_wrong_after_lifting_is_named_as_ever() -> None:
    given = {"boat": "The Ark", "route": "dover-Calais", **SAILED}

    assert set(problems(given, FERRIES)) == {"ferry", "arrives"}


def test_a_codec_knows_the_types_it_was_given() -> None:
    codec = Codec([PolicyStarted, PolicyEnded])

    assert codec.types["policy-started"] is PolicyStarted
    assert codec.types["policy-ended"] is PolicyEnded
    assert len(codec.types) == 2
    assert list(problems(SAILED, codec)) == ["type"]


def test_a_type_given_twice_is_one_type() -> None:
    assert list(Codec([PolicyStarted, PolicyStarted]).types.values()) == [PolicyStarted]


def test_two_types_of_one_name_are_refused() -> None:
    other = event(kw_only=True)(type("PolicyStarted", (Event,), {"__annotations__": {}}))

    with pytest.raises(EventTypeError, match="two event types are called 'policy-started'"):
        Codec([PolicyStarted, other])


class Undeclared(PolicyStarted):
    """A class without @event."""


@pytest.mark.parametrize("cls", [Undeclared, str, "PolicyStarted", policy_started("p", "2024")])
def test_what_is_no_event_type_is_refused(cls: Any) -> None:
    with pytest.raises(EventTypeError, match="declare it with @event"):
        Codec([cls])


@event(kw_only=True)
class TideTurned(Event):
    """Fields in Python's own words."""

    level: int
    note: str = "none"
    levels: tuple[int, ...] = ()


def test_fields_in_pythons_own_words_are_read_like_ours() -> None:
    codec, given = Codec([TideTurned]), {**SAILED, "type": "tide-turned"}

    found = codec.from_mapping({**given, "level": "1,200", "levels": ["1,000"], "note": " a "})

    assert isinstance(found, TideTurned)
    assert (found.level, found.levels, found.note) == (1200, (1000,), "a")
    assert set(
        problems({**given, "level": "many", "levels": ["x"], "note": 3, "title": ""}, codec)
    ) == {"level", "levels[0]", "note", "title"}
    # One thing that is wrong makes nothing else wrong.
    assert list(problems({**given, "level": "1,200", "levels": ["1,000"], "title": ""}, codec)) == [
        "title"
    ]


@pytest.mark.parametrize("fault", [ZeroDivisionError, TypeError])
def test_a_fault_of_a_users_converter_is_not_hidden(fault: type[Exception]) -> None:
    def broken(_value: object) -> str:
        raise fault("a fault")

    @event(kw_only=True)
    class Faulty(Event):
        name: Text = attrs.field(converter=broken)

    with pytest.raises(fault, match="a fault"):
        Codec([Faulty]).from_mapping({**SAILED, "type": "faulty", "name": "x"})
