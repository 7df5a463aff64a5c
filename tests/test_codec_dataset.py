"""What a dataset says of itself, and the one file that a wheel carries."""

from typing import Any

import orjson
import pytest

from border_timeline import Codec, Coverage, DatasetError, FieldError, edtf
from border_timeline.codec.dataset import (
    Dataset,
    DatasetInfo,
    from_lines,
    info_from_mapping,
    to_lines,
)
from border_timeline.dates import day_of
from builders import pledged, policy_ended, policy_started

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


def test_a_dataset_is_one_file_of_lines() -> None:
    events = (policy_started("p", "2024-07-07"), policy_ended("p", "2024-07-08"))
    data = to_lines(Dataset(events, info_from_mapping(SAYS)), CODEC)

    lines = data.splitlines(keepends=True)

    assert all(line.endswith(b"\n") for line in lines)
    assert orjson.loads(lines[0]) == {"dataset": SAYS}
    assert [line.rstrip(b"\n") for line in lines[1:]] == [CODEC.to_line(row) for row in events]


@pytest.mark.parametrize("info", [DatasetInfo(), info_from_mapping(SAYS)])
@pytest.mark.parametrize(
    "events",
    [
        (),
        (policy_started("p", "2024-07-07"),),
        # What other programs take for the end of a line is none.
        (policy_started("p", "2024-07-07", notes="a\nb\u2028c\x85d"), pledged("r", "2025")),
    ],
)
def test_a_dataset_is_read_back_as_it_was(info: DatasetInfo, events: Any) -> None:
    dataset = Dataset(events, info)

    assert from_lines(to_lines(dataset, CODEC), CODEC) == dataset


def test_the_lines_of_a_dataset_are_stable() -> None:
    dataset = Dataset((policy_started("p", "2024-07-07"),), info_from_mapping(SAYS))
    data = to_lines(dataset, CODEC)

    assert to_lines(from_lines(data, CODEC), CODEC) == data
