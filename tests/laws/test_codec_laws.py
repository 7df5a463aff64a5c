"""Laws of the codec: what is written is read back, byte for byte."""

import calendar
import pickle
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import orjson
import pendulum
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from border_timeline import Codec, EdtfDate, Event, Money, edtf, money
from border_timeline.codec.dataset import from_packed, to_packed
from border_timeline.codec.yaml import read_yaml
from border_timeline.dates import day_of, iso, span_text
from border_timeline.events import VOCABULARY, Correction
from border_timeline.fields import Number, kind
from border_timeline.stores.files import read_directory
from border_timeline.stores.ledger import record
from border_timeline.testing import (
    any_event,
    dates,
    days,
    logs,
    moneys,
    numbers,
    sources,
    texts,
)
from border_timeline.testing import events as events_of

CODEC = Codec()
FIRST, LAST = datetime(2018, 1, 1), datetime(2026, 12, 31)  # noqa: DTZ001 - zoned below


@pytest.mark.parametrize("cls", VOCABULARY, ids=lambda cls: cls.type)
@given(data=st.data())
def test_an_event_of_any_type_is_read_back_from_its_mapping_its_line_and_its_pickle(
    cls: type[Event], data: st.DataObject
) -> None:
    event = data.draw(events_of(cls))
    line = CODEC.to_line(event)

    assert CODEC.from_mapping(CODEC.to_mapping(event)) == event
    assert CODEC.from_line(line) == event
    assert CODEC.to_line(CODEC.from_line(line)) == line
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301 - our own bytes


@given(any_event())
def test_a_line_is_the_mapping_as_json_with_its_keys_in_order(event: Event) -> None:
    line = CODEC.to_line(event)

    assert b"\n" not in line
    assert orjson.loads(line) == CODEC.to_mapping(event)
    assert list(orjson.loads(line)) == sorted(CODEC.to_mapping(event))


@given(any_event())
def test_an_event_written_with_every_field_is_the_same_event(event: Event) -> None:
    every = {name: getattr(event, name) for name in event.field_names}

    assert type(event)(**every) == event
    assert CODEC.from_mapping({"type": event.type, **every}) == event


@given(any_event(), st.data())
def test_the_order_of_keys_does_not_matter(event: Event, data: st.DataObject) -> None:
    mapping = CODEC.to_mapping(event)
    names = data.draw(st.permutations(list(mapping)))

    assert CODEC.to_line(CODEC.from_mapping({name: mapping[name] for name in names})) == (
        CODEC.to_line(event)
    )


@given(any_event())
def test_an_event_written_as_yaml_is_read_back_from_its_file(event: Event) -> None:
    alone = attrs.evolve(event, after=())
    mapping = CODEC.to_mapping(alone)

    with TemporaryDirectory() as folder:
        Path(folder, f"{event.id}.yaml").write_text(yaml.safe_dump(mapping), encoding="utf-8")
        document = read_yaml(Path(folder, f"{event.id}.yaml").read_bytes())
        found = [alone] if isinstance(event, Correction) else read_directory(folder, CODEC).events

    assert document.problems == []
    assert isinstance(document.tree, dict)
    assert CODEC.from_mapping(document.tree) == alone
    assert list(found) == [alone]


@given(logs(min_size=1))
def test_a_log_written_as_a_directory_and_as_one_file_is_one_dataset(events: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        for event in events:
            text = yaml.safe_dump(CODEC.to_mapping(event))
            Path(folder, f"{event.id}.yaml").write_text(text, encoding="utf-8")
        record(folder, CODEC)
        dataset = read_directory(folder, CODEC)
        packed = to_packed(dataset.info, Path(folder, "ledger.jsonl").read_bytes())

    assert set(dataset.events) == set(events)
    assert from_packed(packed, "", CODEC) == dataset


@given(sources(), texts())
def test_text_is_read_once(source: object, text: str) -> None:
    read = kind(str).read

    assert read(read(text)) == read(text) == text.strip()
    assert source == pickle.loads(pickle.dumps(source))  # noqa: S301 - our own bytes


@given(dates())
def test_a_date_is_its_text(when: EdtfDate) -> None:
    assert EdtfDate(str(when)) == edtf(str(when)) == when
    assert str(EdtfDate(str(when))) == when.text
    assert pickle.loads(pickle.dumps(when)) == when  # noqa: S301 - our own bytes
    assert pickle.loads(pickle.dumps(when)).last == when.last  # noqa: S301 - our own bytes


def _named(part: str) -> list[date]:
    """Return each day that one part of an EDTF text names, by walking the calendar."""
    wanted = part.rstrip("?~")
    year = int(wanted[:4])
    weeks = [
        week
        for month in range(1, 13)
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    return sorted({day for week in weeks for day in week if day.isoformat().startswith(wanted)})


@given(dates())
def test_a_date_means_exactly_the_days_that_its_text_names(when: EdtfDate) -> None:
    start, _, end = when.text.partition("/")
    first, last = _named(start)[0], _named(end or start)[-1]

    assert (when.earliest, when.latest) == (first, last)
    assert (when.first, when.last) == (first.toordinal(), last.toordinal())
    assert when.is_day == (first == last)


@given(dates())
def test_a_date_ends_no_earlier_than_it_begins(when: EdtfDate) -> None:
    assert when.first <= when.last
    assert when.uncertain == (when.text.count("?") > 0)
    assert when.approximate == (when.text.count("~") > 0)


@given(dates(), st.sampled_from("?~"))
def test_a_qualifier_flags_and_does_not_widen(when: EdtfDate, qualifier: str) -> None:
    plain = edtf(when.text.replace("?", "").replace("~", ""))
    flagged = edtf("/".join(f"{part}{qualifier}" for part in plain.text.split("/")))

    assert (plain.first, plain.last) == (flagged.first, flagged.last) == (when.first, when.last)
    assert (flagged.uncertain, flagged.approximate) == (qualifier == "?", qualifier == "~")


@given(days(), st.integers(0, 800))
def test_a_span_written_as_text_means_the_same_days(first: date, length: int) -> None:
    last = first + timedelta(length)
    when = edtf(span_text(first.toordinal(), last.toordinal()))

    assert (when.earliest, when.latest) == (first, last)


@given(days())
def test_a_day_is_itself_however_it_is_given(day: date) -> None:
    assert iso(day_of(day)) == iso(day_of(day.isoformat())) == day.isoformat()
    assert day_of(edtf(day).earliest) == day.toordinal()


def _in_zone(moment: datetime, minutes: int) -> datetime:
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))


@given(st.builds(_in_zone, st.datetimes(FIRST, LAST), st.integers(-14 * 60, 14 * 60)))
def test_a_time_and_its_text_mean_the_same_day_in_london(moment: datetime) -> None:
    there = pendulum.instance(moment).in_timezone("Europe/London").date()

    assert day_of(moment) == day_of(moment.isoformat()) == there.toordinal()
    assert edtf(moment).earliest == there


@given(moneys())
def test_money_is_its_text(amount: Money) -> None:
    assert money(str(amount)) == money(amount.canonical) == amount
    assert money(amount.canonical).canonical == amount.canonical
    assert "," not in amount.canonical
    assert pickle.loads(pickle.dumps(amount)) == amount  # noqa: S301 - our own bytes


@given(moneys(), st.data())
def test_money_adds_and_subtracts_exactly(amount: Money, data: st.DataObject) -> None:
    other = Money(data.draw(moneys()).amount, amount.currency)

    assert amount + other - other == amount
    assert amount + other == other + amount
    assert (amount < other) == (amount.amount < other.amount)
    assert (amount <= other) == (not amount > other)


@given(numbers())
def test_a_number_is_its_text(number: object) -> None:
    read = kind(Number).read

    assert read(str(number)) == read(number) == number
    assert read(f"{number:,}") == number
    assert str(read(read(number))) == str(read(number))
