"""Logs of any size for the benchmarks: people who hand over posts, on random days."""

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import border_timeline as bt
from border_timeline.dates import iso
from border_timeline.events import Changes, Correction, CorrectionKind, Event, PostFilled

FIRST_DAY = bt.edtf("2016-01-01").first
DAYS = 3_650
SOURCES = (bt.Source(publisher="A newspaper", published="2100"),)
SIZES = [10_000, 100_000, 1_000_000]


@cache
def posts(size: int) -> tuple[PostFilled, ...]:
    """Return a log of `size` events on `size / 50` posts, each known on its day."""
    return tuple(event for event in _events(size, 0, 0) if isinstance(event, PostFilled))


@cache
def corrected_posts(size: int) -> tuple[Event, ...]:
    """Return such a log of which 5 % of the events are known late and 0.5 % are revisions."""
    return tuple(_events(size, 0.05, 0.005))


def _events(size: int, late: float, corrected: float) -> Iterator[Event]:
    chance = random.Random(size)  # noqa: S311 - repeatable, no secret
    keys = max(size // 50, 1)
    envelope: dict[str, Any] = {"title": "A handover", "sources": SOURCES}
    earlier: list[PostFilled] = []
    for number in range(size):
        day = FIRST_DAY + chance.randrange(DAYS)
        known = day + chance.randrange(1, 400) if chance.random() < late else day
        if earlier and chance.random() < corrected:
            wrong = chance.choice(earlier)
            yield Correction(
                id=f"event-{number}",
                effective=iso(wrong.known.last + chance.randrange(1, 400)),
                corrects=wrong.id,
                kind=CorrectionKind.REVISION,
                reason="The list was wrong",
                set=Changes({"holder": f"another {number}"}),
                **envelope,
            )
            continue
        event = PostFilled(
            id=f"event-{number}",
            effective=iso(day),
            known=iso(known),
            post=f"post-{number % keys}",
            holder=f"holder {number % 97}",
            **envelope,
        )
        earlier.append(event)
        yield event


@cache
def timeline(size: int, *, corrected: bool = False) -> bt.Timeline:
    """Return a timeline of one of these logs, folded."""
    made = bt.Timeline(corrected_posts(size) if corrected else posts(size))
    made.as_of(iso(FIRST_DAY)).posts.get("post-0")
    return made


def questions(size: int, count: int = 1_000) -> list[tuple[str, str, str]]:
    """Return days, states of knowledge and posts to ask about, at random."""
    chance = random.Random(count)  # noqa: S311 - likewise
    keys = max(size // 50, 1)
    return [
        (_random_day(chance), _random_day(chance), f"post-{chance.randrange(keys)}")
        for _ in range(count)
    ]


def _random_day(chance: random.Random) -> str:
    return iso(FIRST_DAY + chance.randrange(DAYS))
