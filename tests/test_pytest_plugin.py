"""The pytest plugin: a dataset as test items, and what a user reads when one fails."""

import re
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import border_timeline as bt
from border_timeline.checks import RULES
from border_timeline.stores.files import read_directory
from border_timeline.testing import LAWS, items
from builders import policy_announced, policy_ended, policy_started, post_filled
from datasets import INFO, write_dataset

pytest_plugins = ["pytester"]
# Runs inside ours take over our filters, and those of a user make no errors.
pytestmark = pytest.mark.filterwarnings("default")

PLUGIN = "_border_timeline_pytest"
#: Where the project was installed before it had the plugin, nothing else loads it.
LOADED = () if any(p.value == PLUGIN for p in entry_points(group="pytest11")) else ("-p", PLUGIN)
WARNING = "border_timeline.testing.items.FindingWarning"
LAW = "a-fold-is-pure"
#: How many tests of a dataset are no laws: its files, its ledger, what the engine checks, rules.
CHECKED = 3 + len(RULES)

START = policy_started("patrols", "2024-07-06", id="start")
END = policy_ended("patrols", "2024-07-06", id="end", after=["start"])
GOOD = [START, END]
FERRIES = """
    import border_timeline as bt
    from attrs import define, field

    @bt.event(kw_only=True)
    class FerryDeparted(bt.Event):
        ferry: bt.Slug

    @define(hash=True)
    class Ferry:
        departures: list = field(hash=False)

    def departed(state, event):
        state = state or Ferry([])
        state.departures.append(event.id)
        return state

    FERRIES = bt.Projection("ferries", key="ferry", on={FerryDeparted: departed})
    AGAIN = bt.Projection("policies", key="ferry", on={FerryDeparted: departed})

    def ferry_twice(timeline):
        for event in timeline.standing():
            if event.id.endswith("2"):
                yield bt.Finding(bt.Severity.ERROR, "twice", event.id, (event,))

    class Undeclared(FerryDeparted):
        pass

    class NoFerry:
        def __call__(self, timeline):
            return []

    NO_FERRY = NoFerry()

    def unready(timeline):
        raise RuntimeError("no such port")

    def unready_to_ask(timeline):
        return timeline.history("quays")

    def wrecked(state, event):
        raise ValueError("no ferry any more")

    WRECKS = bt.Projection("wrecks", key="ferry", on={FerryDeparted: wrecked})
"""
FERRY = """
    id: {id}
    type: ferry-departed
    effective: 2024-07-06
    title: The ferry leaves
    ferry: pride
    sources:
      - {{publisher: Port log, published: 2024-07-06}}
"""


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess(*LOADED, "--border-timeline", *args)


def lines(result: pytest.RunResult, pattern: str) -> list[str]:
    """Return what is told in the lines that match a pattern, by its first group."""
    found = (re.search(pattern, line) for line in result.outlines)
    return [match[1] for match in found if match]


def block(result: pytest.RunResult, heading: str) -> list[str]:
    """Return the lines below the heading of a failure, up to the next."""
    start = next(i for i, line in enumerate(result.outlines) if f"_ {heading} _" in line) + 1
    length = next(
        i for i, line in enumerate(result.outlines[start:]) if re.match(r"_{5}|={5}|-{5}", line)
    )
    return [line for line in result.outlines[start : start + length] if line]


def recorded(folder: Path, events: Iterable[bt.Event] = GOOD) -> Path:
    bt.record(write_dataset(folder, events, INFO))
    return folder


def ini(pytester: pytest.Pytester, **options: str) -> None:
    rows = [f"{name} = {value}" for name, value in options.items()]
    pytester.makeini("\n".join(["[pytest]", "pythonpath = .", *rows]))


@pytest.fixture
def events(pytester: pytest.Pytester) -> Path:
    """Return where a dataset goes: below the directory in which pytest is started."""
    return pytester.path / "events"


@pytest.fixture
def ferries(pytester: pytest.Pytester, events: Path) -> Path:
    """Return a dataset of two ferries, beside the module that says what they are."""
    pytester.makepyfile(ferries=FERRIES)
    events.mkdir()
    for name in ("ferry-1", "ferry-2"):
        (events / f"{name}.yaml").write_text(dedent(FERRY.format(id=name)), "utf-8")
    return events


# What is collected


def test_without_the_flag_nothing_is_collected_and_nothing_imported(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events)
    pytester.makepyfile(
        """
        import sys

        def test_nothing_of_it_is_imported():
            names = {name.partition(".")[0] for name in sys.modules}
            assert "_border_timeline_pytest" in names
            assert names.isdisjoint({"border_timeline", "hypothesis"})
        """
    )
    result = pytester.runpytest_subprocess(*LOADED)
    result.assert_outcomes(passed=1)


def test_a_dataset_is_its_files_its_ledger_the_rules_and_the_laws(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events)
    functions: tuple[Any, ...] = (*RULES, *LAWS)
    names = [function.__name__.replace("_", "-") for function in functions]
    rules, laws = names[: len(RULES)], names[len(RULES) :]
    result = run(pytester, "--collect-only", "-q")
    assert lines(result, "^(events.*)") == [
        "events/::files",
        "events/::ledger",
        "events/::check[order-dependent-ties]",
        *(f"events/::check[{name}]" for name in rules),
        *(f"events/::law[{name}]" for name in laws),
    ]


def test_nothing_is_read_before_the_tests_run_and_then_once(
    pytester: pytest.Pytester, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counted(directory: Path, codec: bt.Codec) -> Any:
        read.append(directory)
        return read_directory(directory, codec)

    monkeypatch.setattr(items, "read_directory", counted)
    recorded(events)
    recorded(pytester.path / "others", [START])
    run(pytester, "--collect-only")
    assert read == []
    run(pytester, "-k", "not law", "events", "others").assert_outcomes(passed=2 * CHECKED)
    assert read == [events, pytester.path / "others"]


def test_every_test_of_a_good_dataset_passes(pytester: pytest.Pytester, events: Path) -> None:
    recorded(events)
    result = run(pytester, "events", "-k", f"not law or {LAW}")
    result.assert_outcomes(passed=CHECKED + 1, warnings=0)


def test_a_part_of_the_tests_can_be_chosen(pytester: pytest.Pytester, events: Path) -> None:
    recorded(events)
    result = run(pytester, "events", "-k", "law and pure or sources", "-v")
    assert lines(result, r"(\S+) PASSED") == [
        "events/::check[sources-after-coverage]",
        f"events/::law[{LAW}]",
    ]


FILES = {
    "what says of itself what it is": (["dataset.yaml"], False, True),
    "what has a ledger": (["ledger.jsonl"], False, True),
    "what is in the way of pytest": (["a.yaml"], False, False),
    "what is named and holds events": (["a.yaml", "notes.md"], True, True),
    "what is named and holds events by year": (["2024/a.yaml"], True, True),
    "what holds events too far below": (["a/2024/a.yaml"], True, False),
    "what holds nothing": ([], True, False),
    "what holds tests": (["2024/a.yaml", "unit/deep/test_it.py"], True, False),
    "what holds another dataset": (["mkdocs.yaml", "data/events/dataset.yaml"], True, False),
    "what holds another ledger": (["mkdocs.yaml", "events/ledger.jsonl"], True, False),
    "what holds tests and says that it is one": (["dataset.yaml", "test_it.py"], True, True),
}


@pytest.mark.parametrize(("files", "is_named", "expected"), FILES.values(), ids=FILES)
def test_a_dataset_is(tmp_path: Path, files: list[str], is_named: bool, expected: bool) -> None:  # noqa: FBT001 - a row of the table
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert items.is_dataset(tmp_path, is_named=is_named) is expected


def test_a_directory_of_events_alone_has_to_be_named(
    pytester: pytest.Pytester, events: Path
) -> None:
    write_dataset(events, GOOD)
    pytester.makepyfile("def test_it(): pass")
    run(pytester).assert_outcomes(passed=1)
    run(pytester, "events", "-k", "files").assert_outcomes(passed=1)
    without = pytester.runpytest_inprocess(*LOADED, "events")
    assert without.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_directory_in_which_pytest_starts_may_be_the_dataset(
    pytester: pytest.Pytester,
) -> None:
    write_dataset(pytester.path, GOOD)
    result = run(pytester, "-k", "files", "-v")
    assert lines(result, r"(\S+) PASSED") == ["./::files"]


def test_tests_beside_the_events_run_as_ever(pytester: pytest.Pytester, events: Path) -> None:
    recorded(events)
    test = "def test_it(port): assert port == 'Dover'"
    for file, text in {
        "conftest.py": "import pytest\n@pytest.fixture\ndef port(): return 'Dover'",
        "test_beside.py": test,
        "unit/test_below.py": test,
        "build/test_ignored.py": test,
        "helper.py": "",
    }.items():
        (events / file).parent.mkdir(exist_ok=True)
        (events / file).write_text(text, "utf-8")
    (events / "test_gone.py").symlink_to("nowhere")
    result = run(pytester, "-v", "-k", "test_it or files")
    assert lines(result, r"(\S+) PASSED") == [
        "events/::files",
        "events/test_beside.py::test_it",
        "events/unit/test_below.py::test_it",
    ]
    for file in ("events/test_beside.py", "events/build/test_ignored.py"):
        run(pytester, f"{file}::test_it").assert_outcomes(passed=1)


# What a user reads


def test_files_that_do_not_read_are_told_with_file_line_and_field_and_nothing_else(
    pytester: pytest.Pytester, events: Path
) -> None:
    file = write_dataset(events, GOOD) / "2024" / "end.yaml"
    file.write_text(file.read_text("utf-8").replace("scrapped", "lost"), "utf-8")
    line = 1 + file.read_text("utf-8").splitlines().index("outcome: lost")
    result = run(pytester, "events", "-rs")
    result.assert_outcomes(failed=1, skipped=CHECKED - 1 + len(LAWS))
    heading, told, *rest = block(result, "events/::files")
    assert (heading, rest) == ("1 problem in the dataset:", [])
    assert told.startswith(f"  events/2024/end.yaml:{line}: outcome: found 'lost'; write ")
    assert lines(result, r"^SKIPPED.*\.py:\d+: (.*)") == ["events: files do not read"]


def test_a_file_outside_the_place_where_pytest_starts_is_told_whole(
    pytester: pytest.Pytester, events: Path
) -> None:
    write_dataset(events, [END])
    (events / "2024" / "end.yaml").write_text("id: end", "utf-8")
    inner = pytester.mkdir("inner")
    pytester.chdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(inner)
        result = run(pytester, str(events), "--rootdir", str(inner), "-k", "files", "-v")
    assert lines(result, r"(\S+) FAILED") == ["events/::files"]
    assert f"  {events}/2024/end.yaml:1: " in "\n".join(block(result, "events/::files"))


def test_what_cannot_be_read_passes_no_test_when_files_are_not_chosen(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events)
    (events / "2024" / "new.yaml").write_text("type", "utf-8")
    result = run(pytester, "events", "-k", LAW)
    result.assert_outcomes(failed=1)
    assert block(result, f"events/::law[{LAW}]") == [
        "1 problem in the dataset:",
        "  events/2024/new.yaml:1: holds no 'key: value' lines",
    ]


def test_a_dataset_that_cannot_be_read_is_no_matter_of_another(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events)
    (write_dataset(pytester.path / "bad", [START]) / "new.yaml").touch()
    chosen = ("bad", "events", "-k", f"{LAW} or files", "-rs")
    result = run(pytester, *chosen)
    result.assert_outcomes(failed=1, skipped=1, passed=2)
    assert lines(result, r"^SKIPPED.*\.py:\d+: (.*)") == ["bad: files do not read"]
    result = run(pytester, *chosen, "--deselect", "bad/::files")
    result.assert_outcomes(failed=1, passed=2)


def test_a_ledger_that_somebody_changed_fails_with_its_line(
    pytester: pytest.Pytester, events: Path
) -> None:
    ledger = recorded(events) / "ledger.jsonl"
    ledger.write_text(ledger.read_text("utf-8").replace("scrapped", "expired"), "utf-8")
    result = run(pytester, "events", "-rs")
    result.assert_outcomes(passed=1, failed=1, skipped=CHECKED - 2 + len(LAWS))
    (_, told) = block(result, "events/::ledger")
    assert told.startswith("  events/ledger.jsonl:2: the line of end was changed after it was")
    assert lines(result, r"^SKIPPED.*\.py:\d+: (.*)") == ["events: the ledger does not verify"]


def test_a_recorded_event_that_somebody_changed_fails_with_its_file(
    pytester: pytest.Pytester, events: Path
) -> None:
    file = recorded(events) / "2024" / "end.yaml"
    file.write_text(file.read_text("utf-8").replace("scrapped", "expired"), "utf-8")
    result = run(pytester, "events", "-x")
    result.assert_outcomes(failed=1)
    (_, told, *_) = block(result, "events/::files")
    assert "outcome: found 'expired', but 'scrapped' was recorded on" in told


def test_a_dataset_without_a_ledger_skips_its_test(pytester: pytest.Pytester, events: Path) -> None:
    write_dataset(events, GOOD, INFO)
    result = run(pytester, "events", "-k", "ledger", "-rs")
    result.assert_outcomes(skipped=1)
    assert lines(result, r"^SKIPPED.*\.py:\d+: (.*)") == [
        "events: no ledger, because nothing was recorded"
    ]


PENDING = ("FindingWarning: (not-recorded: .*)", "not-recorded: the ledger does not have new yet")


def test_events_that_are_not_recorded_are_told_and_fail_nothing(
    pytester: pytest.Pytester, events: Path
) -> None:
    write_dataset(recorded(events), [policy_started("new", "2024-07-07", id="new")])
    result = run(pytester, "events", "-k", "ledger")
    result.assert_outcomes(passed=1, warnings=1)
    assert lines(result, PENDING[0]) == [PENDING[1]]
    result = run(pytester, "events", "-k", "ledger", "-W", f"error::{WARNING}")
    result.assert_outcomes(failed=1)
    assert block(result, "events/::ledger") == [PENDING[1]]


def test_an_error_of_a_check_fails_the_test_of_its_rule_with_its_findings(
    pytester: pytest.Pytester, events: Path
) -> None:
    others = [policy_ended(name, "2024-07-08", id=name) for name in ("boats", "radar")]
    write_dataset(events, [*GOOD, *others])
    result = run(pytester, "events", "-k", "check")
    result.assert_outcomes(failed=1, passed=len(RULES))
    assert block(result, "events/::check[policies-ended-before-they-began]") == [
        f"error: policy-ended-before-it-began: {name} is the policy-ended of {name}, which has no "
        "policy-announced or policy-started by then"
        for name in ("boats", "radar")
    ]


def test_a_tie_that_the_engine_finds_has_a_test_too(
    pytester: pytest.Pytester, events: Path
) -> None:
    write_dataset(events, [post_filled("chief", "2024-07-06", name, id=name) for name in "ab"])
    result = run(pytester, "events", "-k", "check")
    result.assert_outcomes(failed=1, passed=len(RULES))
    (told,) = block(result, "events/::check[order-dependent-ties]")
    assert told.startswith("error: order-dependent-tie: a and b are both of 2024-07-06")


LATE = [policy_announced(name, "2025-07-06", id=name) for name in ("late", "later")]
LATE_TOLD = [
    f"event-after-coverage: {name} became known on 2025-07-06, after the coverage "
    "through 2024-12-31"
    for name in ("late", "later")
]


def test_a_warning_of_a_check_is_a_warning_of_its_test(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events, LATE)
    result = run(pytester, "events", "-k", "events-after")
    result.assert_outcomes(passed=1, warnings=2)
    assert lines(result, "FindingWarning: (.*)") == LATE_TOLD


def test_filters_make_warnings_fail_all_at_once_or_pass_them_over(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events, LATE)
    chosen = ("events", "-k", "events-after")
    result = run(pytester, *chosen, "-W", f"error::{WARNING}")
    result.assert_outcomes(failed=1)
    found = block(result, "events/::check[events-after-coverage]")
    assert found == [f"warning: {told}" for told in LATE_TOLD]
    ignored = run(pytester, *chosen, "-W", "ignore:event-after-coverage")
    ignored.assert_outcomes(passed=1, warnings=0)


# A user's own types, views and rules


def test_a_dataset_in_own_types_is_read_by_the_option(
    pytester: pytest.Pytester, ferries: Path
) -> None:
    run(pytester, ferries.name, "-k", "files").assert_outcomes(failed=1)
    ini(pytester, border_timeline_types="ferries:FerryDeparted")
    run(pytester, ferries.name, "-k", "files").assert_outcomes(passed=1)


def test_own_rules_are_tests_as_well(pytester: pytest.Pytester, ferries: Path) -> None:
    ini(
        pytester,
        border_timeline_types="ferries:FerryDeparted",
        border_timeline_rules="ferries:ferry_twice\n  ferries:NO_FERRY",
    )
    result = run(pytester, ferries.name, "-k", "ferry", "-v")
    assert lines(result, r"(\S+) PASSED") == ["events/::check[NoFerry]"]
    assert block(result, "events/::check[ferry-twice]") == ["error: twice: ferry-2"]


def test_a_projection_that_breaks_a_law_is_told_with_the_smallest_log(
    pytester: pytest.Pytester, ferries: Path
) -> None:
    ini(
        pytester,
        border_timeline_types="ferries:FerryDeparted",
        border_timeline_views="ferries:FERRIES",
    )
    result = run(pytester, ferries.name, "-k", LAW)
    result.assert_outcomes(failed=1)
    told = block(result, f"events/::law[{LAW}]")
    assert told[0] == "A fold is pure"
    assert {"The smallest log that shows it:", "id: ferry-1"} <= {*told}
    assert "items.py" not in result.stdout.str()


RAISING = {
    "a rule": ("border_timeline_rules", "unready", "RuntimeError: no such port"),
    "a query of a rule": (
        "border_timeline_rules",
        "unready_to_ask",
        "border_timeline.errors.UnknownViewError: a snapshot has no view 'quays'",
    ),
    "a projection": ("border_timeline_views", "WRECKS", "ValueError: no ferry any more"),
}


@pytest.mark.parametrize(("option", "name", "error"), RAISING.values(), ids=RAISING)
def test_of_what_a_user_s_own_code_raises_its_own_lines_are_shown(
    pytester: pytest.Pytester, ferries: Path, option: str, name: str, error: str
) -> None:
    ini(pytester, border_timeline_types="ferries:FerryDeparted", **{option: f"ferries:{name}"})
    result = run(pytester, ferries.name, "-k", "unready or order-dependent", "-x")
    (told,) = lines(result, r"^E +(.*)")
    assert told.startswith(error)
    assert lines(result, r"^(\S+\.py):\d+: \w+$") == ["ferries.py"]


def test_a_mistake_of_ours_is_told_with_our_lines(
    pytester: pytest.Pytester, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(events)
    monkeypatch.setattr(items, "read_directory", None)
    for args in ((), ("--full-trace",)):
        result = run(pytester, "events", "-k", "files", *args)
        assert lines(result, r"^E +(.*)") == ["TypeError: 'NoneType' object is not callable"]
        assert bool(lines(result, r"(items.py:\d+: TypeError)")) == bool(args)


OPTIONS = {
    "border_timeline_types = nowhere:Ferry": (
        "found 'nowhere:Ferry'; write MODULE:NAME of an event type "
        "(ModuleNotFoundError: No module named 'nowhere')"
    ),
    "border_timeline_types = ferries:FERRIES": (
        "found 'ferries:FERRIES'; write MODULE:NAME of an event type (it is Projection("
    ),
    "border_timeline_types = ferries:Undeclared": "(it is <class 'ferries.Undeclared'>",
    "border_timeline_types = ferries:departed": "(it is <function departed",
    "border_timeline_views = ferries:Gone": (
        "found 'ferries:Gone'; write MODULE:NAME of a projection "
        "(AttributeError: module 'ferries' has no attribute 'Gone')"
    ),
    "border_timeline_views = ferries:ferry_twice": "(it is <function ferry_twice",
    "border_timeline_views = ferries:AGAIN": "a snapshot has another 'policies'",
    "border_timeline_rules = ferries": (
        "found 'ferries'; write MODULE:NAME of a function that yields findings (it is <module "
    ),
    "border_timeline_rules = ferries:FerryDeparted": "(it is <class 'ferries.FerryDeparted'>",
    "border_timeline_rules = a b": "(ValueError: invalid format: 'a b')",
}


@pytest.mark.parametrize(("option", "told"), OPTIONS.items())
def test_a_name_that_leads_nowhere_or_elsewhere_is_refused_at_once(
    pytester: pytest.Pytester, ferries: Path, option: str, told: str
) -> None:
    name, _, value = option.partition(" = ")
    ini(pytester, **{name: value})
    result = run(pytester, ferries.name)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (error,) = (line for line in result.errlines if line)
    assert error.startswith("ERROR: " + (name if "snapshot" not in told else ""))
    assert told in error


def test_without_the_extra_the_flag_says_what_to_install(
    pytester: pytest.Pytester, events: Path
) -> None:
    recorded(events)
    pytester.makepyfile(
        without="""
        import sys

        class Finder:
            def find_spec(self, name, path=None, target=None):
                if name == "hypothesis":
                    raise ModuleNotFoundError(name)

        sys.meta_path.insert(0, Finder())
        """
    )
    args = ("-p", "no:hypothesispytest", "-p", "without", "--border-timeline")
    result = pytester.runpytest_subprocess(*LOADED, *args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (error,) = (line for line in result.errlines if line)
    what = "ERROR: border_timeline.testing needs Hypothesis and pytest: "
    assert error == what + "pip install 'border-timeline[testing]'"
