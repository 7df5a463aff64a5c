"""How fast: `python -m pytest tests/benchmarks`. Compare within a group, in one run."""

import subprocess
import sys
from bisect import bisect_right
from pathlib import Path
from typing import Any

import orjson
import pytest
from eventsourcing.application import Application
from peer import Post, post_of
from pytest_benchmark.fixture import BenchmarkFixture
from synthetic import SIZES, posts, questions, timeline

import border_timeline as bt
from border_timeline.codec.dataset import Dataset, from_lines, to_lines
from border_timeline.dates import day_of
from border_timeline.stores.files import read_directory
from border_timeline.timeline.versions import fold
from border_timeline.views import POSTS

RECORD = Path(__file__).parents[2] / "events"


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
    packed = tmp_path / "record.jsonl"
    packed.write_bytes(to_lines(read_directory(RECORD, bt.Codec()), bt.Codec()))
    in_a_fresh_process(
        benchmark,
        "import border_timeline as bt\n"
        "from border_timeline.codec.dataset import from_lines\n"
        f"data = open({str(packed)!r}, 'rb').read()\n"
        "timeline = bt.Timeline(from_lines(data, bt.Codec()).events)\n"
        "timeline.as_of('2024-07-06').policies['rwanda-scheme']\n",
    )


@pytest.mark.benchmark(group="load of the bundled record")
def test_load_of_its_yaml_files(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(bt.load, RECORD)) > 200


@pytest.mark.benchmark(group="load of the bundled record")
def test_load_of_its_canonical_lines(benchmark: BenchmarkFixture) -> None:
    codec = bt.Codec()
    data = to_lines(read_directory(RECORD, codec), codec)
    assert len(benchmark(from_lines, data, codec).events) > 200


@pytest.mark.benchmark(group="load of the bundled record")
def test_bare_orjson_of_its_canonical_lines(benchmark: BenchmarkFixture) -> None:
    codec = bt.Codec()
    lines = to_lines(read_directory(RECORD, codec), codec).splitlines()
    benchmark(lambda: [orjson.loads(line) for line in lines])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="fold, all versions kept")
def test_fold(benchmark: BenchmarkFixture, size: int) -> None:
    events = timeline(size).events
    folded = benchmark.pedantic(fold, (POSTS, events), rounds=3)
    assert sum(len(versions.states) for versions in folded.values()) == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="order and index a log")
def test_a_timeline_is_made(benchmark: BenchmarkFixture, size: int) -> None:
    assert len(benchmark.pedantic(bt.Timeline, (posts(size),), rounds=3)) == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values, each at its own date")
def test_bare_bisect_over_all_days(benchmark: BenchmarkFixture, size: int) -> None:
    days = [event.effective.last for event in timeline(size).events]
    asked = [day_of(day) for day, _ in questions(size)]
    benchmark(lambda: [bisect_right(days, day) for day in asked])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values, each at its own date")
def test_as_of_and_one_value(benchmark: BenchmarkFixture, size: int) -> None:
    made = timeline(size)
    asked = questions(size)
    assert all(benchmark(lambda: [made.as_of(day).posts[post] for day, post in asked]))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="1,000 values, each at its own date")
def test_as_of_as_known_and_one_value_with_5_percent_known_late(
    benchmark: BenchmarkFixture, size: int
) -> None:
    made = timeline(size, 0.05)
    asked = questions(size)
    benchmark(lambda: [made.as_of(day, known_at=day).posts.get(post) for day, post in asked])


@pytest.mark.benchmark(group="the whole state of 20,000 posts")
def test_the_whole_state(benchmark: BenchmarkFixture) -> None:
    made = timeline(1_000_000)
    assert len(benchmark(lambda: dict(made.as_of("2026-01-01").posts))) == 20_000


@pytest.mark.benchmark(group="10,000 events, against eventsourcing")
def test_fold_every_version(benchmark: BenchmarkFixture) -> None:
    events = timeline(10_000).events
    assert len(benchmark(fold, POSTS, events)) == 200


@pytest.mark.benchmark(group="10,000 events, against eventsourcing")
def test_read_lines_and_fold_every_version(benchmark: BenchmarkFixture) -> None:
    codec = bt.Codec()
    data = to_lines(Dataset(timeline(10_000).events), codec)

    def rebuild() -> int:
        return len(bt.Timeline(from_lines(data, codec).events).as_of("2026-01-01").posts)

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
