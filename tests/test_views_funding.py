"""Money: each pound counted once, and none of it made up."""

import pytest

from border_timeline import CurrencyError, Event, MoneyRange, Timeline, money
from border_timeline.views import Funding
from builders import pledged, spent, withdrawn

D1, D2, D3, D4, D5 = (f"2024-07-0{day}" for day in range(1, 6))


def funding(*events: Event) -> Funding:
    return Timeline(events).as_of("2024-12-31").funding["b"]


def between(low: int, high: int | None = None, currency: str = "GBP") -> MoneyRange:
    return MoneyRange(
        money(f"{currency} {low}"), money(f"{currency} {low if high is None else high}")
    )


# Natures and ranges


@pytest.mark.parametrize(
    ("nature", "low", "high"),
    [("new", 100, 100), ("redirected", 100, 100), ("restated", 0, 0), ("unstated", 0, 100)],
)
def test_a_pledge_counts_by_its_nature(nature: str, low: int, high: int) -> None:
    told = funding(pledged("b", D1, "GBP 100", nature))
    assert told.pledged == between(low, high)
    assert told.pledged.is_exact == (low == high)


def test_pledges_of_all_natures_add_up_to_a_range() -> None:
    told = funding(
        pledged("b", D1, "GBP 1000", "new"),
        pledged("b", D2, "GBP 200", "redirected"),
        pledged("b", D3, "GBP 30", "unstated"),
        pledged("b", D4, "GBP 4", "restated"),
    )
    assert told.pledged == between(1200, 1230)
    assert str(told.pledged) == "GBP 1,200 to 1,230"
    assert [entry.nature for entry in told.pledges] == ["new", "redirected", "unstated", "restated"]
    assert str(told.pledges[0]) == "GBP 1,000 new"


def test_amounts_are_exact_to_the_last_penny() -> None:
    events = [pledged("b", day, "GBP 0.1") for day in (D1, D2, D3)]
    assert funding(*events).pledged.low == money("GBP 0.3")


def test_a_pledge_keeps_who_pays() -> None:
    (entry,) = funding(pledged("b", D1, payer="home-office", id="first")).pledges
    assert (entry.event, entry.payer, entry.amount) == ("first", "home-office", money("GBP 100"))


def test_recipients_do_not_share_money() -> None:
    now = Timeline([pledged("b", D1), pledged("c", D1, "GBP 7")]).as_of(D1)
    assert [now.funding[name].pledged.low for name in "bc"] == [money("GBP 100"), money("GBP 7")]
    assert now.funding["c"].recipient == "c"


# Amounts that include others


def test_of_an_amount_that_includes_another_only_the_rest_counts() -> None:
    first = pledged("b", D1, "GBP 75", id="first")
    told = funding(first, pledged("b", D2, "GBP 150", includes=["first"]))
    assert told.pledged == between(150)
    assert [entry.rest for entry in told.pledges] == [money("GBP 75"), money("GBP 75")]
    assert told.pledges[1].includes == ("first",)


def test_the_rest_counts_by_the_nature_of_the_pledge_that_brings_it() -> None:
    first = pledged("b", D1, "GBP 75", "new", id="first")
    told = funding(first, pledged("b", D2, "GBP 100", "unstated", includes=["first"]))
    assert told.pledged == between(75, 100)


def test_what_a_pledge_includes_is_not_counted_again_through_a_third() -> None:
    told = funding(
        pledged("b", D1, "GBP 10", id="first"),
        pledged("b", D2, "GBP 30", id="second", includes=["first"]),
        pledged("b", D3, "GBP 100", id="third", includes=["second"]),
    )
    assert told.pledged == between(100)
    assert told.pledges[2].includes == ("first", "second")
    assert told.pledges[2].rest == money("GBP 70")


def test_what_two_pledges_share_is_counted_once() -> None:
    told = funding(
        pledged("b", D1, "GBP 10", id="shared"),
        pledged("b", D2, "GBP 30", id="left", includes=["shared"]),
        pledged("b", D3, "GBP 40", id="right", includes=["shared"]),
        pledged("b", D4, "GBP 100", id="all", includes=["left", "right"]),
    )
    assert told.pledged == between(100)
    assert told.pledges[-1].rest == money("GBP 40")


def test_naming_what_is_included_twice_changes_nothing() -> None:
    first = [
        pledged("b", D1, "GBP 10", id="first"),
        pledged("b", D2, "GBP 30", id="second", includes=["first"]),
    ]
    told = funding(*first, pledged("b", D3, "GBP 50", includes=["first", "second", "second"]))
    assert told.pledged == between(50)


def test_an_amount_that_includes_more_than_itself_adds_nothing() -> None:
    first = pledged("b", D1, "GBP 100", id="first")
    told = funding(first, pledged("b", D2, "GBP 60", includes=["first"]))
    assert told.pledged == between(100)
    assert told.pledges[1].rest == money("GBP 0")


@pytest.mark.parametrize("named", ["no-such-pledge", "of-another", "payment", "later"])
def test_what_is_no_earlier_pledge_to_the_recipient_is_not_included(named: str) -> None:
    told = funding(
        pledged("c", D1, "GBP 10", id="of-another"),
        spent("b", D1, "GBP 10", id="payment"),
        pledged("b", D2, "GBP 30", includes=[named], id="it"),
        pledged("b", D3, "GBP 10", id="later"),
    )
    assert told.pledged == between(40)
    assert told.pledges[0].includes == ()


# Withdrawals


def test_a_withdrawal_takes_from_the_pledge_it_names() -> None:
    told = funding(
        pledged("b", D1, "GBP 100", "new", id="sure"),
        pledged("b", D2, "GBP 50", "unstated", id="open"),
        withdrawn("b", D3, "GBP 20", pledge="open"),
    )
    assert told.pledged == between(100, 130)
    assert [entry.left for entry in told.pledges] == [money("GBP 100"), money("GBP 30")]
    assert told.withdrawn == ()


def test_a_withdrawal_that_names_no_pledge_takes_from_the_whole() -> None:
    told = funding(
        pledged("b", D1, "GBP 100", "new"),
        pledged("b", D2, "GBP 50", "unstated"),
        withdrawn("b", D3, "GBP 20"),
    )
    assert told.pledged == between(80, 130)
    assert told.withdrawn == (money("GBP 20"),)


@pytest.mark.parametrize("pledge", [None, "it", "no-such-pledge"])
def test_more_withdrawn_than_pledged_leaves_nothing(pledge: str | None) -> None:
    told = funding(pledged("b", D1, id="it"), withdrawn("b", D2, "GBP 300", pledge=pledge))
    assert told.pledged == between(0)


def test_a_withdrawal_with_nothing_before_it_leaves_nothing() -> None:
    assert funding(withdrawn("b", D1)).pledged == between(0)


def test_withdrawals_add_up() -> None:
    told = funding(
        pledged("b", D1, id="it"),
        withdrawn("b", D2, "GBP 10", pledge="it"),
        withdrawn("b", D3, "GBP 20", pledge="it"),
        withdrawn("b", D4, "GBP 30"),
    )
    assert told.pledged == between(40)


def test_a_pledge_made_after_a_withdrawal_counts_whole() -> None:
    told = funding(
        pledged("b", D1, id="it"), withdrawn("b", D2, pledge="it"), pledged("b", D3, "GBP 5")
    )
    assert told.pledged == between(5)


@pytest.mark.parametrize(("amount", "nature"), [("GBP 150", "new"), ("GBP 75", "restated")])
def test_withdrawing_a_pledge_takes_back_what_it_includes_too(amount: str, nature: str) -> None:
    told = funding(
        pledged("b", D1, "GBP 75", id="first"),
        pledged("b", D2, amount, nature, id="second", includes=["first"]),
        withdrawn("b", D3, amount, pledge="second"),
    )
    assert told.pledged == between(0)


def test_a_withdrawal_leaves_what_is_included_in_another_currency() -> None:
    told = funding(
        pledged("b", D1, "EUR 75", id="first"),
        pledged("b", D2, "GBP 100", id="second", includes=["first"]),
        withdrawn("b", D3, "GBP 150", pledge="second"),
    )
    assert told.pledged_totals == (between(75, currency="EUR"), between(0))


def test_withdrawing_less_than_the_rest_of_a_pledge_leaves_what_it_includes() -> None:
    told = funding(
        pledged("b", D1, "GBP 75", id="first"),
        pledged("b", D2, "GBP 150", id="second", includes=["first"]),
        withdrawn("b", D3, "GBP 50", pledge="second"),
    )
    assert told.pledged == between(100)


# What was spent


def test_payments_add_up_apart_from_pledges() -> None:
    told = funding(spent("b", D1, "GBP 20", id="first"), spent("b", D2, "GBP 30"), pledged("b", D3))
    assert (told.spent, told.pledged) == (money("GBP 50"), between(100))
    assert told.payments[0].event == "first"


def test_a_payment_that_includes_others_adds_its_rest() -> None:
    told = funding(
        spent("b", D1, "GBP 140", id="first"),
        spent("b", D2, "GBP 100", id="second"),
        spent("b", D3, "GBP 290", includes=["first", "second"]),
        pledged("b", D1, "GBP 500", id="pledge"),
    )
    assert told.spent == money("GBP 290")
    assert told.payments[-1].rest == money("GBP 50")


def test_a_payment_includes_no_pledge() -> None:
    told = funding(pledged("b", D1, id="pledge"), spent("b", D2, includes=["pledge"]))
    assert (told.spent, told.pledged) == (money("GBP 100"), between(100))


def test_a_withdrawal_takes_nothing_from_what_was_spent() -> None:
    told = funding(spent("b", D1, id="payment"), withdrawn("b", D2, pledge="payment"))
    assert told.spent == money("GBP 100")


def test_nothing_spent_is_nothing_in_the_currency_of_the_pledges() -> None:
    assert funding(pledged("b", D1, "EUR 5")).spent == money("EUR 0")


# Currencies


def test_amounts_in_several_currencies_refuse_to_be_added() -> None:
    told = funding(pledged("b", D1, "GBP 5", "unstated"), pledged("b", D2, "EUR 7"))
    assert told.pledged_totals == (between(7, currency="EUR"), between(0, 5))
    with pytest.raises(CurrencyError) as caught:
        _ = told.pledged
    message = str(caught.value)
    assert "the money of b is in several currencies" in message
    assert "EUR 7; GBP 0 to 5" in message
    assert "pledged_totals" in message


def test_payments_in_several_currencies_refuse_to_be_added() -> None:
    told = funding(spent("b", D1, "GBP 5"), spent("b", D2, "EUR 7"), spent("b", D3, "EUR 1"))
    assert told.spent_totals == (money("EUR 8"), money("GBP 5"))
    with pytest.raises(CurrencyError, match="EUR 8; GBP 5; read spent_totals"):
        _ = told.spent


def test_what_is_included_in_another_currency_takes_nothing_off() -> None:
    first = pledged("b", D1, "EUR 10", id="first")
    told = funding(first, pledged("b", D2, "GBP 30", includes=["first"]))
    assert told.pledged_totals == (between(10, currency="EUR"), between(30))


@pytest.mark.parametrize("pledge", [None, "it"])
def test_a_withdrawal_in_another_currency_takes_nothing_off(pledge: str | None) -> None:
    told = funding(pledged("b", D1, "GBP 10", id="it"), withdrawn("b", D2, "EUR 4", pledge=pledge))
    assert told.pledged_totals == (between(0, currency="EUR"), between(10))


def test_several_currencies_do_not_keep_a_snapshot_from_being_told() -> None:
    now = Timeline([pledged("b", D1, "GBP 5"), pledged("b", D2, "EUR 7")]).as_of(D2)
    assert now.to_dict()["views"]["funding"]["b"]["pledged_totals"][0]["low"] == "EUR 7"
    assert "GBP 5" in now._repr_html_()


def test_an_order_of_one_day_can_be_set_so_that_what_is_included_comes_first() -> None:
    events = [
        pledged("b", D1, "GBP 75", id="z-first"),
        pledged("b", D1, "GBP 150", id="a-second", includes=["z-first"], after=["z-first"]),
    ]
    assert funding(*events).pledged == between(150)


def test_a_payment_has_no_nature() -> None:
    told = funding(pledged("b", D1, "GBP 100"), spent("b", D2, "GBP 40"))
    assert [str(entry) for entry in told.pledges] == ["GBP 100 new"]
    assert [str(entry) for entry in told.payments] == ["GBP 40"]
