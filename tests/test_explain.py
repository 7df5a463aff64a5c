"""Explanations: why a value is what it is, since when, and who says otherwise."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
import pendulum
import pytest
from attrs.exceptions import FrozenInstanceError

from border_timeline import (
    Event,
    Explanation,
    PathError,
    Projection,
    Timeline,
    UnknownKeyError,
    load,
)
from border_timeline.codec.converter import to_plain
from border_timeline.events import PolicyEnded, PolicyStarted
from border_timeline.timeline.projection import key_parts
from border_timeline.views import VIEWS, PolicyStatus
from builders import (
    corrected,
    policy_ended,
    policy_started,
    post_filled,
    post_vacated,
    reported,
    source,
)

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"
FIRST_SOURCE, SECOND, THIRD = (source("2030-01-01", publisher=name) for name in ("A", "B", "C"))

EVENTS: list[Event] = [
    post_filled("chief", EVE, "Ann", id="ann", sources=[FIRST_SOURCE]),
    post_filled("chief", DAY, "Bob", id="bob", name="Chief", sources=[FIRST_SOURCE, SECOND]),
    post_filled("chief", NEXT, "Cid", id="cid", sources=[THIRD]),
    corrected("ann", "erratum", "2024-08-01", id="slip", set={"holder": "Anne"}, sources=[SECOND]),
    corrected("bob", "revision", "2024-09-01", id="new", set={"holder": "Rob"}, sources=[THIRD]),
    corrected("bob", "dispute", "2024-10-01", id="other", set={"holder": "Bea"}, sources=[THIRD]),
]
RECORDED = {event.id: "2024-11-01" for event in EVENTS}
LEDGER = RECORDED | {"new": "2024-12-01", "other": "2024-12-01"}


def explained(path: str = "posts.chief.holder", as_of: str = DAY, **axes: Any) -> Explanation:
    return Timeline(EVENTS).explain(path, as_of=as_of, **axes)


def test_an_explanation_has_the_value_its_event_and_since_when_it_counts() -> None:
    why = explained()
    assert (why.path, why.value, why.event.id) == ("posts.chief.holder", "Rob", "bob")
    assert (why.as_of, why.known_at, why.recorded_at) == (date(2024, 7, 7), None, None)
    assert why.since == date(2024, 7, 7)
    assert {type(day) for day in (why.as_of, why.since)} == {pendulum.Date}


def test_a_value_counts_since_the_event_that_set_it_and_not_since_the_last_one() -> None:
    timeline = Timeline([policy_started("p", EVE, id="starts"), policy_ended("p", DAY, id="ends")])
    why = timeline.explain("policies.p.started", as_of=NEXT)
    assert (why.value, why.since, why.event.id) == (date(2024, 7, 6), date(2024, 7, 6), "starts")
    assert timeline.explain("policies.p", as_of=NEXT).event.id == "ends"


def test_the_chain_has_all_changes_up_to_the_day_oldest_first() -> None:
    why = explained()
    assert [(c.old, c.new, c.event.id) for c in why.chain] == [
        (None, "Anne", "ann"),
        ("Anne", "Rob", "bob"),
    ]
    assert list(why.chain) == Timeline(EVENTS).history("posts.chief.holder")[:2]


def test_the_corrections_are_those_that_apply_to_the_events_in_the_chain() -> None:
    assert corrections() == ["slip", "other", "new"]
    assert corrections(as_of=EVE) == ["slip"]
    assert corrections(as_of=NEXT) == ["slip", "other", "new"]
    assert corrections(known_at="2024-08-31") == ["slip"]
    assert corrections("posts.chief.title", as_of=EVE) == ["slip"]
    assert corrections("posts.chief.title") == ["slip", "other", "new"]


def corrections(path: str = "posts.chief.holder", **axes: Any) -> list[str]:
    return [correction.id for correction in explained(path, **axes).corrections]


def test_a_correction_stands_before_the_corrections_of_it() -> None:
    timeline = Timeline(
        [
            *EVENTS,
            corrected("new", "revision", "2024-09-02", id="newer", set={"title": "Renewed"}),
            corrected(
                "newer", "erratum", "2024-09-03", id="newest", set={"set": {"title": "Anew"}}
            ),
        ]
    )
    why = timeline.explain("posts.chief.holder", as_of=DAY)
    assert [c.id for c in why.corrections] == ["slip", "other", "new", "newer", "newest"]
    assert why.corrections[2].title == "Anew"


def test_the_sources_are_those_of_the_event_and_of_the_corrections_of_it() -> None:
    assert explained().sources == (FIRST_SOURCE, SECOND, THIRD)
    assert explained(as_of=EVE).sources == (FIRST_SOURCE, SECOND)
    assert explained(as_of=NEXT).sources == (THIRD,)
    assert explained(known_at="2024-08-31").sources == (FIRST_SOURCE, SECOND)


def test_an_alternative_has_the_other_value_its_dispute_and_why() -> None:
    (other,) = explained().alternatives
    assert (other.value, other.dispute.id) == ("Bea", "other")
    assert (other.reason, other.sources) == ("It was otherwise", (THIRD,))
    (whole,) = explained("posts.chief").alternatives
    assert whole.value.holder == "Bea"
    assert whole.value.title == "Chief"


def test_an_alternative_is_of_the_event_as_it_stands_by_then() -> None:
    timeline = Timeline(
        [*EVENTS, corrected("bob", "revision", "2024-11-01", set={"name": "Head"}, sources=[THIRD])]
    )
    told = [
        timeline.explain("posts.chief", as_of=DAY, known_at=day).alternatives[0].value
        for day in ("2024-10-31", "2024-11-01")
    ]
    assert [(post.title, post.holder) for post in told] == [("Chief", "Bea"), ("Head", "Bea")]


def test_a_dispute_that_would_change_nothing_is_no_alternative() -> None:
    assert explained("posts.chief.title").alternatives == ()
    assert explained(as_of=EVE).alternatives == ()
    assert explained(as_of=NEXT).alternatives == ()
    assert explained(known_at="2024-09-30").alternatives == ()


def test_by_a_dispute_that_moves_an_event_it_takes_its_place_in_replay_order() -> None:
    timeline = Timeline(
        [
            policy_ended("p", EVE, id="ends", sources=[FIRST_SOURCE]),
            policy_started("p", DAY, id="starts", known=EVE, sources=[FIRST_SOURCE]),
            corrected("ends", "dispute", "2024-08-01", set={"effective": DAY}),
        ]
    )
    why = timeline.explain("policies.p.status", as_of=DAY)
    assert why.value is PolicyStatus.IN_FORCE
    assert [other.value for other in why.alternatives] == [PolicyStatus.ENDED]


def test_by_a_dispute_links_over_an_event_of_another_entity_hold_as_ever() -> None:
    timeline = Timeline(
        [
            post_filled("chief", DAY, "Ann", id="a", after=["between"], sources=[FIRST_SOURCE]),
            policy_started("p", DAY, id="between", after=["b"], sources=[FIRST_SOURCE]),
            post_filled("chief", DAY, "Bob", id="b", sources=[FIRST_SOURCE]),
            corrected("b", "dispute", "2024-08-01", set={"known": "2024-07-20"}),
        ]
    )
    why = timeline.explain("posts.chief.holder", as_of=DAY)
    assert (why.value, why.alternatives) == ("Ann", ())


def test_a_dispute_that_does_not_fit_what_a_revision_says_breaks_no_explanation() -> None:
    timeline = Timeline(
        [
            post_filled("chief", EVE, id="ann", sources=[FIRST_SOURCE]),
            corrected("ann", "dispute", "2024-08-01", set={"known": "2024-07-30"}),
            corrected(
                "ann",
                "revision",
                "2024-09-01",
                set={"sources": [{"publisher": "B", "published": DAY}]},
            ),
        ]
    )
    assert timeline.explain("posts.chief.holder", as_of=DAY).value == "A Person"


def test_a_dispute_of_an_event_that_is_not_public_yet_is_no_alternative() -> None:
    timeline = Timeline(
        [
            post_filled("chief", EVE, "Ann", sources=[FIRST_SOURCE]),
            post_filled("chief", DAY, "Bob", id="bob", known="2024-09-01", sources=[FIRST_SOURCE]),
            corrected("bob", "dispute", "2024-08-01", set={"holder": "Bea"}),
        ]
    )
    told = [
        [a.value for a in timeline.explain("posts.chief", as_of=NEXT, known_at=k).alternatives]
        for k in ("2024-08-31", "2024-09-01")
    ]
    assert [len(found) for found in told] == [0, 1]


def test_when_an_event_was_recorded_is_told_where_there_is_a_ledger() -> None:
    timeline = Timeline(EVENTS, recorded=LEDGER)
    why = timeline.explain("posts.chief.holder", as_of=DAY, recorded_at="2024-11-30")
    assert (why.value, why.recorded) == ("Bob", date(2024, 11, 1))
    assert why.recorded_at == date(2024, 11, 30)
    assert [c.id for c in why.corrections] == ["slip"]
    assert explained().recorded is None


def test_an_event_that_is_not_recorded_yet_has_no_such_day() -> None:
    recorded = {name: day for name, day in RECORDED.items() if name != "cid"}
    timeline = Timeline(EVENTS, recorded=recorded)
    assert timeline.explain("posts.chief", as_of=NEXT).recorded is None
    assert timeline.explain("posts.chief", as_of=DAY).recorded == date(2024, 11, 1)


def test_what_has_been_none_ever_since_is_explained_by_the_first_event() -> None:
    timeline = Timeline([post_vacated("chief", EVE, id="gone"), post_vacated("chief", DAY)])
    why = timeline.explain("posts.chief.holder", as_of=NEXT)
    assert (why.value, why.event.id, why.since) == (None, "gone", date(2024, 7, 6))
    assert why.chain == ()


def test_what_is_none_again_is_explained_by_the_event_that_made_it_so() -> None:
    timeline = Timeline([post_filled("chief", EVE), post_vacated("chief", DAY, id="gone")])
    why = timeline.explain("posts.chief.holder", as_of=NEXT)
    assert (why.value, why.event.id, why.since) == (None, "gone", date(2024, 7, 7))


@pytest.mark.parametrize(
    ("path", "axes", "error", "said"),
    [
        ("posts", {}, PathError, "found 'posts', which names several entities"),
        ("claims", {}, PathError, "found 'claims', which names several entities"),
        ("figures.m", {}, PathError, "found 'figures.m', which names several entities"),
        ("figures.one", {}, PathError, "found 'figures.one', which names several entities, or may"),
        ("posts.chief", {"as_of": "2024-07-05"}, UnknownKeyError, "first appears on 2024-07-06"),
        (
            "posts.chief.holder",
            {"known_at": "2024-07-05"},
            UnknownKeyError,
            "as known on 2024-07-05; it first became known on 2024-07-06",
        ),
        ("figures.m.2024", {}, UnknownKeyError, "no 'm 2024' as of 2024-07-07; it first"),
        ("posts.chief.holdr", {}, PathError, "posts.chief.holdr: a Post has no 'holdr'"),
    ],
)
def test_what_cannot_be_explained_says_why(
    path: str, axes: dict[str, str], error: type[Exception], said: str
) -> None:
    figures = [reported("m", "2024"), reported("m", "2025"), reported("one", "2023")]
    timeline = Timeline([*EVENTS, *figures])
    with pytest.raises(error) as caught:
        timeline.explain(path, **{"as_of": DAY, **axes})
    assert said in str(caught.value)


def test_the_whole_of_a_compound_key_is_explained() -> None:
    why = Timeline([reported("one", "2023", 5)]).explain("figures.one.2023", as_of=DAY)
    assert (why.path, why.value.value) == ("figures.one.2023", 5)


def test_a_field_that_a_state_has_no_longer_is_refused_with_its_path() -> None:
    items: Projection[tuple[str, ...]] = Projection(
        "items",
        key="policy",
        on={PolicyStarted: lambda _, e: (e.id,), PolicyEnded: lambda _, __: ()},
    )
    timeline = Timeline(
        [policy_started("p", EVE, id="starts"), policy_ended("p", DAY)], views=[items]
    )
    assert timeline.explain("items.p.0", as_of=EVE).value == "starts"
    with pytest.raises(PathError) as caught:
        timeline.explain("items.p.0", as_of=DAY)
    assert str(caught.value) == "items.p.0: found '0', where there are 0 items, counted from 0"


def test_an_explanation_as_a_dict() -> None:
    told = Timeline(EVENTS, recorded=RECORDED).explain(
        "posts.chief.holder", as_of=DAY, known_at="2024-12-31", recorded_at="2024-12-31"
    )
    plain = told.to_dict()
    assert orjson.loads(orjson.dumps(plain)) == plain
    assert {name: plain[name] for name in list(plain)[:9]} == {
        "path": "posts.chief.holder",
        "as_of": DAY,
        "known_at": "2024-12-31",
        "recorded_at": "2024-12-31",
        "value": "Rob",
        "since": DAY,
        "event": "bob",
        "title": "post-filled chief 2024-07-07",
        "recorded": "2024-11-01",
    }
    assert [row["publisher"] for row in plain["sources"]] == ["A", "B", "C"]
    assert [row["new"] for row in plain["chain"]] == ["Anne", "Rob"]
    assert [(row["event"], row["kind"]) for row in plain["corrections"]] == [
        ("slip", "erratum"),
        ("other", "dispute"),
        ("new", "revision"),
    ]
    dispute = {
        "event": "other",
        "corrects": "bob",
        "kind": "dispute",
        "known": "2024-10-01",
        "set": {"holder": "Bea"},
        "reason": "It was otherwise",
        "sources": [to_plain(THIRD)],
    }
    assert plain["corrections"][1] == dispute
    assert plain["alternatives"] == [{"value": "Bea", **dispute}]
    assert explained().to_dict()["known_at"] is None


@pytest.fixture(scope="module")
def record() -> Timeline:
    return load()


def paths_of(record: Timeline, view: str, day: date) -> Iterator[list[str]]:
    """Yield the path of every entity of a view, and of each part of its state."""
    state: Any
    for key, state in record.as_of(day).views()[view].items():
        yield [view, *key_parts(key)]
        for name in type(state).__attrs_attrs__:
            yield [view, *key_parts(key), name.name]


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_value_of_the_record_is_explained_and_plain_as_a_dict(
    record: Timeline, view: str
) -> None:
    assert record.coverage
    day = record.coverage.through.latest
    for path in paths_of(record, view, day):
        why = record.explain(path, as_of=day)
        plain = why.to_dict()
        assert orjson.loads(orjson.dumps(plain)) == plain
        assert why.sources
        assert why.since <= day
        assert not why.chain or why.chain[-1].new == why.value


def test_an_explanation_is_frozen_and_its_dict_is_the_callers_own() -> None:
    timeline = Timeline(EVENTS)
    why = timeline.explain("posts.chief", as_of=DAY)
    for name in ("value", "event", "chain", "sources", "new"):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(why, name, None)
    with pytest.raises(FrozenInstanceError):
        why.alternatives[0].value = None  # type: ignore[misc] # what the test is about
    before = orjson.dumps(why.to_dict())
    told = why.to_dict()
    told["value"]["holder"] = "Eve"
    told["corrections"][0]["set"]["holder"] = "Eve"
    told["chain"].clear()
    assert orjson.dumps(why.to_dict()) == before
    assert timeline.explain("posts.chief", as_of=DAY) == why
    assert hash(timeline.explain("posts.chief", as_of=DAY)) == hash(why)
