"""The commands that ask for more than a state: history, diff, news and explain."""

from pathlib import Path

import pytest

import border_timeline as bt
from border_timeline.events import Correction
from builders import (
    body_launched,
    make,
    pledged,
    policy_ended,
    policy_started,
    post_filled,
    post_vacated,
    reported,
    source,
    withdrawn,
)
from commands import Capture, answered, answered_json, plain_terminal, recorded, refused
from datasets import INFO, write_dataset

READ = f"https://example.org/{'a-long-address-' * 8}"
EVENTS = [
    policy_started("p", "2024-07-01", name="The [bold]plan[/bold]", id="p-starts"),
    policy_ended("p", "2024-07-07", known="2024-07-08", id="p-ends", title="The plan ends"),
    post_filled("chief", "2024-07-01", "Ann", id="ann", title="Ann is chief"),
    post_vacated("chief", "2024-07-03", id="nobody", title="Ann goes"),
    post_filled("chief", "2024-07-05", "Bob", id="bob", title="Bob is [red]chief"),
    body_launched("b", "2024-07-01", members=["x", "y"], id="b-launched"),
    body_launched("b", "2024-07-05", members=["y", "z"], id="b-again"),
    pledged("fund", "2024-07-01", "GBP 1,000", id="pledge"),
    pledged("fund", "2024-07-05", "GBP 500", nature="unstated", id="more"),
    withdrawn("fund", "2024-07-06", "GBP 400", pledge="pledge", id="less"),
    reported(
        "visits",
        "2023",
        120,
        on="2024-01-05",
        id="visits",
        title="120 visits",
        sources=[source("2024-01-05", url=READ, locator="page 3")],
    ),
    make(
        Correction,
        "late forms",
        "2024-02-01",
        id="visits-revised",
        corrects="visits",
        kind="revision",
        set={"value": 124},
        reason="Late [forms] were counted",
    ),
    reported("walks", "2023", 75, on="2024-01-05", id="walks", title="75 walks"),
    make(
        Correction,
        "other count",
        "2024-03-01",
        id="walks-disputed",
        corrects="walks",
        kind="dispute",
        set={"value": 80},
        reason="The rangers counted more,\n\n  but not on every day",
        sources=[source("2024-03-01", publisher="Rangers", url="https://example.org/rangers")],
    ),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    plain_terminal(monkeypatch)
    return str(write_dataset(tmp_path / "events", EVENTS, INFO))


# history


def test_history_prints_the_day_the_change_and_the_event(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "history", "posts.chief.holder", "--events", folder)
    assert out.splitlines() == [
        "posts.chief.holder",
        "2024-07-01  none → Ann",
        "            Ann is chief",
        "            ann",
        "2024-07-03  Ann → none",
        "            Ann goes",
        "            nobody",
        "2024-07-05  none → Bob",
        "            Bob is [red]chief",
        "            bob",
    ]


def test_the_history_of_an_entity_tells_what_differs_in_it(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "history", "policies.p", "--events", folder)
    first = "name The [bold]plan[/bold] · status in-force · started 2024-07-01"
    then = "status in-force → ended · ended 2024-07-07 · outcome scrapped"
    assert [line for line in out.splitlines() if "status" in line] == [
        f"2024-07-01  {first}",
        f"2024-07-07  {then}",
    ]


def test_the_history_of_a_view_names_its_entities(folder: str, capsys: Capture) -> None:
    lines = answered(capsys, "history", "policies", "--events", folder).splitlines()
    assert lines[1].startswith("2024-07-01  name")
    lines = answered(capsys, "history", "figures", "--events", folder).splitlines()
    assert lines[0] == "figures"
    more = [policy_started("q", "2024-07-02", id="q-starts")]
    write_dataset(Path(folder), more)
    lines = answered(capsys, "history", "policies", "--events", folder).splitlines()
    assert [line for line in lines if "policies." in line] == [
        "2024-07-01  policies.p",
        "2024-07-02  policies.q",
        "2024-07-07  policies.p",
    ]


def test_the_json_of_a_history_is_its_changes(folder: str, capsys: Capture) -> None:
    told = answered_json(capsys, "history", "policies.p", "--events", folder)
    assert told == [change.to_dict() for change in bt.load(folder).history("policies.p")]
    assert [change["events"] for change in told] == [["p-starts"], ["p-ends"]]


def test_a_history_is_told_by_what_was_known_and_recorded(folder: str, capsys: Capture) -> None:
    question = ["history", "policies.p.status", "--events", folder]
    known = answered(capsys, *question, "--known-at", "2024-07-07")
    assert known.startswith("policies.p.status, as known on 2024-07-07\n")
    assert "ended" not in known
    recorded(folder, "2026-01-01")
    then = answered(capsys, *question, "--recorded-at", "2026-01-01T12:00:00Z")
    assert then.startswith("policies.p.status, as recorded on 2026-01-01\n")
    assert "in-force → ended" in then


def test_a_history_without_changes_says_so(folder: str, capsys: Capture) -> None:
    question = ["history", "policies.p", "--events", folder, "--known-at", "2024-01-01"]
    assert answered(capsys, *question) == "policies.p, as known on 2024-01-01: no changes\n"
    assert answered_json(capsys, *question) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("polices.p", "did you mean 'policies'"),
        ("policies.zzz", "policies has no 'zzz' at any date"),
        ("policies.p.statos", "did you mean 'status'"),
        ("policies..p", "which is no path"),
    ],
)
def test_a_path_that_leads_nowhere_is_exit_code_2(
    folder: str, capsys: Capture, path: str, said: str
) -> None:
    for question in (["history", path], ["explain", path, "--as-of", "2024-07-07"]):
        code, message = refused(capsys, *question, "--events", folder)
        assert code == 2
        assert said in message


# diff


def test_a_diff_is_told_entity_by_entity_with_its_events(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "diff", "2024-07-02", "2024-07-05", "--events", folder)
    assert out.splitlines() == [
        "From 2024-07-02",
        "  to 2024-07-05",
        "",
        "b (bodies.b)",
        "  launched 2024-07-01 → 2024-07-05 · members added z · removed x",
        "  2024-07-05  body-launched b 2024-07-05",
        "              b-again",
        "",
        "chief (posts.chief)",
        "  holder Ann → Bob · since 2024-07-01 → 2024-07-05",
        "  2024-07-03  Ann goes",
        "              nobody",
        "  2024-07-05  Bob is [red]chief",
        "              bob",
        "",
        "funding.fund",
        "  pledged totals GBP 1,000 → GBP 1,000 to 1,500 · pledges added GBP 500 unstated",
        "  2024-07-05  funding-pledged fund 2024-07-05",
        "              more",
    ]


def test_a_vacant_post_is_told_to_be_vacant(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "diff", "2024-07-02", "2024-07-03", "--events", folder)
    assert "holder Ann → vacant" in out


def test_an_item_whose_text_is_the_same_is_told_to_be_changed(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "diff", "2024-07-05", "2024-07-06", "--events", folder)
    totals = "pledged totals GBP 1,000 to 1,500 → GBP 600 to 1,100"
    assert f"  {totals} · pledges changed GBP 1,000 new\n" in out


def test_an_entity_may_be_new_or_gone(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "diff", "2024-06-30", "2024-07-01", "--events", folder)
    told = "The [bold]plan[/bold] (policies.p)\n  new: status in-force · started 2024-07-01\n"
    assert told in out
    assert "funding.fund\n  new: pledged totals GBP 1,000 · spent" in out
    out = answered(capsys, "diff", "2024-07-01", "2024-06-30", "--events", folder)
    assert told.replace("new:", "gone:") in out


def test_known_at_twice_is_one_for_each_side(folder: str, capsys: Capture) -> None:
    question = ["diff", "2024-07-07", "2024-07-07", "--events", folder]
    known = ["--known-at", "2024-01-31", "--known-at", "2024-02-01"]
    assert answered(capsys, *question, *known).splitlines() == [
        "From 2024-07-07, as known on 2024-01-31",
        "  to 2024-07-07, as known on 2024-02-01",
        "",
        "figures.visits.2023",
        "  value 120 → 124",
        "  2024-02-01  correction late forms 2024-02-01",
        "              visits-revised",
    ]


def test_known_at_once_holds_for_both_sides(folder: str, capsys: Capture) -> None:
    question = ["diff", "2024-07-06", "2024-07-07", "--events", folder]
    assert "policies.p" in answered(capsys, *question)
    out = answered(capsys, *question, "--known-at", "2024-07-07")
    assert out.splitlines() == [
        "From 2024-07-06, as known on 2024-07-07",
        "  to 2024-07-07, as known on 2024-07-07",
        "Nothing is different.",
    ]
    assert answered_json(capsys, *question, "--known-at", "2024-07-07") == []


def test_recorded_at_twice_is_one_for_each_side(folder: str, capsys: Capture) -> None:
    recorded(folder, "2026-01-01")
    write_dataset(Path(folder), [policy_started("q", "2024-07-02", id="q-starts")])
    recorded(folder, "2026-01-02")
    days = ["--recorded-at", "2026-01-01", "--recorded-at", "2026-01-02"]
    question = ["diff", "2024-07-07", "2024-07-07", "--events", folder, *days]
    (change,) = answered_json(capsys, *question)
    assert (change["path"], change["events"]) == ("policies.q", ["q-starts"])
    assert "From 2024-07-07, as recorded on 2026-01-01\n" in answered(capsys, *question)


@pytest.mark.parametrize("option", ["--known-at", "--recorded-at"])
def test_three_sides_are_a_question_amiss(folder: str, capsys: Capture, option: str) -> None:
    days = [option, "2024-07-07"] * 3
    code, said = refused(capsys, "diff", "2024-07-06", "2024-07-07", "--events", folder, *days)
    assert code == 2
    assert option in said
    assert "found 3 days; give one for both sides, or one for each" in said


def test_the_json_of_a_diff_is_its_changes(folder: str, capsys: Capture) -> None:
    told = answered_json(capsys, "diff", "2024-07-02", "2024-07-07", "--events", folder)
    changes = bt.load(folder).diff("2024-07-02", "2024-07-07")
    assert told == [change.to_dict() for change in changes]
    assert told


@pytest.mark.parametrize("days", [["2024-07", "2024-07-07"], ["2024-07-07", "7/7/2024"]])
def test_a_diff_or_news_of_what_is_no_day_is_exit_code_2(
    folder: str, capsys: Capture, days: list[str]
) -> None:
    for command in ("diff", "news"):
        code, said = refused(capsys, command, *days, "--events", folder)
        assert code == 2
        assert "YYYY-MM-DD" in said or "2024-07-31" in said


# news


def test_news_prints_what_became_known_on_each_day(folder: str, capsys: Capture) -> None:
    out = answered(capsys, "news", "2024-07-05", "2024-07-08", "--events", folder)
    assert out.splitlines() == [
        "2024-07-05  body-launched b 2024-07-05",
        "            b-again",
        "2024-07-05  Bob is [red]chief",
        "            bob",
        "2024-07-05  funding-pledged fund 2024-07-05",
        "            more",
        "2024-07-06  funding-withdrawn fund 2024-07-06",
        "            less",
        "2024-07-08  The plan ends (about 2024-07-07)",
        "            p-ends",
    ]


def test_the_json_of_news_is_the_canonical_mappings(folder: str, capsys: Capture) -> None:
    told = answered_json(capsys, "news", "2024-07-08", "2024-07-08", "--events", folder)
    assert told == [bt.Codec().to_mapping(EVENTS[1])]


def test_no_news_is_told(folder: str, capsys: Capture) -> None:
    question = ["news", "2024-07-08", "2024-07-09", "--events", folder, "--known-at", "2024-07-07"]
    assert answered(capsys, *question) == "Nothing became known from 2024-07-08 to 2024-07-09\n"
    assert answered_json(capsys, *question) == []


def test_news_of_what_the_record_held(folder: str, capsys: Capture) -> None:
    recorded(folder, "2026-01-02")
    question = ["news", "2024-07-08", "2024-07-08", "--events", folder, "--recorded-at"]
    assert answered_json(capsys, *question, "2026-01-01") == []
    assert len(answered_json(capsys, *question, "2026-01-02")) == 1


def test_news_that_end_before_they_start_are_exit_code_2(folder: str, capsys: Capture) -> None:
    code, said = refused(capsys, "news", "2024-07-08", "2024-07-07", "--events", folder)
    assert (code, said) == (2, "found 2024-07-08 to 2024-07-07; give the earlier day first")


# explain


def test_explain_tells_the_value_its_event_and_where_it_was_read(
    folder: str, capsys: Capture
) -> None:
    question = ["explain", "figures.visits.2023.value", "--as-of", "2024-07-07"]
    out = answered(capsys, *question, "--events", folder)
    assert out.splitlines() == [
        "figures.visits.2023.value as of 2024-07-07",
        "",
        "  124",
        "  since 2024-01-05, public since 2024-01-05, recorded in no ledger",
        "",
        "Event",
        "  120 visits",
        "  visits",
        "",
        "Sources",
        "  Daily Paper, 2024-01-05, page 3",
        f"    {READ}",
        "  Daily Paper, 2024-02-01",
        "",
        "How it came about",
        "  2024-01-05  none → 124",
        "              120 visits",
        "              visits",
        "",
        "Corrections",
        "  2024-02-01  revision of visits: value 124",
        "              Late [forms] were counted",
        "              correction late forms 2024-02-01",
        "              visits-revised",
        "              Daily Paper, 2024-02-01",
    ]


def test_explain_tells_what_the_value_would_be_by_another_source(
    folder: str, capsys: Capture
) -> None:
    question = ["explain", "figures.walks.2023.value", "--as-of", "2024-07-07"]
    out = answered(capsys, *question, "--events", folder)
    assert "Corrections" not in out
    assert out.partition("\n\nOther values\n")[2].splitlines() == [
        "  disputed: 80",
        "    The rangers counted more, but not on every day",
        "    correction other count 2024-03-01",
        "    walks-disputed",
        "    Rangers, 2024-03-01",
        "      https://example.org/rangers",
    ]


def test_explain_leaves_out_what_there_is_not(folder: str, capsys: Capture) -> None:
    question = ["explain", "posts.chief.holder", "--as-of", "2024-07-04", "--events", folder]
    out = answered(capsys, *question)
    assert "  none\n  since 2024-07-03, " in out
    assert "Corrections" not in out
    assert "Other values" not in out


def test_another_state_is_told_by_what_differs_in_it(folder: str, capsys: Capture) -> None:
    question = ["explain", "figures.walks.2023", "--as-of", "2024-07-07", "--events", folder]
    out = answered(capsys, *question)
    assert "\n  75 people\n" in out
    assert "\n  disputed: 80 people\n" in out


def test_explain_says_what_knowledge_was_asked_and_when_it_was_recorded(
    folder: str, capsys: Capture
) -> None:
    recorded(folder, "2026-01-01")
    question = ["explain", "figures.visits.2023.value", "--as-of", "2024-07-07"]
    days = ["--known-at", "2024-01-31", "--recorded-at", "2026-01-02"]
    out = answered(capsys, *question, *days, "--events", folder)
    heading, _, value, since, *_ = out.splitlines()
    assert heading.endswith("as of 2024-07-07, as known on 2024-01-31, as recorded on 2026-01-02")
    assert value == "  120"
    assert since.endswith("public since 2024-01-05, recorded on 2026-01-01")


def test_the_json_of_an_explanation_is_all_of_it(folder: str, capsys: Capture) -> None:
    question = ["explain", "figures.walks.2023.value", "--as-of", "2024-07-07"]
    told = answered_json(capsys, *question, "--events", folder)
    answer = bt.load(folder).explain("figures.walks.2023.value", as_of="2024-07-07")
    assert told == answer.to_dict()
    assert told["alternatives"][0]["value"] == 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["posts.chief", "--as-of", "2024-06-30"], "it first appears on 2024-07-01"),
        (["posts.chief", "--as-of", "2024-06"], "2024-06-30"),
        (["posts", "--as-of", "2024-07-07"], "names several entities"),
        (["posts.chief"], "--as-of"),
    ],
)
def test_what_cannot_be_explained_is_exit_code_2(
    folder: str, capsys: Capture, arguments: list[str], said: str
) -> None:
    code, message = refused(capsys, "explain", *arguments, "--events", folder)
    assert code == 2
    assert said in message


# All of them


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_are_no_wider_than_the_terminal_but_for_long_words(
    folder: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    plain_terminal(monkeypatch, width)
    for question in (
        ["history", "policies"],
        ["diff", "2024-06-30", "2024-07-07"],
        ["news", "2024-01-01", "2024-07-31"],
        ["explain", "figures.visits.2023", "--as-of", "2024-07-07"],
    ):
        out = answered(capsys, *question, "--events", folder)
        assert question[0] != "explain" or READ in out
        lines = out.splitlines()
        assert [x for x in lines if len(x) > width and len(x.split()) > 1] == []
        assert [line for line in lines if line != line.rstrip()] == []


def test_the_lines_of_a_paragraph_are_indented_as_far_as_its_first(
    folder: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_terminal(monkeypatch, 40)
    lines = answered(capsys, "history", "policies.p", "--events", folder).splitlines()
    assert lines[1:4] == [
        "2024-07-01  name The [bold]plan[/bold] ·",
        "            status in-force · started",
        "            2024-07-01",
    ]
