"""A snapshot and its views: mappings that explain what they do not hold."""

import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson
import pytest

from border_timeline import (
    BeyondCoverageWarning,
    Coverage,
    DatasetInfo,
    Projection,
    ProjectionError,
    Snapshot,
    Timeline,
    UnknownKeyError,
    UnknownViewError,
)
from border_timeline.events import PolicyStarted
from border_timeline.views import POLICIES, VIEWS
from builders import (
    LATE,
    corrected,
    pledged,
    policy_ended,
    policy_started,
    post_filled,
    reported,
)

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"


def snapshot(known_at: str | None = None) -> Snapshot:
    events = [
        policy_started("b-policy", EVE),
        policy_started("a-policy", DAY),
        policy_started("c-policy", NEXT, known=DAY),
        policy_started("late-policy", EVE, known="2024-09-01"),
        pledged("body", DAY, "GBP 75,000,000", payer="home-office"),
        reported("arrivals", "2024-06", 5417, on=DAY),
        reported("arrivals", "2024-05", 4000, on=DAY),
    ]
    return Timeline(events).as_of(DAY, known_at=known_at)


# Views


def test_a_view_is_a_read_only_mapping_of_what_exists() -> None:
    policies = snapshot().policies
    assert isinstance(policies, Mapping)
    assert list(policies) == ["a-policy", "b-policy", "late-policy"]
    assert list(policies.keys()) == list(policies)
    assert [state.name for state in policies.values()] == list(policies)
    assert dict(policies.items()) == {name: policies[name] for name in policies}
    assert len(policies) == 3
    assert "a-policy" in policies
    assert "c-policy" not in policies
    assert bool(policies)


def test_a_view_of_an_earlier_knowledge_holds_less() -> None:
    policies = snapshot(known_at=DAY).policies
    assert (list(policies), len(policies)) == (["a-policy", "b-policy"], 2)
    assert "late-policy" not in policies


def test_get_gives_what_there_is_or_the_default() -> None:
    policies = snapshot().policies
    assert policies.get("a-policy") == policies["a-policy"]
    assert policies.get("c-policy") is None
    assert policies.get("c-policy", "nothing") == "nothing"
    assert policies.get("no-such-policy", "nothing") == "nothing"


def test_a_view_compares_as_a_mapping() -> None:
    assert snapshot().policies == snapshot().policies
    assert snapshot().policies == dict(snapshot().policies)
    assert snapshot().policies != snapshot(known_at=DAY).policies


def test_a_view_says_what_it_holds() -> None:
    assert repr(snapshot(known_at=DAY).policies) == (
        "<policies as of 2024-07-07: a-policy, b-policy>"
    )


def test_a_key_that_comes_later_says_when() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        snapshot().policies["c-policy"]
    message = str(caught.value)
    assert message.startswith("policies has no 'c-policy' as of 2024-07-07")
    assert message.endswith("first appears on 2024-07-08")
    assert isinstance(caught.value, KeyError)


def test_a_key_that_is_known_but_comes_later_says_when() -> None:
    with pytest.raises(UnknownKeyError, match="as of 2024-07-07; it first appears on 2024-07-08"):
        snapshot(known_at=DAY).policies["c-policy"]


def test_a_key_that_becomes_known_later_says_when() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        snapshot(known_at=DAY).policies["late-policy"]
    message = str(caught.value)
    assert message.startswith("policies has no 'late-policy' as known on 2024-07-07")
    assert message.endswith("first became known on 2024-09-01")


def test_a_key_known_first_by_a_future_says_when_it_first_appears_as_known_then() -> None:
    events = [policy_started("p", EVE, known="2024-09-01"), policy_ended("p", NEXT, known=EVE)]
    with pytest.raises(UnknownKeyError, match="first appears on 2024-07-08"):
        Timeline(events).seen_on(DAY).policies["p"]


def test_of_several_days_a_key_that_is_not_there_says_the_first() -> None:
    timeline = Timeline(
        [
            policy_started("p", NEXT, id="one", known="2024-09-01"),
            policy_started("p", "2024-07-09", id="other", known="2024-08-01"),
        ]
    )
    with pytest.raises(UnknownKeyError, match=r"it first became known on 2024-08-01$"):
        timeline.as_of("2024-07-10", known_at=DAY).policies["p"]
    with pytest.raises(UnknownKeyError, match=r"as of 2024-07-07; it first appears on 2024-07-08$"):
        timeline.as_of(DAY).policies["p"]


def test_a_key_whose_events_were_all_retracted_says_when_the_last_one_was() -> None:
    timeline = Timeline(
        [
            policy_started("p", EVE, id="one"),
            policy_ended("p", EVE, id="other"),
            corrected("one", "retraction", "2024-08-01"),
            corrected("other", "retraction", "2024-09-01"),
        ]
    )
    assert "p" in timeline.as_of(DAY, known_at="2024-08-31").policies
    for known_at, then in [
        (None, "as known now"),
        ("2024-09-01", "as known on 2024-09-01"),
        ("2024-10-01", "as known on 2024-10-01"),
    ]:
        with pytest.raises(UnknownKeyError) as caught:
            timeline.as_of(DAY, known_at=known_at).policies["p"]
        message = f"policies has no 'p' {then}; it was withdrawn on 2024-09-01"
        assert str(caught.value) == message


def test_where_an_event_no_longer_stands_a_key_does_not_first_appear() -> None:
    timeline = Timeline(
        [
            policy_started("p", NEXT, id="one", sources=LATE),
            corrected("one", "revision", "2024-08-01", set={"effective": "2024-07-20"}),
        ]
    )
    for known_at, first in [("2024-07-31", NEXT), ("2024-08-01", "2024-07-20")]:
        with pytest.raises(UnknownKeyError, match=f"it first appears on {first}$"):
            timeline.as_of(DAY, known_at=known_at).policies["p"]


def test_a_measure_that_comes_later_says_when() -> None:
    timeline = Timeline([reported("arrivals", "2024-06", on=DAY), reported("deaths", "2024-06")])
    with pytest.raises(UnknownKeyError) as caught:
        timeline.as_of(EVE).figures["arrivals"]
    message = "figures has no 'arrivals' as of 2024-07-06; it first appears on 2024-07-07"
    assert str(caught.value) == message
    with pytest.raises(UnknownKeyError, match="no 'arrival' at any date; did you mean 'arrivals'"):
        timeline.as_of(EVE).figures["arrival"]


def test_a_key_that_never_exists_says_so_and_suggests_near_names() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        snapshot().policies["b-polcy"]
    message = str(caught.value)
    assert "policies has no 'b-polcy' at any date" in message
    assert "did you mean 'b-policy'" in message


def test_a_key_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        snapshot().policies["zzz"]
    assert str(caught.value) == "policies has no 'zzz' at any date"


def test_a_compound_key_is_explained_too() -> None:
    with pytest.raises(UnknownKeyError, match="no 'arrivals 2024-07' at any date"):
        snapshot().figures["arrivals"]["2024-07"]


@pytest.mark.parametrize("key", [None, 5, ("a-policy", 5)])
def test_a_key_of_another_kind_is_no_key_either(key: Any) -> None:
    policies = snapshot().policies
    assert key not in policies
    assert policies.get(key) is None
    with pytest.raises(UnknownKeyError):
        policies[key]


# The snapshot


def test_a_snapshot_knows_its_dates() -> None:
    assert (snapshot().as_of, snapshot().known_at) == (date(2024, 7, 7), None)
    assert snapshot(known_at=EVE).known_at == date(2024, 7, 6)
    assert not snapshot().beyond_coverage


def test_every_view_of_the_domain_is_an_attribute() -> None:
    now = snapshot()
    assert list(now.views()) == [projection.name for projection in VIEWS]
    for projection in VIEWS:
        named = getattr(now, projection.name)
        assert isinstance(named, Mapping)
        assert len(named) == len(
            {key if isinstance(key, str) else key[0] for key in now[projection]}
        )


def test_an_unknown_view_suggests_near_names() -> None:
    with pytest.raises(UnknownViewError, match="no view 'polices'; did you mean 'policies'"):
        _ = snapshot().polices
    with pytest.raises(UnknownViewError, match="no view 'zzz'; there are policies, "):
        _ = snapshot().zzz
    assert not hasattr(snapshot(), "polices")
    hidden = "_polices"
    with pytest.raises(AttributeError, match=r"^_polices$"):
        getattr(snapshot(), hidden)


def test_a_view_is_asked_for_by_its_projection() -> None:
    assert dict(snapshot()[POLICIES]) == dict(snapshot().policies)


@pytest.mark.parametrize("wrong", ["policies", None, 5])
def test_asking_by_what_is_no_projection_is_refused_in_words(wrong: Any) -> None:
    with pytest.raises(ProjectionError) as caught:
        snapshot()[wrong]
    message = f"found {wrong!r}, which is no projection; views are attributes by their names"
    assert str(caught.value) == message


def test_a_snapshot_says_what_it_holds() -> None:
    assert repr(snapshot()) == ("<Snapshot as_of=2024-07-07: 3 policies, 1 funding, 2 figures>")
    assert repr(snapshot(known_at=EVE)) == (
        "<Snapshot as_of=2024-07-07 known_at=2024-07-06: 1 policies>"
    )
    assert repr(Timeline([]).as_of(DAY)) == "<Snapshot as_of=2024-07-07: nothing yet>"


def test_a_snapshot_says_by_which_ledger_and_whether_it_is_beyond_the_coverage() -> None:
    covered = DatasetInfo(coverage=Coverage(since=EVE, through=EVE))
    timeline = Timeline([], info=covered, recorded={})
    with pytest.warns(BeyondCoverageWarning):
        now = timeline.as_of(DAY, known_at=EVE, recorded_at=NEXT)
    assert repr(now) == (
        "<Snapshot as_of=2024-07-07 known_at=2024-07-06 recorded_at=2024-07-08 beyond coverage: "
        "nothing yet>"
    )
    assert now.recorded_at == date(2024, 7, 8)
    assert timeline.as_of(EVE).recorded_at is None
    assert now.to_dict()["recorded_at"] == NEXT
    assert now.to_dict()["beyond_coverage"] is True
    assert timeline.as_of(EVE).to_dict()["recorded_at"] is None


def test_snapshots_with_the_same_dates_and_states_are_equal() -> None:
    assert snapshot() == snapshot()
    assert hash(snapshot()) == hash(snapshot())
    assert hash(snapshot()) != hash(snapshot(known_at=DAY))
    assert len({snapshot(), snapshot(), snapshot(known_at=DAY)}) == 2


def test_snapshots_of_other_dates_or_states_differ() -> None:
    assert snapshot() != snapshot(known_at="2025-01-01")
    assert snapshot() != Timeline([]).as_of(DAY)
    assert Timeline([]).as_of(DAY) != Timeline([]).as_of(NEXT)
    covered = Timeline([], info=DatasetInfo(coverage=Coverage(since=DAY, through=DAY)))
    assert covered.as_of(DAY) == Timeline([]).as_of(DAY)


def test_a_snapshot_equals_nothing_of_another_kind() -> None:
    assert snapshot() != snapshot().to_dict()
    assert snapshot() != "2024-07-07"


@pytest.mark.parametrize("looked_at", [False, True])
def test_a_snapshot_pickles_and_copies(looked_at: bool) -> None:  # noqa: FBT001 - a parameter
    now = snapshot(known_at=DAY)
    if looked_at:
        assert now.policies
    for other in (pickle.loads(pickle.dumps(now)), copy.copy(now), copy.deepcopy(now)):  # noqa: S301 - our own
        assert isinstance(other, Snapshot)
        assert other == now
        assert hash(other) == hash(now)
        assert other.events == now.events


# to_dict and the notebook


def test_to_dict_is_what_json_can_hold() -> None:
    told = snapshot(known_at=DAY).to_dict()
    assert json.loads(json.dumps(told)) == told
    assert orjson.loads(orjson.dumps(told)) == told
    assert (told["as_of"], told["known_at"], told["beyond_coverage"]) == (DAY, DAY, False)
    assert list(told["views"]) == [projection.name for projection in VIEWS]
    assert told["views"]["policies"]["a-policy"] == {
        "name": "a-policy",
        "status": "in-force",
        "announced": None,
        "started": "2024-07-07",
        "ended": None,
        "outcome": None,
        "by": None,
    }
    funding = told["views"]["funding"]["body"]
    assert funding["pledged_totals"] == [{"low": "GBP 75000000", "high": "GBP 75000000"}]
    assert snapshot().to_dict()["known_at"] is None


def test_a_possible_event_as_a_dict() -> None:
    (possible,) = Timeline([policy_started("p", "2024-07", id="p")]).as_of(DAY).possible
    told = possible.to_dict()
    assert orjson.loads(orjson.dumps(told)) == told
    assert told == {
        "event": "p",
        "title": "policy-started p 2024-07",
        "effective": "2024-07",
        "changes": [change.to_dict() for change in possible.changes],
    }
    assert [(row["path"], row["on"]) for row in told["changes"]] == [("policies.p", "2024-07-31")]


def test_to_dict_holds_values_of_plain_types_only() -> None:
    assert {type(value) for value in leaves(snapshot().to_dict())} == {str, int, bool, type(None)}


def leaves(value: Any) -> Iterator[Any]:
    match value:
        case dict():
            for inner in value.values():
                yield from leaves(inner)
        case list():
            for inner in value:
                yield from leaves(inner)
        case _:
            yield value


def test_compound_keys_are_nested_in_to_dict() -> None:
    figures = snapshot().to_dict()["views"]["figures"]
    assert {measure: list(periods) for measure, periods in figures.items()} == {
        "arrivals": ["2024-05", "2024-06"]
    }
    assert figures["arrivals"]["2024-06"]["value"] == 5417


def test_the_notebook_shows_a_table_for_each_view_that_holds_something() -> None:
    shown = snapshot()._repr_html_()
    assert shown.count("<table>") == 3
    assert "<caption>policies</caption>" in shown
    assert "as_of=2024-07-07" in shown
    assert "<td>GBP 75,000,000" in shown
    assert "<table>" not in Timeline([]).as_of(DAY)._repr_html_()


def test_the_notebook_shows_the_dates_then_a_table_with_a_row_for_each_entity() -> None:
    events = [policy_started("b", DAY), policy_started("a", EVE), post_filled("chief", DAY, "Ann")]
    assert Timeline(events).as_of(DAY)._repr_html_() == (
        "<p>Snapshot as_of=2024-07-07</p>"
        "<table><caption>policies</caption>"
        "<tr><th>key</th><th>status</th><th>started</th></tr>"
        "<tr><td>a</td><td>in-force</td><td>2024-07-06</td></tr>"
        "<tr><td>b</td><td>in-force</td><td>2024-07-07</td></tr></table>"
        "<table><caption>posts</caption>"
        "<tr><th>key</th><th>holder</th><th>since</th></tr>"
        "<tr><td>chief</td><td>Ann</td><td>2024-07-07</td></tr></table>"
    )


def test_the_notebook_shows_the_dates_alone_whatever_a_view_is_called() -> None:
    ids: Projection[str] = Projection("a: b", "id", {PolicyStarted: lambda _, event: event.id})
    shown = Timeline([policy_started("p", DAY)], views=[ids]).as_of(DAY)._repr_html_()
    assert shown.startswith("<p>Snapshot as_of=2024-07-07</p>")
    assert "<caption>a: b</caption>" in shown


def test_the_notebook_escapes_what_events_say() -> None:
    evil = "<script>alert('&')</script>"
    now = Timeline([policy_started("p", DAY, name=evil)]).as_of(DAY)
    shown = now._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in shown
