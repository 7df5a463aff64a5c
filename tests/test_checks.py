"""A check as a whole: its rules, those that a user adds, the order of what they find."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import border_timeline as bt
from border_timeline import Event, Finding, Severity, Timeline
from border_timeline.checks import RULES
from border_timeline.events import SiteClosed, SiteOpened
from border_timeline.timeline import Snapshot
from border_timeline.timeline import Timeline as Engine
from border_timeline.views import SITES
from builders import (
    body_closed,
    corrected,
    make,
    policy_announced,
    policy_ended,
    policy_started,
    post_filled,
    reported,
    source,
)
from datasets import write_dataset

DAY, NEXT = "2024-07-07", "2024-07-08"


def codes(*events: Event) -> list[str]:
    return [finding.code for finding in Timeline(events).check()]


def odd(timeline: Timeline) -> Iterator[Finding]:
    """Find every policy that starts odd."""
    for event in timeline.standing():
        if event.id.startswith("odd"):
            yield Finding(Severity.WARNING, "odd", f"{event.id} is odd", (event,))


# Order


def test_errors_come_first_then_codes_then_days() -> None:
    events = [
        policy_started("p", "2024-03-01", sources=[source("2025-01-01")]),
        body_closed("b", "2024-06-01"),
        policy_ended("q", "2024-05-01"),
        policy_ended("q", "2024-04-01"),
        policy_started("q", "2024-02-01", sources=[source("2025-01-01")], known="2024-02-01"),
        policy_ended("r", "2024-01-01"),
        body_closed("a", "2024-07-01"),
    ]
    found = [(f.severity, f.code, str(f.events[0].effective)) for f in Timeline(events).check()]
    assert found == [
        ("error", "body-closed-before-launch", "2024-06-01"),
        ("error", "body-closed-before-launch", "2024-07-01"),
        ("error", "policy-ended-before-it-began", "2024-01-01"),
        ("warning", "late-citation", "2024-02-01"),
        ("warning", "late-citation", "2024-03-01"),
    ]


def test_a_tie_stands_among_the_other_findings() -> None:
    tied = [post_filled("chief", DAY, name, id=name.lower()) for name in ("Ann", "Bob")]
    ends = [body_closed("a", NEXT), policy_ended("p", NEXT)]
    found = codes(*tied, *ends)
    assert found == [
        "body-closed-before-launch",
        "order-dependent-tie",
        "policy-ended-before-it-began",
    ]


def test_a_finding_without_events_comes_first_of_its_code() -> None:
    def rule(timeline: Timeline) -> list[Finding]:
        return [
            Finding(Severity.WARNING, "odd", "one event", timeline.events),
            Finding(Severity.WARNING, "odd", "no event", ()),
        ]

    timeline = Timeline([policy_started("p", DAY)], rules=[rule])
    assert [finding.message for finding in timeline.check()] == ["no event", "one event"]


def test_the_order_of_the_events_changes_no_finding() -> None:
    events = [policy_ended("p", DAY), body_closed("a", DAY), policy_ended("q", NEXT)]
    assert Timeline(events).check() == Timeline(reversed(events)).check()


# Rules


def test_a_user_adds_rules_to_those_of_the_domain() -> None:
    events = [policy_started("p", DAY, id="odd-one"), policy_ended("q", DAY)]
    assert codes(*events) == ["policy-ended-before-it-began"]
    found = Timeline(events, rules=[odd]).check()
    assert [finding.code for finding in found] == ["policy-ended-before-it-began", "odd"]


def test_a_dataset_is_loaded_with_rules(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, [policy_started("p", DAY, id="odd-one")])
    assert bt.load(folder).check() == []
    assert [finding.code for finding in bt.load(folder, rules=[odd]).check()] == ["odd"]


def test_the_engine_has_no_rule_of_the_domain_but_its_own() -> None:
    def engine(*events: Event, **more: Any) -> Engine[Snapshot]:
        return Engine(events, views=[SITES], snapshot_type=Snapshot, **more)

    ends = make(SiteClosed, "s", DAY, site="s", id="a")
    assert engine(ends).check() == []
    starts = make(SiteOpened, "s", DAY, site="s", id="b")
    assert [finding.code for finding in engine(ends, starts).check()] == ["order-dependent-tie"]
    assert engine(ends, rules=RULES).check() == Timeline([ends]).check() != []


def test_a_timeline_with_the_rules_of_the_domain_pickles() -> None:
    timeline = Timeline([policy_ended("p", DAY)])
    copy: Timeline = pickle.loads(pickle.dumps(timeline))  # noqa: S301 - our own bytes
    assert copy.check() == timeline.check() != []


def test_what_is_in_order_has_no_finding() -> None:
    assert codes() == []
    assert codes(policy_announced("p", DAY), policy_ended("p", NEXT)) == []
    assert codes(reported("m", "2024-06"), reported("m", "2024-07")) == []


def test_no_rule_minds_a_coverage_that_ended_long_ago() -> None:
    info = bt.DatasetInfo(coverage=bt.Coverage(since="1900-01-01", through="1901-01-01"))
    found = Timeline([policy_ended("p", DAY)], info=info).check()
    assert {finding.code for finding in found} == {
        "policy-ended-before-it-began",
        "event-after-coverage",
    }


# What is checked


def test_a_retraction_of_what_was_wrong_ends_the_finding() -> None:
    end = policy_ended("p", DAY, id="end")
    assert codes(end) != []
    assert codes(end, corrected("end", "retraction", NEXT)) == []


def test_a_retraction_of_what_others_rest_on_is_found() -> None:
    start, end = policy_started("p", DAY, id="start"), policy_ended("p", NEXT)
    assert codes(start, end) == []
    assert codes(start, end, corrected("start", "retraction", NEXT)) != []


def test_a_correction_that_moves_an_event_is_heeded() -> None:
    start, end = policy_started("p", NEXT, id="start"), policy_ended("p", DAY)
    assert codes(start, end) != []
    moved = corrected("start", "erratum", NEXT, set={"effective": "2024-07-01"})
    assert codes(start, end, moved) == []


# The events that stand


def test_events_stand_as_they_were_corrected_and_retracted_ones_do_not() -> None:
    first, other = policy_started("p", DAY, id="first"), policy_started("q", DAY, id="other")
    revised = corrected("first", "revision", NEXT, set={"policy": "r"})
    retracted = corrected("other", "retraction", "2024-07-09")
    timeline = Timeline([first, other, revised, retracted])

    def standing(known_at: str | None = None) -> list[tuple[str, str]]:
        events = timeline.standing(known_at=known_at)
        return [(event.id, getattr(event, "policy", "")) for event in events]

    corrections = [(revised.id, ""), (retracted.id, "")]
    assert standing(DAY) == [("first", "p"), ("other", "q")]
    assert standing(NEXT) == [("first", "r"), ("other", "q"), corrections[0]]
    assert standing() == [("first", "r"), *corrections]


def test_all_events_stand_whatever_day_they_are_about() -> None:
    future = policy_started("p", "2090-01-01", known=DAY)
    assert Timeline([future]).standing() == (future,)
    assert Timeline([future]).standing(known_at="2024-07-06") == ()


def test_what_stood_in_the_record_on_a_day_is_what_it_held_then() -> None:
    one, other = policy_started("p", DAY, id="one"), policy_started("q", DAY, id="other")
    timeline = Timeline([one, other], recorded={"other": "2024-08-01", "one": "2024-08-02"})
    assert timeline.standing(recorded_at="2024-08-01") == (other,)
    assert timeline.standing(recorded_at="2024-08-02") == (one, other)
    with pytest.raises(bt.LedgerError):
        Timeline([one]).standing(recorded_at="2024-08-01")
