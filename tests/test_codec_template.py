"""The template of an event file: what it holds, what it says, and what becomes of it."""

import re
from enum import StrEnum
from typing import Any, ClassVar

import attrs
import pytest
from attrs import field, frozen

import border_timeline as bt
from border_timeline import Codec, DatasetError, Event, Source
from border_timeline.codec.converter import to_canonical
from border_timeline.codec.template import SCHEMA_LINE, event_template
from border_timeline.codec.yaml import Tree, read_yaml
from border_timeline.events import (
    VOCABULARY,
    FigureReported,
    FundingPledged,
    House,
    Nature,
    PolicyEnded,
)
from border_timeline.events.envelope import Upcaster
from border_timeline.fields import kind
from builders import policy_ended, source

ID = "2025-01-01-x"
every_type = pytest.mark.parametrize("cls", VOCABULARY, ids=lambda cls: cls.type)


@frozen(kw_only=True, field_transformer=bt.typed)
class Leg:
    """A part of the way of a ferry. `port` is where it ends."""

    port: bt.Slug
    calls: tuple[bt.Slug, ...] = ()
    late: bool = field(init=False, default=False)


@bt.event(kw_only=True)
class FerrySailed(Event):
    """A ferry sails.

    `legs` are the parts of its way; `speed` and `crew` are what they were.
    """

    version: ClassVar[int] = 2
    upcasters: ClassVar[dict[int, Upcaster]] = {1: dict}
    legs: tuple[Leg, ...]
    crew: tuple[bt.Text, ...] = ()
    speed: bt.Number | None = None
    late: bool = field(init=False, default=False)


def tree_of(template: str) -> dict[str, Tree]:
    document = read_yaml(template)
    assert document.problems == []
    assert isinstance(document.tree, dict)
    return document.tree


def uncommented(template: str) -> str:
    """Return a template in which every field is written, as if by an editor's command."""
    return re.sub(r"(?m)^((?:  )*)# (?=(  |# )*(- )?\w+:( |$))", r"\1", template)


def said(template: str, field: str) -> str:
    """Return what a template says behind a field."""
    (comment,) = re.findall(rf"(?m)^[ #-]*\b{field}:[^#]*# (.*)$", template)
    return str(comment)


def required(cls: type) -> list[str]:
    return [a.name for a in attrs.fields(cls) if a.init and a.default is attrs.NOTHING]


@every_type
def test_a_template_asks_for_what_an_event_must_have_and_for_no_more(cls: type[Event]) -> None:
    tree = tree_of(event_template(cls, ID))
    assert (tree.pop("id"), tree.pop("type")) == (ID, cls.type)
    assert sorted(["id", *tree]) == sorted(required(cls))
    assert tree.pop("sources") == [dict.fromkeys(required(Source), "")]
    assert set(tree.values()) == {""}


@every_type
def test_an_unfilled_template_is_told_field_by_field(cls: type[Event]) -> None:
    tree = tree_of(event_template(cls, ID))
    with pytest.raises(DatasetError) as caught:
        Codec().from_mapping(tree)
    expected = {*required(cls), "sources[0].publisher", "sources[0].published"} - {"id", "sources"}
    assert {problem.field for problem in caught.value.problems} == expected
    for problem in caught.value.problems:
        assert problem.message.startswith(("found ''; write ", "found nothing; write "))


@every_type
def test_every_field_is_there_to_be_uncommented(cls: type[Event]) -> None:
    template = event_template(cls, ID)
    tree = tree_of(uncommented(uncommented(template)))
    assert set(tree) == {*cls.field_names, "type"}
    names = [attribute.name for attribute in attrs.fields(Source)]
    assert tree["sources"] == [dict.fromkeys(names, "")]
    if "assertion" in tree:
        assert isinstance(tree["assertion"], dict)
        assert list(tree["assertion"])[-1] == "tolerance"


@every_type
def test_every_field_says_what_is_written_there(cls: type[Event]) -> None:
    silent = [
        line for line in event_template(cls, ID).splitlines() if re.fullmatch(r"[ #-]*\w+:", line)
    ]
    assert silent == (["# assertion:"] if "assertion" in cls.field_names else [])


def test_a_template_that_is_filled_in_is_the_event_with_its_comments_or_without() -> None:
    template = event_template(PolicyEnded, ID)
    for name, value in {
        "effective": "2025-01-01",
        "title": "The plan ends",
        "policy": "plan",
        "outcome": "scrapped",
        "publisher": "Daily Paper",
        "published": "2025-01-02",
    }.items():
        template, count = re.subn(rf"(?m)^([ -]*{name}:)", rf"\1 {value}", template)
        assert count == 1
    expected = policy_ended(
        "plan", "2025-01-01", id=ID, title="The plan ends", sources=[source("2025-01-02")]
    )
    assert Codec().from_mapping(tree_of(template)) == expected
    assert Codec().from_mapping(tree_of(re.sub(r" *#.*", "", template))) == expected


def test_a_template_reads_from_top_to_bottom() -> None:
    lines = event_template(FundingPledged, ID).splitlines()
    assert lines[:5] == [
        SCHEMA_LINE,
        "# Money is promised to a recipient.",
        "# Fill in the fields; uncomment what else is known; delete what is left.",
        f"id: {ID}",
        "type: funding-pledged",
    ]
    fields = [match[1] for line in lines[3:] if (match := re.match(r"(?:# )?(\w+):", line))]
    own = ["recipient", "amount", "nature", "payer", "period", "stated_total", "includes"]
    before, behind = ["id", "type", "effective", "known", "title"], ["about", "after", "notes"]
    assert fields == [*before, *own, "sources", *behind]


def test_the_words_of_a_choice_are_all_told() -> None:
    template = event_template(FundingPledged, ID)
    assert said(template, "nature") == "new, redirected, restated or unstated"
    assert all(word in said(template, "nature") for word in Nature)


class Only(StrEnum):
    WORD = "word"


@pytest.mark.parametrize(
    ("annotation", "hint"),
    [
        (Only, "word"),
        (Only | None, "word"),
        (House, "commons or lords"),
        (tuple[House, ...], "a list in [ ], each commons or lords"),
        (bt.Url | None, "a web address, https://…"),
        (bt.Count, "a whole number such as 5,417"),
        (int, "a whole number such as 5,417"),
        (bt.Money, "money such as GBP 75,000,000"),
        (str, "text"),
    ],
)
def test_every_kind_of_value_says_how_it_is_written(annotation: Any, hint: str) -> None:
    assert kind(annotation).hint == hint


def test_a_choice_that_has_a_default_stands_there_with_it() -> None:
    lines = event_template(FigureReported, ID).splitlines()
    assert "# qualifier: exact  # exact, at-least, about or at-most" in lines


def test_what_the_docstring_says_of_a_field_stands_behind_it_with_the_kind_of_value() -> None:
    template = event_template(FundingPledged, ID)
    assert said(template, "stated_total") == (
        "the total that the source gives with this pledge: money such as GBP 75,000,000"
    )
    assert said(template, "known").startswith(
        "when it first became public, by default the last day of effective: 2024-07-07"
    )
    assert said(template, "payer") == "a slug such as rwanda-scheme"


def test_what_a_type_says_of_a_field_of_all_events_goes_first() -> None:
    said_of_figures = said(event_template(FigureReported), "effective")
    assert said_of_figures.startswith("when the period had passed or the count was taken: 2024")


def test_without_an_id_the_template_asks_for_one() -> None:
    template = event_template(PolicyEnded)
    assert tree_of(template)["id"] == ""
    assert said(template, "id").startswith("a stable name")


def test_a_type_of_ones_own_has_a_template_too() -> None:
    template = event_template(FerrySailed, ID)
    assert template.splitlines()[1:] == [
        "# A ferry sails.",
        "# Fill in the fields; uncomment what else is known; delete what is left.",
        f"id: {ID}",
        "type: ferry-sailed",
        "version: 2",
        *event_template(PolicyEnded, ID).splitlines()[5:8],
        "legs:  # the parts of its way",
        "  - port:  # where it ends: a slug such as rwanda-scheme",
        "    # calls:  # a list in [ ], each a slug such as rwanda-scheme",
        "# crew:  # a list in [ ], each text",
        "# speed:  # a number such as 5,417 or 12.5",
        *event_template(PolicyEnded, ID).splitlines()[11:],
    ]


def test_a_filled_in_template_of_a_later_version_is_read_as_that_version() -> None:
    leg = Leg(port="calais")
    tree = tree_of(event_template(FerrySailed, ID))
    tree |= {"effective": "2025-01-01", "title": "The ferry sails", "legs": [to_canonical(leg)]}
    tree |= {"sources": [{"publisher": "Port log", "published": "2025-01-01"}]}
    event = Codec([FerrySailed]).from_mapping(tree)
    assert isinstance(event, FerrySailed)
    assert event.legs == (leg,)


def test_a_long_summary_is_broken_into_lines() -> None:
    @bt.event(kw_only=True)
    class Told(Event):
        __doc__ = "A tale of many words " * 12

    said_first = event_template(Told).splitlines()[1:4]
    assert all(line.startswith("# ") and len(line) <= 100 for line in said_first)


@pytest.mark.parametrize("name", ["X", "2025-01-01 x", "../x", "a--b"])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(bt.FieldError, match=re.escape(f"id: found {name!r}; write lower-case")):
        event_template(PolicyEnded, name)
