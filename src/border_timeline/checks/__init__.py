"""What a check of the bundled domain looks for, beside what the engine itself does.

Each rule is a pure function of a timeline that yields what it finds in the events as they
stand now. What a rule cannot be sure of, because a date is imprecise or marked `?` or `~`,
it does not report.
"""

from collections.abc import Callable, Iterable
from typing import Any

from border_timeline.checks.acts import acts_out_of_order
from border_timeline.checks.figures import contradicted_figures, falling_counts
from border_timeline.checks.funding import differing_totals, unknown_pledges
from border_timeline.checks.lives import (
    agreements_ended_before_they_began,
    bodies_closed_before_launch,
    commitments_closed_before_made,
    policies_ended_before_they_began,
    sites_closed_before_opening,
)
from border_timeline.checks.sources import (
    events_after_coverage,
    late_citations,
    sources_after_coverage,
)
from border_timeline.checks.subjects import posts_without_body, unknown_subjects
from border_timeline.timeline import Finding, Timeline

#: Every rule of the bundled domain, errors before warnings.
RULES: tuple[Callable[[Timeline[Any]], Iterable[Finding]], ...] = (
    policies_ended_before_they_began,
    bodies_closed_before_launch,
    sites_closed_before_opening,
    agreements_ended_before_they_began,
    commitments_closed_before_made,
    acts_out_of_order,
    posts_without_body,
    unknown_pledges,
    contradicted_figures,
    differing_totals,
    falling_counts,
    unknown_subjects,
    late_citations,
    sources_after_coverage,
    events_after_coverage,
)

__all__ = ["RULES"]
