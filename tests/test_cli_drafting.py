"""The command that starts an event: new."""

from pathlib import Path

import pytest

from border_timeline.codec.template import event_template
from border_timeline.events import VOCABULARY, PolicyEnded
from commands import Capture, answered, answered_json, asked, plain_terminal, refused

ID = "2025-01-01-x"


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plain_terminal(monkeypatch, width=60)
    monkeypatch.chdir(tmp_path)


def test_the_template_is_printed_as_it_is_written(capsys: Capture) -> None:
    assert answered(capsys, "new", "policy-ended", "--id", ID) == event_template(PolicyEnded, ID)
    assert answered(capsys, "new", "policy-ended") == event_template(PolicyEnded)


def test_into_a_directory_it_is_written_and_the_next_step_is_told(capsys: Capture) -> None:
    out = answered(capsys, "new", "policy-ended", "--id", ID, "--into", "d")
    assert out.splitlines() == [
        f"Wrote {Path('d', '2025', ID)}.yaml",
        "Fill it in, then: border-timeline check --events d",
    ]
    assert Path("d", "2025", f"{ID}.yaml").read_text("utf-8") == event_template(PolicyEnded, ID)


def test_the_next_step_tells_what_is_to_be_filled_in(capsys: Capture) -> None:
    answered(capsys, "new", "policy-ended", "--id", ID, "--into", "d")
    code, said = refused(capsys, "check", "--events", "d")
    assert code == 1
    place = Path("d", "2025", f"{ID}.yaml")
    for told in ("6: effective: found ''; write YYYY", "10: outcome: found ''; write scrapped or"):
        assert f"{place}:{told}" in said


def test_the_json_holds_the_file_and_the_template(capsys: Capture) -> None:
    template = event_template(PolicyEnded, ID)
    question = ["new", "policy-ended", "--id", ID]
    assert answered_json(capsys, *question) == {"file": None, "template": template}
    path = str(Path("d", "2025", f"{ID}.yaml"))
    assert answered_json(capsys, *question, "--into", "d") == {"file": path, "template": template}


def test_an_event_that_is_there_is_exit_code_1_and_stays(capsys: Capture) -> None:
    answered(capsys, "new", "policy-ended", "--id", ID, "--into", "d")
    path = Path("d", "2025", f"{ID}.yaml")
    path.write_text("mine")
    code, said = refused(capsys, "new", "site-opened", "--id", ID, "--into", "d")
    assert code == 1
    assert f"{path}: id: is there already" in said
    assert path.read_text() == "mine"


def test_an_unknown_type_suggests_near_names_and_lists_all(capsys: Capture) -> None:
    code, said = refused(capsys, "new", "policy-endde")
    assert code == 2
    assert said.startswith("TYPE: found 'policy-endde', which is no type of event; did you mean")
    assert "'policy-ended'" in said
    assert said.endswith(f"? The types are {', '.join(cls.type for cls in VOCABULARY)}")


def test_a_type_that_is_near_to_none_has_the_list_alone(capsys: Capture) -> None:
    code, said = refused(capsys, "new", "zzz")
    assert code == 2
    assert said.startswith("TYPE: found 'zzz', which is no type of event. The types are policy-")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--into", "d"], "--id: is missing; the file is called after the id"),
        (["--id", "visits", "--into", "d"], "id: found 'visits'; begin it with the day"),
        (["--id", "A b"], "id: found 'A b'; write lower-case words"),
        (["--id", "A b", "--into", "d"], "id: found 'A b'; write lower-case words"),
    ],
)
def test_an_id_amiss_is_exit_code_2_and_writes_nothing(
    capsys: Capture, arguments: list[str], told: str
) -> None:
    code, said = refused(capsys, "new", "policy-ended", *arguments)
    assert code == 2
    assert said.startswith(told)
    assert list(Path().iterdir()) == []


def test_a_directory_that_is_a_file_is_exit_code_1(capsys: Capture) -> None:
    Path("d").touch()
    code, _, err = asked(capsys, "new", "policy-ended", "--id", ID, "--into", "d")
    assert code == 1
    assert err.startswith("error: ")
