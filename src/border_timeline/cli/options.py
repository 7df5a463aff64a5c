"""What several commands take, each declared once."""

from pathlib import Path
from typing import Annotated

from attrs import frozen
from cyclopts import Parameter

from border_timeline.cli.words import by_knowledge
from border_timeline.dates import day_of, iso
from border_timeline.domain import Timeline, load

KNOWN_AT = "Answer by what the public could know by the end of this day. Default: all known now."
RECORDED_AT = "Answer from what the record held at the end of this day. Default: all of it."
TWICE = " Given twice, the first is for BEFORE and the second for AFTER."
RECORD = "Read the events in this directory instead of the bundled record."

Json = Annotated[
    bool,
    Parameter(name="--json", negative="", help="Print JSON instead of text.", show_default=False),
]


@Parameter(name="*")
@frozen(kw_only=True)
class Output:
    """Which events are asked, and how the answer is printed."""

    events: Annotated[
        Path | None,
        Parameter(help=RECORD),
    ] = None
    as_json: Json = False

    def timeline(self) -> Timeline:
        """Return the timeline of the events."""
        return load(self.events)


@Parameter(name="*")
@frozen(kw_only=True)
class Knowledge:
    """The days by whose end something was known, and recorded; None for now."""

    known_at: Annotated[str | None, Parameter(help=KNOWN_AT)] = None
    recorded_at: Annotated[str | None, Parameter(help=RECORDED_AT)] = None

    @property
    def words(self) -> str:
        """The knowledge and the record that are asked, behind a comma, to print."""
        days = (None if d is None else iso(day_of(d)) for d in (self.known_at, self.recorded_at))
        return by_knowledge(*days)


def _at_most_two(_type: object, days: tuple[str, ...]) -> None:
    if len(days) > 2:  # noqa: PLR2004 - one for each side
        raise ValueError(f"found {len(days)} days; give one for both sides, or one for each")


_TWICE = Parameter(validator=_at_most_two, negative="", show_default=False)


@Parameter(name="*")
@frozen(kw_only=True)
class TwoKnowledges:
    """What was known and recorded on two sides: one day for both, or one for each."""

    known_at: Annotated[tuple[str, ...], _TWICE, Parameter(help=KNOWN_AT + TWICE)] = ()
    recorded_at: Annotated[tuple[str, ...], _TWICE, Parameter(help=RECORDED_AT + TWICE)] = ()

    def sides(self) -> tuple[Knowledge, Knowledge]:
        """Return what holds for the first side, and what for the second."""
        return self._side(0), self._side(-1)

    def _side(self, index: int) -> Knowledge:
        return Knowledge(
            known_at=self.known_at[index] if self.known_at else None,
            recorded_at=self.recorded_at[index] if self.recorded_at else None,
        )


#: What stands where none of the options is given.
OUTPUT = Output()
KNOWLEDGE = Knowledge()
TWO_KNOWLEDGES = TwoKnowledges()
