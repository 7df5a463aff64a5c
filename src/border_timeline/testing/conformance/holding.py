"""How a store is held to a rule: what was found, and what was expected of it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from border_timeline.codec.ledger import Entry
from border_timeline.testing.conformance.contenders import ROUNDS

T = TypeVar("T")


def shown(entries: Iterable[Entry]) -> list[str]:
    """Return entries as messages show them: the position and the id of each."""
    return [f"{entry.position} {entry.event.id}" for entry in entries]


def outcome(call: Callable[[], T]) -> T | Exception:
    """Return what a call returns or raises: it is then held to a rule."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - what it may raise is for the rule to say
        return error


def hold(rule: str, found: object, wanted: object) -> None:
    """Raise `AssertionError` with a rule unless what was found is what it says."""
    __tracebackhide__ = True
    if found != wanted:
        raise AssertionError(f"{rule}\n  expected: {wanted}\n  found:    {found}")


def hold_to_one_winner_each_round(log: list[str]) -> None:
    """Hold the log of those who contended to what `expected` means."""
    claims = [line.rpartition("-after-")[2] for line in log]
    rule = f"of writers that expect one position, one wins; the log is {log}, appended after"
    hold(rule, claims, [str(position) for position in range(ROUNDS)])
