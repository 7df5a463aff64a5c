"""Events that were recorded before their class took another shape."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

import border_timeline as bt
from border_timeline import Codec, DatasetError
from border_timeline.events.envelope import Upcaster
from builders import make
from datasets import write_dataset
from ledgers import edited, ledger_of, read, refused


@bt.event(kw_only=True)
class FerrySailed(bt.Event):
    """A ferry leaves a port, as the type was first."""

    boat: bt.Slug


OLD = FerrySailed


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    values["ferry"] = values.pop("boat")
    return values


def newer() -> type[bt.Event]:
    @bt.event(kw_only=True)
    class FerrySailed(bt.Event):
        """A ferry leaves a port, in the newer shape."""

        version: ClassVar[int] = 2
        upcasters: ClassVar[Mapping[int, Upcaster]] = {1: _renamed}

        ferry: bt.Slug

    return FerrySailed


def test_an_event_recorded_in_an_older_shape_stays_as_it_was_recorded() -> None:
    lines = ledger_of([make(OLD, "ark", "2024-07-07", id="a", boat="ark")], Codec([OLD]))
    cls = newer()
    (entry,) = read(lines, Codec([cls])).entries

    title = "ferry-sailed ark 2024-07-07"
    assert entry.event == make(cls, "ark", "2024-07-07", id="a", title=title, ferry="ark")


def test_an_older_shape_that_was_edited_is_refused_like_any_other() -> None:
    lines = ledger_of([make(OLD, "ark", "2024-07-07", id="a", boat="ark")], Codec([OLD]))
    changed = edited(lines[0], '"boat":"ark"', '"boat":"arc"')

    (problem,) = refused([changed], Codec([newer()]))
    assert problem.message.startswith("the line of a was changed")


@pytest.mark.parametrize("rewritten", [True, False])
def test_an_event_recorded_in_an_older_shape_is_the_same_in_both(
    tmp_path: Path, *, rewritten: bool
) -> None:
    sailed = make(OLD, "ark", "2024-07-07", id="a", title="The Ark sails", boat="ark")
    bt.record(write_dataset(tmp_path, [sailed], types=[OLD]), types=[OLD])
    cls = newer()
    now = make(cls, "ark", "2024-07-07", id="a", title="The Ark sails", ferry="ark")
    if rewritten:
        write_dataset(tmp_path, [now], types=[cls])

    assert bt.load(tmp_path, types=[cls]).events == (now,)

    other = make(cls, "ark", "2024-07-07", id="a", title="The Ark sails", ferry="arc")
    write_dataset(tmp_path, [other], types=[cls])
    with pytest.raises(DatasetError, match="ferry: found 'arc', but 'ark' was recorded"):
        bt.load(tmp_path, types=[cls])
