"""Travel in time by citations: the same answer, whatever was recorded since."""

import orjson
import pytest

import border_timeline as bt
from builders import corrected, policy_ended, post_filled
from travels import record_of_three

QUESTIONS: list[dict[str, str]] = [
    {},
    {"known_at": "2024-01-15"},
    {"recorded_at": "2024-01-15"},
    {"known_at": "2024-02-01", "recorded_at": "2024-02-03"},
]


@pytest.mark.parametrize("axes", QUESTIONS)
def test_a_citation_replays_to_the_same_bytes(axes: dict[str, str]) -> None:
    answer = record_of_three().as_of("2024-02-10", **axes)
    replayed = record_of_three().replay(answer.citation())
    assert replayed == answer
    assert orjson.dumps(replayed.to_dict()) == orjson.dumps(answer.to_dict())


@pytest.mark.parametrize("axes", QUESTIONS)
def test_a_citation_comes_back_from_json(axes: dict[str, str]) -> None:
    citation = record_of_three().as_of("2024-02-10", **axes).citation()
    copy = bt.Citation(**orjson.loads(orjson.dumps(citation.to_dict())))
    assert copy == citation
    assert record_of_three().replay(copy).citation() == citation


@pytest.mark.parametrize("axes", QUESTIONS)
def test_a_citation_replays_whatever_was_recorded_since(axes: dict[str, str]) -> None:
    answer = record_of_three().as_of("2024-02-10", **axes)
    grown = record_of_three(
        post_filled("chief", "2024-01-05", "Bob", id="bob"),
        corrected("ann", "erratum", "2024-03-01", id="slip", set={"name": "Chief"}),
        policy_ended("patrols", "2024-02-05", id="ended", known="2024-01-10"),
        recorded={"bob": "2024-02-03", "slip": "2024-03-02", "ended": "2024-03-02"},
    )
    assert grown.as_of("2024-02-10").to_dict()["views"] != answer.to_dict()["views"]
    replayed = grown.replay(answer.citation())
    assert orjson.dumps(replayed.to_dict()) == orjson.dumps(answer.to_dict())


def test_a_citation_of_a_record_that_was_edited_since_is_refused() -> None:
    citation = record_of_three().as_of("2024-02-10").citation()
    with pytest.raises(bt.CitationError, match=citation.digest):
        record_of_three(holder="Anne").replay(citation)


def test_a_citation_of_more_events_than_the_ledger_holds_is_refused() -> None:
    grown = record_of_three(
        post_filled("deputy", "2024-01-05", id="dee"), recorded={"dee": "2024-03-01"}
    )
    with pytest.raises(
        bt.CitationError, match="4 recorded events were cited, and the ledger holds 3"
    ):
        record_of_three().replay(grown.as_of("2024-02-10").citation())


def test_a_citation_of_recorded_events_needs_a_ledger() -> None:
    with pytest.raises(bt.LedgerError, match="needs a ledger"):
        bt.Timeline(record_of_three().events).replay(
            record_of_three().as_of("2024-02-10").citation()
        )


def test_without_a_ledger_a_citation_replays_in_the_same_record_alone() -> None:
    timeline = bt.Timeline(record_of_three().events)
    citation = timeline.as_of("2024-02-10", known_at="2024-02-01").citation()
    assert citation.events is None
    assert timeline.replay(citation).citation() == citation
    grown = bt.Timeline([*timeline.events, post_filled("deputy", "2024-01-05")])
    with pytest.raises(bt.CitationError):
        grown.replay(citation)
