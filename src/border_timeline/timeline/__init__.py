"""The engine: projections folded over events, and their states at any date."""

from border_timeline.timeline.changes import Change
from border_timeline.timeline.citation import Citation
from border_timeline.timeline.explain import Alternative, Explanation
from border_timeline.timeline.findings import Finding, Severity
from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Possible, Snapshot, View
from border_timeline.timeline.tables import SHOWN_WHEN_NONE
from border_timeline.timeline.timeline import Rule, Timeline

__all__ = [
    "SHOWN_WHEN_NONE",
    "Alternative",
    "Change",
    "Citation",
    "Explanation",
    "Finding",
    "Possible",
    "Projection",
    "Rule",
    "Severity",
    "Snapshot",
    "Timeline",
    "View",
]
