"""Travel in time over backdated events: what they change, and what they leave."""

from typing import Any

import pytest

import border_timeline as bt
from border_timeline.events import Event
from builders import (
    corrected,
    pledged,
    policy_announced,
    policy_ended,
    policy_started,
    post_filled,
    spent,
)

LOG = [
    post_filled("chief", "2024-01-10", "Ann"),
    post_filled("chief", "2024-03-10", "Bob"),
    post_filled("deputy", "2024-02-01", "Dee", known="2024-02-20"),
    policy_announced("patrols", "2024-01-15"),
    policy_started("patrols", "2024-02-15", known="2024-02-10"),
    policy_ended("patrols", "2024-04-15"),
    pledged("command", "2024-01-20", id="pledge"),
    pledged("command", "2024-03-20", known="2024-03-10"),
    spent("command", "2024-04-01"),
    pledged("agency", "2024-02-05", known="2024-05-01"),
]
BOUNDS = [
    *("2023-11-30", "2023-12-01", "2024-01-19", "2024-01-20", "2024-02-09", "2024-02-10"),
    *("2024-02-29", "2024-03-01", "2024-03-09", "2024-03-10", "2024-04-19", "2024-04-20"),
    *("2024-05-09", "2024-05-10", "2025-01-01"),
]


def states(timeline: bt.Timeline, day: str, known_at: str | None) -> dict[tuple[str, str], Any]:
    """Return every state of every view at one point of the two axes."""
    views = timeline.as_of(day, known_at=known_at).to_dict()["views"]
    return {(view, key): state for view, found in views.items() for key, state in found.items()}


@pytest.mark.parametrize(
    ("event", "key", "days", "known"),
    [
        pytest.param(
            post_filled("chief", "2024-02-10", "Cid", known="2024-04-20"),
            ("posts", "chief"),
            ("2024-02-10", "2024-03-10"),  # then comes Bob
            "2024-04-20",
            id="a handover known late",
        ),
        pytest.param(
            pledged("command", "2024-02-10", id="late", known="2024-05-10"),
            ("funding", "command"),
            ("2024-02-10", "9999"),
            "2024-05-10",
            id="a pledge known late",
        ),
        pytest.param(
            pledged("command", "2024-02-10", id="in-time"),
            ("funding", "command"),
            ("2024-02-10", "9999"),
            "2024-02-10",
            id="a pledge known then",
        ),
        pytest.param(
            policy_announced("patrols", "2023-12-01", known="2024-03-01"),
            ("policies", "patrols"),
            ("2023-12-01", "9999"),
            "2024-03-01",
            id="an announcement before all others",
        ),
        pytest.param(
            policy_started("hotline", "2024-02-10", known="2024-03-01"),
            ("policies", "hotline"),
            ("2024-02-10", "9999"),
            "2024-03-01",
            id="a policy of its own",
        ),
        pytest.param(
            corrected("pledge", "revision", "2024-04-20", set={"amount": "GBP 1"}),
            ("funding", "command"),
            ("2024-01-20", "9999"),
            "2024-04-20",
            id="a revision",
        ),
        pytest.param(
            corrected("pledge", "erratum", "2024-04-20", set={"amount": "GBP 1"}),
            ("funding", "command"),
            ("2024-01-20", "9999"),
            "2024-01-20",
            id="an erratum",
        ),
        pytest.param(
            corrected("pledge", "retraction", "2024-04-20"),
            ("funding", "command"),
            ("2024-01-20", "9999"),
            "2024-04-20",
            id="a retraction",
        ),
    ],
)
def test_a_backdated_event_changes_its_own_state_from_its_days_on_and_nothing_else(
    event: Event, key: tuple[str, str], days: tuple[str, str], known: str
) -> None:
    without, with_it = bt.Timeline(LOG), bt.Timeline([*LOG, event])
    for day in BOUNDS:
        for known_at in (*BOUNDS, None):
            old, new = (states(timeline, day, known_at) for timeline in (without, with_it))
            differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
            counts = days[0] <= day < days[1] and known <= (known_at or "9999")
            assert differ == ({key} if counts else set()), (day, known_at)
