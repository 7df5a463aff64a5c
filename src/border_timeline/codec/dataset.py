"""A dataset: its events, what it says of itself, and when it took each event in.

A wheel carries one as a file of JSON lines instead of the YAML sources: what the dataset
says of itself on the first line, then its ledger, line for line.
"""

from collections.abc import Mapping
from typing import Any

import orjson
import pendulum
from attrs import field, frozen

from border_timeline.codec.converter import Codec, mapping_of_line, read_object, to_canonical
from border_timeline.codec.ledger import Ledger, read_ledger
from border_timeline.dates import EdtfDate, edtf
from border_timeline.errors import FieldError
from border_timeline.events import Event
from border_timeline.fields import Text, typed
from border_timeline.ordering import replay_order


@frozen(kw_only=True, field_transformer=typed)
class Coverage:
    """The days that a dataset covers, both included, as civil days in Europe/London."""

    since: EdtfDate = field(converter=edtf)
    through: EdtfDate = field(converter=edtf)

    def __attrs_post_init__(self) -> None:
        for name, value in (("since", self.since), ("through", self.through)):
            if not value.is_day:
                raise FieldError(f"found {str(value)!r}; write one day, YYYY-MM-DD", field=name)
        if self.through.last < self.since.first:
            message = f"found {str(self.through)!r}, before {self.since}"
            raise FieldError(message, field="through")

    def covers(self, day: int) -> bool:
        """Whether the day of an ordinal is covered."""
        return self.since.first <= day <= self.through.last


@frozen(kw_only=True, field_transformer=typed)
class DatasetInfo:
    """What a dataset says of itself, in `dataset.yaml`. Everything may be left out."""

    title: Text | None = None
    version: Text | None = None
    licence: Text | None = None
    coverage: Coverage | None = None
    contributors: tuple[Text, ...] = ()


@frozen
class Dataset:
    """The events of a dataset, in replay order, what it says of itself, and its ledger."""

    events: tuple[Event, ...]
    info: DatasetInfo = field(factory=DatasetInfo)
    ledger: Ledger | None = None

    @property
    def recorded(self) -> Mapping[str, pendulum.Date] | None:
        """The day on which each event was recorded, by id in ledger order.

        Events that are not recorded yet are not in it; without a ledger it is None.
        """
        return None if self.ledger is None else self.ledger.recorded


def info_from_mapping(mapping: Mapping[str, Any]) -> DatasetInfo:
    """Return what a `dataset.yaml` says; raises `DatasetError` with all that is wrong."""
    return read_object(DatasetInfo, mapping)


def to_packed(info: DatasetInfo, ledger: bytes) -> bytes:
    """Return the file that a wheel carries: what a dataset says of itself, and its ledger."""
    first = orjson.dumps({"dataset": to_canonical(info)}, option=orjson.OPT_SORT_KEYS)
    return first + b"\n" + ledger


def from_packed(data: bytes, file: str, codec: Codec) -> Dataset:
    """Return the dataset of a file that `to_packed` made, with its ledger checked.

    Raises `DatasetError` with everything that is wrong with the ledger.
    """
    first, _, lines = data.partition(b"\n")
    info = info_from_mapping(mapping_of_line(first).get("dataset", {}))
    ledger = read_ledger(lines, file, codec, first_line=2)
    return Dataset(replay_order(entry.event for entry in ledger.entries), info, ledger)
