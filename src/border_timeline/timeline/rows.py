"""What is folded: all that the events come to say, and while it is what the public knows.

A correction changes what an event says, and an event that becomes known may put others in
order. Both are the same here. Each thing that an event says, in one place of the order, is
a row, with the days of knowledge for which it holds. The rows that hold on a day are the
state of knowledge on that day, in replay order; whatever is known late or corrected only
adds rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from attrs import field, frozen

from border_timeline.corrections import Corrections
from border_timeline.events import Event
from border_timeline.ordering import follow_links

#: Later than every day: until then holds what is known now.
PRESENT = 4_000_000

#: An event, and the days of knowledge from which it holds and from which it does no longer.
Row = tuple[Event, int, int]


@frozen
class Rows:
    """Rows in replay order, as columns: events, and the ordinals of their days of knowledge.

    A row holds from the end of `since`; `until` has, for the index of each row that holds
    no longer, the day at whose end it ceased to.
    """

    events: Sequence[Event]
    since: Sequence[int]
    until: Mapping[int, int] = field(factory=dict[int, int])

    def holding(self, known: int | None) -> Iterator[int]:
        """Yield the indexes of the rows that hold at the end of a day, None for now, in order."""
        until = self.until
        if known is None:
            return (index for index in range(len(self.events)) if index not in until)
        return (
            index
            for index, since in enumerate(self.since)
            if since <= known < until.get(index, PRESENT)
        )


def rows_of(events: Sequence[Event]) -> Rows:
    """Return the rows of events in replay order, whose corrections are valid."""
    corrections = Corrections(events)
    touched = {event.effective.last for event in events if event.after}
    if not corrections and not touched:
        return Rows(events, [event.known.last for event in events])
    rows: list[Row] = []
    for event in events:
        if event.id in corrections:
            said = list(_said(event, corrections))
            touched.update(row[0].effective.last for row in said)
            rows += said
        else:
            rows.append((event, event.known.last, PRESENT))
    rows.sort(key=_day)  # stable
    ordered: list[Row] = []
    for day, group in groupby(rows, key=_day):
        found = list(group)
        ordered += _in_order(found) if day in touched else found
    until = {index: row[2] for index, row in enumerate(ordered) if row[2] != PRESENT}
    return Rows([row[0] for row in ordered], [row[1] for row in ordered], until)


def _day(row: Row) -> int:
    return row[0].effective.last


def _said(event: Event, corrections: Corrections) -> Iterator[Row]:
    """Yield a row for each thing that a corrected event comes to say."""
    standings = corrections.standings(event)
    ends = [*(day for day, _ in standings[1:]), PRESENT]
    for (day, said), until in zip(standings, ends, strict=True):
        if said is not None and (since := max(day, said.known.last)) < until:
            yield said, since, until


def _in_order(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows of one day in order, once for each time their order changes.

    What a row comes after may be known later than the row, and orders nothing before.
    """
    for start, end in pairwise([0, *_turns(rows), PRESENT]):
        holding = {row[0].id: row for row in rows if row[1] < end and row[2] > start}
        for event in follow_links(row[0] for row in holding.values()):
            _, since, until = holding[event.id]
            yield event, max(since, start), min(until, end)


def _turns(rows: list[Row]) -> list[int]:
    """Return the days between which the order of the rows of one day stays the same.

    Rows that no link touches stand in one order whatever the others do; so nothing turns
    on the day on which the first of the linked ones becomes known.
    """
    names = [row[0].id for row in rows]
    links = {(name, row[0].id) for row in rows for name in row[0].after if name in names}
    linked = {name for link in links for name in link}
    turning = [row for row in rows if row[0].id in linked or names.count(row[0].id) > 1]
    turns = sorted({day for row in turning for day in row[1:] if day != PRESENT})
    return turns[1:]
