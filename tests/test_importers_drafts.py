"""Importing facts: from lines of research to drafts of events."""

import re
from pathlib import Path
from typing import Any

import pytest

import border_timeline as bt
from border_timeline import Codec, DatasetError, Event
from border_timeline.codec.yaml import Tree, read_yaml
from border_timeline.events import VOCABULARY, Correction
from border_timeline.importers import KINDS, import_facts
from builders import policy_started
from commands import recorded
from datasets import write_dataset
from facts import SOURCE, fact, write_facts


def draft(folder: Path, **more: Any) -> dict[str, Tree]:
    """Return the draft of a fact as it is read."""
    (made,) = import_facts(write_facts(folder, fact(**more)), folder / "events")
    tree = read_yaml(made.file.read_bytes()).tree
    assert isinstance(tree, dict)
    assert (made.id, made.type) == (tree["id"], tree["type"])
    return tree


def refused(folder: Path, *facts: dict[str, Any] | str) -> list[str]:
    """Return what is wrong with the lines of a file, none of which is then written."""
    file = write_facts(folder, *facts)
    before = sorted(folder.rglob("*"))
    with pytest.raises(DatasetError) as caught:
        import_facts(file, folder / "events")
    assert sorted(folder.rglob("*")) == before
    return [str(problem).removeprefix(f"{file}:") for problem in caught.value.problems]


# Drafts


def test_a_fact_becomes_a_draft_that_a_person_finishes(tmp_path: Path) -> None:
    file = write_facts(tmp_path, fact(known="2024-07-08"))
    (made,) = import_facts(file, tmp_path / "events")
    assert made.file == tmp_path / "events" / "2024" / "2024-07-07-a-claim.yaml"
    assert (
        made.file.read_text("utf-8")
        == """\
# yaml-language-server: $schema=../event.schema.json
id: 2024-07-07-a-claim
type: claim-made
effective: 2024-07-07
known: 2024-07-08
title: Somebody said something
# speaker:
text: Somebody said something. It was new.
sources:
  - publisher: BBC News
    published: 2024-07-08
    url: https://bbc.co.uk/x
notes: "Seen in one paper. Subject: Small boats. Parties: Ann, Bob. Confidence: high."
"""
    )


def test_reading_the_directory_tells_what_a_draft_lacks_and_where(tmp_path: Path) -> None:
    undated = {"publisher": "A page", "date": None}
    draft(tmp_path, kind="funding-pledged", sources=[SOURCE, undated])
    file = tmp_path / "events" / "2024" / "2024-07-07-a-claim.yaml"
    with pytest.raises(DatasetError) as caught:
        bt.load(tmp_path / "events")
    assert [(p.file, p.line, p.field, p.message) for p in caught.value.problems] == [
        (str(file), 2, "recipient", "is missing"),
        (str(file), 2, "amount", "is missing"),
        (str(file), 2, "nature", "is missing"),
        (str(file), 13, "sources[1].published", "is missing"),
    ]


def test_a_draft_whose_type_needs_nothing_more_is_an_event(tmp_path: Path) -> None:
    figures = {"deaths": 3, "aboard": 60, "rescued": "many", "missing": -1}
    draft(tmp_path, kind="incident", figures=figures, places=["Off Calais"])
    (event,) = bt.load(tmp_path / "events").events
    assert isinstance(event, bt.events.IncidentOccurred)
    assert (event.deaths, event.aboard, event.place) == (3, 60, "Off Calais")
    assert (event.rescued, event.missing) == (None, None)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("One.", "One", ""),
        ("One", "One", ""),
        ("One. Two. Three!", "One", "Two. Three!"),
        ("Has it? It has.", "Has it?", "It has."),
        (
            "Case No. 1 in 5 p.m. news. Then \u2018two\u2019. Three.",
            None,
            "Then \u2018two\u2019. Three.",
        ),
        ("Up 3.5%. More.", "Up 3.5%", "More."),
        ("A J. Smith came", "A J. Smith came", ""),
    ],
)
def test_the_first_sentence_is_the_headline_and_the_rest_is_kept(
    tmp_path: Path, text: str, title: str | None, rest: str
) -> None:
    tree = draft(tmp_path, kind="operation", fact=text)
    assert tree["title"] == (title or "Case No. 1 in 5 p.m. news")
    assert str(tree["notes"]).startswith(f"{rest} Seen in".strip())


def test_what_no_field_holds_is_kept_in_the_notes(tmp_path: Path) -> None:
    figures = {"ayes": 366, "share": 0.5, "said": "none", "days": [1, "two"]}
    tree = draft(tmp_path, kind="bill-stage", fact="Passed.", figures=figures, places=["A", "B"])
    assert tree["notes"] == (
        "Seen in one paper. Subject: Small boats. Figures: ayes 366, share 0.5, said none, "
        "days 1, two. Places: A, B. Parties: Ann, Bob. Confidence: high."
    )


def test_a_fact_may_say_little(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("subject", "figures", "parties", "confidence"))
    tree = draft(tmp_path, kind="operation", fact="It began.", notes="", **nothing)
    assert tree["title"] == "It began"
    assert "notes" not in tree


@pytest.mark.parametrize(
    ("kind", "more", "found"),
    [
        ("claim-made", {"parties": ["Ann"]}, {"speaker": "Ann"}),
        ("appointment", {"parties": ["Ann"]}, {"holder": "Ann", "by": None}),
        ("target-set", {"parties": ["Ann"]}, {"by": "Ann", "text": "It was so."}),
        ("target-set", {}, {"by": None}),
        ("policy-announced", {"parties": ["Ann"]}, {"by": None, "text": None}),
        ("site-opened", {"figures": {"capacity": 400}}, {"capacity": "400"}),
        ("site-opened", {"places": ["Kent"]}, {"place": "Kent"}),
        ("site-opened", {"places": ["Kent", "Dover"]}, {"place": None}),
        ("statistic-reported", {"figures": {"arrivals": 299}}, {"value": "299"}),
        ("statistic-reported", {"figures": {"arrivals": 299, "q1": 7}}, {"value": None}),
        ("statistic-reported", {"figures": {"arrivals": "many"}}, {"value": None}),
        ("funding-pledged", {"figures": {"amount_gbp": 54000000}}, {"amount": "GBP 54,000,000"}),
        ("funding-spent", {"figures": {"amount_eur": 5, "years": 3}}, {"amount": "EUR 5"}),
        ("funding-spent", {"figures": {"amount_eur": 5, "amount_gbp": 4}}, {"amount": None}),
        ("funding-spent", {"figures": {"amount_gbp_min": 5}}, {"amount": None}),
        ("funding-spent", {"figures": {"amount_xyz": 5}}, {"amount": None}),
        ("funding-spent", {"figures": {"amount_gbp": 0}}, {"amount": None}),
        ("funding-spent", {"figures": {"amount_gbp": "5m"}}, {"amount": None}),
    ],
)
def test_a_field_is_filled_where_the_fact_leaves_no_doubt(
    tmp_path: Path, kind: str, more: dict[str, Any], found: dict[str, str | None]
) -> None:
    tree = draft(tmp_path, kind=kind, fact="It was so.", **more)
    assert {name: tree.get(name) for name in found} == found


@pytest.mark.parametrize(
    ("date", "known", "year", "written"),
    [
        ("2024", "2025-01-20", "2024", "2025-01-20"),
        ("2024-07", "2024-07-31", "2024", None),
        ("2023-12-30/2024-01-02", None, "2024", None),
        ("2024-07-07", "2024-07", "2024", "2024-07"),
    ],
)
def test_dates_are_those_of_the_fact(
    tmp_path: Path, date: str, known: str | None, year: str, written: str | None
) -> None:
    tree = draft(tmp_path, date=date, known=known)
    assert (tree["effective"], tree.get("known")) == (date, written)
    assert (tmp_path / "events" / year / "2024-07-07-a-claim.yaml").is_file()


def test_the_title_of_a_source_stands_behind_its_publisher(tmp_path: Path) -> None:
    tree = draft(tmp_path, sources=[{**SOURCE, "title": "Statistics: tables"}])
    assert tree["sources"] == [
        {
            "publisher": "BBC News, Statistics: tables",
            "published": "2024-07-08",
            "url": "https://bbc.co.uk/x",
        }
    ]


def test_an_address_that_is_none_is_told_by_reading_the_draft(tmp_path: Path) -> None:
    draft(tmp_path, kind="incident", sources=[{**SOURCE, "url": "bbc.co.uk"}])
    with pytest.raises(
        DatasetError, match=r"sources\[0\]\.url: found 'bbc\.co\.uk'; write a whole"
    ):
        bt.load(tmp_path / "events")


def test_drafts_stand_beside_drafts_that_are_not_finished(tmp_path: Path) -> None:
    draft(tmp_path)
    draft(tmp_path, id="2024-07-08-another")
    assert len([*(tmp_path / "events").rglob("*.yaml")]) == 2


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    file = write_facts(tmp_path, "", fact(), "  ", fact(id="b"))
    assert [made.id for made in import_facts(file, tmp_path / "e")] == ["2024-07-07-a-claim", "b"]


# Kinds


def test_every_type_but_the_correction_is_a_kind_by_its_own_name() -> None:
    assert {cls.type for cls in VOCABULARY} - KINDS.keys() == {Correction.type}
    assert all(KINDS[cls.type] is cls for cls in VOCABULARY if cls is not Correction)


def test_the_documentation_has_the_type_of_each_kind() -> None:
    page = (Path(__file__).parents[1] / "docs" / "import.md").read_text("utf-8")
    table = dict(re.findall(r"^\| `([a-z-]+)` \| `([a-z-]+)` \|$", page, flags=re.MULTILINE))
    types = {cls.type for cls in VOCABULARY}
    assert table == {kind: cls.type for kind, cls in KINDS.items() if kind not in types}


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_of_any_kind_lacks_only_what_its_type_must_have(tmp_path: Path, kind: str) -> None:
    cls: type[Event] = KINDS[kind]
    tree = draft(tmp_path, kind=kind)
    assert tree["type"] == cls.type
    assert {problem.message for problem in problems(tree)} <= {"is missing"}


def problems(tree: dict[str, Tree]) -> tuple[bt.Problem, ...]:
    try:
        Codec().from_mapping(tree)
    except DatasetError as error:
        return error.problems
    return ()


def test_a_kind_that_is_unknown_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, fact(kind="claim-mad"), fact(id="b", kind="zzz")) == [
        "1: kind: found 'claim-mad', which no type of event is for; did you mean 'claim-made'?",
        f"2: kind: found 'zzz', which no type of event is for; write {', '.join(sorted(KINDS))}",
    ]


# What is refused


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "1: is no JSON: unexpected end of data: line 1 column 2 (char 1)"),
        ("[1]", "1: found [1]; a line holds one JSON object"),
        ("{}", "1: id: is missing"),
        (fact(id="A claim"), "1: id: found 'A claim'; write lower-case words joined by single"),
        (fact(date="7 July 2024"), "1: date: found '7 July 2024'; write YYYY, YYYY-MM or"),
        (fact(fact=None), "1: fact: is missing"),
        (fact(fact=" "), "1: fact: found nothing; write some text"),
        (fact(sources=[]), "1: sources: found no source; cite at least one"),
        (fact(sources="BBC"), "1: sources: found 'BBC'; write a list"),
        (fact(sources=[{"url": "https://a.org"}]), "1: sources[0].publisher: is missing"),
        (fact(sources=[{**SOURCE, "day": "x"}]), "1: sources[0].day: is no key here"),
        (fact(figures=[1]), "1: figures: found [1]; write an object of numbers and texts"),
        (fact(figures={"a": {}}), "1: figures: found {} under 'a'; write a number or a text"),
        (fact(figures={"a": True}), "1: figures: found True under 'a'; write a number or a"),
        (fact(parties="Ann"), "1: parties: found 'Ann'; write a list"),
        (fact(knwon="2024"), "1: knwon: is no key here; did you mean 'known'?"),
    ],
    ids=str,
)
def test_a_line_that_is_no_fact_is_refused(
    tmp_path: Path, line: dict[str, Any] | str, said: str
) -> None:
    first, *_ = refused(tmp_path, line)
    assert first.startswith(said)


def test_everything_wrong_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    said = refused(tmp_path, fact(), "", "{", fact(), fact(id="c", date="2024-13", kind=3))
    assert [text.partition(": found")[0] for text in said] == [
        "3: is no JSON: unexpected end of data: line 1 column 2 (char 1)",
        "4: id: is the id of line 1 too; every fact has its own",
        "5: date",
        "5: kind",
    ]


def test_a_file_without_facts_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"facts\.jsonl: holds no fact; write one a line"):
        import_facts(write_facts(tmp_path, ""), tmp_path / "events")
    with pytest.raises(DatasetError, match=r"none\.jsonl: cannot be read: No such file"):
        import_facts(tmp_path / "none.jsonl", tmp_path / "events")


def test_a_draft_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    draft(tmp_path)
    there = tmp_path / "events" / "2024" / "2024-07-07-a-claim.yaml"
    moved = there.rename(tmp_path / "events" / "2024-07-07-a-claim.yml")
    assert refused(tmp_path, fact(id="b"), fact()) == [
        f"2: id: found '2024-07-07-a-claim': {moved}: is there already, and is not overwritten"
    ]


def test_an_event_that_was_recorded_gets_no_draft(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "events", [policy_started("p", "2024-07-07", id="p")])
    recorded(str(folder), "2024-07-08")
    (folder / "2024" / "p.yaml").unlink()
    assert refused(tmp_path, fact(id="b"), fact(id="p")) == [
        "2: id: found 'p', which is in the ledger: its event was recorded"
    ]


def test_a_ledger_that_is_not_in_order_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "ledger.jsonl").write_text("{}\n")
    (said,) = refused(tmp_path, fact())
    assert "ledger.jsonl:1: is no line of a ledger" in said


def test_a_file_in_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").write_text("")
    (said,) = refused(tmp_path, fact())
    assert "events: is no directory" in said


RESEARCH = Path(__file__).parents[2] / "shared" / "research"


@pytest.mark.skipif(not RESEARCH.is_dir(), reason="the research is not beside the checkout")
@pytest.mark.parametrize("name", ["facts-2018-2024", "facts-2024-2026"])
def test_every_line_of_the_research_becomes_a_draft(tmp_path: Path, name: str) -> None:
    file = RESEARCH / f"{name}.jsonl"
    made = import_facts(file, tmp_path)
    assert len(made) == len(file.read_text("utf-8").splitlines())
    for one in made:
        assert read_yaml(one.file.read_bytes()).problems == []
