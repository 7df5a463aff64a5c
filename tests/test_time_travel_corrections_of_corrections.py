"""Travel in time over corrections that were corrected themselves."""

from itertools import pairwise

import pytest

import border_timeline as bt
from builders import corrected, reported
from travels import STAGES, VISITS, amended, changed, ids, steps


@pytest.mark.parametrize(("known_at", "value"), [*zip(STAGES, [100, 2, 3, 2], strict=True)])
def test_history_and_explanation_tell_each_stage_of_a_corrected_correction(
    known_at: str, value: int
) -> None:
    timeline = bt.Timeline(amended())
    assert steps(timeline.history(VISITS, known_at=known_at)) == [("2022-12-31", value)]
    why = timeline.explain(VISITS, as_of="2023-06-01", known_at=known_at)
    assert (why.value, why.event.id) == (value, "first")
    assert ("r" in ids(why.corrections)) == (value != 100)
    assert (amended()[1].sources[0] in why.sources) == (value != 100)
    assert [change.new for change in why.chain] == [value]


def test_the_diff_of_two_stages_names_the_correction_of_the_correction_and_its_end() -> None:
    timeline = bt.Timeline(amended())
    stages = [timeline.as_of("2023-06-01", known_at=day) for day in STAGES]
    found = [changed(timeline.diff(*pair)) for pair in pairwise(stages)]
    assert found == [
        [(VISITS, 100, 2, ["r"])],
        [(VISITS, 2, 3, ["s"])],
        [(VISITS, 3, 2, ["t"])],
    ]
    assert timeline.diff(stages[1], stages[3]) == []


def test_each_correction_is_news_of_its_own_day() -> None:
    timeline = bt.Timeline(amended())
    assert [ids(timeline.news(day, day)) for day in STAGES] == [["first"], ["r"], ["s"], ["t"]]
    assert ids(timeline.news("2023-01-02", "2023-03-31")) == ["r", "s"]
    (first,) = timeline.news("2023-01-01", "2023-01-01")
    assert first == amended()[0]  # as it was then, whatever it came to be


def test_an_explanation_cites_the_correction_of_a_correction_that_set_its_value() -> None:
    timeline = bt.Timeline(amended())
    why = timeline.explain(VISITS, as_of="2023-06-01", known_at="2023-03-01")
    assert why.value == 3
    assert {"r", "s"} <= set(ids(why.corrections))
    assert amended()[2].sources[0] in why.sources


def test_an_erratum_puts_right_what_a_revision_has_replaced_since() -> None:
    first, revision, _, _ = amended()
    slip = corrected("first", "erratum", "2026-01-01", id="slip", set={"value": 45})
    recorded = {"first": "2023-01-01", "r": "2023-02-01", "slip": "2026-01-01"}
    timeline = bt.Timeline([first, revision, slip], recorded=recorded)
    told = {
        (known_at, recorded_at): [
            change.new
            for change in timeline.history(VISITS, known_at=known_at, recorded_at=recorded_at)
        ]
        for known_at in ("2023-01-31", "2023-02-01", None)
        for recorded_at in ("2025-12-31", None)
    }
    assert told == {
        ("2023-01-31", "2025-12-31"): [100],
        ("2023-02-01", "2025-12-31"): [2],
        (None, "2025-12-31"): [2],
        ("2023-01-31", None): [45],
        ("2023-02-01", None): [2],
        (None, None): [2],
    }
    assert timeline.as_of("2026-02-01").figures["visits"]["2022"].value == 2
    before, after = (
        timeline.as_of("2023-01-31", known_at="2023-01-31", recorded_at=day)
        for day in ("2025-12-31", "2026-01-01")
    )
    assert changed(timeline.diff(before, after)) == [(VISITS, 100, 45, ["slip"])]


def test_what_was_corrected_before_it_was_known_was_never_otherwise() -> None:
    first, early = (
        reported("visits", "2022", 100, id="first", known="2023-01-01"),
        corrected("first", "revision", "2022-12-01", id="early", set={"value": 7}),
    )
    timeline = bt.Timeline([first, early])
    assert steps(timeline.history(VISITS)) == [("2022-12-31", 7)]
    assert ids(timeline.news("2022-12-01", "2022-12-31")) == ["early"]
    (news,) = timeline.news("2023-01-01", "2023-01-01")
    assert timeline.as_of("2023-01-01").events[-1] == news != first
    before, after = (
        timeline.as_of("2023-06-01", known_at=day) for day in ("2022-12-31", "2023-01-01")
    )
    ((path, old, new, events),) = changed(timeline.diff(before, after))
    assert (path, old, new.value, events) == ("figures.visits.2022", None, 7, ["first"])
    assert ids(timeline.explain(VISITS, as_of="2023-06-01").corrections) == ["early"]


def test_a_log_with_corrections_given_twice_is_the_same_log() -> None:
    once, twice = bt.Timeline(amended()), bt.Timeline([*amended(), *reversed(amended())])
    assert len(twice) == len(once) == 4
    for day in STAGES:
        assert twice.seen_on(day) == once.seen_on(day)
        assert twice.history(VISITS, known_at=day) == once.history(VISITS, known_at=day)
    assert twice.news("2022-01-01", "2024-01-01") == once.news("2022-01-01", "2024-01-01")
    assert twice.check() == []
