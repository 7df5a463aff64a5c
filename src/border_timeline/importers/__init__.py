"""Importers: from what others publish to event files, for people to look over and record."""

from border_timeline.importers.arrivals import Imported, import_arrivals
from border_timeline.importers.drafts import KINDS, Draft, import_facts

__all__ = ["KINDS", "Draft", "Imported", "import_arrivals", "import_facts"]
