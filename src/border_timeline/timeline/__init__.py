"""The engine: projections folded over events, and their states at any date."""

from border_timeline.timeline.projection import Projection
from border_timeline.timeline.snapshot import Snapshot, View
from border_timeline.timeline.timeline import Timeline

__all__ = ["Projection", "Snapshot", "Timeline", "View"]
