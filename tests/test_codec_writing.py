"""Event files as people write them."""

from typing import Any

import pytest

import border_timeline as bt
from border_timeline import Codec, Event, FieldError
from border_timeline.codec.template import SCHEMA_LINE
from border_timeline.codec.writing import BLANK, draft_yaml, to_yaml
from border_timeline.codec.yaml import read_yaml
from border_timeline.events import FundingPledged, IncidentOccurred, OperationLaunched
from builders import corrected, make, pledged, policy_started, reported, source

CODEC = Codec()
WORDS = "word " * 30


def lines(event: Event) -> list[str]:
    """Return the lines of the file of an event, without the first, which is the same in all."""
    first, *more = to_yaml(event, CODEC).splitlines()
    assert first == SCHEMA_LINE
    return more


def written(value: Any) -> list[str]:
    """Return the lines in which a correction sets the notes of its target to a value."""
    found = lines(corrected("p", "erratum", "2024-07-07", set={"notes": value}))
    return found[found.index("set:") + 1 : found.index("sources:")]


def test_an_event_is_written_with_its_own_fields_behind_its_title() -> None:
    event = pledged(
        "border-security-command",
        "2024-11-04",
        "GBP 75000000",
        id="funds",
        known="2024-11-03",
        title="A further £75m",
        payer="home-office",
        about=["small-boats"],
        sources=[
            source("2024-11-04", url="https://example.org/a#b", supports=["amount", "nature"])
        ],
        notes="One paper: the whole £150m.",
    )
    assert (
        to_yaml(event, CODEC)
        == f"""\
{SCHEMA_LINE}
id: funds
type: funding-pledged
effective: 2024-11-04
known: 2024-11-03
title: A further £75m
recipient: border-security-command
amount: GBP 75,000,000
nature: new
payer: home-office
about: [small-boats]
sources:
  - publisher: Daily Paper
    published: 2024-11-04
    url: https://example.org/a#b
    supports: [amount, nature]
notes: "One paper: the whole £150m."
"""
    )


def test_a_correction_is_written_with_what_it_sets() -> None:
    changes = {"value": 1843, "title": "1,843 people"}
    event = corrected("arrivals", "revision", "2022-02-24", id="c", title="T", set=changes)
    assert lines(event)[3:10] == [
        "title: T",
        "corrects: arrivals",
        "kind: revision",
        "reason: It was otherwise",
        "set:",
        "  title: 1,843 people",
        "  value: 1843",
    ]


def test_what_is_at_its_default_is_left_out() -> None:
    assert lines(reported("m", "2024-06", 5417, id="a")) == [
        "id: a",
        "type: figure-reported",
        "effective: 2024-06-30",
        "title: figure-reported m 2024-06 2024-06-30",
        "measure: m",
        "value: 5417",
        "unit: people",
        "period: 2024-06",
        "sources:",
        "  - publisher: Daily Paper",
        "    published: 2024-06-30",
    ]


def test_long_text_is_folded_below_its_field() -> None:
    event = policy_started("p", "2024-07-07", notes=WORDS)
    folded = lines(event)[-3:]
    assert folded[0] == "notes: >-"
    assert [line[:6] for line in folded[1:]] == ["  word", "  word"]
    assert 90 < max(map(len, folded)) <= 98


def test_text_in_a_source_is_folded_to_the_same_width() -> None:
    event = policy_started("p", "2024-07-07", sources=[source("2024-07-07", locator=WORDS)])
    folded = lines(event)[-3:]
    assert folded[0] == "    locator: >-"
    assert 90 < max(map(len, folded)) <= 98


def test_text_with_wide_gaps_is_not_folded() -> None:
    event = policy_started("p", "2024-07-07", notes="wide   gap " * 15)
    assert lines(event)[-1] == f"notes: {('wide   gap ' * 15).strip()}"


def test_a_word_that_is_too_long_stays_whole() -> None:
    url = f"https://example.org/{'a' * 120}"
    event = policy_started("p", "2024-07-07", sources=[source("2024-07-07", url=url)])
    assert lines(event)[-1] == f"    url: {url}"


def test_paragraphs_are_written_line_by_line() -> None:
    event = policy_started("p", "2024-07-07", notes="One: two.\n\nThree # four.")
    assert lines(event)[-4:] == ["notes: |-", "  One: two.", "", "  Three # four."]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["section 1", "£5m"], ["  notes: [section 1, £5m]"]),
        (["section 1, partly", "2"], ["  notes:", "    - section 1, partly", "    - 2"]),
        (["a: b"], ["  notes:", '    - "a: b"']),
        (["a" * 60, "b" * 60], ["  notes:", f"    - {'a' * 60}", f"    - {'b' * 60}"]),
        ([], ["  notes: []"]),
        ([["a", "b"], ["c"]], ["  notes:", "    - [a, b]", "    - [c]"]),
        ([{"k": "v", "l": ["a"]}], ["  notes:", "    - k: v", "      l: [a]"]),
        ([[["x, y"]]], ["  notes:", "    - - - x, y"]),
        ([{}], ["  notes:", "    - {}"]),
        ({}, ["  notes:", "    {}"]),
    ],
)
def test_short_plain_lists_stand_on_one_line_and_others_below(
    items: Any, expected: list[str]
) -> None:
    assert written(items) == expected


@pytest.mark.parametrize(
    "text",
    ["no", "12:30", "010", "~", "-5", "a:b", "http://x.org/#y", "it's", 'say "no"', "a#b", "?a",
     "=", "50% off", "a, b", "a [b]"],
)  # fmt: skip
def test_text_that_is_safe_has_no_quotes(text: str) -> None:
    assert written(text) == [f"  notes: {text}"]


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "a: b", "a:", "a #b", "- a", "-", "? a", "#a", "'a'", '"a"', "[a]", "{a", "*a",
     "&a", "!a", "|", ">", "%a", "@a", "`a", ",a", "a\tb", "a\nb ", "a\u2028b", "a\xa0b", "\\ a: b",
     "\ufeffa", "\U000e0001: a"],
)  # fmt: skip
def test_text_that_would_mean_something_else_is_quoted(text: str) -> None:
    (line,) = written(text)
    assert line.startswith('  notes: "')
    assert line.isprintable()
    assert read_yaml(line).tree == {"notes": text}


def test_an_event_of_the_record_is_read_back_from_its_file() -> None:
    for event in bt.load().events:
        assert CODEC.from_mapping(tree(to_yaml(event, CODEC))) == event


def tree(text: str) -> dict[str, Any]:
    document = read_yaml(text)
    assert document.problems == []
    assert isinstance(document.tree, dict)
    return document.tree


@bt.event(kw_only=True)
class FerryDeparted(Event):
    """A ferry leaves."""

    ferry: bt.Slug | None = "pride-of-kent"
    fare: bt.Amount | None = None


@bt.event(kw_only=True)
class FerryArrived(Event):
    """A ferry comes in; the second shape of the type."""

    version = 2
    upcasters = {1: dict}  # noqa: RUF012 - as the class variable of Event

    ferry: bt.Slug


def test_an_event_of_a_users_type_is_written_with_its_version() -> None:
    codec = Codec([FerryDeparted, FerryArrived])
    event = make(FerryArrived, "f", "2024-07-07", id="f", ferry="f")
    assert to_yaml(event, codec).splitlines()[1:4] == ["id: f", "type: ferry-arrived", "version: 2"]
    assert draft_yaml(FerryArrived, {"id": "f"}).splitlines()[3] == "version: 2"
    paid = make(FerryDeparted, "f", "2024-07-07", fare="GBP 1000.50")
    assert "fare: GBP 1,000.5" in to_yaml(paid, codec)


def test_an_event_that_no_file_can_say_is_refused() -> None:
    event = make(FerryDeparted, "f", "2024-07-07", id="f", ferry=None)
    message = "f is not read back as it was written; look at the converters of FerryDeparted"
    for codec in (Codec([FerryDeparted]), Codec()):
        with pytest.raises(FieldError, match=message):
            to_yaml(event, codec)
    with pytest.raises(FieldError, match="is not read back"):
        to_yaml(corrected("p", "erratum", "2024-07-07", set={"<<": "x"}), CODEC)


# Drafts


def test_what_a_draft_lacks_is_a_commented_line_in_its_place() -> None:
    draft = {
        "sources": [{"publisher": "BBC News", "published": BLANK, "url": "https://bbc.co.uk/x"}],
        "effective": "2024-07-07",
        "id": "funds",
    }
    assert (
        draft_yaml(FundingPledged, draft)
        == f"""\
{SCHEMA_LINE}
id: funds
type: funding-pledged
effective: 2024-07-07
# title:
# recipient:
# amount:
# nature:
sources:
  - publisher: BBC News
    # published:
    url: https://bbc.co.uk/x
"""
    )


def test_reading_a_draft_tells_exactly_what_it_lacks() -> None:
    draft = draft_yaml(OperationLaunched, {"id": "o", "title": "T", "sources": []})
    with pytest.raises(bt.DatasetError) as caught:
        CODEC.from_mapping(tree(draft))
    found = {(problem.field, problem.message) for problem in caught.value.problems}
    assert found == {("effective", "is missing"), ("operation", "is missing")}


def test_a_draft_that_lacks_nothing_is_an_event() -> None:
    event = make(IncidentOccurred, "i", "2024-07-07", id="i", deaths=3)
    assert draft_yaml(IncidentOccurred, CODEC.to_mapping(event)) == to_yaml(event, CODEC)
