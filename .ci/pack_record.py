"""Build hook: pack `events/` into the one file that a wheel carries."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackRecord(BuildHookInterface[Any]):
    """Adds `border_timeline/record.jsonl` to a wheel. An editable one reads `events/` itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the record to a temporary file and have the wheel include it.

        Only what is recorded goes out: raises `LedgerError` where an event is not, and
        `DatasetError` where the record is not what its ledger says.
        """
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from border_timeline.codec.converter import Codec  # noqa: PLC0415 - found just now
        from border_timeline.codec.dataset import to_packed  # noqa: PLC0415 - likewise
        from border_timeline.errors import LedgerError  # noqa: PLC0415 - likewise
        from border_timeline.stores.files import (  # noqa: PLC0415 - likewise
            LEDGER_FILE,
            read_directory,
        )

        dataset = read_directory(root / "events", Codec())
        missing = "all its events" if dataset.ledger is None else ", ".join(dataset.ledger.pending)
        if missing:
            raise LedgerError(f"not recorded yet, so that no wheel can carry them: {missing}")
        self._folder = tempfile.TemporaryDirectory()
        packed = Path(self._folder.name) / "record.jsonl"
        ledger = (root / "events" / LEDGER_FILE).read_bytes()
        packed.write_bytes(to_packed(dataset.info, ledger))
        build_data["force_include"][str(packed)] = "border_timeline/record.jsonl"
