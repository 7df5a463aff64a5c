"""News: what became known, and when."""

from typing import Any

import pytest

from border_timeline import DateError, Event, LedgerError, Timeline, load
from border_timeline.events import Correction
from builders import corrected, policy_started, source

EVE, DAY, NEXT = "2024-07-06", "2024-07-07", "2024-07-08"
LATE = [source("2030-01-01")]
ALWAYS = ("1900-01-01", "2100-01-01")


def started(name: str, on: str = DAY, **more: Any) -> Event:
    return policy_started(name, on, id=name, sources=LATE, **more)


def news(events: list[Event], first: str, last: str, **axes: str) -> list[str]:
    return [event.id for event in Timeline(events).news(first, last, **axes)]


LOG = [
    started("old", "2020-01-01", known=DAY),
    started("plan", "2026-01-01", known=EVE),
    started("now", DAY),
    started("month", "2024-07"),
    started("secret", EVE, known="2024-09-01"),
]


def test_news_are_what_became_known_in_the_days_about_any_day() -> None:
    assert news(LOG, EVE, EVE) == ["plan"]
    assert news(LOG, DAY, DAY) == ["old", "now"]
    assert news(LOG, EVE, DAY) == ["plan", "old", "now"]
    assert news(LOG, NEXT, "2024-07-30") == []
    assert news(LOG, "2024-07-31", "2024-07-31") == ["month"]
    assert news(LOG, *ALWAYS) == ["plan", "old", "now", "month", "secret"]


def test_on_one_day_news_are_in_replay_order() -> None:
    log = [started("a", DAY, after=["b"]), started("b", DAY), started("c", EVE, known=DAY)]
    assert news(log, DAY, DAY) == ["c", "b", "a"]


def test_a_correction_is_news_of_its_own_day() -> None:
    log = [started("a"), corrected("a", "revision", NEXT, id="r", set={"name": "A"})]
    assert news(log, *ALWAYS) == ["a", "r"]
    assert news(log, NEXT, NEXT) == ["r"]


def test_an_event_is_told_as_it_was_when_it_became_known() -> None:
    log = [
        started("a"),
        corrected("a", "revision", "2024-09-01", set={"name": "revised"}),
        corrected("a", "erratum", "2024-10-01", set={"title": "put right"}),
    ]
    (event, *_) = Timeline(log).news(DAY, DAY)
    assert isinstance(event, type(log[0]))
    assert (getattr(event, "name", None), event.title) == (None, "put right")


def test_what_was_retracted_before_it_was_known_is_no_news_and_what_was_later_is() -> None:
    late = started("late", known="2024-09-01")
    log = [
        started("a"),
        late,
        *(corrected(n, "retraction", NEXT, id=f"r-{n}") for n in ("a", "late")),
    ]
    assert news(log, *ALWAYS) == ["a", "r-a", "r-late"]


def test_what_becomes_known_again_is_news_once() -> None:
    log = [
        started("a"),
        corrected("a", "retraction", "2024-08-01", id="r"),
        corrected("r", "retraction", "2024-09-01", id="s"),
    ]
    assert news(log, *ALWAYS) == ["a", "r", "s"]


def test_news_by_an_earlier_knowledge_end_there() -> None:
    assert news(LOG, *ALWAYS, known_at=DAY) == ["plan", "old", "now"]
    assert news(LOG, DAY, NEXT, known_at=EVE) == []


def test_news_by_an_earlier_record_are_of_what_it_held() -> None:
    line = Timeline(LOG, recorded={"now": DAY, "secret": DAY, "plan": NEXT})
    assert [e.id for e in line.news(*ALWAYS, recorded_at=DAY)] == ["now", "secret"]
    assert [e.id for e in line.news(*ALWAYS, recorded_at=NEXT)] == ["plan", "now", "secret"]
    with pytest.raises(LedgerError):
        Timeline(LOG).news(*ALWAYS, recorded_at=DAY)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(DateError, match="2024-07-08 to 2024-07-07; give the earlier day first"):
        Timeline(LOG).news(NEXT, DAY)


def test_the_news_are_the_callers_own() -> None:
    line = Timeline(LOG)
    line.news(*ALWAYS).clear()
    assert len(line.news(*ALWAYS)) == len(LOG)


def test_all_of_the_record_is_news_once_in_order_of_knowledge() -> None:
    record = load()
    found = record.news("1700-01-01", "2100-01-01")
    days = [event.known.last for event in found if not isinstance(event, Correction)]
    assert days == sorted(days)
    assert sorted(event.id for event in found) == sorted(event.id for event in record.events)
