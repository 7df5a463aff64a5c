"""The commands that ask: as-of, history, diff, news, explain."""

import warnings
from typing import Annotated

from cyclopts import Parameter

from border_timeline.cli.differences import write_diff
from border_timeline.cli.explained import write_explanation
from border_timeline.cli.options import (
    KNOWLEDGE,
    OUTPUT,
    TWO_KNOWLEDGES,
    Knowledge,
    Output,
    TwoKnowledges,
)
from border_timeline.cli.show import print_json, remark
from border_timeline.cli.states import State, write_state
from border_timeline.cli.stories import write_history, write_news
from border_timeline.codec.converter import Codec
from border_timeline.dates import day_of, iso
from border_timeline.domain import Snapshot, Timeline
from border_timeline.errors import BeyondCoverageWarning, UnknownViewError, did_you_mean

#: A day on the effective axis, and what is known and recorded of it.
Question = tuple[str, Knowledge]


def as_of(
    date: str,
    /,
    *,
    view: str | None = None,
    knowledge: Knowledge = KNOWLEDGE,
    output: Output = OUTPUT,
) -> None:
    """Print the state at the end of a day.

    Example: border-timeline as-of 2024-11-04 --known-at 2024-11-03 --view funding

    Parameters
    ----------
    date
        The day, YYYY-MM-DD, in UK time. Everything of that day counts.
    view
        Show one view only, such as policies, posts or funding.
    """
    (snapshot,) = _asked(output.timeline(), (date, knowledge))
    names = list(snapshot.views())
    if view is not None and view not in names:
        near = did_you_mean(view, names) or f"; there are {', '.join(names)}"
        raise UnknownViewError(f"no view is called {view!r}{near}")
    state = State(snapshot, names if view is None else [view])
    if output.as_json:
        print_json(state.to_dict())
    else:
        write_state(state)


def history(path: str, /, *, knowledge: Knowledge = KNOWLEDGE, output: Output = OUTPUT) -> None:
    """Print every change of a field, an entity or a whole view.

    Example: border-timeline history policies.rwanda-scheme

    Parameters
    ----------
    path
        What changed: VIEW, VIEW.KEY or VIEW.KEY.FIELD, such as posts.home-secretary.holder.
    """
    timeline = output.timeline()
    changes = timeline.history(path, known_at=knowledge.known_at, recorded_at=knowledge.recorded_at)
    if output.as_json:
        print_json([change.to_dict() for change in changes])
    else:
        write_history(f"{path}{knowledge.words}", changes)


def diff(
    before: str,
    after: str,
    /,
    *,
    knowledge: TwoKnowledges = TWO_KNOWLEDGES,
    output: Output = OUTPUT,
) -> None:
    """Print what is different at the end of one day from another, or by other knowledge of it.

    Example: border-timeline diff 2024-07-04 2024-07-08

    Parameters
    ----------
    before
        The one day, YYYY-MM-DD.
    after
        The other day. It may be the same, with another --known-at or --recorded-at.
    """
    timeline = output.timeline()
    one, other = knowledge.sides()
    old, new = _asked(timeline, (before, one), (after, other))
    changes = timeline.diff(old, new)
    if output.as_json:
        print_json([change.to_dict() for change in changes])
    else:
        write_diff(old, new, changes)


def news(
    first: str, last: str, /, *, knowledge: Knowledge = KNOWLEDGE, output: Output = OUTPUT
) -> None:
    """Print what became known from one day to another, both included, about any date.

    Example: border-timeline news 2024-11-01 2024-11-07

    Parameters
    ----------
    first
        The first day, YYYY-MM-DD.
    last
        The last day. It counts, too.
    """
    timeline = output.timeline()
    events = timeline.news(
        first, last, known_at=knowledge.known_at, recorded_at=knowledge.recorded_at
    )
    _asked(timeline, (first, Knowledge()), (last, Knowledge()))
    if output.as_json:
        codec = Codec()
        print_json([codec.to_mapping(event) for event in events])
    else:
        write_news(iso(day_of(first)), iso(day_of(last)), events)


def explain(
    path: str,
    /,
    *,
    as_of: Annotated[str, Parameter(help="The day, YYYY-MM-DD, at whose end the value is asked.")],
    knowledge: Knowledge = KNOWLEDGE,
    output: Output = OUTPUT,
) -> None:
    """Print why a value is what it is: since when, by which event, and where that was read.

    Example: border-timeline explain posts.home-secretary.holder --as-of 2024-11-04

    Parameters
    ----------
    path
        The value: VIEW.KEY.FIELD, or VIEW.KEY for all of an entity.
    """
    timeline = output.timeline()
    _asked(timeline, (as_of, knowledge))
    explanation = timeline.explain(
        path, as_of=as_of, known_at=knowledge.known_at, recorded_at=knowledge.recorded_at
    )
    if output.as_json:
        print_json(explanation.to_dict())
    else:
        write_explanation(explanation)


def _asked(timeline: Timeline, *questions: Question) -> list[Snapshot]:
    """Return the answers to questions; days that are not covered are noted on stderr, once each."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", BeyondCoverageWarning)
        snapshots = [
            timeline.as_of(date, known_at=k.known_at, recorded_at=k.recorded_at)
            for date, k in questions
        ]
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        remark(f"note: {message}")
    return snapshots
