"""The day on which an event changes a state."""

import pendulum

from border_timeline.dates import pendulum_date
from border_timeline.events import Event


def day(event: Event) -> pendulum.Date:
    """Return the civil day in Europe/London from which an event counts."""
    return pendulum_date(event.effective.last)
