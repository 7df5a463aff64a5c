"""Errors: what they are, what they say, and where."""

import pickle

import pytest

import border_timeline as bt
from border_timeline import BorderTimelineError, DatasetError, FieldError, Problem
from border_timeline.errors import did_you_mean


@pytest.mark.parametrize(
    ("error", "built_in"),
    [
        (bt.DateError, ValueError),
        (bt.DateTypeError, TypeError),
        (bt.FieldError, ValueError),
        (bt.CurrencyError, ValueError),
        (bt.EventTypeError, TypeError),
        (bt.FigureError, ValueError),
        (bt.LedgerError, ValueError),
        (bt.ConcurrencyError, RuntimeError),
        (bt.PathError, LookupError),
        (bt.CitationError, ValueError),
        (bt.MissingExtraError, ImportError),
        (bt.UnknownKeyError, KeyError),
        (bt.UnknownViewError, AttributeError),
        (bt.DatasetError, ValueError),
    ],
)
def test_every_error_is_ours_and_the_built_in_that_it_is_a_kind_of(
    error: type[Exception], built_in: type[Exception]
) -> None:
    assert issubclass(error, BorderTimelineError)
    assert issubclass(error, built_in)


def test_a_field_error_names_its_field_where_it_has_one() -> None:
    assert str(FieldError("found 3; write text")) == "found 3; write text"
    assert str(FieldError("found 3", field="sources[0].url")) == "sources[0].url: found 3"


def test_an_unknown_key_reads_as_a_sentence() -> None:
    assert str(bt.UnknownKeyError("there is no 'x'")) == "there is no 'x'"


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("is wrong"), "is wrong"),
        (Problem("is wrong", field="title"), "title: is wrong"),
        (Problem("is wrong", field="title", event="e"), "e: title: is wrong"),
        (Problem("is wrong", event="e", file="e.yaml"), "e.yaml: is wrong"),
        (Problem("is wrong", event="e", file="e.yaml", line=3), "e.yaml:3: is wrong"),
        (Problem("is wrong", field="title", file="e.yaml", line=3), "e.yaml:3: title: is wrong"),
    ],
)
def test_a_problem_says_where_it_is(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_a_dataset_error_lists_every_problem() -> None:
    error = DatasetError([Problem("one", field="a"), Problem("two", file="b.yaml", line=2)])

    assert [problem.message for problem in error.problems] == ["one", "two"]
    assert str(error) == "2 problems in the dataset:\n  a: one\n  b.yaml:2: two"


def test_a_dataset_error_of_one_problem_does_not_say_problems() -> None:
    assert str(DatasetError([Problem("one")])) == "1 problem in the dataset:\n  one"


def test_a_dataset_error_may_be_made_from_any_iterable() -> None:
    assert len(DatasetError(Problem(text) for text in "abc").problems) == 3


@pytest.mark.parametrize(
    "error",
    [
        DatasetError([Problem("one", field="a", event="e", file="f.yaml", line=9)]),
        DatasetError(Problem(text) for text in ("one", "two")),
        bt.UnknownKeyError("there is no 'x'"),
        bt.DateError("found 'x'"),
        FieldError("found 3"),
        FieldError("found 3", field="sources[0].url"),
    ],
)
def test_an_error_survives_pickling(error: BorderTimelineError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_a_near_name_is_suggested() -> None:
    assert did_you_mean("titel", ["title", "notes"]) == "; did you mean 'title'?"


def test_several_near_names_are_suggested() -> None:
    assert " or " in did_you_mean("act-pased", ["act-passed", "act-paused"])


def test_at_most_three_near_names_are_suggested() -> None:
    assert did_you_mean("name", ["name1", "name2", "name3", "name4"]).count("'") == 6


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert did_you_mean("zzz", ["title", "notes"]) == ""
