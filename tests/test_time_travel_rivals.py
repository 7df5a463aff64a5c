"""Travel in time over corrections of one fact: rivals, and what does not fit together."""

from typing import Any

import pytest

import border_timeline as bt
from border_timeline.events import Event
from builders import LATE, corrected, reported
from travels import VISITS, amended, changed, ids


def test_a_rival_retracted_on_its_own_day_never_counted_and_is_no_news() -> None:
    timeline = bt.Timeline(
        [
            reported("visits", "2022", 100, id="first", known="2023-01-01"),
            corrected("first", "revision", "2023-02-01", id="one", set={"value": 2}),
            corrected("first", "revision", "2023-02-01", id="other", set={"value": 3}),
            corrected("other", "retraction", "2023-02-01", id="retracted"),
        ]
    )
    assert ids(timeline.news("2023-02-01", "2023-02-01")) == ["one", "retracted"]
    why = timeline.explain(VISITS, as_of="2023-06-01")
    assert (why.value, ids(why.corrections)) == (2, ["one"])
    before, after = (
        timeline.as_of("2023-06-01", known_at=day) for day in ("2023-01-31", "2023-02-01")
    )
    assert changed(timeline.diff(before, after)) == [(VISITS, 100, 2, ["one"])]


def test_rivals_that_an_erratum_makes_agree_are_none() -> None:
    first, one, _, _ = amended()
    other = corrected("first", "revision", "2023-02-01", id="other", set={"value": 3})
    slip = corrected("other", "erratum", "2023-03-01", set={"set": {"value": 2}})
    timeline = bt.Timeline([first, one, other, slip])
    assert timeline.explain(VISITS, as_of="2023-06-01").value == 2


def test_rivals_that_an_erratum_makes_are_refused_with_both_names() -> None:
    first, one, _, _ = amended()
    other = corrected("first", "revision", "2023-02-01", id="other", set={"value": 2})
    slip = corrected("other", "erratum", "2023-03-01", set={"set": {"value": 3}})
    with pytest.raises(bt.DatasetError) as caught:
        bt.Timeline([first, one, other, slip])
    assert "r:" in str(caught.value)
    assert "other" in str(caught.value)


def sourced(published: str) -> dict[str, Any]:
    return {"sources": [{"publisher": "A newspaper", "published": published}]}


#: The first two of these do not fit together: a source may not be older than `known`.
OLD_SOURCE = corrected("first", "revision", "2023-02-01", id="old", set=sourced("2023-01-10"))
KNOWN_LATER = corrected(
    "first", "revision", "2023-03-01", id="later", set={"known": "2023-02-20"}, sources=LATE
)
NEW_SOURCE = corrected("first", "revision", "2023-02-15", id="new", set=sourced("2030"))
TOLD = reported("visits", "2022", 100, id="first", known="2023-01-01", sources=LATE)


@pytest.mark.parametrize(
    "wrong",
    [
        [corrected("r", "revision", "2023-03-01", set={"set": {"value": "many"}})],
        [corrected("r", "revision", "2023-03-01", set={"set": {"valu": 3}})],
        [OLD_SOURCE, NEW_SOURCE, KNOWN_LATER, corrected("new", "retraction", "2023-04-01")],
    ],
    ids=["no value of the field", "no field", "no more once another is retracted"],
)
def test_corrections_that_come_not_to_fit_are_refused_before_anybody_asks(
    wrong: list[Event],
) -> None:
    revision = corrected("first", "revision", "2023-02-01", id="r", set={"value": 2})
    with pytest.raises(bt.DatasetError):
        bt.Timeline([TOLD, revision, *wrong])


def test_corrections_that_never_stand_together_need_not_fit_together() -> None:
    gone = corrected("old", "retraction", "2023-02-10")
    timeline = bt.Timeline([TOLD, OLD_SOURCE, KNOWN_LATER, gone])
    assert str(timeline.explain(VISITS, as_of="2023-06-01").event.known) == "2023-02-20"
