"""The engine: projections folded over events, and their states at any date."""

from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Snapshot, View
from border_timeline.timeline.tables import SHOWN_WHEN_NONE
from border_timeline.timeline.timeline import Timeline

__all__ = ["SHOWN_WHEN_NONE", "Projection", "Snapshot", "Timeline", "View"]
