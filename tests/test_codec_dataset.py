"""What a dataset says of itself, and the one file that a wheel carries."""

from datetime import date
from typing import Any

import orjson
import pytest

from border_timeline import Codec, Coverage, DatasetError, FieldError, edtf
from border_timeline.codec.dataset import (
    DatasetInfo,
    from_packed,
    info_from_mapping,
    to_packed,
)
from border_timeline.dates import day_of
from builders import pledged, policy_ended, policy_started
from ledgers import ledger_of

CODEC = Codec()
SAYS: dict[str, Any] = {
    "title": "The record",
    "version": "1.0",
    "licence": "CC-BY-4.0",
    "coverage": {"since": "2018-01-01", "through": "2026-06-30"},
    "contributors": ["Ann", "Ben"],
}


def coverage(since: Any = "2018-01-01", through: Any = "2026-06-30") -> Coverage:
    return Coverage(since=since, through=through)


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        ("2017-12-31", False),
        ("2018-01-01", True),
        ("2020-02-29", True),
        ("2026-06-30", True),
        ("2026-07-01", False),
    ],
)
def test_coverage_includes_its_first_and_its_last_day(day: str, *, covered: bool) -> None:
    assert coverage().covers(day_of(day)) is covered


def test_coverage_may_be_one_day() -> None:
    assert coverage("2018-01-01", "2018-01-01").covers(day_of("2018-01-01"))


@pytest.mark.parametrize(
    ("dates", "field", "message"),
    [
        ({"since": "2018"}, "since", "found '2018'; write one day"),
        ({"through": "2026-06"}, "through", "found '2026-06'; write one day"),
        ({"since": "2026-07-01"}, "through", "found '2026-06-30', before 2026-07-01"),
    ],
)
def test_coverage_runs_from_one_day_to_a_later_one(
    dates: dict[str, str], field: str, message: str
) -> None:
    with pytest.raises(FieldError, match=message) as caught:
        coverage(**dates)

    assert caught.value.field == field


def test_a_dataset_may_say_nothing_of_itself() -> None:
    assert info_from_mapping({}) == DatasetInfo()
    assert DatasetInfo().coverage is None


def test_what_a_dataset_says_is_read() -> None:
    assert info_from_mapping(SAYS) == DatasetInfo(
        title="The record",
        version="1.0",
        licence="CC-BY-4.0",
        coverage=Coverage(since=edtf("2018-01-01"), through=edtf("2026-06-30")),
        contributors=("Ann", "Ben"),
    )


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"titel": "x"}, "titel", "did you mean 'title'"),
        ({"title": ""}, "title", "found nothing"),
        ({"contributors": "Ann"}, "contributors", "write a list"),
        ({"coverage": "2018/2026"}, "coverage", "found '2018/2026'"),
        ({"coverage": {"since": "2018-01-01"}}, "coverage.through", "is missing"),
        (
            {"coverage": {"since": "2018", "through": "2026-06-30"}},
            "coverage.since",
            "write one day",
        ),
        (
            {"coverage": {"since": "x", "through": "2026-06-30"}},
            "coverage.since",
            "found 'x'",
        ),
        (
            {"coverage": {"since": "2018-01-01", "through": "2017-01-01"}},
            "coverage.through",
            "before 2018-01-01",
        ),
        (
            {"coverage": {"since": "2018-01-01", "until": "2017", "through": "2019-01-01"}},
            "coverage.until",
            "no key here",
        ),
    ],
)
def test_what_is_wrong_in_it_has_its_field(
    change: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(DatasetError) as caught:
        info_from_mapping({**SAYS, **change})

    (problem,) = caught.value.problems
    assert problem.field == field
    assert message in problem.message


def test_everything_that_is_wrong_in_it_is_found_at_once() -> None:
    with pytest.raises(DatasetError) as caught:
        info_from_mapping({"titel": "x", "version": "", "coverage": {"since": "x"}})

    found = {problem.field for problem in caught.value.problems}
    assert found == {"titel", "version", "coverage.since", "coverage.through"}


EVENTS = (policy_ended("p", "2024-07-08"), policy_started("p", "2024-07-07"))


def test_a_wheel_carries_what_the_dataset_says_of_itself_and_its_ledger() -> None:
    ledger = b"".join(ledger_of(EVENTS))
    first, *lines = to_packed(info_from_mapping(SAYS), ledger).splitlines(keepends=True)

    assert first.endswith(b"\n")
    assert orjson.loads(first) == {"dataset": SAYS}
    assert b"".join(lines) == ledger


@pytest.mark.parametrize("info", [DatasetInfo(), info_from_mapping(SAYS)])
@pytest.mark.parametrize(
    "events",
    [
        (),
        EVENTS,
        # What other programs take for the end of a line is none.
        (policy_started("p", "2024-07-07", notes="a\nb\u2028c\u2029d"), pledged("r", "2025")),
    ],
)
def test_a_dataset_is_read_back_as_it_was(info: DatasetInfo, events: Any) -> None:
    found = from_packed(to_packed(info, b"".join(ledger_of(events))), "record.jsonl", CODEC)

    assert found.info == info
    assert set(found.events) == set(events)
    assert found.ledger is not None
    assert [entry.event for entry in found.ledger.entries] == list(events)


def test_its_events_are_in_replay_order_and_its_days_in_that_of_the_ledger() -> None:
    lines = b"".join(ledger_of(EVENTS, day="2026-11-22"))
    found = from_packed(to_packed(DatasetInfo(), lines), "record.jsonl", CODEC)

    assert found.events == EVENTS[::-1]
    assert found.recorded == {event.id: date(2026, 11, 22) for event in EVENTS}
    assert list(found.recorded) == [event.id for event in EVENTS]


def test_a_file_whose_ledger_was_changed_is_refused_with_its_line() -> None:
    lines = b"".join(ledger_of(EVENTS)).replace(b"scrapped", b"expired")

    with pytest.raises(DatasetError) as caught:
        from_packed(to_packed(DatasetInfo(), lines), "record.jsonl", CODEC)

    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.event) == ("record.jsonl", 2, EVENTS[0].id)


@pytest.mark.parametrize("data", [b"", b"\n", b"[]\n", b"x\n"])
def test_a_file_without_its_first_line_is_refused(data: bytes) -> None:
    with pytest.raises(DatasetError):
        from_packed(data, "record.jsonl", CODEC)
