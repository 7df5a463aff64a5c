"""The files of an import: all or none of them, whole, and never over others."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from border_timeline import Codec, DatasetError, Event
from border_timeline.importers import import_arrivals
from border_timeline.importers.files import add_events, read_events, write_files
from border_timeline.stores.files import read_directory
from builders import corrected, policy_started
from datasets import write_dataset
from spreadsheets import day_rows, write_ods

CODEC = Codec()
A, B = (policy_started(name, "2024-07-07", id=name) for name in "ab")

#: Imports a spreadsheet, and kills itself before or after the Nth call of a step.
KILLED = """
import os, pathlib, shutil, signal, sys, tempfile
from border_timeline.importers import files, import_arrivals

file, folder, owner, name, number, when = sys.argv[1:]
owner = {"os": os, "Path": pathlib.Path, "files": files, "shutil": shutil}[owner]
real, calls = getattr(owner, name), 0

def deadly(*args, **kwargs):
    global calls
    calls += 1
    if calls == int(number) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*args, **kwargs)
    if calls == int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(owner, name, deadly)
import_arrivals(file, folder, by="day")
"""


def texts(folder: Path, names: Iterable[str] = "ab") -> dict[Path, str]:
    return {folder / "2024" / f"{name}.yaml": f"the file {name}\n" for name in names}


def found(folder: Path) -> dict[str, str]:
    """Return every file below a folder with its text, also those that no event is read from."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


BOTH = {"2024/a.yaml": "the file a\n", "2024/b.yaml": "the file b\n"}


# Writing files


def test_files_come_into_their_place_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "events"
    write_files(folder, texts(folder))
    assert found(folder) == BOTH
    assert sorted(path.name for path in folder.iterdir()) == ["2024"]


def test_many_files_are_written_as_a_few_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[None] = []
    monkeypatch.setattr(os, "sync", lambda: waits.append(None), raising=False)
    names = [str(number) for number in range(101)]
    write_files(tmp_path, texts(tmp_path, names))
    assert found(tmp_path) == {f"2024/{name}.yaml": f"the file {name}\n" for name in names}
    assert len(waits) == 1


def test_without_files_not_even_the_folder_is_made(tmp_path: Path) -> None:
    write_files(tmp_path / "events", {})
    assert not (tmp_path / "events").exists()


def test_files_may_be_read_by_whoever_may_read_new_files(tmp_path: Path) -> None:
    write_files(tmp_path, texts(tmp_path, "a"))
    plain = tmp_path / "plain"
    plain.touch()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (plain, *texts(tmp_path, "a"))]
    assert modes[0] == modes[1]


def test_a_file_that_is_there_stays_and_none_is_written(tmp_path: Path) -> None:
    write_files(tmp_path, {tmp_path / "2024" / "b.yaml": "mine\n"})
    with pytest.raises(DatasetError, match=r"b\.yaml: is there already, and is not overwritten"):
        write_files(tmp_path, texts(tmp_path, "abc"))
    assert found(tmp_path) == {"2024/b.yaml": "mine\n"}


def no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_where_there_are_no_links_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    write_files(tmp_path, texts(tmp_path))
    assert found(tmp_path) == BOTH
    with pytest.raises(DatasetError, match=r"b\.yaml: is there already"):
        write_files(tmp_path, {tmp_path / "2024" / "b.yaml": "another\n"})
    assert found(tmp_path) == BOTH


def failing_later(step: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
    """Return a function that fails when it is called for the second time."""
    calls = iter(range(2))

    def fails(*arguments: Any) -> Any:
        if next(calls):
            raise error
        return step(*arguments)

    return fails


@pytest.mark.parametrize(
    ("step", "error"),
    [("fsync", OSError(28, "No space left on device")), ("link", KeyboardInterrupt())],
)
def test_when_one_file_cannot_be_written_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    monkeypatch.setattr(os, step, failing_later(getattr(os, step), error))
    with pytest.raises(type(error)):
        write_files(tmp_path, texts(tmp_path))
    assert found(tmp_path) == {}


# Adding events


def test_new_events_stand_beside_those_that_are_there(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, [A])
    paths = add_events(folder, [A], [B], CODEC)
    assert paths == (folder / "2024" / "b.yaml",)
    assert read_events(folder, CODEC) == (A, B)


@pytest.mark.parametrize("events", [[], [A]], ids=len)
def test_what_does_not_make_one_dataset_with_what_is_there_is_not_written(
    tmp_path: Path, events: list[Event]
) -> None:
    folder = write_dataset(tmp_path / "events", events)
    folder.mkdir(exist_ok=True)
    before = found(folder)
    wrong = corrected("zz", "retraction", "2024-07-08", id="wrong")
    file = folder / "2024" / "wrong.yaml"
    with pytest.raises(DatasetError, match=f"{file}: corrects: found 'zz', which is no event"):
        add_events(folder, events, [B, wrong], CODEC)
    assert found(folder) == before


def test_an_event_of_the_id_of_another_is_not_written(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, [A])
    other = policy_started("q", "2024-07-07", id="a")
    with pytest.raises(DatasetError, match=r"a\.yaml: id: found 'a', the id of another event too"):
        add_events(folder, [A], [B, other], CODEC)
    assert sorted(found(folder)) == ["2024/a.yaml"]


@pytest.mark.parametrize("missing", [True, False])
def test_a_directory_without_events_has_none(tmp_path: Path, *, missing: bool) -> None:
    folder = tmp_path / "events" if missing else tmp_path
    assert read_events(folder, CODEC) == ()


# An import that is killed


def killed(file: Path, folder: Path, step: tuple[str, str, int, str]) -> None:
    arguments = [str(file), str(folder), *map(str, step)]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)  # noqa: S603 - our own program
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("step", "whole"),
    [
        (("Path", "mkdir", 1, "before"), 0),
        (("files", "mkdtemp", 1, "after"), 0),
        (("os", "fsync", 3, "before"), 0),
        (("os", "fsync", 6, "after"), 0),
        (("os", "link", 1, "before"), 0),
        (("os", "link", 1, "after"), 1),
        (("os", "link", 4, "before"), 3),
        (("os", "link", 6, "after"), 6),
        (("shutil", "rmtree", 1, "before"), 6),
    ],
)
def test_an_import_that_is_killed_leaves_whole_files_and_is_completed_by_the_next(
    tmp_path: Path, step: tuple[str, str, int, str], whole: int
) -> None:
    file = write_ods(tmp_path / "a.ods", day_rows([(7, 1)] * 3))
    import_arrivals(file, tmp_path / "other", by="day")
    expected = found(tmp_path / "other")

    folder = tmp_path / "events"
    killed(file, folder, step)
    left = {name: text for name, text in found(folder).items() if name.endswith(".yaml")}
    assert len(left) == whole
    assert left.items() <= expected.items()
    if left:
        assert len(read_directory(folder, CODEC).events) == whole

    import_arrivals(file, folder, by="day")
    done = {name: text for name, text in found(folder).items() if name.endswith(".yaml")}
    assert done == expected
