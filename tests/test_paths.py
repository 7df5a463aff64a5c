"""Paths: how they are written, and where they lead."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from border_timeline import (
    CurrencyError,
    Event,
    MoneyRange,
    PathError,
    Projection,
    Timeline,
    UnknownKeyError,
    UnknownViewError,
    money,
)
from border_timeline.events import PolicyStarted
from border_timeline.timeline.paths import parse_path, shown_path
from builders import pledged, policy_started, post_filled, reported, staff_pledged

DAY, NEXT = "2024-07-07", "2024-07-08"


# How a path is written


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("policies", ("policies",)),
        ("policies.rwanda-scheme.status", ("policies", "rwanda-scheme", "status")),
        ('packages."node.js".version', ("packages", "node.js", "version")),
        ('"a.b"', ("a.b",)),
        ('a."say \\"hi\\""', ("a", 'say "hi"')),
        ('a."tab\\t, \\u00e9 and \\\\"', ("a", "tab\t, é and \\")),
        ('a.""', ("a", "")),
        ("a b. c .d\ne", ("a b", " c ", "d\ne")),
        ("figures.arrivals.2024-01/2024-02", ("figures", "arrivals", "2024-01/2024-02")),
        (["policies", "a.b"], ("policies", "a.b")),
        (("policies", 'a"b', ""), ("policies", 'a"b', "")),
    ],
)
def test_a_path_is_its_parts(path: Any, parts: tuple[str, ...]) -> None:
    assert parse_path(path) == parts


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        ".a",
        "a.",
        "a..b",
        'a"b',
        'a"',
        '"a',
        '"',
        'a."b',
        'a."b"c',
        'a."b".',
        'a."b""c"',
        'a."\\x"',
        'a."\\"',
        'a."line\nend"',
        [],
        (),
        ["a", 5],
        [None],
        None,
        5,
        b"a.b",
        {"a": "b"},
        {"a"},
    ],
)
def test_what_is_no_path_is_refused_and_shown(path: Any) -> None:
    with pytest.raises(PathError) as caught:
        parse_path(path)
    assert f"found {path!r}" in str(caught.value)
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("policies", "rwanda-scheme"), "policies.rwanda-scheme"),
        (("packages", "node.js"), 'packages."node.js"'),
        (('a"b', "c"), '"a\\"b".c'),
        (("a", ""), 'a.""'),
        (("a b", "é"), "a b.é"),
    ],
)
def test_a_part_is_quoted_only_where_it_must_be(parts: tuple[str, ...], shown: str) -> None:
    assert shown_path(parts) == shown


@given(st.lists(st.text() | st.text('."\\ n\n'), min_size=1))
def test_a_shown_path_is_read_back(parts: list[str]) -> None:
    assert parse_path(shown_path(parts)) == parse_path(parts) == tuple(parts)


@given(st.text('a."\\'))
def test_a_text_is_one_path_or_none(text: str) -> None:
    try:
        parts = parse_path(text)
    except PathError:
        return
    assert parse_path(shown_path(parts)) == parts


# Where a path leads, in the views of the domain


def domain() -> Timeline:
    return Timeline(
        [
            policy_started("p", DAY),
            policy_started("q", DAY),
            pledged("body", DAY, "GBP 75", id="first"),
            pledged("body", NEXT, "GBP 5", nature="unstated", id="second"),
            reported("arrivals", "2024-05", 4000),
            reported("arrivals", "2024-06", 5000),
            reported("returns", "2024-06", 100),
            staff_pledged("body", DAY, id="staff"),
            post_filled("chief", DAY),
        ]
    )


def led_to(path: Any) -> list[str]:
    """Return the paths of what changed where a path leads."""
    return [change.path for change in domain().history(path)]


def value(path: Any, timeline: Timeline | None = None) -> Any:
    return (timeline or domain()).explain(path, as_of="2030-01-01").value


def test_a_path_may_stop_at_a_view_a_group_or_an_entity() -> None:
    assert led_to("policies") == ["policies.p", "policies.q"]
    assert led_to("figures.arrivals") == ["figures.arrivals.2024-05", "figures.arrivals.2024-06"]
    assert led_to("figures.arrivals.2024-06") == ["figures.arrivals.2024-06"]
    assert led_to("policies.q") == ["policies.q"]
    assert led_to("claims") == []


def test_a_path_leads_to_fields_properties_and_items() -> None:
    assert value("policies.p").name == "p"
    assert value("policies.p.status").value == "in-force"
    assert value("figures.arrivals.2024-06.value") == 5000
    assert value("funding.body.pledged") == MoneyRange(money("GBP 75"), money("GBP 80"))
    assert value("funding.body.pledged.high") == money("GBP 80")
    assert value("funding.body.pledges.1.event") == "second"
    assert value("funding.body.pledged_totals.0.low.currency") == "GBP"
    assert value("bodies.body.staff_pledged.0.headcount") == 100
    assert value("figures.arrivals.2024-06.period.earliest").isoformat() == "2024-06-01"


def test_a_path_may_be_given_as_its_parts() -> None:
    assert value(["policies", "p", "name"]) == value("policies.p.name") == "p"


def test_what_is_none_may_be_asked_for() -> None:
    assert value("posts.chief.body") is None


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("policy", UnknownViewError, "no view 'policy'; did you mean 'policies'"),
        ("zzz.p", UnknownViewError, "no view 'zzz'; there are policies, bodies"),
        ("funding.bodi", UnknownKeyError, "funding has no 'bodi' at any date; did you mean 'body'"),
        ("funding.zzz.x", UnknownKeyError, "funding has no 'zzz' at any date"),
        ("figures.arrival", UnknownKeyError, "figures has no 'arrival' at any date; did you mean"),
        (
            "figures.arrivals.2024-07.value",
            UnknownKeyError,
            "figures.arrivals has no '2024-07' at any date; did you mean '2024-06' or '2024-05'",
        ),
        ("funding.body.pledgd", PathError, "funding.body.pledgd: a Funding has no 'pledgd'; did"),
        ("posts.chief.zzz", PathError, "no 'zzz'; there is title, holder, since, body"),
        ("posts.chief._x", PathError, "a Post has no '_x'"),
        ("posts.chief.__class__", PathError, "a Post has no '__class__'"),
        ("funding.body.pledges.2", PathError, "found '2', where there are 2 items, counted from 0"),
        ("funding.body.pledges.-1", PathError, "found '-1', where there are 2 items"),
        ("funding.body.pledges.one", PathError, "found 'one', where there are 2 items"),
        (
            "funding.body.pledges.0.amont",
            PathError,
            "funding.body.pledges.0.amont: an Entry has no 'amont'; did you mean 'amount'?",
        ),
        ("posts.chief.title.upper", PathError, "found 'upper', and 'chief' has no parts"),
        ("posts.chief.body.x", PathError, "found 'x', and None has no parts"),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ends_and_what_is_near(
    path: str, error: type[Exception], said: str
) -> None:
    for ask in (
        lambda: domain().history(path),
        lambda: domain().explain(path, as_of="2030-01-01"),
    ):
        with pytest.raises(error) as caught:
            ask()
        assert said in str(caught.value)


def test_a_place_of_many_digits_is_no_item() -> None:
    with pytest.raises(PathError, match="where there are 2 items"):
        domain().history("funding.body.pledges." + "9" * 5000)


def test_a_property_that_has_no_answer_says_why() -> None:
    timeline = Timeline([pledged("b", DAY, "GBP 1"), pledged("b", NEXT, "EUR 1")])
    with pytest.raises(CurrencyError, match="read pledged_totals"):
        timeline.explain("funding.b.pledged", as_of=NEXT)


# Where a path leads, in a projection of the user's own


class Pair(NamedTuple):
    """A state that is a tuple with names."""

    name: str
    number: int


@frozen
class Nested:
    """A state with mappings in it, and a field that is nobody's business."""

    by_year: Mapping[Any, int]
    _secret: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_year.values())


def owned(state: Any, name: str = "owned", key: Any = "policy") -> Timeline:
    """Return a timeline whose one entity is in a state."""
    view: Projection[Any] = Projection(name, key=key, on={PolicyStarted: lambda _, __: state})
    events: list[Event] = [policy_started("p", DAY)]
    return Timeline(events, views=[view])


@pytest.mark.parametrize(
    ("state", "path", "found"),
    [
        ({"a": 1, "b.c": {"d": 2}}, "owned.p.a", 1),
        ({"a": 1, "b.c": {"d": 2}}, 'owned.p."b.c".d', 2),
        ({2024: "year"}, "owned.p.2024", "year"),
        (Pair("a", 1), "owned.p.1", 1),
        ((("a", "b"), "c"), "owned.p.0.1", "b"),
        (["a", {"b": 5}], "owned.p.1.b", 5),
        (Nested({2024: 3, 2025: 4}), "owned.p.by_year.2025", 4),
        (Nested({2024: 3, 2025: 4}), "owned.p.total", 7),
        (5, "owned.p", 5),
        ("text", "owned.p", "text"),
    ],
)
def test_a_path_leads_into_any_state(state: Any, path: str, found: Any) -> None:
    assert value(path, owned(state)) == found
    assert [change.new for change in owned(state).history(path)] == [found]


@pytest.mark.parametrize(
    ("state", "path", "said"),
    [
        ({"alpha": 1}, "owned.p.alpa", "this mapping has no 'alpa'; did you mean 'alpha'?"),
        ({"alpha": 1}, "owned.p.zz", "this mapping has no 'zz'; there is alpha"),
        ({}, "owned.p.zz", "found 'zz', and {} has no parts"),
        (Pair("a", 1), "owned.p.name", "found 'name', where there are 2 items"),
        (Nested({}), "owned.p._secret", "a Nested has no '_secret'; there is by_year, total"),
        (Nested({}), "owned.p.totl", "did you mean 'total'?"),
        (5, "owned.p.real", "found 'real', and 5 has no parts"),
    ],
)
def test_a_path_that_leads_nowhere_in_a_state_says_so(state: Any, path: str, said: str) -> None:
    with pytest.raises(PathError) as caught:
        owned(state).explain(path, as_of=DAY)
    assert said in str(caught.value)


def test_a_key_with_dots_and_quotes_is_quoted_in_a_path() -> None:
    timeline = owned({"x": 1}, "packages", key=lambda _: ("node.js", 'say "hi"'))
    (change,) = timeline.history("packages")
    assert change.path == 'packages."node.js"."say \\"hi\\""'
    assert timeline.history(change.path) == [change]
    assert value(f"{change.path}.x", timeline) == 1


def test_of_two_keys_the_longer_one_is_meant() -> None:
    view: Projection[Any] = Projection(
        "owned",
        key=lambda event: ("a", "b") if event.policy == "long" else "a",
        on={PolicyStarted: lambda _, event: {"b": event.policy}},
    )
    timeline = Timeline([policy_started("short", DAY), policy_started("long", DAY)], views=[view])
    assert value("owned.a", timeline) == {"b": "short"}
    assert value("owned.a.b", timeline) == {"b": "long"}
