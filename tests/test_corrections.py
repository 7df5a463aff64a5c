"""Corrections: what each event says, given what was known by a day."""

import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest

import border_timeline as bt
from border_timeline.events import Changes, Correction, CorrectionKind, Event
from builders import post_filled, reported, source

FAR = "2100-01-01"


def first(value: int = 100, **more: Any) -> Event:
    return reported("visits", "2022", value, id="first", known="2023-01-01", **more)


def corrected(name: str, kind: str, known: str, *, corrects: str = "first", **more: Any) -> Event:
    return Correction(
        id=name,
        effective=known,
        title="A correction",
        corrects=corrects,
        kind=CorrectionKind(kind),
        reason="It was otherwise",
        sources=[source(FAR)],
        **more,
    )


def value(events: list[Event], known_at: str | None = None) -> int | None:
    figures = bt.Timeline(events).as_of("2030-01-01", known_at=known_at).figures
    series = figures.get("visits")
    return None if series is None else int(series["2022"].value)


def problems(*events: Event) -> list[tuple[str, str, str]]:
    with pytest.raises(bt.DatasetError) as caught:
        bt.Timeline(events)
    return [(found.event, found.field, found.message) for found in caught.value.problems]


def test_an_erratum_counts_at_every_known_at() -> None:
    log = [first(), corrected("e", "erratum", "2026-01-01", set={"value": 45})]
    assert [value(log, day) for day in ("2022-12-31", "2023-01-01", None)] == [None, 45, 45]


def test_a_revision_counts_from_its_own_known_day_on() -> None:
    log = [first(), corrected("r", "revision", "2023-02-01", set={"value": "1,200"})]
    days = ("2023-01-31", "2023-02-01", None)
    assert [value(log, day) for day in days] == [100, 1200, 1200]


def test_a_retraction_counts_from_its_own_known_day_on() -> None:
    log = [first(), corrected("r", "retraction", "2023-02-01")]
    assert [value(log, day) for day in ("2023-01-31", "2023-02-01", None)] == [100, None, None]


def test_a_dispute_leaves_the_value() -> None:
    log = [first(), corrected("d", "dispute", "2023-02-01", set={"value": 1})]
    assert value(log) == 100


def test_a_revision_known_before_its_target_counts_once_the_target_is_known() -> None:
    log = [first(), corrected("r", "revision", "2022-12-01", set={"value": 7})]
    assert [value(log, day) for day in ("2022-12-31", "2023-01-01")] == [None, 7]


def test_revisions_count_in_the_order_in_which_they_became_known() -> None:
    log = [
        corrected("a", "revision", "2023-03-01", set={"value": 3}),
        first(),
        corrected("b", "revision", "2023-02-01", set={"value": 2}),
    ]
    assert [value(log, day) for day in ("2023-02-15", "2023-03-01", None)] == [2, 3, 3]


def test_an_erratum_comes_before_a_revision_whenever_it_was_made() -> None:
    log = [
        first(),
        corrected("r", "revision", "2023-02-01", set={"value": 2}),
        corrected("e", "erratum", "2026-01-01", set={"value": 1}),
    ]
    assert [value(log, day) for day in ("2023-01-31", "2023-02-01", None)] == [1, 2, 2]


def test_a_correction_of_a_correction_may_be_retracted() -> None:
    log = [
        first(),
        corrected("r", "revision", "2023-02-01", set={"value": 2}),
        corrected("s", "revision", "2023-03-01", corrects="r", set={"set": {"value": 3}}),
        corrected("t", "retraction", "2023-04-01", corrects="s"),
        corrected("u", "retraction", "2023-05-01", corrects="r"),
    ]
    days = ("2023-01-31", "2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01")
    assert [value(log, day) for day in days] == [100, 2, 3, 2, 100]


def test_an_erratum_may_move_an_event_and_its_known_day_follows_where_it_was_a_default() -> None:
    event = reported("visits", "2022", 1, id="first", sources=[source(FAR)])
    log = [event, corrected("e", "erratum", "2026-01-01", set={"effective": "2023-01-05"})]
    timeline = bt.Timeline(log)
    assert timeline.as_of("2023-01-04").events == ()
    assert [moved.known.text for moved in timeline.as_of("2023-01-05").events] == ["2023-01-05"]


def test_a_known_day_that_was_written_stays_when_the_event_is_moved() -> None:
    event = reported("visits", "2022", 1, id="first", known="2022-12-20")
    log = [event, corrected("e", "erratum", "2026-01-01", set={"effective": "2022-12-30"})]
    assert bt.Timeline(log).as_of("2022-12-30").events[0].known.text == "2022-12-20"


def test_a_link_to_a_retracted_event_means_nothing_any_more() -> None:
    log = [
        first(),
        reported("visits", "2022", 5, id="second", known="2023-01-01", after=["first"]),
        corrected("r", "retraction", "2023-02-01"),
    ]
    assert value(log) == 5


def test_the_events_of_a_timeline_stay_as_they_were_recorded() -> None:
    log = [first(), corrected("e", "erratum", "2026-01-01", set={"value": 45})]
    assert set(bt.Timeline(log).events) == set(log)


def test_a_timeline_with_corrections_pickles() -> None:
    timeline = bt.Timeline([first(), corrected("r", "revision", "2023-02-01", set={"value": 2})])
    before = timeline.as_of("2030-01-01", known_at="2023-01-15")
    copy, copied = pickle.loads(pickle.dumps((timeline, before)))  # noqa: S301 - our own bytes
    assert copy.as_of("2030-01-01", known_at="2023-01-15") == copied == before


def test_a_correction_of_what_does_not_exist_is_refused_with_near_names() -> None:
    ((event, field, message),) = problems(
        first(), corrected("r", "retraction", "2023-02-01", corrects="frist")
    )
    assert (event, field) == ("r", "corrects")
    assert "'frist'" in message
    assert "'first'" in message


def test_corrections_in_a_circle_are_refused_each_by_name() -> None:
    found = problems(
        first(),
        corrected("a", "retraction", "2023-02-01", corrects="b"),
        corrected("b", "retraction", "2023-02-01", corrects="a"),
        corrected("outside", "retraction", "2023-02-01", corrects="a"),
    )
    assert [(event, field) for event, field, _ in found] == [("a", "corrects"), ("b", "corrects")]
    assert "a, b" in found[0][2]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"valu": 1}, "set.valu", "'value'"),
        ({"value": "many"}, "set", "'many'"),
        ({"effective": "2022-13"}, "set", "2022-13"),
        ({"sources": []}, "set.sources", "at least one"),
    ],
)
def test_a_change_that_its_target_does_not_take_is_refused(
    changes: dict[str, Any], field: str, said: str
) -> None:
    ((event, found, message),) = problems(
        first(), corrected("e", "erratum", "2026-01-01", set=changes)
    )
    assert (event, found) == ("e", field)
    assert said in message


def test_rivals_are_refused_with_both_names() -> None:
    ((event, field, message),) = problems(
        first(),
        corrected("one", "revision", "2023-02-01", set={"value": 2}),
        corrected("other", "revision", "2023-02-01", set={"value": 3}),
    )
    assert (event, field) == ("one", "set")
    assert "other" in message
    assert "after" in message


@pytest.mark.parametrize(
    ("more", "final"),
    [
        ({"set": {"value": 3}, "after": ["one"]}, 3),  # put in order
        ({"set": {"value": 2}}, 2),  # in agreement
        ({"set": {"notes": "Seen again"}}, 2),  # of another field
    ],
)
def test_two_corrections_of_one_day_that_do_not_clash_are_no_rivals(
    more: dict[str, Any], final: int
) -> None:
    one = corrected("one", "revision", "2023-02-01", set={"value": 2})
    assert value([first(), one, corrected("other", "revision", "2023-02-01", **more)]) == final


def test_rivals_of_two_fields_beside_others_are_refused_in_full() -> None:
    found = problems(
        first(),
        corrected("a", "revision", "2023-01-15", set={"notes": "Seen"}),
        corrected("one", "revision", "2023-02-01", set={"value": 2, "title": "Two"}),
        corrected("other", "revision", "2023-02-01", set={"value": 3, "title": "Three"}),
    )
    message = (
        "sets title, value of first, as other does on the same day; "
        "name the earlier one in the other's after"
    )
    assert found == [("one", "set", message)]


def test_rivals_that_stand_together_for_a_time_are_refused() -> None:
    ((event, field, _),) = problems(
        first(),
        corrected("one", "revision", "2023-02-01", set={"value": 2}),
        corrected("other", "revision", "2023-02-01", set={"value": 3}),
        corrected("too-late", "retraction", "2023-02-02", corrects="other"),
    )
    assert (event, field) == ("one", "set")


def test_a_rival_that_was_retracted_the_same_day_is_none() -> None:
    log = [
        first(),
        corrected("one", "revision", "2023-02-01", set={"value": 2}),
        corrected("other", "revision", "2023-02-01", set={"value": 3}),
        corrected("never-mind", "retraction", "2023-02-01", corrects="other"),
    ]
    assert value(log) == 2


@pytest.mark.parametrize(
    ("more", "field", "message"),
    [
        (
            {"kind": "retraction", "set": {"value": 1}},
            "set",
            "found {'value': '1'}; the kind retraction sets no field",
        ),
        ({"kind": "revision"}, "set", "found {}; the kind revision sets at least one field"),
        *(
            (
                {"kind": "erratum", "set": {name: "x"}},
                "set",
                f"found '{name}', which no correction changes",
            )
            for name in ("id", "type", "version", "corrects")
        ),
        *(
            (
                {"kind": kind, "set": {"after": ["x"]}},
                "set",
                "found 'after', which only an erratum changes",
            )
            for kind in ("revision", "dispute")
        ),
        (
            {"kind": "erratum", "set": {"value": 1}, "corrects": "e"},
            "corrects",
            "found the event's own id",
        ),
        ({"kind": "erratum", "set": "value"}, "", "found 'value'; write one 'field: value' a line"),
        *(
            (
                {"kind": "erratum", "set": {"value": value}},
                "",
                f"found {value!r}; write text, a number, a list or a mapping",
            )
            for value in ({1}, None, True, 1.5)
        ),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    more: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(bt.FieldError) as caught:
        corrected("e", known="2023-02-01", **more)
    assert (caught.value.field, caught.value.message) == (field, message)


def test_changes_are_a_frozen_mapping() -> None:
    changes = Changes({"b": [1, Decimal("2.50")], "a": {"c": "x"}})
    assert dict(changes) == {"a": {"c": "x"}, "b": ["1", "2.5"]}
    assert changes == Changes({"a": {"c": "x"}, "b": ["1", "2.5"]})
    assert hash(changes) == hash(Changes({"a": {"c": "x"}, "b": ["1", "2.5"]}))
    assert hash(changes) != hash(Changes({"a": {"c": "y"}, "b": ["1", "2.5"]}))
    assert changes != {"a": {"c": "x"}, "b": ["1", "2.5"]}
    changes["b"].append("3")
    assert changes["b"] == ["1", "2.5"]
    assert repr(Changes({})) == "Changes({})"
    assert len(changes) == 2


def test_more_states_of_knowledge_than_are_kept_are_all_answered() -> None:
    days = [f"2023-{month:02}-{day:02}" for month in (2, 3) for day in range(1, 26)]
    log = [first(0)] + [
        corrected(f"r-{day}", "revision", day, set={"value": number})
        for number, day in enumerate(days, 1)
    ]
    timeline = bt.Timeline(log)
    for _ in range(2):
        told = [
            timeline.as_of("2030-01-01", known_at=day).figures["visits"]["2022"].value
            for day in days
        ]
        assert told == list(range(1, 51))


def test_corrections_that_fit_alone_and_not_together_are_refused() -> None:
    late = [{"publisher": "A newspaper", "published": "2023-01-10"}]
    ((event, field, message),) = problems(
        first(),
        corrected("a", "revision", "2023-02-01", set={"sources": late}),
        corrected("b", "revision", "2023-03-01", set={"known": "2023-02-20"}),
    )
    assert (event, field) == ("b", "set.sources[0].published")
    assert "before the event was known" in message


def test_a_link_to_an_event_that_an_erratum_makes_known_later_orders_nothing_before() -> None:
    log: list[Event] = [
        reported("visits", "2022", 1, "2022-12-31", id="a", known="2023-01-01", after=["b"]),
        reported("visits", "2022", 2, "2022-12-31", id="b", known="2023-01-01"),
        reported("visits", "2022", 3, "2022-12-31", id="c", known="2023-01-01"),
        corrected("e", "erratum", "2023-02-01", corrects="b", set={"known": "2023-01-05"}),
    ]
    log[1] = attrs.evolve(log[1], sources=[source(FAR)])
    assert [value(log, day) for day in ("2023-01-03", "2023-01-05", None)] == [3, 1, 1]


def handovers(*more: Event, **first: Any) -> list[Event]:
    return [
        post_filled("chief", "2024-07-07", "Ann", id="ann", **first),
        post_filled("chief", "2024-07-07", "Bob", id="bob"),
        *more,
    ]


def test_an_erratum_may_put_events_in_order_that_were_recorded_without() -> None:
    later = corrected("order", "erratum", "2026-01-01", corrects="ann", set={"after": ["bob"]})
    holders = [
        bt.Timeline(log).as_of("2024-07-07", known_at="2024-07-07").posts["chief"].holder
        for log in (handovers(), handovers(later))
    ]
    assert holders == ["Bob", "Ann"]
    assert len(bt.Timeline(handovers()).check()) == 1
    assert bt.Timeline(handovers(later)).check() == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bbo", "found 'bbo', which is no event; did you mean 'bob'?"),
        ("later", "found 'later', which counts from a later day than ann"),
    ],
)
def test_a_link_that_an_erratum_sets_wrong_is_refused(name: str, message: str) -> None:
    log = handovers(
        post_filled("other", "2024-07-07", "Cid", id="cid", after=["ann"]),
        post_filled("other", "2024-07-08", "Dee", id="later"),
        corrected("one", "erratum", "2026-01-01", corrects="bob", set={"after": ["cid"]}),
        corrected("order", "erratum", "2026-01-01", corrects="ann", set={"after": [name]}),
    )
    found = [p for p in problems(*log) if p[0] == "order"]
    assert found == [("order", "set.after[0]", message)]


@pytest.mark.parametrize(
    "other",
    [
        corrected(
            "moved", "revision", "2026-02-01", corrects="ann", set={"effective": "2024-07-06"}
        ),
        corrected(
            "moved",
            "revision",
            "2026-02-01",
            corrects="bob",
            set={"effective": "2024-07-08", "known": "2024-07-07"},
        ),
        corrected("gone", "retraction", "2026-02-01", corrects="bob"),
        corrected("gone", "retraction", "2026-02-01", corrects="ann"),
    ],
    ids=["it moves before", "the other moves behind", "the other is gone", "it is gone"],
)
def test_a_link_that_an_erratum_sets_need_fit_at_one_state_of_knowledge_alone(
    other: Event,
) -> None:
    link = corrected("order", "erratum", "2026-01-01", corrects="ann", set={"after": ["bob"]})
    timeline = bt.Timeline(handovers(link, other, sources=[source(FAR)]))
    assert timeline.as_of("2024-07-07", known_at="2024-07-07").posts["chief"].holder == "Ann"


@pytest.mark.parametrize(
    "more",
    [
        [
            corrected("order", "erratum", "2026-01-01", corrects="ann", set={"after": ["bbo"]}),
            corrected("gone", "retraction", "2026-02-01", corrects="order"),
        ],
        [
            corrected("order", "erratum", "2026-01-01", corrects="ann", set={"after": ["bob"]}),
            corrected(
                "new", "revision", "2026-02-01", corrects="order", set={"set": {"after": ["bbo"]}}
            ),
        ],
        [
            corrected("name", "erratum", "2025-01-01", corrects="ann", set={"name": "Chief"}),
            corrected("order", "erratum", "2026-01-01", corrects="ann", set={"after": ["bbo"]}),
        ],
    ],
    ids=["until it is retracted", "once it is revised", "beside another erratum"],
)
def test_a_link_that_an_erratum_sets_wrong_at_any_time_is_refused_by_its_name(
    more: list[Event],
) -> None:
    assert problems(*handovers(*more)) == [
        ("order", "set.after[0]", "found 'bbo', which is no event; did you mean 'bob'?")
    ]


def test_a_link_in_a_circle_set_by_what_became_an_erratum_is_refused() -> None:
    changed = {"kind": "erratum", "set": {"after": ["ann"]}}
    log = handovers(
        corrected("link", "erratum", "2026-01-01", corrects="ann", set={"after": ["bob"]}),
        corrected("name", "revision", "2026-01-01", corrects="bob", set={"name": "Chief"}),
        corrected("slip", "erratum", "2026-02-01", corrects="name", set=changed),
    )
    assert sorted(event for event, _, _ in problems(*log)) == ["link", "name"]


def test_a_recorded_link_that_an_erratum_leaves_alone_need_not_fit_any_more() -> None:
    log = [
        post_filled("chief", "2024-07-07", "Ann", id="ann", sources=[source(FAR)]),
        post_filled("chief", "2024-07-07", "Bob", id="bob", after=["ann"]),
        corrected(
            "moved", "erratum", "2026-01-01", corrects="ann", set={"effective": "2024-07-08"}
        ),
        corrected("name", "erratum", "2026-01-01", corrects="bob", set={"name": "Chief"}),
    ]
    assert bt.Timeline(log).as_of("2024-07-08").posts["chief"].holder == "Ann"


def test_links_in_a_circle_for_a_time_are_refused() -> None:
    log = handovers(
        corrected("one", "erratum", "2026-01-01", corrects="bob", set={"after": ["ann"]}),
        corrected("other", "erratum", "2026-01-01", corrects="ann", set={"after": ["bob"]}),
        corrected("gone", "retraction", "2026-02-01", corrects="other"),
    )
    assert sorted(event for event, _, _ in problems(*log)) == ["one", "other"]


def test_links_that_errata_set_in_a_circle_are_refused_each_by_name() -> None:
    log = handovers(
        corrected("one", "erratum", "2026-01-01", corrects="bob", set={"after": ["ann"]}),
        corrected("other", "erratum", "2026-01-01", corrects="ann", set={"after": ["bob"]}),
    )
    assert sorted(problems(*log)) == [
        ("one", "set.after", "has bob come after itself"),
        ("other", "set.after", "has ann come after itself"),
    ]
