"""Sources: where a fact was read."""

from datetime import date
from typing import Any

import attrs
import pytest

from border_timeline import BorderTimelineError, EdtfDate, Source
from builders import source


def test_a_source_needs_a_publisher_and_a_day() -> None:
    found = source("2024-07-07")

    assert found.publisher == "Daily Paper"
    assert found.published == EdtfDate("2024-07-07")
    assert (found.url, found.archived, found.accessed, found.locator) == (None,) * 4
    assert found.supports == ()


def test_a_source_reads_each_field() -> None:
    found = source(
        "2024-07?",
        publisher=" Daily Paper ",
        url="https://example.org/a",
        archived="https://web.archive.org/a",
        accessed=date(2026, 11, 21),
        locator="page 3",
        supports=["amount", "nature"],
    )

    assert found == Source(
        publisher="Daily Paper",
        published=EdtfDate("2024-07?"),
        url="https://example.org/a",
        archived="https://web.archive.org/a",
        accessed=EdtfDate("2026-11-21"),
        locator="page 3",
        supports=("amount", "nature"),
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("publisher", "", "found nothing"),
        ("published", "last week", "found 'last week'"),
        ("url", "example.org", "whole web address"),
        ("archived", "example.org", "whole web address"),
        ("accessed", "2024-13", "does not exist"),
        ("locator", 3, "found 3, which is no text"),
        ("supports", "amount", "write a list"),
        ("supports", [""], "found nothing"),
    ],
)
def test_a_source_refuses_what_its_fields_do_not_hold(name: str, value: Any, message: str) -> None:
    fields = {"publisher": "Daily Paper", "published": "2024-07-07", name: value}

    with pytest.raises(BorderTimelineError, match=message):
        Source(**fields)


@pytest.mark.parametrize("missing", ["publisher", "published"])
def test_a_source_says_which_field_is_missing(missing: str) -> None:
    fields: dict[str, Any] = {"publisher": "Daily Paper", "published": "2024-07-07"}
    del fields[missing]

    with pytest.raises(TypeError, match=missing):
        Source(**fields)


def test_a_source_does_not_change_and_can_be_a_key() -> None:
    found = source("2024-07-07")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.publisher = "ITV"  # type: ignore[misc] # the mistake it is about
    assert {found: 1}[source("2024-07-07")] == 1
