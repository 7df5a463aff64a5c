"""Facts as researchers write them down, and files of them."""

from pathlib import Path
from typing import Any

import orjson

SOURCE = {"publisher": "BBC News", "date": "2024-07-08", "url": "https://bbc.co.uk/x"}


def fact(**more: Any) -> dict[str, Any]:
    """Return a fact of the research, as JSON holds it; a field of None is left out."""
    values = {
        "id": "2024-07-07-a-claim",
        "date": "2024-07-07",
        "kind": "claim-made",
        "subject": "Small boats",
        "fact": "Somebody said something. It was new.",
        "figures": {},
        "parties": ["Ann", "Bob"],
        "sources": [SOURCE],
        "confidence": "high",
        "notes": "Seen in one paper.",
        **more,
    }
    return {name: value for name, value in values.items() if value is not None}


def write_facts(folder: Path, *facts: dict[str, Any] | str) -> Path:
    lines = [f if isinstance(f, str) else orjson.dumps(f).decode() for f in facts]
    path = folder / "facts.jsonl"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path
