"""Every error the library raises on purpose, and its one warning.

All errors derive from `BorderTimelineError` and from the built-in exception they
are a kind of, so that both `except BorderTimelineError` and `except KeyError`
do what they say.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen


class BorderTimelineError(Exception):
    """The base of every error that this library raises on purpose."""


class DateError(BorderTimelineError, ValueError):
    """A date that does not exist, is written another way, or lacks its offset."""


class DateTypeError(BorderTimelineError, TypeError):
    """Something that is no date at all, such as a number, where a date belongs."""


class FieldError(BorderTimelineError, ValueError):
    """A value that a field of an event does not accept.

    `field` is the path of the field inside its event (`sources[0].url`), or empty
    where the value was converted outside any event.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class CurrencyError(BorderTimelineError, ValueError):
    """Amounts in different currencies, which are never added or compared."""


class EventTypeError(BorderTimelineError, TypeError):
    """A class that cannot serve as an event type, or an object that is no event."""


class ProjectionError(BorderTimelineError, TypeError):
    """What is no projection, or one that does not fit beside the others."""


class FigureError(BorderTimelineError, ValueError):
    """A total that the reported periods of a measure do not add up to."""


class LedgerError(BorderTimelineError, ValueError):
    """A ledger that is missing where one is needed, locked, cut short, or ahead of the clock."""


class ConcurrencyError(BorderTimelineError, RuntimeError):
    """A log that has moved on since its position was read; nothing was stored.

    `expected` is the position that the log should still have had, `found` the one it has.
    """

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(expected, found)  # so that the error pickles
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return (
            f"expected the log at position {self.expected}, found it at {self.found}; "
            "read on from there, and append again if it still holds"
        )


class PathError(BorderTimelineError, LookupError):
    """A path that is written wrong, or leads to no field of a state."""


class CitationError(BorderTimelineError, ValueError):
    """A cited answer that this record does not give."""


class MissingExtraError(BorderTimelineError, ImportError):
    """An optional dependency is not installed; the message says which extra to add."""


class UnknownKeyError(BorderTimelineError, KeyError):
    """A key that does not exist here: not yet, not known yet, or never."""

    def __str__(self) -> str:  # KeyError would print the repr of the message
        return str(self.args[0])


class UnknownViewError(BorderTimelineError, AttributeError):
    """A snapshot has no view of that name."""


@frozen
class Problem:
    """One thing that is wrong with a dataset, and where.

    `field` is the path of the field inside the event (`sources[0].url`; empty when the
    problem is the whole event) and `event` the event's id, where it is known. `file` is
    the path as the user gave it and `line` counts from 1; they are empty and 0 for
    events that were made in Python.
    """

    message: str
    field: str = ""
    event: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place or self.event, self.field, self.message) if part)


class DatasetError(BorderTimelineError, ValueError):
    """A dataset with problems: all of them, in `problems`, and none of its events."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)  # so that the error pickles

    def __str__(self) -> str:
        count = len(self.problems)
        heading = "1 problem" if count == 1 else f"{count} problems"
        return "\n  ".join([f"{heading} in the dataset:", *map(str, self.problems)])


class BeyondCoverageWarning(UserWarning):
    """A question about a day outside the days that the dataset says it covers."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'a' or 'b'?` for near names, or an empty string.

    >>> did_you_mean("policy-endde", ["policy-ended", "site-opened"])
    "; did you mean 'policy-ended'?"
    """
    near = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
