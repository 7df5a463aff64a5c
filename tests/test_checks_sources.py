"""Citations that are late, and what is later than the coverage."""

from typing import Any

import pytest

from border_timeline import Coverage, Event, Severity
from builders import corrected, policy_started, source
from checked import findings, message, named

LATE, SOURCE, EVENT = "late-citation", "source-after-coverage", "event-after-coverage"
COVERED = Coverage(since="2018-01-01", through="2024-12-31")


def cited(*published: str, on: str = "2024-07-01", **more: Any) -> Event:
    sources = [source(day) for day in published]
    return policy_started("p", on, **{"sources": sources, "id": "e", **more})


# Late citations


@pytest.mark.parametrize(
    ("published", "found"), [("2024-07-01", False), ("2024-08-01", False), ("2024-08-02", True)]
)
def test_a_citation_of_more_than_31_days_later_is_late(published: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    assert named(LATE, cited(published)) == ([["e"]] if found else [])


def test_a_late_citation_is_a_warning_that_says_how_late() -> None:
    (found,) = findings(LATE, cited("2025-07-01", "2024-08-31"))
    assert found.severity is Severity.WARNING
    assert found.message == (
        "e was known on 2024-07-01, and its earliest source was published on 2024-08-31, at "
        "least 61 days later; cite one of the time"
    )


def test_one_source_of_the_time_is_enough() -> None:
    assert named(LATE, cited("2026-08-21", "2024-07-03")) == []


def test_the_day_on_which_it_became_known_counts_and_not_when_it_was() -> None:
    assert named(LATE, cited("2024-12-03", on="2022-07-01", known="2024-12-02")) == []


def test_imprecise_days_are_given_the_benefit() -> None:
    assert named(LATE, cited("2024-08")) == []
    assert named(LATE, cited("2024-09")) == [["e"]]
    assert named(LATE, cited("2024-08-31", on="2024-07")) == []
    assert named(LATE, cited("2024-09-01", on="2024-07")) == [["e"]]


def test_how_late_is_counted_from_the_first_day_it_may_have_been_published() -> None:
    assert "at least 62 days later" in message(LATE, cited("2024-09"))


def test_a_day_that_is_not_certain_may_be_of_the_time() -> None:
    assert named(LATE, cited("2026?")) == []
    assert named(LATE, cited("2026", "2026-08-21~")) == []
    assert named(LATE, cited("2026", on="2024-07~")) == []


def test_what_was_known_before_the_coverage_needs_no_source_of_its_time() -> None:
    assert named(LATE, cited("2026", on="2017-12-31"), coverage=COVERED) == []
    assert named(LATE, cited("2026", on="2018-01-01"), coverage=COVERED) == [["e"]]
    assert named(LATE, cited("2026", on="2017-12-31")) == [["e"]]


# Beyond the coverage


def test_a_source_after_the_coverage_is_a_warning() -> None:
    (found,) = findings(SOURCE, cited("2024-07-01", "2025-01-01"), coverage=COVERED)
    assert found.severity is Severity.WARNING
    assert [event.id for event in found.events] == ["e"]
    assert found.message == (
        "Daily Paper of 2025-01-01, after the coverage through 2024-12-31, is cited by e"
    )


@pytest.mark.parametrize("published", ["2024-12-31", "2024-12/2025-02", "2025?"])
def test_a_source_that_may_be_of_the_days_covered_is_in_order(published: str) -> None:
    assert named(SOURCE, cited(published), coverage=COVERED) == []


def test_without_a_coverage_nothing_is_after_it() -> None:
    event = cited("2090-01-01", on="2080-01-01")
    assert named(SOURCE, event) == named(EVENT, event) == []


def test_a_publication_is_told_once_with_all_that_cite_it() -> None:
    events = [cited("2025-03-01", id=name) for name in "abcde"]
    assert named(SOURCE, *events, coverage=COVERED) == [["a", "b", "c", "d", "e"]]
    assert message(SOURCE, *events, coverage=COVERED).endswith("is cited by a, b, c and 2 more")
    assert message(SOURCE, *events[:3], coverage=COVERED).endswith("is cited by a, b, c")


def test_other_publications_are_told_apart() -> None:
    more = [source("2025-03-01", publisher="Other Paper"), source("2025-03-01")]
    events = [cited("2025-03-01", "2025-03-01", id="a"), cited(sources=more, id="b")]
    found = named(SOURCE, *events, cited("2025-04-01", id="c"), coverage=COVERED)
    assert found == [["a", "b"], ["b"], ["c"]]


def test_an_event_that_became_known_after_the_coverage_is_a_warning() -> None:
    event = cited("2025-01-01", on="2025-01-01")
    (found,) = findings(EVENT, event, coverage=COVERED)
    assert (found.severity, found.events) == (Severity.WARNING, (event,))
    assert found.message == ("e became known on 2025-01-01, after the coverage through 2024-12-31")


def test_of_an_event_after_the_coverage_the_source_is_not_told_too() -> None:
    assert named(SOURCE, cited("2025-01-01", on="2025-01-01"), coverage=COVERED) == []


def test_a_past_that_became_known_after_the_coverage_is_told() -> None:
    late = cited("2025-02-01", on="2024-07-01", known="2025-02-01")
    assert named(EVENT, late, coverage=COVERED) == [["e"]]


def test_a_future_that_was_known_within_the_coverage_is_in_order() -> None:
    future = cited("2024-12-01", on="2025-04-01", known="2024-12-01")
    assert named(EVENT, future, coverage=COVERED) == []


def test_an_event_that_may_have_become_known_within_the_coverage_is_in_order() -> None:
    assert named(EVENT, cited("2025-02", on="2024-12/2025-02"), coverage=COVERED) == []
    assert named(EVENT, cited("2025-02", on="2025-02?"), coverage=COVERED) == []


# Corrections


def test_an_erratum_is_about_the_record_and_not_about_its_days() -> None:
    slip = corrected(
        "e", "erratum", "2026-11-22", set={"name": "P"}, sources=[source("2027-01-01")], id="c"
    )
    events = cited("2024-07-01"), slip
    assert [named(code, *events, coverage=COVERED) for code in (LATE, SOURCE, EVENT)] == [
        [],
        [],
        [],
    ]


def test_a_revision_is_held_to_its_days_as_any_event() -> None:
    revised = corrected(
        "e", "revision", "2026-11-22", set={"name": "P"}, sources=[source("2027-01-01")], id="c"
    )
    events = cited("2024-07-01"), revised
    assert named(LATE, *events, coverage=COVERED) == [["c"]]
    assert named(EVENT, *events, coverage=COVERED) == [["c"]]
