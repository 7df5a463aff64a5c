"""Laws of the writer: a file says what its event does, and a draft lacks what it lacks."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_timeline import Codec, DatasetError, Event
from border_timeline.codec.writing import draft_yaml, to_yaml
from border_timeline.codec.yaml import Tree, read_yaml
from border_timeline.testing import any_event

CODEC = Codec()


def tree(text: str) -> dict[str, Tree]:
    document = read_yaml(text)
    assert document.problems == []
    assert isinstance(document.tree, dict)
    return document.tree


@given(any_event())
def test_an_event_of_any_type_is_read_back_from_its_file(event: Event) -> None:
    text = to_yaml(event, CODEC)

    assert CODEC.from_mapping(tree(text)) == event
    assert to_yaml(CODEC.from_mapping(tree(text)), CODEC) == text


@given(any_event())
def test_a_file_has_the_keys_of_the_canonical_form(event: Event) -> None:
    assert tree(to_yaml(event, CODEC)).keys() == CODEC.to_mapping(event).keys()


@given(any_event())
def test_only_words_that_cannot_be_broken_and_quoted_text_make_a_line_longer_than_100(
    event: Event,
) -> None:
    for line in to_yaml(event, CODEC).splitlines():
        text = line.strip().partition(": ")[2] or line.strip()
        assert len(line) <= 100 or " " not in text or '"' in text


@given(any_event(), st.data())
def test_a_draft_lacks_exactly_what_was_taken_from_its_event(
    event: Event, data: st.DataObject
) -> None:
    required = [a.name for a in attrs.fields(type(event)) if a.default is attrs.NOTHING]
    taken = data.draw(st.sets(st.sampled_from(required)))
    values = {k: v for k, v in CODEC.to_mapping(event).items() if k not in taken}
    found = tree(draft_yaml(type(event), values))

    if not taken:
        assert CODEC.from_mapping(found) == event
        return
    with pytest.raises(DatasetError) as caught:
        CODEC.from_mapping(found)
    assert {problem.field for problem in caught.value.problems} == taken
