"""The YAML profile: plain trees of text, and the line of everything."""

from typing import Any

import pytest

from border_timeline.codec.yaml import Document, read_yaml


def messages(document: Document) -> list[tuple[int, str, str]]:
    """Return line, field and message of each problem."""
    return [(found.line, found.field, found.message) for found in document.problems]


def only(text: str | bytes) -> tuple[int, str, str]:
    (found,) = messages(read_yaml(text, "a.yaml"))
    return found


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "yes",
        "on",
        "true",
        "null",
        "~",
        "12:30",
        "12:30:45",
        "010",
        "0x1F",
        "1_000",
        "1e3",
        ".inf",
        ".nan",
        "2024",
        "2024-07-07",
        "2024-07-07 12:00:00",
        "75,000,000",
        "=",
        "GBP 75",
        "a:b",
    ],
)
def test_every_scalar_is_the_text_that_was_written(scalar: str) -> None:
    assert read_yaml(f"key: {scalar}\n").tree == {"key": scalar}
    assert read_yaml(f"- {scalar}\n").tree == [scalar]
    assert read_yaml(f"{scalar}: value\n").tree == {scalar: "value"}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("key:\n", {"key": ""}),
        ("key: ''\n", {"key": ""}),
        ("key: 'it''s'\n", {"key": "it's"}),
        ('key: "a\\tb"\n', {"key": "a\tb"}),
        ("key: a # comment\n", {"key": "a"}),
        ("key: >-\n  one\n  two\n", {"key": "one two"}),
        ("key: |\n  one\n  two\n", {"key": "one\ntwo\n"}),
        ("key: [a, no, 010]\n", {"key": ["a", "no", "010"]}),
        ("key: {a: no}\n", {"key": {"a": "no"}}),
        ("key: []\nother: {}\n", {"key": [], "other": {}}),
        ("a:\n  - b: c\n    d: e\n  - f\n", {"a": [{"b": "c", "d": "e"}, "f"]}),
        ("- a\n- [b]\n", ["a", ["b"]]),
        ("text\n", "text"),
        ("---\nkey: a\n...\n", {"key": "a"}),
        ("# comment\nkey: a", {"key": "a"}),
        ("key: £75m “now”\n", {"key": "£75m “now”"}),
        ("'*a': '&b'\n", {"*a": "&b"}),
        ("a\r\n", "a"),
        ("'<': a\n", {"<": "a"}),
    ],
)
def test_a_document_is_a_tree_of_text(text: str, tree: Any) -> None:
    document = read_yaml(text)

    assert document.tree == tree
    assert document.problems == []
    assert read_yaml(text.encode()).tree == tree


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert read_yaml("\ufeffkey: a\n".encode()).tree == {"key": "a"}


def test_each_path_has_its_line() -> None:
    text = (
        "id: a\nsources:\n  - publisher: b\n    supports:\n      - c\n      - d\n  - e\nf: {g: h}\n"
    )

    assert read_yaml(text).lines == {
        "": 1,
        "id": 1,
        "sources": 2,
        "sources[0]": 3,
        "sources[0].publisher": 3,
        "sources[0].supports": 4,
        "sources[0].supports[0]": 5,
        "sources[0].supports[1]": 6,
        "sources[1]": 7,
        "f": 8,
        "f.g": 8,
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("sources[0].publisher", 3),
        ("sources[0].url", 3),
        ("sources[0].supports[7]", 3),
        ("sources[9].url", 2),
        ("sources", 2),
        ("title", 1),
        ("", 1),
    ],
)
def test_a_path_that_is_not_there_has_the_line_of_what_would_hold_it(path: str, line: int) -> None:
    document = read_yaml("id: a\nsources:\n  - publisher: b\n")

    assert document.line(path) == line
    assert document.problem("is wrong", path).line == line


def test_a_problem_names_its_file() -> None:
    problem = read_yaml("", "events/a.yaml").problems[0]

    assert problem.file == "events/a.yaml"
    assert str(problem) == "events/a.yaml:1: the file is empty"


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", b""])
def test_an_empty_file_is_said_to_be_empty(text: str | bytes) -> None:
    assert only(text) == (1, "", "the file is empty")
    assert read_yaml(text).tree is None


def test_a_key_may_be_there_once() -> None:
    line, field, message = only("id: a\ntitle: b\nid: c\n")

    assert (line, field) == (3, "id")
    assert "is here again (first on line 1)" in message


def test_a_key_may_be_there_once_however_deep() -> None:
    line, field, message = only("sources:\n  - url: a\n  - url: b\n    locator: c\n    url: d\n")

    assert (line, field) == (5, "sources[1].url")
    assert "first on line 3" in message


def test_a_key_that_is_there_three_times_is_two_problems() -> None:
    found = messages(read_yaml("id: a\nid: b\nid: c\n"))

    assert [(line, field) for line, field, _ in found] == [(2, "id"), (3, "id")]


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        ("a: b\nc: &x d\n", 2, "c", "found the anchor &x"),
        ("a: b\nc: &x [d]\n", 2, "c", "found the anchor &x"),
        ("a: b\nc: &x\n  d: e\n", 2, "c", "found the anchor &x"),
        ("&x a: b\n", 1, "", "found the anchor &x"),
        ("a: b\nc: !!int 3\n", 2, "c", "found the tag tag:yaml.org,2002:int"),
        ("a: b\nc: !mine d\n", 2, "c", "found the tag !mine"),
        ("a:\n  - b\n  - !!set {c}\n", 3, "a[1]", "found the tag"),
        ("a: ! b\n", 1, "a", "found the tag !"),
        ("a: b\n<<: {c: d}\n", 2, "", "found the merge key <<"),
        ("a:\n  b: c\n  <<: {d: e}\n", 3, "a", "found the merge key <<"),
        ("a: b\n? [c, d]\n: e\n", 2, "", "found a key that is no plain word"),
        ("a: b\n? {c: d}\n: e\n", 2, "", "found a key that is no plain word"),
        ("a: b\n---\nc: d\n", 2, "", "a second YAML document"),
        ("a: b\n---\n", 2, "", "a second YAML document"),
    ],
)
def test_what_the_profile_does_not_allow_is_refused_with_its_line(
    text: str, line: int, field: str, message: str
) -> None:
    found_line, found_field, found_message = only(text)

    assert (found_line, found_field) == (line, field)
    assert message in found_message


def test_an_alias_is_refused_beside_its_anchor() -> None:
    anchor, alias = messages(read_yaml("a: &x b\nc: *x\n"))

    assert anchor[:2] == (1, "a")
    assert alias[:2] == (2, "c")
    assert "found the alias *x; write the value out" in alias[2]


def test_an_alias_in_a_merge_key_is_refused_for_each_reason() -> None:
    found = [message for *_, message in messages(read_yaml("a: &x {b: c}\nd:\n  <<: *x\n"))]

    assert len(found) == 3
    for text, message in zip(["anchor &x", "merge key <<", "alias *x"], found, strict=True):
        assert text in message


def test_many_aliases_do_not_grow_into_a_large_tree() -> None:
    rows = [f"a{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 30)]

    document = read_yaml("a0: &x0 [b]\n" + "\n".join(rows))

    assert len(document.problems) == 30 + 29 * 9


def test_everything_that_is_refused_is_found_at_once() -> None:
    text = "a: &x b\nc: !t d\nc: e\nf: *x\n<<: g\n"

    assert [line for line, *_ in messages(read_yaml(text))] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: d: e\n", 2),
        ("a: b\n  c: d\n", 2),
        ("a: b\nc: 'd\n", 3),
        ("a: b\nc: [d, e\n", 3),
        ("a: b\nc: @d\n", 2),
        ("a: b\n\tc: d\n", 2),
        ("a: *nowhere-ended: [\n", 1),
        ("%YAML 9.9 x\n---\na: b\n", 1),
        ("a: b\n- c\n", 2),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    found_line, field, message = only(text)

    assert message.startswith("is not valid YAML: ")
    assert field == ""
    assert found_line == line
    assert read_yaml(text).tree is None


def test_nothing_but_the_invalid_place_is_reported_of_an_invalid_file() -> None:
    assert len(read_yaml("a: &x b\na: c\nd: [\n").problems) == 1


@pytest.mark.parametrize(
    "data", [b"a: \xff\xfe\xfd\n", b"a: \x00\n", b"a: \xc3(\n", "a: £\n".encode("latin-1")]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    line, _, message = only(data)

    assert line >= 1
    assert message.startswith("is not valid YAML: ")
    assert "\n" not in message


@pytest.mark.parametrize("text", ["a: " + "[" * 5000 + "]" * 5000, "{b: " * 5000 + "}" * 5000])
def test_a_file_that_is_nested_too_deeply_is_a_problem_like_any_other(text: str) -> None:
    assert read_yaml(text).problems
