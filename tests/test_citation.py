"""Citations: which question was asked of which record, and what the answer was."""

import hashlib

import orjson
import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from border_timeline import (
    Citation,
    CitationError,
    Coverage,
    DatasetInfo,
    DateError,
    Event,
    LedgerError,
    Timeline,
    load,
)
from border_timeline.testing.interrupted import at_every_line
from border_timeline.timeline import timeline as engine
from border_timeline.timeline.citation import digest
from builders import pledged, policy_ended, policy_started

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"
INFO = DatasetInfo(title="A record", version="1.2")
EVENTS: list[Event] = [
    policy_started("p", EVE, id="first"),
    pledged("body", DAY, "GBP 75", id="second"),
    policy_ended("p", NEXT, id="third"),
]
RECORDED = {"first": "2024-08-01", "second": "2024-08-02", "third": "2024-08-03"}


def timeline(count: int = 3) -> Timeline:
    """Return a record of which so many events are recorded."""
    recorded = dict(list(RECORDED.items())[:count])
    return Timeline([e for e in EVENTS if e.id in recorded], info=INFO, recorded=recorded)


def test_a_citation_says_what_was_asked_of_which_record() -> None:
    asked = timeline().as_of(DAY, known_at=NEXT, recorded_at="2024-08-02")
    told = asked.citation().to_dict()
    assert len(told.pop("digest")) == 64
    assert told == {
        "as_of": DAY,
        "known_at": NEXT,
        "recorded_at": "2024-08-02",
        "title": "A record",
        "version": "1.2",
        "events": 2,
    }


def test_what_was_not_asked_and_what_a_record_does_not_say_is_none() -> None:
    citation = Timeline(EVENTS).as_of(DAY).citation()
    assert (citation.known_at, citation.recorded_at, citation.events) == (None, None, None)
    assert (citation.title, citation.version) == (None, None)


def test_of_a_record_with_events_that_are_not_recorded_yet_no_number_is_cited() -> None:
    drafts = Timeline(EVENTS, recorded={"first": DAY})
    citation = drafts.as_of(DAY).citation()
    assert citation.events is None
    assert drafts.replay(citation) == drafts.as_of(DAY)
    assert drafts.as_of(DAY, recorded_at=DAY).citation().events == 1


def test_a_citation_comes_back_from_json() -> None:
    citation = timeline().as_of(DAY).citation()
    assert Citation(**orjson.loads(orjson.dumps(citation.to_dict()))) == citation


def test_a_citation_is_one_line_to_print() -> None:
    now = timeline().as_of(DAY, known_at=NEXT, recorded_at=NEXT).citation()
    assert str(evolve(now, digest="abc", events=1234)) == (
        "A record, version 1.2, 1,234 recorded events, as of 2024-07-07, as known on 2024-07-08, "
        "as recorded on 2024-07-08, SHA-256 abc"
    )
    bare = Timeline(EVENTS).as_of(DAY).citation()
    assert str(bare) == f"An untitled record, as of 2024-07-07, SHA-256 {bare.digest}"


def test_the_digest_is_of_the_states_alone() -> None:
    digests = {
        timeline().as_of(DAY).citation().digest,
        timeline().as_of(DAY, known_at=NEXT).citation().digest,
        timeline(2).as_of(NEXT).citation().digest,
        Timeline(EVENTS[::-1]).as_of(DAY).citation().digest,
    }
    assert len(digests) == 1
    assert digests != {timeline().as_of(NEXT).citation().digest}


def test_a_digest_is_the_sha_256_of_json_with_its_keys_in_order() -> None:
    expected = hashlib.sha256(b'{"a":1,"b":[null,"x"]}').hexdigest()
    assert digest({"b": [None, "x"], "a": 1}) == expected


def test_a_replay_is_the_answer_that_was_cited_whatever_is_recorded_since() -> None:
    early = timeline(2)
    for axes in ({}, {"known_at": DAY}, {"recorded_at": "2024-08-01"}):
        asked = early.as_of(NEXT, **axes)
        assert timeline(3).replay(asked.citation()) == asked
        assert timeline(3).replay(asked.citation()).citation() == asked.citation()


def test_a_replay_beyond_the_coverage_does_not_warn_again() -> None:
    info = DatasetInfo(coverage=Coverage(since="2024-01-01", through="2024-12-31"))
    line = Timeline(EVENTS, info=info)
    citation = evolve(line.as_of("2024-12-31").citation(), as_of="2025-01-01")
    assert line.replay(citation).beyond_coverage


def test_another_answer_is_refused_with_both_digests() -> None:
    citation = evolve(timeline().as_of(DAY).citation(), digest="0" * 64)
    found = timeline().as_of(DAY).citation().digest
    with pytest.raises(CitationError) as caught:
        timeline().replay(citation)
    assert found in str(caught.value)
    assert "0" * 64 in str(caught.value)


def test_a_ledger_that_does_not_reach_so_far_is_refused_with_both_numbers() -> None:
    with pytest.raises(CitationError, match=r"3 recorded events were cited, .* holds 2"):
        timeline(2).replay(timeline(3).as_of(DAY).citation())


def test_a_citation_of_recorded_events_needs_a_ledger() -> None:
    with pytest.raises(LedgerError, match="needs a ledger"):
        Timeline(EVENTS).replay(timeline().as_of(DAY).citation())


def test_a_citation_with_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(DateError):
        timeline().replay(evolve(timeline().as_of(DAY).citation(), as_of="2024-13-01"))


def test_a_citation_is_frozen() -> None:
    citation = timeline().as_of(DAY).citation()
    with pytest.raises(FrozenInstanceError):
        citation.digest = ""  # type: ignore[misc] # what the test is about
    citation.to_dict()["digest"] = ""
    assert citation == timeline().as_of(DAY).citation()
    assert hash(citation) == hash(timeline().as_of(DAY).citation())


def test_the_states_of_the_record_are_cited_and_replayed() -> None:
    record = load()
    for day in ("2018-01-01", "2024-07-07", "2025-12-02"):
        asked = record.as_of(day, known_at="2025-06-01")
        citation = Citation(**orjson.loads(orjson.dumps(asked.citation().to_dict())))
        assert record.replay(citation) == asked


@pytest.mark.parametrize("before", [range(0), range(3, 11), range(1, 9)], ids=str)
def test_a_question_between_whose_steps_others_are_asked_of_other_records_is_right(
    before: range,
) -> None:
    names = [f"n-{number:02}" for number in range(12)]
    events = [policy_started(name, EVE, id=name) for name in names]
    recorded = {name: f"2024-08-{number + 1:02}" for number, name in enumerate(names)}

    def asked(line: Timeline, number: int) -> list[str]:
        return list(line.as_of(NEXT, recorded_at=f"2024-08-{number:02}").policies)

    def made() -> Timeline:
        line = Timeline(events, recorded=recorded)
        for number in before:
            asked(line, number)
        return line

    def others(line: Timeline) -> None:
        for number in range(2, 13):
            assert asked(line, number) == names[:number]

    answers = list(at_every_line([engine], made, lambda line: asked(line, 1), others))
    assert answers == [names[:1]] * len(answers)
    assert len(answers) > 5
