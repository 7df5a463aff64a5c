"""Money pledged to a recipient and spent on it, each pound counted once.

A pledge counts by its nature: new and redirected money certainly adds, unstated money
may add, restated money does not. Of an amount that includes earlier ones only the rest
is counted. Amounts in different currencies are never added.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

import pendulum
from attrs import evolve, frozen

from border_timeline.errors import CurrencyError
from border_timeline.events import FundingPledged, FundingSpent, FundingWithdrawn, Nature
from border_timeline.money import Money, MoneyRange
from border_timeline.timeline import Projection
from border_timeline.views.days import day

T = TypeVar("T", Money, MoneyRange)


@frozen
class Entry:
    """One pledge or payment, made by the event of that id, which counts from the day `on`.

    `rest` is the part of `amount` that is in no entry it includes; `left` is what
    withdrawals have left of the rest; `includes` names all entries that it contains,
    directly or through another, oldest first. A withdrawal takes from the rest of the
    pledge it names first, then from what that includes. `nature` is None for a payment.
    """

    event: str
    on: pendulum.Date
    amount: Money
    rest: Money
    left: Money
    nature: Nature | None
    payer: str | None = None
    includes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.amount} {self.nature}" if self.nature else str(self.amount)


@frozen
class Funding:
    """The money of one recipient.

    `pledged` and `spent` are the totals where all entries are in one currency. Where
    there are several they raise `CurrencyError`; `pledged_totals` and `spent_totals`
    hold one total for each currency, in the order of their codes. Nothing pledged, or
    nothing spent, is zero in the currency of the other.
    """

    recipient: str
    pledged_totals: tuple[MoneyRange, ...]
    spent_totals: tuple[Money, ...]
    pledges: tuple[Entry, ...] = ()
    payments: tuple[Entry, ...] = ()
    withdrawn: tuple[Money, ...] = ()

    @property
    def pledged(self) -> MoneyRange:
        """What has been pledged: `low` is certainly additional, `high` counts unstated too."""
        return _only(self.pledged_totals, self.recipient, "pledged_totals")

    @property
    def spent(self) -> Money:
        """What has been spent."""
        return _only(self.spent_totals, self.recipient, "spent_totals")


def _only(totals: tuple[T, ...], recipient: str, name: str) -> T:
    total, *others = totals
    if others:
        raise CurrencyError(
            f"the money of {recipient} is in several currencies, which are never added: "
            f"{'; '.join(map(str, totals))}; read {name}"
        )
    return total


def _funding(
    recipient: str,
    pledges: tuple[Entry, ...],
    payments: tuple[Entry, ...],
    withdrawn: tuple[Money, ...],
) -> Funding:
    pledged = {amount.currency for amount in (*(e.amount for e in pledges), *withdrawn)}
    spent = {entry.amount.currency for entry in payments}
    return Funding(
        recipient,
        tuple(_pledged(pledges, withdrawn, currency) for currency in sorted(pledged or spent)),
        tuple(
            _total((entry.left for entry in payments), currency)
            for currency in sorted(spent or pledged)
        ),
        pledges,
        payments,
        withdrawn,
    )


def _pledged(pledges: tuple[Entry, ...], withdrawn: tuple[Money, ...], currency: str) -> MoneyRange:
    certain = (e.left for e in pledges if e.nature in (Nature.NEW, Nature.REDIRECTED))
    unstated = (e.left for e in pledges if e.nature is Nature.UNSTATED)
    low = _total(certain, currency)
    high = low + _total(unstated, currency)
    taken = _total(withdrawn, currency)  # from which pledge, the source does not say
    return MoneyRange(_less(low, taken), _less(high, taken))


def _total(amounts: Iterable[Money], currency: str) -> Money:
    total = Money(Decimal(0), currency)
    for amount in amounts:
        if amount.currency == currency:
            total += amount
    return total


def _less(amount: Money, taken: Money) -> Money:
    """Return what is left of an amount, never less than nothing."""
    return amount - min(amount, taken)


def _entry(
    event: FundingPledged | FundingSpent, earlier: Sequence[Entry], nature: Nature | None
) -> Entry:
    """Return the entry of an event, which may include entries made before it."""
    by_id = {entry.event: entry for entry in earlier}
    direct = [by_id[name] for name in event.includes if name in by_id]
    names = {name for entry in direct for name in (entry.event, *entry.includes)}
    contained = _total((by_id[name].rest for name in names), event.amount.currency)
    rest = _less(event.amount, contained)
    includes = tuple(entry.event for entry in earlier if entry.event in names)
    return Entry(event.id, day(event), event.amount, rest, rest, nature, event.payer, includes)


def _in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries by day, then by id: which of one day was folded first means nothing."""
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.event)))


def _fields(
    state: Funding | None,
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Money, ...]]:
    return (state.pledges, state.payments, state.withdrawn) if state else ((), (), ())


def _add_pledge(state: Funding | None, event: FundingPledged) -> Funding:
    pledges, payments, withdrawn = _fields(state)
    entry = _entry(event, pledges, event.nature)
    return _funding(event.recipient, _in_order((*pledges, entry)), payments, withdrawn)


def _add_payment(state: Funding | None, event: FundingSpent) -> Funding:
    pledges, payments, withdrawn = _fields(state)
    entry = _entry(event, payments, None)
    return _funding(event.recipient, pledges, _in_order((*payments, entry)), withdrawn)


def _withdraw(state: Funding | None, event: FundingWithdrawn) -> Funding:
    pledges, payments, withdrawn = _fields(state)
    currency = event.amount.currency
    left = {e.event: e for e in pledges if e.amount.currency == currency}
    if event.pledge not in left:
        return _funding(event.recipient, pledges, payments, (*withdrawn, event.amount))
    taken = event.amount
    for name in (event.pledge, *left[event.pledge].includes):  # first the pledge's own rest
        if name in left:
            entry = left[name]
            left[name] = evolve(entry, left=_less(entry.left, taken))
            taken = _less(taken, entry.left)
    pledges = tuple(left.get(entry.event, entry) for entry in pledges)
    return _funding(event.recipient, pledges, payments, withdrawn)


FUNDING: Projection[Funding] = Projection(
    "funding",
    key="recipient",
    on={
        FundingPledged: _add_pledge,
        FundingSpent: _add_payment,
        FundingWithdrawn: _withdraw,
    },
)
