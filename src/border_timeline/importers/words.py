"""Days and months in words, in English whatever the machine is set to."""

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def month_in_words(day: int) -> str:
    """Return the month of an ordinal, such as `August 2026`."""
    found = date.fromordinal(day)
    return f"{MONTHS[found.month - 1]} {found.year}"


def day_in_words(day: int) -> str:
    """Return the day of an ordinal, such as `21 August 2026`."""
    return f"{date.fromordinal(day).day} {month_in_words(day)}"
