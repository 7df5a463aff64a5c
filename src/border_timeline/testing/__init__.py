"""Property-based tests of timelines, projections and stores, ready to use.

Strategies make days, dates, money, sources, events of every type and whole logs. Laws hold a
projection, a timeline or a store to what every timeline keeps, in one line each. `given` tells
an example as a sentence. Importing this module tells Hypothesis how to make our types. Needs
the extra `testing`.
"""

from importlib import import_module

from border_timeline.errors import MissingExtraError

try:
    for _needed in ("hypothesis", "pytest"):
        import_module(_needed)
except ImportError as error:  # pragma: no cover - the smoke test of the wheel has neither
    raise MissingExtraError(
        "border_timeline.testing needs Hypothesis and pytest: "
        "pip install 'border-timeline[testing]'"
    ) from error

from border_timeline.testing import laws
from border_timeline.testing.consistent import consistent_logs
from border_timeline.testing.events import any_event, events, register
from border_timeline.testing.faults import Inconsistent, inconsistent_logs
from border_timeline.testing.items import FindingWarning
from border_timeline.testing.law import BrokenLawError, Law
from border_timeline.testing.laws import LAWS
from border_timeline.testing.logs import ledgers, logs, moments, permutations
from border_timeline.testing.scenario import Outcome, Scenario, UnmetError, given
from border_timeline.testing.stores import (
    StoreMachine,
    every_store_gives_the_same_timeline,
    store_machine,
    timeline_of,
)
from border_timeline.testing.stories import stories
from border_timeline.testing.values import (
    counts,
    dates,
    days,
    moneys,
    numbers,
    slugs,
    sources,
    texts,
    urls,
    values,
)

__all__ = [
    "LAWS",
    "BrokenLawError",
    "FindingWarning",
    "Inconsistent",
    "Law",
    "Outcome",
    "Scenario",
    "StoreMachine",
    "UnmetError",
    "any_event",
    "consistent_logs",
    "counts",
    "dates",
    "days",
    "events",
    "every_store_gives_the_same_timeline",
    "given",
    "inconsistent_logs",
    "laws",
    "ledgers",
    "logs",
    "moments",
    "moneys",
    "numbers",
    "permutations",
    "register",
    "slugs",
    "sources",
    "store_machine",
    "stories",
    "texts",
    "timeline_of",
    "urls",
    "values",
]

register()
