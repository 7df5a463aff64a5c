"""Build hook: pack `events/` into the file of canonical lines that a wheel carries."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackRecord(BuildHookInterface[Any]):
    """Adds `border_timeline/record.jsonl` to a wheel. An editable one reads `events/` itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the record to a temporary file and have the wheel include it."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from border_timeline.codec.converter import Codec  # noqa: PLC0415 - found just now
        from border_timeline.codec.dataset import to_lines  # noqa: PLC0415 - likewise
        from border_timeline.stores.files import read_directory  # noqa: PLC0415 - likewise

        codec = Codec()
        self._folder = tempfile.TemporaryDirectory()
        packed = Path(self._folder.name) / "record.jsonl"
        packed.write_bytes(to_lines(read_directory(root / "events", codec), codec))
        build_data["force_include"][str(packed)] = "border_timeline/record.jsonl"
