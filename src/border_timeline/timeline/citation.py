"""Citations: which question was asked of which record, and what the answer was."""

from hashlib import sha256
from typing import Any

import attrs
import orjson
from attrs import frozen


@frozen(kw_only=True)
class Citation:
    """A question, the record it was asked of, and the digest of the answer.

    `as_of`, `known_at` and `recorded_at` are the dates asked for, `YYYY-MM-DD`. `title` and
    `version` are the dataset's. `events` is how many events the ledger held, so that what is
    recorded later changes nothing; it is None where not all of them were recorded. `digest`
    is the SHA-256 of the states as canonical JSON. All of it is plain: `to_dict()` goes into
    a file, and `Citation(**mapping)` comes back from it.
    """

    as_of: str
    known_at: str | None = None
    recorded_at: str | None = None
    title: str | None = None
    version: str | None = None
    events: int | None = None
    digest: str

    def to_dict(self) -> dict[str, Any]:
        """Return the citation as plain values that JSON can hold."""
        return attrs.asdict(self)

    def __str__(self) -> str:
        parts = [
            self.title or "An untitled record",
            f"version {self.version}" if self.version else "",
            f"{self.events:,} recorded events" if self.events is not None else "",
            f"as of {self.as_of}",
            f"as known on {self.known_at}" if self.known_at else "",
            f"as recorded on {self.recorded_at}" if self.recorded_at else "",
            f"SHA-256 {self.digest}",
        ]
        return ", ".join(part for part in parts if part)


def digest(states: Any) -> str:
    """Return the SHA-256 of plain values as canonical JSON, in hexadecimal."""
    return sha256(orjson.dumps(states, option=orjson.OPT_SORT_KEYS)).hexdigest()
