"""Ledgers for the tests: lines that are sound, and lines that somebody meddled with."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pytest

from border_timeline import Codec, DatasetError, Event, Ledger, Problem
from border_timeline.codec.ledger import new_lines, read_ledger
from border_timeline.dates import day_of
from builders import policy_started

DAY = "2026-11-22"
EVENTS = [policy_started(name, "2024-07-07", id=name) for name in "abcdef"]


def ledger_of(
    events: Iterable[Event] = EVENTS, codec: Codec | None = None, day: str = DAY
) -> list[bytes]:
    """Return the lines of a ledger that took in events on one day."""
    data = new_lines(Ledger(), events, day_of(day), codec or Codec())
    return data.splitlines(keepends=True)


def chained(*rows: tuple[int, str, Any]) -> list[bytes]:
    """Return lines with right digests, whatever their position, day and event are."""
    lines: list[bytes] = []
    previous = "0" * 64
    for position, recorded, event in rows:
        words = {"position": position, "recorded": recorded, "event": event}
        body = json.dumps(words, separators=(",", ":"), ensure_ascii=False)
        previous = sha256(f"{previous}\n{body}".encode()).hexdigest()
        lines.append(f'{body[:-1]},"digest":"{previous}"}}\n'.encode())
    return lines


def edited(line: bytes, old: str, new: str) -> bytes:
    assert line.count(old.encode()) == 1
    return line.replace(old.encode(), new.encode())


def read(lines: Iterable[bytes], codec: Codec | None = None) -> Ledger:
    return read_ledger(b"".join(lines), "ledger.jsonl", codec or Codec())


def refused(lines: Iterable[bytes], codec: Codec | None = None) -> tuple[Problem, ...]:
    with pytest.raises(DatasetError) as caught:
        read(lines, codec)
    return caught.value.problems


def told(lines: Iterable[bytes]) -> list[tuple[int, str, str]]:
    """Return line, event and message of each problem of a ledger."""
    return [(problem.line, problem.event, problem.message) for problem in refused(lines)]
