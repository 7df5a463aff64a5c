"""Tests that hold a store to the contract of `Store`, whatever it is made of.

Say in a test class how your store is opened, and pytest runs them:

>>> from pathlib import Path
>>> from border_timeline import MemoryStore, Store
>>> class TestMyStore(StoreConformance):
...     def open_store(self, place: Path) -> Store:
...         return MemoryStore()

A store that outlives its program is held to more by `DurableStoreConformance`.

What several writers do at once is no matter of luck here: one of them has its turn before
each line of the store that runs for another, so that a fault of that kind is found every time.
"""

from border_timeline.testing.conformance.durable import DurableStoreConformance
from border_timeline.testing.conformance.store import StoreConformance

__all__ = ["DurableStoreConformance", "StoreConformance"]
