"""What the strategies for values, events and logs give: all of what they say, and nothing else."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import pytest
from attrs import frozen
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from border_timeline import (
    Amount,
    Codec,
    Count,
    EdtfDate,
    Event,
    Money,
    Number,
    Slug,
    Source,
    Text,
    Timeline,
    Url,
    event,
    typed,
)
from border_timeline.events import (
    VOCABULARY,
    Changes,
    Correction,
    CorrectionKind,
    FundingPledged,
    PolicyEnded,
    PolicyOutcome,
    PolicyStarted,
    PostFilled,
)
from border_timeline.testing import (
    any_event,
    counts,
    dates,
    days,
    events,
    ledgers,
    logs,
    moments,
    moneys,
    numbers,
    permutations,
    slugs,
    sources,
    texts,
    urls,
    values,
)
from border_timeline.testing.logs import FACTS, additions
from border_timeline.testing.values import DAY, changes
from builders import corrected, policy_started, reported, source, staff_pledged

T = TypeVar("T")

#: Repeatable, and without the phase in which Hypothesis makes examples larger to explain them.
SEARCH = settings(
    database=None, derandomize=True, max_examples=3000, phases=[Phase.generate, Phase.shrink]
)
FIRST_FOUND = settings(SEARCH, phases=[Phase.generate])


class Tide(StrEnum):
    HIGH = "high"
    LOW = "low"


@frozen(kw_only=True, field_transformer=typed)
class Load:
    cars: Count
    goods: tuple[Text, ...] = ()


@event(kw_only=True)
class FerryDeparted(Event):
    """A user's own type, with a field of every kind."""

    ferry: Slug
    captain: Text
    passengers: Count
    draught: Number
    fare: Amount
    balance: Money
    built: EdtfDate
    tide: Tide
    load: Load
    log: Url | None = None
    repaired: EdtfDate | None = None
    spare: Load | None = None
    next_tide: Tide | None = None
    stops: tuple[Slug, ...] = ()
    loads: tuple[Load, ...] = ()


@frozen
class Buoy:
    """What no field of an event holds, and no strategy is made for."""

    light: int


def can_be(strategy: SearchStrategy[T], condition: Callable[[T], bool]) -> bool:
    """Whether some example fulfils a condition; raises where there is none."""
    return condition(find(strategy, condition, settings=FIRST_FOUND))


def minimal(strategy: SearchStrategy[T], condition: Callable[[T], bool]) -> T:
    """Return what a failing test shows whose condition was to be false."""
    return find(strategy, condition, settings=SEARCH)


def of_kind(kind: CorrectionKind) -> Callable[[list[Event]], bool]:
    return lambda log: any(isinstance(e, Correction) and e.kind is kind for e in log)


@given(slugs())
def test_a_slug_is_a_slug(slug: str) -> None:
    assert policy_started(slug, "2024-07-07", id=slug).policy == slug


@given(texts())
def test_a_text_has_something_to_see(text: str) -> None:
    assert policy_started("p", "2024-07-07", title=text).title == text.strip() != ""


@given(urls())
def test_a_url_is_a_whole_address(url: str) -> None:
    assert source(url=url).url == url


@given(counts())
def test_a_count_is_a_whole_number_of_zero_or_more(count: int) -> None:
    assert staff_pledged("b", "2024-07-07", headcount=count).headcount == count >= 0


@given(numbers())
def test_a_number_is_exact(number: int | Decimal) -> None:
    assert reported("m", "2024", number).value == number


@pytest.mark.parametrize("kind", [int, Decimal])
def test_numbers_are_whole_or_not_and_below_zero_too(kind: type) -> None:
    assert can_be(numbers(), lambda number: isinstance(number, kind) and number < 0)


@given(moneys(positive=True))
def test_positive_money_is_more_than_zero(money: Money) -> None:
    assert money.amount > 0
    assert Money(money.amount, money.currency) == money


def test_money_may_be_less_than_zero_and_of_any_currency() -> None:
    assert can_be(moneys(), lambda money: money.amount < 0)
    assert can_be(moneys(), lambda money: money.currency != "GBP")
    assert str(minimal(moneys(positive=True), bool)) == "GBP 1"


@given(dates())
def test_a_date_is_read_back_as_it_is_written(when: EdtfDate) -> None:
    assert EdtfDate(str(when)) == when
    assert when.first <= when.last


@pytest.mark.parametrize(
    "form",
    [
        r"\d{4}",
        r"\d{4}-\d\d",
        r"\d{4}-\d\d-\d\d",
        r"\d{4}\?",
        r"\d{4}-\d\d~",
        r"\d{4}-\d\d-\d\d\?",
        r"\d{4}/\d{4}-\d\d",
        r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
        r"\d{4}-\d\d~/\d{4}-\d\d-\d\d\?",
    ],
)
def test_dates_take_every_form(form: str) -> None:
    assert can_be(dates(), lambda when: re.fullmatch(form, str(when)) is not None)


def test_days_and_dates_shrink_to_one_day_of_2024() -> None:
    assert minimal(days(), bool) == DAY == date(2024, 7, 7)
    assert str(minimal(dates(), bool)) == "2024-07-07"
    assert minimal(days(), lambda day: day > DAY) == DAY + timedelta(1)


@given(st.data(), days(), days())
def test_days_are_within_their_ends(data: st.DataObject, one: date, other: date) -> None:
    first, last = sorted([one, other])
    assert first <= data.draw(days(first, last)) <= last
    assert data.draw(days(one, one)) == one


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2020, 1, 3)])
def test_days_reach_both_their_ends(day: date) -> None:
    assert can_be(days(date(2020, 1, 1), date(2020, 1, 3)), lambda found: found == day)


@given(st.data(), dates())
def test_a_source_fits_an_event_that_was_known_then(data: st.DataObject, known: EdtfDate) -> None:
    cited = data.draw(sources(known, sorted(PolicyStarted.field_names)))
    assert policy_started("p", "2024", known=known, sources=[cited]).sources == (cited,)


@pytest.mark.parametrize("name", ["url", "archived", "accessed", "locator", "supports"])
def test_a_source_says_more_than_it_has_to(name: str) -> None:
    assert can_be(sources(), lambda cited: bool(getattr(cited, name)))


@given(changes())
def test_changes_are_what_a_correction_may_set(changed: Changes) -> None:
    made = corrected("e", "erratum", "2024-07-07", set=changed)
    assert dict(made.set) == dict(changed) != {}


CODEC = Codec((*VOCABULARY, FerryDeparted))


@pytest.mark.parametrize("cls", [*VOCABULARY, FerryDeparted], ids=lambda cls: cls.type)
@settings(max_examples=5)
@given(st.data())
def test_events_of_every_type_are_valid(cls: type[Event], data: st.DataObject) -> None:
    made = data.draw(events(cls))
    assert type(made) is cls
    assert CODEC.from_line(CODEC.to_line(made)) == made


@pytest.mark.parametrize("name", ["log", "repaired", "spare", "next_tide"])
def test_an_optional_field_is_there_or_not(name: str) -> None:
    assert can_be(events(FerryDeparted), lambda made: getattr(made, name) is None)
    assert can_be(events(FerryDeparted), lambda made: getattr(made, name) is not None)


@pytest.mark.parametrize("name", ["stops", "loads", "about", "after", "sources"])
def test_a_field_of_many_has_several(name: str) -> None:
    assert can_be(events(FerryDeparted), lambda made: len(getattr(made, name)) > 1)


def test_an_event_may_be_known_on_another_day() -> None:
    assert can_be(events(PolicyEnded), lambda made: made.known_by_default)
    assert can_be(events(PolicyEnded), lambda made: made.known.last < made.effective.first)
    assert can_be(events(PolicyEnded), lambda made: made.known.first > made.effective.last)


@given(
    events(
        FerryDeparted,
        ferry=st.just("ark"),
        effective=st.just("2024-07-07"),
        tide=st.just(Tide.LOW),
        after=st.just(["other"]),
    )
)
def test_a_strategy_given_for_a_field_replaces_its_own(made: FerryDeparted) -> None:
    assert (made.ferry, made.tide, made.after) == ("ark", Tide.LOW, ("other",))
    assert made.effective == EdtfDate("2024-07-07")


@given(any_event())
def test_any_event_is_of_the_vocabulary(made: Event) -> None:
    assert type(made) in VOCABULARY


@given(values(Buoy | None))
def test_what_no_event_holds_is_made_from_its_type(found: Buoy | None) -> None:
    assert found is None or isinstance(found.light, int)


@given(values(tuple[Load, ...]))
def test_a_class_within_an_event_is_made_of_its_fields(loads: tuple[Load, ...]) -> None:
    assert all(isinstance(load, Load) and load.cars >= 0 for load in loads)


@given(logs(corrections=3))
def test_a_timeline_takes_every_log(log: list[Event]) -> None:
    timeline = Timeline(log)
    assert len(timeline) == len(log) == len({made.id for made in log})
    timeline.check()


@given(st.data(), st.integers(0, 4), st.integers(0, 4), st.integers(0, 2))
def test_a_log_is_as_long_as_was_asked_for(
    data: st.DataObject, least: int, more: int, most: int
) -> None:
    strategy = logs([PolicyEnded], min_size=least, max_size=least + more, corrections=most)
    log = data.draw(strategy)
    made = [found for found in log if isinstance(found, Correction)]
    assert {type(found) for found in log} <= {PolicyEnded, Correction}
    assert least <= len(log) - len(made) <= least + more
    assert sum("after" not in found.set for found in made) <= most
    assert made == [] or most > 0


@given(logs([FerryDeparted, PostFilled], ferry=st.just("ark"), effective=st.just("2024-07-07")))
def test_a_log_may_be_of_a_users_own_types_and_values(log: list[Event]) -> None:
    assert {type(found) for found in log} <= {FerryDeparted, PostFilled}
    assert all(found.effective == EdtfDate("2024-07-07") for found in log)
    assert all(found.ferry == "ark" for found in log if isinstance(found, FerryDeparted))
    Timeline(log)


@pytest.mark.parametrize("kind", CorrectionKind)
def test_corrections_of_every_kind_come_up_in_a_log(kind: CorrectionKind) -> None:
    assert can_be(logs(corrections=2), of_kind(kind))


def has_correction_of_correction(log: list[Event]) -> bool:
    return any(isinstance(e, Correction) and "correction" in e.corrects for e in log)


def has_event_after_another_of_its_day(log: list[Event]) -> bool:
    days = {made.id: made.effective.last for made in log}
    return any(days[name] == made.effective.last for made in log for name in made.after)


def has_two_of_one_policy_and_day(log: list[Event]) -> bool:
    found = [(e.policy, e.effective.last) for e in log if isinstance(e, PolicyStarted)]
    return len(found) > len(set(found))


def has_link_that_was_recorded_later(log: list[Event]) -> bool:
    return any(isinstance(made, Correction) and "after" in made.set for made in log)


@pytest.mark.parametrize(
    "condition",
    [
        has_correction_of_correction,
        has_event_after_another_of_its_day,
        has_two_of_one_policy_and_day,
        has_link_that_was_recorded_later,
    ],
)
def test_the_events_of_a_log_meet(condition: Callable[[list[Event]], bool]) -> None:
    assert can_be(logs([PolicyStarted, PolicyEnded], corrections=2), condition)


@given(st.data(), logs(max_size=5, corrections=2))
def test_a_timeline_takes_every_ledger(data: st.DataObject, log: list[Event]) -> None:
    recorded = data.draw(ledgers(log))
    assert recorded.keys() == {made.id for made in log}
    assert list(recorded.values()) == sorted(recorded.values())
    names = list(recorded)
    timeline = Timeline(log, recorded=recorded)
    for day in recorded.values():
        timeline.as_of(day, recorded_at=day)
    for made in log:
        before = {*made.after, *([made.corrects] if isinstance(made, Correction) else [])}
        assert before <= set(names[: names.index(made.id)])


@given(st.data(), logs(max_size=5, corrections=2))
def test_a_moment_is_near_what_happens_or_becomes_known(
    data: st.DataObject, log: list[Event]
) -> None:
    as_of, known_at = data.draw(moments(log))
    if not any(isinstance(made, Correction) for made in log):
        ends = [
            end for e in log for when in (e.effective, e.known) for end in (when.first, when.last)
        ]
        near = {end + step for end in ends or [DAY.toordinal()] for step in (-1, 0, 1)}
        assert as_of.toordinal() in near
        assert known_at is None or known_at.toordinal() in near
    Timeline(log).as_of(as_of, known_at=known_at)


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_moments_are_the_days_around_each_day(step: int) -> None:
    log = [policy_started("p", "2024-01", known="2024-03-05")]
    day, known = date(2024, 1, 31) + timedelta(step), date(2024, 3, 5) + timedelta(step)
    assert can_be(moments(log), lambda moment: moment == (day, known))
    assert can_be(moments(log), lambda moment: moment == (date(2024, 1, 1) + timedelta(step), None))


@given(st.data(), logs(max_size=4, corrections=2), days(DAY, DAY + timedelta(9)))
def test_an_addition_becomes_known_later_and_fits(
    data: st.DataObject, log: list[Event], known: date
) -> None:
    more = data.draw(additions(log, known))
    assert more.known.first > known.toordinal()
    assert len(Timeline([*log, more])) == len(log) + 1


@given(st.data(), logs())
def test_a_permutation_has_the_same_events(data: st.DataObject, log: list[Event]) -> None:
    found = data.draw(permutations(log))
    assert sorted(found, key=lambda made: made.id) == sorted(log, key=lambda made: made.id)


def has(*types: type[Event]) -> Callable[[list[Event]], bool]:
    """Return whether a log has an event of each type, as often as it is named."""

    def condition(log: list[Event]) -> bool:
        found = [type(made) for made in log]
        return all(found.count(cls) >= types.count(cls) for cls in types)

    return condition


@pytest.mark.parametrize(
    ("condition", "most"),
    [
        (has(PolicyEnded), 2),
        (has(FundingPledged, FundingPledged), 3),
        (has(PolicyStarted, PostFilled), 3),
        (has_event_after_another_of_its_day, 3),
        (of_kind(CorrectionKind.RETRACTION), 3),
        (has_correction_of_correction, 3),
    ],
)
def test_a_log_shrinks_to_what_a_person_can_read(
    condition: Callable[[list[Event]], bool], most: int
) -> None:
    types = (PolicyStarted, PolicyEnded, PostFilled, FundingPledged)
    log = minimal(logs(types, max_size=6, corrections=2), condition)
    assert len(log) <= most
    for made in log:
        assert abs(DAY - made.effective.latest) <= timedelta(3)
        assert made.title in {"one", "It is corrected"}
        assert not made.about
        assert made.notes is None


@given(st.from_type(PolicyEnded), st.from_type(EdtfDate), st.from_type(Money), st.from_type(Source))
def test_hypothesis_makes_the_types_from_annotations(
    ended: PolicyEnded, when: EdtfDate, money: Money, cited: Source
) -> None:
    assert isinstance(ended.outcome, PolicyOutcome)
    assert when.first <= when.last
    assert money.amount.is_finite()
    assert cited.publisher


@pytest.mark.parametrize("cls", VOCABULARY, ids=lambda cls: cls.type)
def test_every_type_of_the_vocabulary_is_registered(cls: type[Event]) -> None:
    assert can_be(st.from_type(cls), lambda made: type(made) is cls)


@given(st.from_type(Event))
def test_an_event_of_any_type_is_made_for_the_envelope(made: Event) -> None:
    assert type(made) in VOCABULARY


def told(ended: PolicyEnded, on: EdtfDate, changed: Changes) -> tuple[Any, ...]:
    return ended, on, changed


@given(st.builds(told))
def test_a_function_is_called_with_what_its_annotations_say(found: tuple[Any, ...]) -> None:
    assert [type(part) for part in found] == [PolicyEnded, EdtfDate, Changes]


def test_a_log_is_of_every_type_but_the_correction() -> None:
    assert set(FACTS) == set(VOCABULARY) - {Correction}
