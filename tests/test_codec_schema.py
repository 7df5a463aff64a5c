"""The JSON Schema that editors complete and check event files with."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import border_timeline as bt
from border_timeline.codec.schema import event_schema, main
from border_timeline.codec.yaml import read_yaml
from border_timeline.events import VOCABULARY

EVENTS = Path(__file__).parents[1] / "events"
VALIDATOR = Draft202012Validator(event_schema())


def trees() -> list[Any]:
    return [read_yaml(path.read_bytes()).tree for path in sorted(EVENTS.glob("*/*.yaml"))]


def test_the_committed_schema_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    fresh = capsys.readouterr().out
    assert (EVENTS / "event.schema.json").read_text() == fresh, (
        "run: python -m border_timeline.codec.schema > events/event.schema.json"
    )


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(event_schema())


def test_every_event_of_the_record_keeps_to_it() -> None:
    found = [error.message for tree in trees() for error in VALIDATOR.iter_errors(tree)]
    assert found == []


@pytest.mark.parametrize(
    "change",
    [
        {"type": "policy-endde"},
        {"colour": "red"},
        {"effective": "7 July 2024"},
        {"policy": "Rwanda Scheme"},
        {"outcome": "failed"},
        {"title": ""},
        {"sources": [{"publisher": "A newspaper"}]},
        {"sources": [{"publisher": "A newspaper", "published": "2024", "url": "newspaper"}]},
    ],
)
def test_what_the_library_refuses_the_schema_refuses(change: dict[str, Any]) -> None:
    codec = bt.Codec()
    ended = next(event for event in bt.load().events if event.type == "policy-ended")
    tree = codec.to_mapping(ended)
    assert VALIDATOR.is_valid(tree)
    with pytest.raises(bt.DatasetError):
        codec.from_mapping({**tree, **change})
    assert not VALIDATOR.is_valid({**tree, **change})


def test_an_editor_that_reads_numbers_is_understood() -> None:
    codec = bt.Codec()
    figure = next(event for event in bt.load().events if event.type == "figure-reported")
    tree = codec.to_mapping(figure)
    assert VALIDATOR.is_valid({**tree, "value": 5417, "period": 2024})
    assert VALIDATOR.is_valid({**tree, "value": "5,417"})
    assert not VALIDATOR.is_valid({**tree, "value": "many"})


def test_every_type_and_every_field_is_in_it() -> None:
    branches = {
        branch["if"]["properties"]["type"]["const"]: branch["then"]
        for branch in event_schema()["allOf"]
    }
    assert list(branches) == [cls.type for cls in VOCABULARY]
    for cls in VOCABULARY:
        assert set(branches[cls.type]["properties"]) == {*cls.field_names, "type", "version"}
        assert branches[cls.type]["description"].endswith(".")


def test_the_pages_of_the_documentation_name_every_type() -> None:
    page = (EVENTS.parent / "docs" / "events.md").read_text()
    assert [cls.type for cls in VOCABULARY if f"`{cls.type}`" not in page] == []


def test_a_vocabulary_of_ones_own_has_a_schema_of_its_own() -> None:
    @bt.event(kw_only=True)
    class TideTurned(bt.Event):
        """The tide turns."""

        height: bt.Number | None = None

    schema = event_schema([TideTurned])
    assert schema["properties"]["type"] == {"enum": ["tide-turned"]}
    text = json.dumps(schema["allOf"][0]["then"]["properties"]["height"])
    assert "number" in text
