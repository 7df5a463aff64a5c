"""Logs of any size for the benchmarks: people who hand over posts, on random days."""

import random
from functools import cache

import border_timeline as bt
from border_timeline.dates import iso
from border_timeline.events import PostFilled

FIRST_DAY = bt.edtf("2016-01-01").first
DAYS = 3_650
SOURCES = (bt.Source(publisher="A newspaper", published="2100"),)
SIZES = [10_000, 100_000, 1_000_000]


@cache
def posts(size: int, late: float = 0.0) -> tuple[PostFilled, ...]:
    """Return a log of `size` events on `size / 50` posts, a share of them known late."""
    chance = random.Random(size)  # noqa: S311 - repeatable, no secret
    keys = max(size // 50, 1)
    events: list[PostFilled] = []
    for number in range(size):
        day = FIRST_DAY + chance.randrange(DAYS)
        known = day + chance.randrange(1, 400) if chance.random() < late else day
        events.append(
            PostFilled(
                id=f"event-{number}",
                effective=iso(day),
                known=iso(known),
                title="A handover",
                sources=SOURCES,
                post=f"post-{number % keys}",
                holder=f"holder {number % 97}",
            )
        )
    return tuple(events)


@cache
def timeline(size: int, late: float = 0.0) -> bt.Timeline:
    """Return a timeline of such a log, folded."""
    made = bt.Timeline(posts(size, late))
    made.as_of(iso(FIRST_DAY)).posts.get("post-0")
    return made


def questions(size: int, count: int = 1_000) -> list[tuple[str, str]]:
    """Return days and posts to ask about, each post by a day on which it exists."""
    chance = random.Random(count)  # noqa: S311 - likewise
    events = posts(size)
    asked = []
    for _ in range(count):
        event = events[chance.randrange(size)]
        asked.append((iso(event.effective.last + chance.randrange(400)), event.post))
    return asked
