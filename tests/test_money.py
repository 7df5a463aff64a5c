"""Exact amounts of money."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from border_timeline import CurrencyError, FieldError, Money, MoneyRange, money
from border_timeline.money import CURRENCIES, plain


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("GBP 75,000,000", Decimal(75_000_000)),
        ("GBP 75000000", Decimal(75_000_000)),
        ("GBP 1,000", Decimal(1000)),
        ("GBP 999", Decimal(999)),
        ("GBP 0", Decimal(0)),
        ("GBP 0.10", Decimal("0.1")),
        ("GBP 1,234.56", Decimal("1234.56")),
        ("GBP -75,000", Decimal(-75_000)),
        ("GBP 123456789012345678901234567890.01", Decimal("123456789012345678901234567890.01")),
    ],
)
def test_an_amount_is_read_exactly(text: str, amount: Decimal) -> None:
    assert money(text) == Money(amount, "GBP")
    assert money(text).amount == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "75,000,000",
        "GBP",
        "GBP ",
        "GBP75",
        "GBP  75",
        " GBP 75",
        "GBP 75 ",
        "GBP 75\n",
        "gbp 75",
        "£75",
        "75 GBP",
        "GBP 75m",
        "GBP 7,50",
        "GBP 75,00,000",
        "GBP ,750",
        "GBP 750,",
        "GBP 1e6",
        "GBP .5",
        "GBP 5.",
        "GBP +5",
        "GBP --5",
        "GBP NaN",
        "GBP 1_000",
        "GBP \uff17\uff15",  # full-width digits
    ],
)
def test_another_way_to_write_an_amount_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="ISO 4217 code and an exact amount") as caught:
        money(text)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("value", [75, 75.0, Decimal(75), None, ["GBP 75"], b"GBP 75"])
def test_what_is_no_text_is_no_money(value: Any) -> None:
    with pytest.raises(FieldError, match="ISO 4217"):
        money(value)


@pytest.mark.parametrize("code", ["GBX", "XXX", "ABC"])
def test_an_unknown_currency_is_refused(code: str) -> None:
    with pytest.raises(FieldError, match=f"currency '{code}'"):
        money(f"{code} 75")
    with pytest.raises(FieldError, match=f"currency '{code}'"):
        Money(Decimal(75), code)


def test_the_currencies_of_the_record_are_known() -> None:
    assert {"GBP", "EUR", "USD", "RWF"} <= CURRENCIES
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)


def test_money_is_returned_as_it_is() -> None:
    amount = money("GBP 75")

    assert money(amount) is amount


@pytest.mark.parametrize("value", [0.1, 75.0, True, "75", Fraction(1, 2), None])
def test_an_amount_is_no_float_and_nothing_else_inexact(value: Any) -> None:
    with pytest.raises(FieldError, match=r"a Decimal or an int, never a float$") as caught:
        Money(value, "GBP")

    assert type(value).__name__ in str(caught.value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_an_amount_is_finite(value: str) -> None:
    with pytest.raises(FieldError, match="finite"):
        Money(Decimal(value), "GBP")


@pytest.mark.parametrize(
    ("amount", "canonical", "shown"),
    [
        (Decimal("75E+6"), "GBP 75000000", "GBP 75,000,000"),
        (Decimal("75.00"), "GBP 75", "GBP 75"),
        (Decimal("0.10"), "GBP 0.1", "GBP 0.1"),
        (Decimal("-0.00"), "GBP 0", "GBP 0"),
        (Decimal("1E-7"), "GBP 0.0000001", "GBP 0.0000001"),
        (Decimal("1234.50"), "GBP 1234.5", "GBP 1,234.5"),
        (Decimal(100), "GBP 100", "GBP 100"),
        (1_000, "GBP 1000", "GBP 1,000"),
    ],
)
def test_an_amount_has_one_canonical_form(
    amount: Decimal | int, canonical: str, shown: str
) -> None:
    value = Money(amount, "GBP")  # an int is welcome too

    assert value.canonical == canonical
    assert str(value) == shown
    assert repr(value) == f"Money('{shown}')"


def test_equal_amounts_are_equal_however_they_were_made() -> None:
    written = [Decimal("75E+6"), Decimal(75_000_000), Decimal("75000000.00")]

    assert len({Money(amount, "GBP") for amount in written}) == 1
    assert len({Money(amount, "GBP").canonical for amount in written}) == 1
    assert money("GBP 75") != money("EUR 75")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (100, "100"),
        (-5, "-5"),
        (Decimal("-0"), "0"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("10.010"), "10.01"),
    ],
)
def test_a_number_is_written_plainly(number: int | Decimal, text: str) -> None:
    assert plain(number) == text


def test_amounts_add_and_subtract_exactly() -> None:
    assert money("GBP 0.1") + money("GBP 0.2") == money("GBP 0.3")
    assert money("GBP 75,000,000") + money("GBP 75,000,000") == money("GBP 150,000,000")
    assert money("GBP 1") - money("GBP 3") == money("GBP -2")


def test_a_sum_keeps_every_digit() -> None:
    large, small = money(f"GBP 1{'0' * 60}"), money("GBP 0.0001")

    assert (large + small).canonical == f"GBP 1{'0' * 60}.0001"
    assert large + small - large == small


def test_amounts_compare() -> None:
    less, more = money("GBP 1"), money("GBP 2")

    assert less < more
    assert less <= more
    assert less <= money("GBP 1.00")
    assert more > less
    assert more >= less
    assert more >= money("GBP 2.00")
    assert not more < less
    assert not less < money("GBP 1.00")
    assert not less > more
    assert not more > money("GBP 2.00")
    assert not more <= less
    assert not less >= more


@pytest.mark.parametrize(
    "operation", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"]
)
def test_amounts_in_different_currencies_do_not_meet(operation: str) -> None:
    pounds, euros = money("GBP 75"), money("EUR 75")

    with pytest.raises(CurrencyError, match="GBP 75 and EUR 75 are in different currencies"):
        getattr(pounds, operation)(euros)


def test_a_range_runs_from_low_to_high() -> None:
    found = MoneyRange(money("GBP 150,000,000"), money("GBP 180,000,000"))

    assert str(found) == "GBP 150,000,000 to 180,000,000"
    assert repr(found) == "MoneyRange('GBP 150,000,000 to 180,000,000')"
    assert not found.is_exact


def test_a_range_of_one_amount_is_exact_and_shows_it_once() -> None:
    found = MoneyRange(money("GBP 150"), money("GBP 150.00"))

    assert found.is_exact
    assert str(found) == "GBP 150"


def test_ranges_add_end_by_end() -> None:
    one = MoneyRange(money("GBP 1"), money("GBP 2"))
    other = MoneyRange(money("GBP 10"), money("GBP 20"))

    assert one + other == MoneyRange(money("GBP 11"), money("GBP 22"))


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(FieldError, match="from GBP 2 to GBP 1; low comes first"):
        MoneyRange(money("GBP 2"), money("GBP 1"))


def test_a_range_is_in_one_currency() -> None:
    with pytest.raises(CurrencyError, match="different currencies"):
        MoneyRange(money("GBP 1"), money("EUR 2"))
