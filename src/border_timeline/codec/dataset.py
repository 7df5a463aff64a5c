"""A dataset: its events and what it says of itself, in one canonical file.

The file is JSON lines: what the dataset says of itself on the first, then one event a
line in replay order. It is what a wheel carries instead of the YAML sources.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from attrs import field, frozen

from border_timeline.codec.converter import Codec, mapping_of_line, read_object, to_canonical
from border_timeline.collector import collector_paused
from border_timeline.dates import EdtfDate, edtf
from border_timeline.errors import FieldError
from border_timeline.events import Event
from border_timeline.fields import Text, typed


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
    """The events of a dataset, in replay order, and what it says of itself."""

    events: tuple[Event, ...]
    info: DatasetInfo = field(factory=DatasetInfo)


def info_from_mapping(mapping: Mapping[str, Any]) -> DatasetInfo:
    """Return what a `dataset.yaml` says; raises `DatasetError` with all that is wrong."""
    return read_object(DatasetInfo, mapping)


def to_lines(dataset: Dataset, codec: Codec) -> bytes:
    """Return the canonical file of a dataset."""
    first = orjson.dumps({"dataset": to_canonical(dataset.info)}, option=orjson.OPT_SORT_KEYS)
    return b"".join(line + b"\n" for line in (first, *map(codec.to_line, dataset.events)))


def from_lines(data: bytes, codec: Codec) -> Dataset:
    """Return the dataset of a canonical file that `to_lines` wrote.

    Raises `DatasetError` for a line that is none, or holds no event.
    """
    first, *lines = data.splitlines() or [b""]
    info = info_from_mapping(mapping_of_line(first).get("dataset", {}))
    with collector_paused():
        return Dataset(tuple(map(codec.from_line, lines)), info)
