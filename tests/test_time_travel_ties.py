"""Order-dependent ties: the events of a day whose order nothing tells."""

import border_timeline as bt
from border_timeline.events import Event
from builders import LATE, corrected, pledged, policy_started, post_filled, spent
from travels import ids


def tied(*events: Event) -> list[list[str]]:
    """Return the pairs of events that a check finds tied."""
    found = [f for f in bt.Timeline(events).check() if f.code == "order-dependent-tie"]
    assert {f.severity for f in found} <= {bt.Severity.ERROR}
    assert all(name in f.message for f in found for name in ids(f.events))
    return [ids(f.events) for f in found]


ANN, BOB = (post_filled("chief", "2024-03-01", name, id=name.lower()) for name in ("Ann", "Bob"))


def test_two_handovers_on_one_day_are_tied() -> None:
    assert tied(ANN, BOB) == [["ann", "bob"]]


def test_a_link_unties_two_events() -> None:
    assert tied(ANN, post_filled("chief", "2024-03-01", "Bob", id="bob", after=["ann"])) == []
    assert tied(post_filled("chief", "2024-03-01", "Ann", id="ann", after=["bob"]), BOB) == []


def test_events_whose_order_is_all_one_are_not_tied() -> None:
    assert tied(pledged("command", "2024-03-01"), spent("command", "2024-03-01")) == []
    assert tied(ANN, post_filled("chief", "2024-03-01", "Ann", id="again")) == []


def test_links_over_an_event_of_another_entity_untie_two_events() -> None:
    between = policy_started("patrols", "2024-03-01", id="between", after=["bob"])
    last = post_filled("chief", "2024-03-01", "Ann", id="ann", after=["between"])
    assert tied(last, between, BOB) == []


def test_a_link_to_a_retracted_event_unties_nothing() -> None:
    between = policy_started("patrols", "2024-03-01", id="between", after=["bob"])
    last = post_filled("chief", "2024-03-01", "Ann", id="ann", after=["between"])
    gone = corrected("between", "retraction", "2024-04-01")
    assert tied(last, between, BOB, gone) == [["ann", "bob"]]


def test_events_of_two_entities_are_not_tied() -> None:
    deputy = post_filled("deputy", "2024-03-01", "Dee", id="dee")
    assert tied(ANN, deputy) == []
    assert tied(ANN, BOB, deputy) == [["ann", "bob"]]


def test_what_was_retracted_or_moved_away_is_not_tied() -> None:
    assert tied(ANN, BOB, corrected("bob", "retraction", "2024-04-01")) == []
    moved_away = corrected("bob", "revision", "2024-04-01", set={"effective": "2024-03-02"})
    assert tied(ANN, post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE)) != []
    bob = post_filled("chief", "2024-03-01", "Bob", id="bob", sources=LATE)
    assert tied(ANN, bob, moved_away) == []


def test_what_a_correction_moves_to_the_same_day_is_tied() -> None:
    bob = post_filled("chief", "2024-03-02", "Bob", id="bob")
    assert tied(ANN, bob) == []
    slip = corrected("bob", "erratum", "2024-04-01", set={"effective": "2024-03-01"})
    assert tied(ANN, bob, slip) == [["ann", "bob"]]
