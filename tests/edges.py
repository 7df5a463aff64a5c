"""The days around each day on which something in a log may begin, end or become known."""

from datetime import timedelta

from border_timeline import edtf
from border_timeline.testing.values import DATES

EDGES = sorted(
    {
        day + timedelta(step)
        for text in DATES
        for day in (edtf(text).earliest, edtf(text).latest)
        for step in (-1, 0, 1)
    }
)
