"""Recording in real processes: one that is killed, and several at once."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import border_timeline as bt
from border_timeline import Codec, LedgerError
from border_timeline.dates import day_of
from border_timeline.stores.ledger import record
from builders import policy_started
from datasets import write_dataset

DAY = day_of("2026-11-22")
A = policy_started("a", "2024-07-07", id="a")
B = policy_started("b", "2024-07-07", id="b")

#: Kills itself before or after the Nth call of one of the steps that change something.
KILLED = """
import os, pathlib, signal, sys
from border_timeline import Codec
from border_timeline.stores.ledger import record

folder, owner, name, number, when, day = sys.argv[1:]
owner = {"os": os, "Path": pathlib.Path}[owner]
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
record(folder, Codec(), today=int(day))
"""

#: Writes events of its own, one after the other, and records each, however often it must try.
RACING = """
import os, sys
from border_timeline import Codec, LedgerError
from border_timeline.stores.ledger import record

folder, name, count, day, text = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(count)):
    path = os.path.join(folder, f"{name}-{number}.yaml")
    with open(path + ".new", "w") as file:
        file.write(text.replace("ID", f"{name}-{number}"))
    os.replace(path + ".new", path)
    while True:
        try:
            record(folder, Codec(), today=int(day))
            break
        except LedgerError:
            pass
"""
TEXT = """\
id: ID
type: policy-started
effective: 2024-07-07
title: It starts
policy: p
sources: [{publisher: P, published: 2024-07-07}]
"""


def killed(folder: Path, step: tuple[str, str, int, str]) -> None:
    arguments = [str(folder), *map(str, step), str(DAY)]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)  # noqa: S603 - our own program
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("step", "grown"),
    [
        (("Path", "open", 1, "before"), False),
        (("Path", "open", 1, "after"), False),  # the lock is there, and empty
        (("Path", "read_bytes", 1, "before"), False),
        (("os", "fsync", 1, "before"), False),  # the new ledger is written, nobody knows how far
        (("os", "fsync", 1, "after"), False),
        (("Path", "replace", 1, "before"), False),
        (("Path", "replace", 1, "after"), True),
        (("os", "fsync", 2, "before"), True),
        (("os", "fsync", 2, "after"), True),
    ],
)
def test_whenever_it_is_killed_the_ledger_is_the_old_one_or_the_new_one(
    tmp_path: Path, step: tuple[str, str, int, str], *, grown: bool
) -> None:
    record(write_dataset(tmp_path / "old", [A]), Codec(), today=DAY)
    old = (tmp_path / "old/ledger.jsonl").read_bytes()
    record(write_dataset(tmp_path / "old", [B]), Codec(), today=DAY)
    new = (tmp_path / "old/ledger.jsonl").read_bytes()

    folder = write_dataset(tmp_path / "new", [A, B])
    ledger, lock = folder / "ledger.jsonl", folder / "ledger.jsonl.lock"
    ledger.write_bytes(old)
    killed(folder, step)

    assert ledger.read_bytes() == (new if grown else old)
    assert bt.verify(folder).pending == (() if grown else ("b",))
    if lock.exists():
        with pytest.raises(LedgerError, match="or one died while it did"):
            record(folder, Codec(), today=DAY)
        lock.unlink()
    record(folder, Codec(), today=DAY)
    assert ledger.read_bytes() == new


def test_a_first_record_that_is_killed_leaves_no_ledger(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, [A])
    killed(folder, ("Path", "replace", 1, "before"))

    assert not (folder / "ledger.jsonl").exists()
    assert (folder / "ledger.jsonl.lock").exists()


def test_programs_that_record_at_once_take_in_every_event_once(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", RACING, str(tmp_path), name, "20", str(DAY), TEXT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two", "three")
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:  # they go on only now, all of them
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        program.communicate()
        assert program.returncode == 0

    ledger = bt.verify(tmp_path)
    names = [f"{name}-{number}" for name in ("one", "two", "three") for number in range(20)]
    assert sorted(ledger.recorded) == sorted(names)
    assert ledger.pending == ()
    assert not (tmp_path / "ledger.jsonl.lock").exists()
    lines = (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["position"] for line in lines] == list(range(1, 61))
