"""The file of a new event: where it goes, and that nothing is ever overwritten."""

from pathlib import Path

import pytest

from border_timeline import DatasetError, FieldError
from border_timeline.codec.template import event_template
from border_timeline.events import PolicyEnded
from border_timeline.stores import templates
from border_timeline.stores.templates import write_template

ID = "2025-01-01-x"


def test_the_file_goes_into_the_year_of_its_id_and_is_the_template(tmp_path: Path) -> None:
    path = write_template(tmp_path / "my" / "events", PolicyEnded, ID)
    assert path == tmp_path / "my" / "events" / "2025" / f"{ID}.yaml"
    assert path.read_bytes() == event_template(PolicyEnded, ID).encode()


@pytest.mark.parametrize("there", [f"2025/{ID}.yaml", f"2024/{ID}.yaml", f"{ID}.yml"])
def test_an_event_that_is_there_is_never_overwritten(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    with pytest.raises(DatasetError) as caught:
        write_template(str(tmp_path), PolicyEnded, ID)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}: id: is there already, and is not overwritten; every event has its own id"
    ]
    assert [file.read_text() for file in tmp_path.rglob("*.y*ml")] == ["mine"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "2025" / f"{ID}.yaml"

    def slowly(*_: object) -> str:
        path.parent.mkdir()
        path.write_text("mine")
        return "ours"

    monkeypatch.setattr(templates, "event_template", slowly)
    with pytest.raises(DatasetError, match="is there already"):
        write_template(tmp_path, PolicyEnded, ID)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ["visits", "20250101-x", "x-2025-01-01"])
def test_an_id_that_begins_with_no_year_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FieldError, match=f"found '{name}'; begin it with the day of the event"):
        write_template(tmp_path, PolicyEnded, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../2025-x", "2025-/x", "2025-X"])
def test_what_is_no_id_names_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FieldError, match="id: found"):
        write_template(tmp_path / "events", PolicyEnded, name)
    assert list(tmp_path.rglob("*")) == []
