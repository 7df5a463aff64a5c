"""Bills and acts whose steps come in an order that the law does not know."""

from collections.abc import Iterator
from typing import Any

from border_timeline.checks.found import error, surely_later
from border_timeline.events import (
    ActCommenced,
    ActPassed,
    ActRepealed,
    BillAnnounced,
    BillIntroduced,
    BillStageReached,
    Event,
)
from border_timeline.timeline import Finding, Timeline
from border_timeline.views import LEGISLATION

_CODE = "act-out-of-order"

#: Which step comes before which, where an act has both.
_ORDER: tuple[tuple[type[Event], type[Event]], ...] = (
    (BillAnnounced, ActPassed),
    (BillIntroduced, BillStageReached),
    (BillIntroduced, ActPassed),
    (BillStageReached, ActPassed),
    (ActPassed, ActCommenced),
    (ActPassed, ActRepealed),
)


def acts_out_of_order(timeline: Timeline[Any]) -> Iterator[Finding]:
    """Yield the pairs of steps of an act that are the wrong way round.

    Also the commencement or repeal of an act that nothing says was passed. An act without
    steps before royal assent is in order: the record may not go back so far.
    """
    acts: dict[Any, list[Event]] = {}
    for event in timeline.standing():
        if type(event) in LEGISLATION.on:
            acts.setdefault(LEGISLATION.key(event), []).append(event)
    for act, events in acts.items():
        for before, after in _ORDER:
            firsts = [event for event in events if isinstance(event, before)]
            for last in (event for event in events if isinstance(event, after)):
                if not firsts and before is ActPassed:
                    message = f"{last.id} is the {last.type} of {act}, which has no {before.type}"
                    yield error(_CODE, message, last)
                for first in firsts:
                    if surely_later(first.effective, last.effective):
                        yield _reversed(act, first, last)


def _reversed(act: str, first: Event, last: Event) -> Finding:
    message = (
        f"{first.id} is the {first.type} of {act} on {first.effective}, and {last.id}, its "
        f"{last.type}, on {last.effective} already"
    )
    return error(_CODE, message, last, first)
