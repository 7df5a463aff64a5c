"""The lines of a ledger, and everything that somebody may do to them."""

import hashlib
from datetime import date

import attrs
import orjson
import pytest

import border_timeline as bt
from border_timeline import Codec, Ledger
from border_timeline.codec.ledger import START, check_ledger, new_lines, read_ledger
from border_timeline.dates import day_of
from builders import policy_started
from ledgers import DAY, EVENTS, chained, edited, ledger_of, read, refused, told

CODEC = Codec()
A = orjson.loads(CODEC.to_line(EVENTS[0]))
B = orjson.loads(CODEC.to_line(EVENTS[1]))


# What a ledger is


def test_a_line_is_compact_json_with_the_event_in_its_canonical_form() -> None:
    (line,) = ledger_of(EVENTS[:1])
    event = CODEC.to_line(EVENTS[0]).decode()

    digest = orjson.loads(line)["digest"]
    wanted = f'{{"position":1,"recorded":"2026-11-22","event":{event},"digest":"{digest}"}}\n'
    assert line.decode() == wanted


def test_a_digest_is_that_of_the_digest_before_and_of_the_line_without_its_own() -> None:
    previous = "0" * 64
    for line in ledger_of():
        body = line[: line.rindex(b',"digest":"')] + b"}"
        previous = hashlib.sha256(previous.encode() + b"\n" + body).hexdigest()
        assert orjson.loads(line)["digest"] == previous
    assert read(ledger_of()).head == previous


def test_the_ledger_is_read_back() -> None:
    found = read(ledger_of())

    assert [entry.event for entry in found.entries] == EVENTS
    assert [entry.position for entry in found.entries] == [1, 2, 3, 4, 5, 6]
    assert {entry.recorded for entry in found.entries} == {date(2026, 11, 22)}
    assert list(found.recorded) == [event.id for event in EVENTS]
    assert found.pending == ()


def test_a_ledger_grows_at_its_end() -> None:
    first = b"".join(ledger_of(EVENTS[:2]))
    more = new_lines(read([first]), EVENTS[2:], day_of("2027-01-01"), CODEC)
    found = read([first, more])

    assert [entry.event for entry in found.entries] == EVENTS
    assert [entry.position for entry in found.entries] == [1, 2, 3, 4, 5, 6]
    assert found.recorded["b"] == date(2026, 11, 22)
    assert found.recorded["c"] == date(2027, 1, 1)


def test_a_ledger_may_be_empty() -> None:
    assert read([]) == Ledger()
    assert (Ledger().head, Ledger().recorded) == (START, {})


# What somebody may do to it


def test_a_line_that_was_edited_is_named() -> None:
    lines = ledger_of()
    lines[2] = edited(lines[2], "policy-started c", "policy-started x")

    message = (
        "the line of c was changed after it was recorded, or the line before it was "
        "replaced: its digest does not match"
    )
    assert told(lines) == [(3, "c", message)]


def test_the_first_line_has_none_before_it_to_blame() -> None:
    lines = ledger_of()
    lines[0] = edited(lines[0], "policy-started a", "policy-started x")

    message = "the line of a was changed after it was recorded: its digest does not match"
    assert told(lines) == [(1, "a", message)]


@pytest.mark.parametrize("index", range(6))
@pytest.mark.parametrize("what", ["2026-11-22", "policy-started {}", "digest"])
def test_one_edit_is_one_problem_of_its_line(what: str, index: int) -> None:
    lines = ledger_of()
    if what == "digest":
        digest = orjson.loads(lines[index])["digest"]
        lines[index] = edited(lines[index], digest, digest[::-1])
    else:
        old = what.format("abcdef"[index])
        lines[index] = edited(lines[index], f'"{old}', f'"{old[:-1]}3')

    assert [(line, event) for line, event, _ in told(lines)] == [(index + 1, "abcdef"[index])]


def test_a_line_that_was_replaced_with_its_digest_breaks_the_chain_at_the_next() -> None:
    forged = ledger_of([*EVENTS[:2], attrs.evolve(EVENTS[2], title="Forged")])[2]
    lines = ledger_of()
    lines[2] = forged

    ((line, event, message),) = told(lines)
    assert (line, event) == (4, "d")
    assert "or the line before it was replaced" in message


@pytest.mark.parametrize("index", range(5))
def test_a_line_that_was_taken_out_is_missed(index: int) -> None:
    lines = ledger_of()
    del lines[index]

    position, name = index + 1, "abcdef"[index + 1]
    message = (
        f"position {position} expected, found {position + 1} ({name}): "
        "a line was taken out, or lines were moved"
    )
    assert told(lines) == [(index + 1, name, message)]


def test_lines_cut_from_the_end_leave_a_sound_ledger() -> None:
    found = read(ledger_of()[:-2])

    assert found.head == read(ledger_of()).entries[3].digest


def test_lines_that_changed_places_are_told_at_each_break() -> None:
    lines = ledger_of()
    lines[2], lines[3] = lines[3], lines[2]

    assert [(line, event, message.partition(":")[0]) for line, event, message in told(lines)] == [
        (3, "d", "position 3 expected, found 4 (d)"),
        (4, "c", "position 5 expected, found 3 (c)"),
        (5, "e", "position 4 expected, found 5 (e)"),
    ]


def test_a_line_that_is_there_twice_is_one_problem() -> None:
    lines = ledger_of()
    lines.insert(3, lines[2])

    message = "position 4 expected, found 3 (c): a line was put in, or lines were moved"
    assert told(lines) == [(4, "c", message)]


@pytest.mark.parametrize("index", range(1, 6))
def test_a_line_that_was_put_in_breaks_the_chain_once(index: int) -> None:
    lines = ledger_of()
    forged = ledger_of([*EVENTS[:index], policy_started("forged", "2024-07-07")])[index]
    lines.insert(index, forged)

    ((line, event, message),) = told(lines)
    assert (line, event) == (index + 2, "abcdef"[index])
    assert message.startswith(f"position {index + 2} expected, found {index + 1} ")


@pytest.mark.parametrize("index", range(6))
def test_a_line_that_was_put_in_behind_its_position_is_the_one_that_is_told(index: int) -> None:
    lines = ledger_of()
    forged = ledger_of([*EVENTS[:index], policy_started("f", "2024-07-07", id="forged")])[index]
    lines.insert(index + 1, forged)

    ((line, event, message),) = told(lines)
    assert (line, event) == (index + 2, "forged")
    assert message.startswith(f"position {index + 2} expected, found {index + 1} (forged)")


@pytest.mark.parametrize("cut", [1, 2, 80, 200])
def test_a_last_line_without_its_end_is_not_whole(cut: int) -> None:
    data = b"".join(ledger_of())

    message = "the last line is not whole: it has no end; a write or a copy broke off"
    assert told([data[:-cut]]) == [(6, "", message)]


def test_an_event_that_was_recorded_twice_is_told() -> None:
    (problem,) = refused(chained((1, DAY, A), (2, DAY, B), (3, DAY, A)))

    assert (problem.line, problem.field, problem.event) == (3, "event.id", EVENTS[0].id)
    assert problem.message == "found 'a', which is at position 1 too"


@pytest.mark.parametrize(
    "day", ["2026-11-21", "2026", "2026-11-31", "22.11.2026", "2026-11-23T00:00:00Z", ""]
)
def test_days_are_plain_days_and_never_go_back(day: str) -> None:
    (problem,) = refused(chained((1, DAY, A), (2, day, B)))

    assert (problem.line, problem.field, problem.event) == (2, "recorded", "b")
    assert f"found {day!r}" in problem.message


def test_a_day_that_went_back_says_to_which() -> None:
    (problem,) = refused(chained((1, DAY, A), (2, "2026-11-21", B)))

    assert problem.message == "found '2026-11-21', which is no day from 2026-11-22 on"


@pytest.mark.parametrize("first", [0, 2, -1])
def test_positions_count_from_one(first: int) -> None:
    ((line, _, message),) = told(chained((first, DAY, A), (first + 1, DAY, B)))

    assert line == 1
    assert message.startswith(f"position 1 expected, found {first} (a)")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"position":2', '"position": 2'),
        ('"position":2', '"position":2,"position":2'),
        ('{"position":2,"recorded":"2026-11-22"', '{"recorded":"2026-11-22","position":2'),
        ('"id":"b"', '"id":"\\u0062"'),
        ('"id":"b"', '"id":"a","id":"b"'),
        ('{"effective":"2024-07-07","id":"b"', '{"id":"b","effective":"2024-07-07"'),
        ("}\n", "}\r\n"),
        ("}\n", "} \n"),
    ],
)
def test_a_line_that_means_the_same_in_other_bytes_is_refused(old: str, new: str) -> None:
    lines = ledger_of()
    lines[1] = edited(lines[1], old, new)

    assert told(lines) == [(2, "b", "the line of b is not written as a ledger writes it")]


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"no JSON\n",
        b"[]\n",
        b"\xff\n",
        b"{}\n",
        b'{"position":"1","recorded":"2026-11-22","event":{},"digest":""}\n',
        b'{"position":true,"recorded":"2026-11-22","event":{},"digest":""}\n',
        b'{"position":1,"recorded":20261122,"event":{},"digest":""}\n',
        b'{"position":1,"recorded":"2026-11-22","event":[],"digest":""}\n',
        b'{"position":1,"recorded":"2026-11-22","event":{},"digest":null}\n',
        b'{"position":1,"recorded":"2026-11-22","event":{}}\n',
        b'{"position":1,"recorded":"2026-11-22","event":{},"digest":"","by":"x"}\n',
    ],
)
@pytest.mark.parametrize("put_in", [True, False])
def test_what_is_no_line_of_a_ledger_is_told_and_nothing_behind_it_blamed(
    line: bytes, *, put_in: bool
) -> None:
    lines = ledger_of()
    lines[2:3] = [line, lines[2]] if put_in else [line]

    message = "is no line of a ledger; the line was changed, or put in by hand"
    assert told(lines) == [(3, "", message)]


def test_an_event_without_an_id_is_told() -> None:
    (problem,) = refused(chained((1, DAY, {name: A[name] for name in A if name != "id"})))

    assert (problem.line, problem.field, problem.message) == (1, "event.id", "is missing")


def test_an_event_that_cannot_be_read_has_all_that_is_wrong_with_it() -> None:
    found = refused(chained((1, DAY, {**A, "type": "zzz"}), (2, DAY, {**B, "title": "", "x": "y"})))

    assert [(problem.line, problem.event, problem.field) for problem in found] == [
        (1, "a", "event.type"),
        (2, "b", "event.title"),
        (2, "b", "event.x"),
    ]


def test_everything_that_is_wrong_is_found_at_once() -> None:
    lines = ledger_of()
    lines[5] = lines[5][:-1]
    lines[4] = edited(lines[4], "policy-started e", "policy-started x")
    del lines[2]
    lines[0] = b"{}\n"

    assert [(line, event) for line, event, _ in told(lines)] == [
        (1, ""),
        (3, "d"),
        (4, "e"),
        (5, ""),
    ]


def test_the_sound_lines_of_a_broken_ledger_are_told_from_the_others() -> None:
    lines = ledger_of()
    lines[2] = edited(lines[2], "policy-started c", "policy-started x")
    found, problems = check_ledger(b"".join(lines), "x", CODEC)

    assert len(problems) == 1
    assert list(found.recorded) == ["a", "b", "d", "e", "f"]


def test_a_problem_names_its_file_and_counts_lines_from_where_the_ledger_begins() -> None:
    with pytest.raises(bt.DatasetError) as caught:
        read_ledger(b"x\n", "record.jsonl", CODEC, first_line=2)

    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("record.jsonl", 2)
