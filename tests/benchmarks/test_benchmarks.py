"""How fast: `python -m pytest tests/benchmarks`. Compare within a group, in one run."""

import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import orjson
import pytest
from eventsourcing.application import Application
from peer import Post, post_of
from pytest_benchmark.fixture import BenchmarkFixture
from synthetic import SIZES, posts, questions, timeline

import border_timeline as bt
from border_timeline.codec.dataset import DatasetInfo, from_packed, to_packed
from border_timeline.codec.ledger import new_lines
from border_timeline.dates import day_of
from border_timeline.timeline.rows import rows_of
from border_timeline.timeline.versions import fold
from border_timeline.views import POSTS

RECORD = Path(__file__).parents[2] / "events"


def packed(events: Iterable[bt.Event]) -> bytes:
    """Return the file in which a wheel would carry events, recorded on one day."""
    lines = new_lines(bt.Ledger(), events, day_of("2026-01-01"), bt.Codec())
    return to_packed(DatasetInfo(), lines)


def in_a_fresh_process(benchmark: BenchmarkFixture, program: str) -> None:
    command = [sys.executable, "-c", program]
    benchmark.pedantic(subprocess.run, (command,), {"check": True}, rounds=10, warmup_rounds=1)


@pytest.mark.benchmark(group="a fresh process")
def test_import_of_the_dependencies(benchmark: BenchmarkFixture) -> None:
    in_a_fresh_process(benchmark, "import attrs, cattrs, pendulum")


@pytest.mark.benchmark(group="a fresh process")
def test_load_of_the_packed_record_and_one_answer(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    path = tmp_path / "record.jsonl"
    path.write_bytes(packed(bt.load(RECORD).events))
    in_a_fresh_process(
        benchmark,
        "import border_timeline as bt\n"
        "from border_timeline.codec.dataset import from_packed\n"
        f"data = open({str(path)!r}, 'rb').read()\n"
        "timeline = bt.Timeline(from_packed(data, '', bt.Codec()).events)\n"
        "timeline.as_of('2024-07-06').policies['rwanda-scheme']\n",
    )


@pytest.mark.benchmark(group="load of the bundled record")
def test_load_of_its_yaml_files(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(bt.load, RECORD)) > 200


@pytest.mark.benchmark(group="load of the bundled record")
def test_load_of_its_canonical_lines(benchmark: BenchmarkFixture) -> None:
    data = packed(bt.load(RECORD).events)
    assert len(benchmark(from_packed, data, "", bt.Codec()).events) > 200


@pytest.mark.benchmark(group="load of the bundled record")
def test_bare_orjson_of_its_canonical_lines(benchmark: BenchmarkFixture) -> None:
    lines = packed(bt.load(RECORD).events).splitlines()
    benchmark(lambda: [orjson.loads(line) for line in lines])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="fold, all versions kept")
def test_fold(benchmark: BenchmarkFixture, size: int) -> None:
    rows = rows_of(timeline(size).events)
    folded = benchmark.pedantic(fold, (POSTS, rows), rounds=3)
    assert sum(len(versions.states) for versions in folded.values()) == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="order and index a log")
def test_a_timeline_is_made(benchmark: BenchmarkFixture, size: int) -> None:
    assert len(benchmark.pedantic(bt.Timeline, (posts(size),), rounds=3)) == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values")
def test_bare_bisect_over_all_days(benchmark: BenchmarkFixture, size: int) -> None:
    days = [event.effective.last for event in timeline(size).events]
    asked = [day_of(day) for day, _, _ in questions(size)]
    benchmark(lambda: [bisect_right(days, day) for day in asked])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values")
def test_as_of_and_one_value(benchmark: BenchmarkFixture, size: int) -> None:
    made = timeline(size)
    asked = questions(size)
    benchmark(lambda: [made.as_of(day).posts.get(post) for day, _, post in asked])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values")
def test_as_of_at_a_random_state_of_knowledge(benchmark: BenchmarkFixture, size: int) -> None:
    made = timeline(size, corrected=True)
    asked = questions(size)
    benchmark(lambda: [made.as_of(day, known_at=k).posts.get(post) for day, k, post in asked])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values")
def test_as_of_at_one_state_of_knowledge(benchmark: BenchmarkFixture, size: int) -> None:
    made = timeline(size, corrected=True)
    asked = questions(size)
    benchmark(lambda: [made.as_of(day, known_at="2022-01-01").posts.get(p) for day, _, p in asked])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="the slowest of 10,000 values at random states of knowledge")
def test_the_slowest_value_in_a_hundred(benchmark: BenchmarkFixture, size: int) -> None:
    """Times each value by itself; `extra_info` has the median and the 99th percentile."""
    made = timeline(size, corrected=True)
    times: list[float] = []

    def ask() -> None:
        for day, known, post in questions(size, 10_000):
            start = perf_counter()
            made.as_of(day, known_at=known).posts.get(post)
            times.append(perf_counter() - start)

    benchmark.pedantic(ask, rounds=3, warmup_rounds=1)
    middle, *_, slow = quantiles(sorted(times), n=100)[49:]
    benchmark.extra_info |= {"median µs": middle * 1e6, "99th percentile µs": slow * 1e6}


@pytest.mark.benchmark(group="the whole state of 20,000 posts")
def test_the_whole_state(benchmark: BenchmarkFixture) -> None:
    made = timeline(1_000_000)
    assert len(benchmark(lambda: dict(made.as_of("2026-01-01").posts))) == 20_000


@pytest.mark.benchmark(group="10,000 events, against eventsourcing")
def test_fold_every_version(benchmark: BenchmarkFixture) -> None:
    rows = rows_of(timeline(10_000).events)
    assert len(benchmark(fold, POSTS, rows)) == 200


@pytest.mark.benchmark(group="10,000 events, against eventsourcing")
def test_read_lines_and_fold_every_version(benchmark: BenchmarkFixture) -> None:
    codec = bt.Codec()
    data = packed(timeline(10_000).events)

    def rebuild() -> int:
        return len(bt.Timeline(from_packed(data, "", codec).events).as_of("2026-01-01").posts)

    assert benchmark(rebuild) == 200


@pytest.mark.benchmark(group="10,000 events, against eventsourcing")
def test_peer_applies_events_to_one_aggregate(benchmark: BenchmarkFixture) -> None:
    post = post_of(10_000)
    events = post.collect_events()

    def rebuild() -> Any:
        copy: Any = None
        for event in events:
            copy = event.mutate(copy)
        return copy

    assert benchmark(rebuild).holder == post.holder


@pytest.mark.benchmark(group="10,000 events, against eventsourcing")
def test_peer_reads_and_applies_events_from_memory(benchmark: BenchmarkFixture) -> None:
    application: Application[Any] = Application()
    post = post_of(10_000)
    application.save(post)
    rebuilt: Post = benchmark.pedantic(application.repository.get, (post.id,), rounds=5)
    assert rebuilt.holder == post.holder
