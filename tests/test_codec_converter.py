"""Between mappings and events: everything that is wrong at once, each with its field."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import orjson
import pytest

from border_timeline import (
    Codec,
    DatasetError,
)
from border_timeline.codec.converter import to_canonical, to_plain
from border_timeline.events import (
    ClaimMade,
    FundingPledged,
)
from builders import make, pledged, policy_ended, policy_started, reported, source

CODEC = Codec()

VALID: Mapping[str, Any] = {
    "id": "a-pledge",
    "type": "funding-pledged",
    "effective": "2024-11-04",
    "title": "A pledge",
    "recipient": "border-security-command",
    "amount": "GBP 75,000,000",
    "nature": "new",
    "sources": [{"publisher": "BBC News", "published": "2024-11-04"}],
}


def problems(mapping: Mapping[str, Any], codec: Codec = CODEC) -> dict[str, str]:
    """Return the message of each problem of a mapping, by its field."""
    with pytest.raises(DatasetError) as caught:
        codec.from_mapping(mapping)
    found = {problem.field: problem.message for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems)
    return found


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in VALID.items() if name not in names}


def test_a_mapping_of_plain_values_is_an_event() -> None:
    found = CODEC.from_mapping(VALID)

    assert found == pledged(
        "border-security-command",
        "2024-11-04",
        "GBP 75,000,000",
        id="a-pledge",
        title="A pledge",
        sources=[source("2024-11-04", publisher="BBC News")],
    )


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"id": "A Pledge"}, "id", "found 'A Pledge'; write lower-case words"),
        ({"effective": "4 November"}, "effective", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"effective": "2024-11-31"}, "effective", "does not exist"),
        ({"effective": 20241104}, "effective", "found 20241104"),
        ({"known": "2024-11-04T12:00:00Z"}, "known", "write YYYY"),
        ({"title": "  "}, "title", "found nothing"),
        ({"title": ["a"]}, "title", "is no text"),
        ({"title": None}, "title", "found None"),
        ({"amount": "75m"}, "amount", "found '75m'; write an ISO 4217 code"),
        ({"amount": "GBP 0"}, "amount", "more than zero"),
        ({"amount": "GBX 5"}, "amount", "currency 'GBX'"),
        ({"nature": "brand-new"}, "nature", "write new or redirected or restated or unstated"),
        ({"nature": "unstatd"}, "nature", "did you mean 'unstated'"),
        ({"about": "a"}, "about", "found 'a'; write a list"),
        ({"about": {"a": "b"}}, "about", "write a list"),
        ({"about": ["a", "B"]}, "about[1]", "found 'B'"),
        ({"sources": "BBC News"}, "sources", "found 'BBC News'; write a list"),
        ({"sources": {"publisher": "BBC"}}, "sources", "write a list"),
        ({"sources": []}, "sources", "cite at least one"),
        ({"sources": ["BBC News"]}, "sources[0]", "found 'BBC News'; write one 'key: value'"),
        ({"sources": [{"published": "2024-11-04"}]}, "sources[0].publisher", "is missing"),
        (
            {"sources": [{"publisher": "BBC", "published": "2024-11-03"}]},
            "sources[0].published",
            "before the event was known",
        ),
        (
            {"sources": [{"publisher": "BBC", "published": "2024-11-04", "url": "bbc.co.uk"}]},
            "sources[0].url",
            "whole web address",
        ),
        (
            {"sources": [{"publisher": "BBC", "published": "2024-11-04", "link": "x"}]},
            "sources[0].link",
            "is no key here",
        ),
        (
            {"sources": [{"publisher": "B", "published": "2024-11-04", "supports": ["sum"]}]},
            "sources[0].supports",
            "found 'sum', which is no field of funding-pledged events",
        ),
        (
            {"sources": [{"publisher": "B", "published": "2024-11-04", "supports": "amount"}]},
            "sources[0].supports",
            "write a list",
        ),
        (
            {"sources": [{"publisher": "B", "published": "2024-11-04", "supports": [""]}]},
            "sources[0].supports[0]",
            "found nothing",
        ),
        ({"after": ["a-pledge"]}, "after", "the event's own id"),
        ({"recipent": "x"}, "recipent", "is no key here; did you mean 'recipient'"),
        ({"zzz": "x"}, "zzz", "is no key here; write id, effective, known, title"),
        ({"type": "funding-pleged"}, "type", "did you mean 'funding-pledged'"),
        ({"type": "zzz"}, "type", "found 'zzz', which is no type of event; see the vocabulary"),
        ({"type": ["funding-pledged"]}, "type", "which is no type of event"),
        ({"type": None}, "type", "is missing"),
        ({"version": "2"}, "version", "found '2'; funding-pledged events have version 1"),
        ({"version": "one"}, "version", "found 'one'"),
    ],
)
def test_one_thing_wrong_is_one_problem_with_its_field(
    change: dict[str, Any], field: str, message: str
) -> None:
    found = problems({**VALID, **change})

    assert list(found) == [field]
    assert message in found[field]


@pytest.mark.parametrize(
    "name", ["id", "effective", "title", "sources", "recipient", "amount", "nature"]
)
def test_a_missing_key_is_named(name: str) -> None:
    assert problems(without(name)) == {name: "is missing"}


def test_a_missing_type_is_said_alone() -> None:
    assert list(problems(without("type", "title"))) == ["type"]


def test_everything_that_is_wrong_is_found_at_once() -> None:
    found = problems(
        {
            **without("recipient", "title"),
            "effective": "July",
            "amount": "lots",
            "about": ["A", "b", "C"],
            "colour": "red",
            "color": "red",
            "sources": [
                {"publisher": "", "published": "2024-13"},
                {"publisher": "BBC", "url": "x", "sort": "y"},
                "ITV",
            ],
        }
    )

    assert set(found) == {
        "recipient",
        "title",
        "effective",
        "amount",
        "about[0]",
        "about[2]",
        "colour",
        "color",
        "sources[0].publisher",
        "sources[0].published",
        "sources[1].published",
        "sources[1].url",
        "sources[1].sort",
        "sources[2]",
    }


def test_what_is_wrong_in_a_nested_class_has_its_path() -> None:
    claim = {
        **without("recipient", "amount", "nature"),
        "type": "claim-made",
        "speaker": "PM",
        "text": "Many came",
    }

    assert set(problems({**claim, "assertion": {"measure": "M", "period": "x", "sum": "1"}})) == {
        "assertion.measure",
        "assertion.period",
        "assertion.comparison",
        "assertion.sum",
    }
    assert list(problems({**claim, "assertion": "more than ever"})) == ["assertion"]


def test_a_null_where_a_field_is_optional_is_none() -> None:
    assert CODEC.from_mapping({**VALID, "payer": None, "notes": None}) == CODEC.from_mapping(VALID)


def test_a_line_is_read_as_its_mapping() -> None:
    line = orjson.dumps(VALID)

    assert CODEC.from_line(line) == CODEC.from_line(line.decode()) == CODEC.from_mapping(VALID)


def test_a_line_with_a_problem_names_its_field() -> None:
    with pytest.raises(DatasetError, match="amount: found 75"):
        CODEC.from_line(orjson.dumps({**VALID, "amount": 75}))


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'"a"', b"null"])
def test_a_line_that_holds_no_mapping_is_a_problem_of_the_dataset(line: bytes) -> None:
    with pytest.raises(DatasetError):
        CODEC.from_line(line)


def test_the_canonical_mapping_is_plain_and_leaves_defaults_out() -> None:
    found = pledged("r", "2024-11", "GBP 75,000.50", id="e", title="t", period="2025~")

    assert CODEC.to_mapping(found) == {
        "type": "funding-pledged",
        "id": "e",
        "effective": "2024-11",
        "title": "t",
        "sources": [{"publisher": "Daily Paper", "published": "2024-11-30"}],
        "recipient": "r",
        "amount": "GBP 75000.5",
        "nature": "new",
        "period": "2025~",
    }


def _plain_types(value: Any) -> set[type]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {type(value)}.union(*map(_plain_types, inner))


@pytest.mark.parametrize("plain", [to_canonical, to_plain, CODEC.to_mapping])
def test_a_mapping_holds_plain_values_only(plain: Callable[[Any], Any]) -> None:
    found = pledged("r", "2024-11", "GBP 5", period="2025~", about=["a"], includes=["b"])

    assert _plain_types(plain(found)) <= {str, int, list, dict, type(None)}


def test_a_known_day_that_is_the_default_is_left_out() -> None:
    given = policy_started("p", "2024-07", known="2024-07-31")

    assert "known" not in CODEC.to_mapping(given)
    assert CODEC.to_mapping(policy_started("p", "2024-07", known="2024-07"))["known"] == "2024-07"


def test_a_number_is_a_json_number_when_whole_and_text_when_not() -> None:
    assert CODEC.to_mapping(reported("m", "2024-07", 5417))["value"] == 5417
    assert CODEC.to_mapping(reported("m", "2024-07", Decimal("12.50")))["value"] == "12.5"


def test_a_number_of_any_size_is_written_and_read_back() -> None:
    large = reported("m", "2024-07", 10**24)

    assert CODEC.from_line(CODEC.to_line(large)) == large


def test_a_line_is_one_line_of_json_with_its_keys_in_order() -> None:
    line = CODEC.to_line(policy_ended("p", "2024-07-07", notes="one\ntwo “three”"))

    assert b"\n" not in line
    assert line.startswith(b'{"effective":"2024-07-07","id":')
    assert "“three”".encode() in line
    assert list(orjson.loads(line)) == sorted(orjson.loads(line))


def test_equal_events_have_equal_lines_however_they_were_made() -> None:
    one = pledged("r", "2024-11-04", "GBP 75,000", about=["a"], known="2024-11-04")
    other = pledged("r", "2024-11-04", "GBP 75000.00", about=("a",))

    assert one == other
    assert CODEC.to_line(one) == CODEC.to_line(other)


def test_to_plain_keeps_every_field_and_to_canonical_leaves_defaults_out() -> None:
    found = source("2024-11-04", supports=["title"])

    assert to_canonical(found) == {
        "publisher": "Daily Paper",
        "published": "2024-11-04",
        "supports": ["title"],
    }
    assert to_plain(found) == {
        "publisher": "Daily Paper",
        "published": "2024-11-04",
        "url": None,
        "archived": None,
        "accessed": None,
        "locator": None,
        "supports": ["title"],
    }


def test_what_was_read_already_is_taken_as_it_is() -> None:
    found = CODEC.from_mapping(VALID)
    assert isinstance(found, FundingPledged)
    values = {name: getattr(found, name) for name in found.field_names}

    assert CODEC.from_mapping({"type": found.type, **values}) == found
    # A second thing that is wrong sends every field through the reader of each.
    assert list(problems({"type": found.type, **values, "zzz": 1})) == ["zzz"]


def test_a_claim_with_an_assertion_keeps_it() -> None:
    said = {"measure": "m", "period": "2024-07", "comparison": "highest-since", "value": "12.5"}
    found = make(ClaimMade, "pm", "2024-08-01", speaker="PM", text="t", assertion=said)

    assert CODEC.to_mapping(found)["assertion"] == said
    assert CODEC.from_mapping(CODEC.to_mapping(found)) == found


@pytest.mark.parametrize("thing", [5, None, "policy-started", ["policy-started"]])
def test_what_is_no_mapping_is_a_problem_of_the_dataset(thing: Any) -> None:
    with pytest.raises(DatasetError, match="no mapping"):
        CODEC.from_mapping(thing)
