"""From facts to event files that a person finishes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import NOTHING, frozen

from border_timeline.codec.converter import Codec
from border_timeline.codec.ledger import read_ledger
from border_timeline.codec.writing import BLANK, draft_yaml
from border_timeline.errors import DatasetError, Problem, did_you_mean
from border_timeline.events import (
    VOCABULARY,
    ActCommenced,
    BillStageReached,
    BodyLaunched,
    CommitmentDropped,
    CommitmentMade,
    Correction,
    CourtRuled,
    Event,
    FigureReported,
    IncidentOccurred,
    OperationLaunched,
    PolicyEnded,
    PostFilled,
    PostVacated,
)
from border_timeline.importers.facts import Fact, FactSource, Value, read_facts
from border_timeline.importers.files import taken, write_files
from border_timeline.money import CURRENCIES, Money
from border_timeline.stores.files import LEDGER_FILE, existing

#: The type of event that fits each kind of fact best; a type is a kind by its own name, too.
KINDS: Mapping[str, type[Event]] = {
    **{cls.type: cls for cls in VOCABULARY if cls is not Correction},
    "act-in-force": ActCommenced,
    "appointment": PostFilled,
    "bill-stage": BillStageReached,
    "body-created": BodyLaunched,
    "court-ruling": CourtRuled,
    "departure": PostVacated,
    "incident": IncidentOccurred,
    "operation": OperationLaunched,
    "policy-scrapped": PolicyEnded,
    "statistic-reported": FigureReported,
    "target-dropped": CommitmentDropped,
    "target-set": CommitmentMade,
}
#: The fields for the one party that a fact names, where a type must have one of them.
_PERSON = ("speaker", "holder", "by")
_COUNTS = ("deaths", "missing", "rescued", "aboard", "capacity", "headcount")
_AMOUNT = re.compile(r"amount_([a-z]{3})")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%'\u2019][.!?]) +(?=[A-Z'\u2018£])")


@frozen
class Draft:
    """An event file to be finished: its id, its type, and where it was written."""

    id: str
    type: str
    file: Path


def import_facts(file: str | Path, directory: str | Path) -> tuple[Draft, ...]:
    """Write a draft of an event into a directory for each fact of a file, one JSON object a line.

    A draft holds what the fact says; what an event of its type must have besides is a line
    that is commented out, and reading the directory tells that it is missing.

    Raises `DatasetError` that lists every line that is no fact, or whose kind fits no type
    of event, or whose id the directory has already, in a file or in its ledger. Nothing
    is written then.
    """
    facts = read_facts(file)
    folder = Path(directory)
    there, recorded = _there(folder)
    problems: list[Problem] = []
    drafts: dict[Draft, str] = {}
    for number, fact in facts.items():
        for message, name in _refusals(fact, there, recorded):
            problems.append(Problem(message, name, fact.id, str(file), number))
        if cls := KINDS.get(fact.kind):
            year = fact.date.latest.year
            draft = Draft(fact.id, cls.type, folder / f"{year:04}" / f"{fact.id}.yaml")
            drafts[draft] = draft_yaml(cls, _values(cls, fact))
    if problems:
        raise DatasetError(problems)
    write_files(folder, {draft.file: text for draft, text in drafts.items()})
    return tuple(drafts)


def _there(folder: Path) -> tuple[Mapping[str, Path], frozenset[str]]:
    """Return the files of a directory by id, and the ids in its ledger."""
    if not folder.exists():
        return {}, frozenset()
    files = {path.stem: path for path in existing(folder).rglob("*.y*ml")}
    ledger = folder / LEDGER_FILE
    if not ledger.exists():
        return files, frozenset()
    return files, frozenset(read_ledger(ledger.read_bytes(), str(ledger), Codec()).recorded)


def _refusals(
    fact: Fact, there: Mapping[str, Path], recorded: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield why no draft of a fact is written, each with the name of the field."""
    if fact.kind not in KINDS:
        near = did_you_mean(fact.kind, KINDS) or f"; write {', '.join(sorted(KINDS))}"
        yield f"found {fact.kind!r}, which no type of event is for{near}", "kind"
    if fact.id in there:
        yield f"found {fact.id!r}: {taken(there[fact.id])}", "id"
    elif fact.id in recorded:
        yield f"found {fact.id!r}, which is in the ledger: its event was recorded", "id"


def _values(cls: type[Event], fact: Fact) -> dict[str, Any]:
    """Return what a fact says of each field of a type, as a file holds it."""
    title, rest = _headline(fact.fact)
    values: dict[str, Any] = {
        "id": fact.id,
        "effective": str(fact.date),
        "title": title,
        "sources": [_source(source) for source in fact.sources],
        **_own(cls, fact),
    }
    if fact.known and str(fact.known) != str(fact.date.latest):
        values["known"] = str(fact.known)
    if remarks := list(_remarks(fact, "" if "text" in values else rest)):
        values["notes"] = " ".join(remarks)
    return values


def _headline(fact: str) -> tuple[str, str]:
    """Return the first sentence of a fact without its end, and what follows."""
    first, *rest = _SENTENCE_END.split(fact, maxsplit=1)
    return first.removesuffix("."), "".join(rest)


def _own(cls: type[Event], fact: Fact) -> dict[str, Any]:
    """Return what a fact says beyond doubt of the fields that are a type's own."""
    fields = attrs.fields_dict(cls)
    required = (name for name in _PERSON if name in fields and fields[name].default is NOTHING)
    person = next(required, "")
    said = _said(fact, person)
    return {name: value for name, value in said if name in fields and value is not None}


def _said(fact: Fact, person: str) -> Iterator[tuple[str, str | None]]:
    """Yield fields that some type has, each with what a fact says of it, or None."""
    yield "text", fact.fact
    yield "place", fact.places[0] if len(fact.places) == 1 else None
    yield person, fact.parties[0] if len(fact.parties) == 1 else None
    for name in _COUNTS:
        count = fact.figures.get(name)
        yield name, str(count) if isinstance(count, int) and count >= 0 else None
    yield "value", _only_number(fact)
    yield "amount", _only_amount(fact)


def _only_number(fact: Fact) -> str | None:
    [*figures] = fact.figures.values()
    return str(figures[0]) if len(figures) == 1 and isinstance(figures[0], int) else None


def _only_amount(fact: Fact) -> str | None:
    """Return the amount of a fact that gives just one, in one currency."""
    amounts = [(name, value) for name, value in fact.figures.items() if name.startswith("amount")]
    if len(amounts) != 1:
        return None
    [(name, value)] = amounts
    found = _AMOUNT.fullmatch(name)
    currency = found[1].upper() if found else ""
    if currency not in CURRENCIES or not isinstance(value, int) or value <= 0:
        return None
    return str(Money(value, currency))


def _source(source: FactSource) -> dict[str, Any]:
    publisher = f"{source.publisher}, {source.title}" if source.title else source.publisher
    return {
        "publisher": publisher,
        "published": str(source.date) if source.date else BLANK,
        **({"url": source.url} if source.url else {}),
    }


def _remarks(fact: Fact, rest: str) -> Iterator[str]:
    """Yield what a fact says that no field holds, sentence by sentence."""
    yield from filter(None, [rest, fact.notes or ""])
    if fact.subject:
        yield f"Subject: {fact.subject}."
    if fact.figures:
        yield f"Figures: {', '.join(f'{n} {_worded(v)}' for n, v in fact.figures.items())}."
    if fact.places:
        yield f"Places: {', '.join(fact.places)}."
    if fact.parties:
        yield f"Parties: {', '.join(fact.parties)}."
    if fact.confidence:
        yield f"Confidence: {fact.confidence}."


def _worded(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
