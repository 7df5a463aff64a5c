"""The ledger: every event in the order in which the record took it in, each line chained.

A line is `{"position":1,"recorded":"2026-11-22","event":{…},"digest":"…"}`: compact JSON,
the keys of the event sorted, with a line feed at its end. Its digest is the SHA-256 of
the digest before it (sixty-four zeros at the start), a line feed, and the line without
its own digest. So no line changes, comes, goes or moves but its digest no longer fits.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson
import pendulum
from attrs import define, field, frozen

from border_timeline.codec.converter import Codec
from border_timeline.collector import collector_paused
from border_timeline.dates import day_of, iso, pendulum_date
from border_timeline.errors import DatasetError, DateError, FieldError, Problem
from border_timeline.events import Event
from border_timeline.fields import is_mapping

#: What the first line is chained to.
START = "0" * 64


@frozen
class Entry:
    """One line of a ledger: an event, and when the record took it in.

    `position` counts from 1; `day` is the ordinal of the civil day in Europe/London on
    which it was recorded; `digest` is 64 hexadecimal digits that stand for this line and
    all before it.
    """

    position: int
    day: int
    event: Event
    digest: str

    @property
    def recorded(self) -> pendulum.Date:
        """The civil day in Europe/London on which the record took the event in."""
        return pendulum_date(self.day)


@frozen
class Ledger:
    """The lines of a ledger that was checked, in order.

    `pending` are the ids of the events of its dataset that are not recorded yet, in the
    order in which they would be.
    """

    entries: tuple[Entry, ...] = ()
    pending: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The last digest, which stands for the whole ledger; 64 zeros when it is empty."""
        return self.entries[-1].digest if self.entries else START

    @property
    def recorded(self) -> Mapping[str, pendulum.Date]:
        """The civil day in London on which each event was recorded, by id in ledger order."""
        return {entry.event.id: entry.recorded for entry in self.entries}


def new_lines(ledger: Ledger, events: Iterable[Event], day: int, codec: Codec) -> bytes:
    """Return the lines that record events on a day, chained to the last of a ledger."""
    lines: list[bytes] = []
    previous = ledger.head
    for position, event in enumerate(events, len(ledger.entries) + 1):
        body = _body(position, iso(day), codec.to_line(event))
        previous = _digest(previous, body)
        lines.append(_whole(body, previous))
    return b"".join(lines)


def next_digest(previous: str, position: int, day: int, line: bytes) -> str:
    """Return the digest of an entry: of the canonical line of an event, recorded on a day.

    `previous` is the digest of the entry before it, or `START`.
    """
    return _digest(previous, _body(position, iso(day), line))


def read_ledger(data: bytes, file: str, codec: Codec, first_line: int = 1) -> Ledger:
    """Return the ledger that a file holds; `first_line` is the number of its first line there.

    Raises `DatasetError` with everything that is wrong: each place where the chain is
    broken, and each event that the codec does not read.
    """
    ledger, problems = check_ledger(data, file, codec, first_line)
    if problems:
        raise DatasetError(problems)
    return ledger


def check_ledger(
    data: bytes, file: str, codec: Codec, first_line: int = 1
) -> tuple[Ledger, list[Problem]]:
    """Return the lines of a ledger that are sound, and what is wrong with the others."""
    *lines, rest = data.split(b"\n")
    chain = _Chain(codec, file, first_line)
    with collector_paused():
        for line in lines:
            chain.read(line)
    if rest:
        chain.complain("the last line is not whole: it has no end; a write or a copy broke off")
    return Ledger(tuple(chain.entries)), chain.problems


def _body(position: int, recorded: str, event: bytes) -> bytes:
    return b'{"position":%d,"recorded":%b,"event":%b}' % (position, orjson.dumps(recorded), event)


def _digest(previous: str, body: bytes) -> str:
    return sha256(b"%b\n%b" % (previous.encode(), body)).hexdigest()


def _whole(body: bytes, digest: str) -> bytes:
    return b'%b,"digest":%b}\n' % (body[:-1], orjson.dumps(digest))


@frozen
class _Line:
    """A line as it is written: it has the shape of one, and nothing else is known."""

    position: int
    recorded: str
    event: dict[str, Any]
    digest: str

    @property
    def body(self) -> bytes:
        """The line without its digest, as a ledger writes it.

        It is made from the mapping as it was recorded, not from the event: the class of
        the event may have another shape by now.
        """
        event = orjson.dumps(self.event, option=orjson.OPT_SORT_KEYS)
        return _body(self.position, self.recorded, event)

    @property
    def name(self) -> str:
        """The id of the event, as far as there is one."""
        return str(self.event.get("id", "an event without id"))


_SHAPE = {"position": int, "recorded": str, "event": dict, "digest": str}


def _parsed(raw: bytes) -> _Line | None:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    if not is_mapping(found) or {name: type(found[name]) for name in found} != _SHAPE:
        return None
    return _Line(**found)


@define
class _Chain:
    """What has been read of a ledger so far.

    After a break the chain starts again at the line that broke it, so that one change is
    one problem. Then nobody can say which digest comes before the next line: `before` are
    those that may, and `position` the one that comes next. Behind a line that cannot be
    read at all, both are unknown.
    """

    codec: Codec
    file: str
    line: int
    entries: list[Entry] = field(factory=list[Entry])
    problems: list[Problem] = field(factory=list[Problem])
    before: tuple[str, ...] = (START,)
    position: int | None = 1
    latest: int = 1
    positions: dict[str, int] = field(factory=dict[str, int])

    def read(self, raw: bytes) -> None:
        """Read one line, without its end, and keep its entry or what is wrong with it."""
        line = _parsed(raw)
        if line is None:
            self.complain("is no line of a ledger; the line was changed, or put in by hand")
            self.before, self.position = (), None
        else:
            body = line.body
            digests = [_digest(previous, body) for previous in self.before]
            try:
                self._check(line, raw, body, digests)
            except FieldError as error:
                self.complain(error.message, line.name, error.field)
                self.before = (line.digest, *digests[:1], *self.before[:1])
            else:
                self.before = (line.digest,)
                self._keep(line)
            self.positions.setdefault(line.name, line.position)
            self.position = line.position + 1
        self.line += 1

    def complain(self, message: str, event: str = "", path: str = "") -> None:
        """Keep a problem of the line that is being read."""
        self.problems.append(Problem(message, path, event, self.file, self.line))

    def _check(self, line: _Line, raw: bytes, body: bytes, digests: list[str]) -> None:
        """Raise the first thing that is wrong with a line; the others would follow from it."""
        if self.position not in (None, line.position):
            how = "was taken out" if line.position > (self.position or 0) else "was put in"
            raise FieldError(
                f"position {self.position} expected, found {line.position} ({line.name}): "
                f"a line {how}, or lines were moved"
            )
        if digests and line.digest not in digests:
            other = ", or the line before it was replaced" if line.position > 1 else ""
            raise FieldError(
                f"the line of {line.name} was changed after it was recorded{other}: "
                "its digest does not match"
            )
        if raw + b"\n" != _whole(body, line.digest):
            raise FieldError(f"the line of {line.name} is not written as a ledger writes it")
        if line.name in self.positions:
            message = f"found {line.name!r}, which is at position {self.positions[line.name]} too"
            raise FieldError(message, field="event.id")
        self._check_day(line.recorded)

    def _check_day(self, recorded: str) -> None:
        try:
            day = day_of(recorded)
        except DateError as error:
            raise FieldError(str(error), field="recorded") from None
        if iso(day) != recorded or day < self.latest:
            message = f"found {recorded!r}, which is no day from {iso(self.latest)} on"
            raise FieldError(message, field="recorded")
        self.latest = day

    def _keep(self, line: _Line) -> None:
        try:
            event = self.codec.from_mapping(line.event)
        except DatasetError as error:
            for problem in error.problems:
                self.complain(problem.message, line.name, f"event.{problem.field}".rstrip("."))
        else:
            self.entries.append(Entry(line.position, self.latest, event, line.digest))
