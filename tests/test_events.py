"""The envelope that all events have in common, and how an event type is declared."""

import pickle
import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import attrs
import pytest

from border_timeline import (
    BorderTimelineError,
    Codec,
    Count,
    DateError,
    DateTypeError,
    EdtfDate,
    Event,
    EventTypeError,
    FieldError,
    Slug,
    edtf,
    event,
    events,
    money,
)
from border_timeline.events import VOCABULARY, Assertion, ClaimMade, Comparison, Nature
from builders import body_launched, make, pledged, policy_ended, policy_started, reported, source


class Tide(StrEnum):
    HIGH = "high"
    LOW = "low"


@event(kw_only=True)
class FerrySailed(Event):
    """A user's own type: a ferry leaves."""

    ferry: Slug
    passengers: Count | None = None
    tide: Tide = Tide.HIGH
    stops: tuple[Slug, ...] = ()


def sailed(**fields: Any) -> FerrySailed:
    return make(FerrySailed, "ark", "2024-07-07", **{"ferry": "ark", **fields})


def test_an_event_is_known_by_default_on_the_day_it_took_effect() -> None:
    assert policy_started("p", "2024-07-07").known == EdtfDate("2024-07-07")


@pytest.mark.parametrize(
    ("effective", "known"),
    [
        ("2024-07", "2024-07-31"),
        ("2024?", "2024-12-31"),
        ("2024-07-07~", "2024-07-07"),
        ("2024-07-01/2024-07-05", "2024-07-05"),
    ],
)
def test_an_imprecise_event_is_known_by_default_on_its_last_day(effective: str, known: str) -> None:
    assert policy_started("p", effective).known == EdtfDate(known)


@pytest.mark.parametrize("known", ["2024-07-01", "2024-09-01", "2024-08"])
def test_an_event_may_be_known_before_or_after_it_took_effect(known: str) -> None:
    assert policy_started("p", "2024-07-07", known=known).known == EdtfDate(known)


def test_an_event_cites_at_least_one_source() -> None:
    with pytest.raises(FieldError, match="cite at least one") as caught:
        policy_started("p", "2024-07-07", sources=[])

    assert caught.value.field == "sources"


@pytest.mark.parametrize(
    ("known", "published"),
    [
        ("2024-07-07", "2024-07-06"),
        ("2024-07-07", "2024-06"),
        ("2024-07", "2024-06-30"),
        ("2024-07", "2024-05/2024-06"),
    ],
)
def test_a_source_published_before_the_event_was_known_is_refused(
    known: str, published: str
) -> None:
    with pytest.raises(FieldError, match="before the event was known") as caught:
        policy_started("p", "2024-07-07", known=known, sources=[source(known), source(published)])

    assert caught.value.field == "sources[1].published"
    assert repr(published) in str(caught.value)
    assert known in str(caught.value)


@pytest.mark.parametrize(
    ("known", "published"),
    [
        ("2024-07-07", "2024-07-07"),
        ("2024-07-07", "2024-07"),
        ("2024-07-07", "2024"),
        ("2024-07", "2024-07-01"),
        ("2024-07", "2025"),
    ],
)
def test_a_source_that_may_be_of_the_day_is_accepted(known: str, published: str) -> None:
    found = policy_started("p", "2024-07-07", known=known, sources=[source(published)])

    assert found.sources[0].published == EdtfDate(published)


def test_a_source_supports_fields_of_the_event() -> None:
    cited = source("2024-07-07", supports=["amount", "nature", "effective", "title"])

    found = pledged("r", "2024-07-07", sources=[cited])

    assert found.sources[0].supports == ("amount", "nature", "effective", "title")


def test_a_source_that_supports_no_field_of_the_event_is_refused() -> None:
    cited = [source("2024-07-07"), source("2024-07-07", supports=["title", "ammount"])]

    with pytest.raises(FieldError, match="no field of funding-pledged events") as caught:
        pledged("r", "2024-07-07", sources=cited)

    assert caught.value.field == "sources[1].supports"
    assert "'ammount'" in str(caught.value)
    assert "did you mean 'amount'" in str(caught.value)


def test_an_event_does_not_come_after_itself() -> None:
    with pytest.raises(FieldError, match="the event's own id") as caught:
        policy_started("p", "2024-07-07", id="a", after=["b", "a"])

    assert caught.value.field == "after"


def test_an_event_is_made_from_plain_python() -> None:
    found = pledged(
        "border-security-command",
        date(2024, 11, 4),
        "GBP 75,000,000",
        "new",
        about=["rwanda-scheme"],
        includes=["an-earlier-pledge"],
        period="2025-04-01/2027-03-31",
        sources=[{"publisher": "BBC News", "published": "2024-11-04", "supports": ["amount"]}],
    )

    assert found.effective == EdtfDate("2024-11-04")
    assert found.amount == money("GBP 75000000")
    assert found.nature is Nature.NEW
    assert found.about == ("rwanda-scheme",)
    assert found.includes == ("an-earlier-pledge",)
    assert found.period == EdtfDate("2025-04-01/2027-03-31")
    assert found.sources == (source("2024-11-04", publisher="BBC News", supports=["amount"]),)


def test_a_time_of_an_event_means_its_day_in_london() -> None:
    late = datetime(2024, 7, 6, 23, 30, tzinfo=UTC)

    found = policy_started("p", "2024-07-07", effective=late)

    assert found.effective == found.known == EdtfDate("2024-07-07")


def test_a_nested_class_is_made_from_a_mapping() -> None:
    said = {"measure": "small-boats", "period": "2024-07", "comparison": "total", "value": "1,200"}

    found = make(ClaimMade, "pm", "2024-08-01", speaker="PM", text="Many came", assertion=said)

    assert found.assertion == Assertion(
        measure="small-boats", period=edtf("2024-07"), comparison=Comparison.TOTAL, value=1200
    )


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"id": "Not A Slug"}, FieldError, "hyphens"),
        ({"title": " "}, FieldError, "found nothing"),
        ({"effective": 2024}, DateTypeError, "no date"),
        ({"effective": "July"}, DateError, "July"),
        ({"known": "2024-02-30"}, DateError, "does not exist"),
        ({"sources": "BBC"}, FieldError, "write a list"),
        ({"sources": ["BBC"]}, FieldError, "keys of Source"),
        ({"about": "a"}, FieldError, "write a list"),
        ({"after": ["A"]}, FieldError, "hyphens"),
        ({"notes": ""}, FieldError, "leave the field out"),
        ({"policy": "P"}, FieldError, "hyphens"),
        ({"outcome": "scraped"}, FieldError, "did you mean 'scrapped'"),
    ],
)
def test_a_value_that_a_field_does_not_hold_is_refused(
    fields: dict[str, Any], error: type[BorderTimelineError], message: str
) -> None:
    defaults: dict[str, Any] = {
        "id": "e",
        "effective": "2024-07-07",
        "title": "A title",
        "sources": [source("2024-07-07")],
        "policy": "p",
        "outcome": "scrapped",
    }

    with pytest.raises(error, match=message):
        events.PolicyEnded(**{**defaults, **fields})


def test_an_event_does_not_change() -> None:
    found = policy_started("p", "2024-07-07")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.title = "Another"  # type: ignore[misc] # the mistake it is about
    with pytest.raises(AttributeError):
        found.another = 1  # type: ignore[attr-defined] # the mistake it is about
    assert not hasattr(found, "__dict__")


def test_equal_events_are_equal_and_hash_alike() -> None:
    one, same = policy_started("p", "2024-07-07"), policy_started("p", "2024-07-07")

    assert one == same
    assert len({one, same}) == 1
    assert one != policy_started("p", "2024-07-07", notes="a note")


def test_events_of_two_types_differ_even_with_equal_fields() -> None:
    started: Event = policy_started("p", "2024-07-07", id="e", title="t")
    announced: Event = make(
        events.PolicyAnnounced, "p", "2024-07-07", id="e", title="t", policy="p"
    )

    assert attrs.asdict(started) == attrs.asdict(announced)
    assert started != announced


def test_an_event_knows_whether_its_known_day_is_the_default() -> None:
    assert policy_started("p", "2024-07").known_by_default
    assert policy_started("p", "2024-07", known="2024-07-31").known_by_default
    assert not policy_started("p", "2024-07", known="2024-07-30").known_by_default


@pytest.mark.parametrize("cls", VOCABULARY)
def test_a_type_is_the_class_name_in_kebab_case(cls: type[Event]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", cls.type)
    assert cls.type.replace("-", "") == cls.__name__.lower()


def test_types_read_as_documented() -> None:
    found = {cls.type for cls in VOCABULARY}

    assert {"policy-ended", "funding-pledged", "bill-stage-reached", "figure-reported"} <= found
    assert len(found) == len(VOCABULARY)


@pytest.mark.parametrize("cls", VOCABULARY)
def test_every_event_class_is_public_frozen_slotted_and_documented(cls: type[Event]) -> None:
    assert getattr(events, cls.__name__) is cls
    assert cls.__name__ in events.__all__
    assert "__slots__" in vars(cls)
    assert cls.__doc__
    assert cls.field_names == {attribute.name for attribute in attrs.fields(cls)}
    assert all(attribute.kw_only for attribute in attrs.fields(cls))


def test_every_name_of_the_vocabulary_is_there_once() -> None:
    assert len(set(events.__all__)) == len(events.__all__)
    assert all(hasattr(events, name) for name in events.__all__)


def test_a_user_declares_a_type_in_a_few_lines() -> None:
    found = sailed(passengers="1,200", tide="low", stops=["dover", "calais"])

    assert found.type == "ferry-sailed"
    assert (found.passengers, found.tide, found.stops) == (1200, Tide.LOW, ("dover", "calais"))
    assert Codec([FerrySailed]).from_line(Codec([FerrySailed]).to_line(found)) == found


def test_a_users_type_follows_the_rules_of_the_envelope() -> None:
    with pytest.raises(FieldError, match="cite at least one"):
        sailed(sources=[])
    with pytest.raises(FieldError, match=r"no field of ferry-sailed events.*'passengers'"):
        sailed(sources=[source("2024-07-07", supports=["passenger"])])
    with pytest.raises(FieldError, match="write high or low"):
        sailed(tide="slack")


def test_a_users_event_pickles() -> None:
    found = sailed(tide="low")

    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


def test_a_type_whose_name_ends_in_a_number_or_an_acronym_is_named_too() -> None:
    @event(kw_only=True)
    class Phase2Began(Event):
        pass

    assert Phase2Began.type == "phase2-began"


def test_the_fields_of_an_event_are_keyword_only() -> None:
    with pytest.raises(EventTypeError, match=r"@event\(kw_only=True\)"):
        event(kw_only=False)
    with pytest.raises(TypeError, match="positional"):
        FerrySailed("a-sailing", edtf("2024-07-07"))  # type: ignore[call-arg] # the mistake it is about


def test_a_type_with_a_field_that_events_do_not_hold_is_refused() -> None:
    with pytest.raises(EventTypeError, match="float"):

        @event(kw_only=True)
        class TideMeasured(Event):
            height: float


def test_an_unknown_field_is_a_type_error_in_python() -> None:
    with pytest.raises(TypeError, match="polcy"):
        policy_started("p", "2024-07-07", polcy="p")


def test_the_builders_make_valid_events_of_an_id_of_their_own() -> None:
    made = [
        policy_started("p", "2024-07-07"),
        policy_started("p", "2024-07-08"),
        policy_started("q", "2024-07-07"),
        policy_ended("p", "2024-07-07"),
        body_launched("b", "2024-07~"),
        reported("m", "2024-07", 5),
        reported("m", "2024-08", 5, on="2024-09-01"),
    ]

    assert len({found.id for found in made}) == len(made)
