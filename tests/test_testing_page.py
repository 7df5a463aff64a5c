"""The page on testing names every law, with what it says, and every strategy."""

import re
from pathlib import Path

import border_timeline.testing as kit
from border_timeline.testing import LAWS

PAGE = (Path(__file__).parents[1] / "docs" / "testing.md").read_text("utf-8")
NO_STRATEGIES = {
    "every_store_gives_the_same_timeline",
    "given",
    "register",
    "store_machine",
    "timeline_of",
}


def table(heading: str) -> list[tuple[str, str]]:
    """Return the two cells of each row of the table whose first column is called so."""
    _, _, rest = PAGE.partition(f"| {heading} | ")
    rows = rest.partition("\n\n")[0].split("\n")[2:]
    return [(row.split(" | ")[0].removeprefix("| "), row.split(" | ")[1][:-2]) for row in rows]


def test_the_page_tells_of_every_law_what_it_says() -> None:
    laws = [(f"`{law.__name__}`", str(law.__doc__).partition("\n")[0]) for law in LAWS]
    assert table("law") == laws


def test_the_page_tells_of_every_strategy() -> None:
    named = {name for cell, _ in table("strategy") for name in re.findall(r"`(\w+)\(", cell)}
    functions = {name for name in kit.__all__ if name.islower() and callable(getattr(kit, name))}
    assert named == functions - NO_STRATEGIES
