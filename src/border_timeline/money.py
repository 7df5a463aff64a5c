"""Exact amounts of money, and ranges where a source leaves the amount open."""

import re
from decimal import Context, Decimal, Inexact, InvalidOperation

from attrs import field, frozen

from border_timeline.errors import CurrencyError, FieldError

_TEXT = re.compile(r"([A-Z]{3}) (-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?)")
_EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])
_ALLOWED = "write an ISO 4217 code and an exact amount, such as 'GBP 75,000,000'"

#: ISO 4217, list one: the codes of the currencies in use.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
    BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
    JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST
    XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - a list literal of them is a page long
)


def plain(number: int | Decimal) -> str:
    """Return a number as plain decimal text, with no exponent and no trailing zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FieldError(
            f"found {value!r}, a {type(value).__name__}; an amount is a Decimal or an int, "
            "never a float"
        )
    if isinstance(value, Decimal) and not value.is_finite():
        raise FieldError(f"found {value!r}; an amount is finite")
    return Decimal(plain(value))


def _currency(value: str) -> str:
    if value not in CURRENCIES:
        raise FieldError(f"found the currency {value!r}; {_ALLOWED}")
    return value


@frozen(repr=False)
class Money:
    """An exact amount in one currency.

    `amount` is a `Decimal` in whole currency units (pounds, not pence); `currency`
    is an ISO 4217 code. Adding, subtracting and comparing work within one currency
    and raise `CurrencyError` across two. Raises `FieldError` for a float or an
    unknown code.

    >>> money("GBP 75,000,000") + Money(75_000_000, "GBP")
    Money('GBP 150,000,000')
    """

    amount: Decimal = field(converter=_amount)
    currency: str = field(converter=_currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(_EXACT.add(self.amount, self._matching(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(_EXACT.subtract(self.amount, self._matching(other)), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._matching(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._matching(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._matching(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._matching(other)

    def _matching(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyError(f"{self} and {other} are in different currencies")
        return other.amount

    @property
    def canonical(self) -> str:
        """The amount without commas, as it stands in the canonical form."""
        return f"{self.currency} {plain(self.amount)}"

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,f}"

    def __repr__(self) -> str:
        return f"Money('{self}')"


@frozen(repr=False)
class MoneyRange:
    """What an amount is at least (`low`) and at most (`high`), in one currency.

    >>> str(MoneyRange(money("GBP 150,000,000"), money("GBP 180,000,000")))
    'GBP 150,000,000 to 180,000,000'
    """

    low: Money
    high: Money

    def __attrs_post_init__(self) -> None:
        if self.high < self.low:
            raise FieldError(f"found a range from {self.low} to {self.high}; low comes first")

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same amount."""
        return self.low == self.high

    def __add__(self, other: "MoneyRange") -> "MoneyRange":
        return MoneyRange(self.low + other.low, self.high + other.high)

    def __str__(self) -> str:
        return str(self.low) if self.is_exact else f"{self.low} to {self.high.amount:,f}"

    def __repr__(self) -> str:
        return f"MoneyRange('{self}')"


def money(value: Money | str) -> Money:
    """Return `Money` from its text, an ISO 4217 code and an exact decimal amount.

    Commas are for the eye: `GBP 75,000,000` and `GBP 75000000` are equal. Raises
    `FieldError` for any other text.
    """
    if isinstance(value, Money):
        return value
    found = _TEXT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise FieldError(f"found {value!r}; {_ALLOWED}")
    return Money(Decimal(found[2].replace(",", "")), found[1])
