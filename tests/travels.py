"""Records to travel in time through, and what is told of the answers."""

from collections.abc import Iterable, Mapping
from typing import Any

import border_timeline as bt
from border_timeline.events import Event
from builders import corrected, pledged, policy_started, post_filled, reported

#: The path of the value that `amended` corrects, and the days of its stages.
VISITS = "figures.visits.2022.value"
STAGES = ["2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01"]


def ids(events: Iterable[Event]) -> list[str]:
    return [event.id for event in events]


def changed(changes: Iterable[bt.Change]) -> list[tuple[str, Any, Any, list[str]]]:
    """Return path, old, new and the events of each change."""
    return [(c.path, c.old, c.new, ids(c.events)) for c in changes]


def steps(changes: Iterable[bt.Change]) -> list[tuple[str, Any]]:
    """Return from when each new value counts, and the value."""
    return [(str(c.on), c.new) for c in changes]


def amended() -> list[Event]:
    """Return 100 visits; revised to 2; the revision revised to 3; that revision retracted."""
    return [
        reported("visits", "2022", 100, id="first", known="2023-01-01"),
        corrected("first", "revision", "2023-02-01", id="r", set={"value": 2}),
        corrected("r", "revision", "2023-03-01", id="s", set={"set": {"value": 3}}),
        corrected("s", "retraction", "2023-04-01", id="t"),
    ]


def record_of_three(
    *more: Event, recorded: Mapping[str, str] | None = None, holder: str = "Ann"
) -> bt.Timeline:
    """Return Ann's start, a pledge that was known late and a policy, with when each was recorded.

    More events come with their own days; `holder` is for a record that was edited since.
    """
    events = [
        post_filled("chief", "2024-01-01", holder, id="ann"),
        pledged("command", "2024-01-02", id="late", known="2024-02-01"),
        policy_started("patrols", "2024-02-02", id="patrols"),
    ]
    days = {"ann": "2024-01-03", "late": "2024-02-03", "patrols": "2024-02-03"}
    return bt.Timeline([*events, *more], recorded={**days, **(recorded or {})})
