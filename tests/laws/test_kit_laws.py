"""Every law of the kit holds for every projection of the bundled domain, and for the record."""

from typing import Any

import pytest
from hypothesis import settings

import border_timeline as bt
from border_timeline import Projection
from border_timeline.testing import LAWS, Law
from border_timeline.views import VIEWS
from planted import trying

#: There are many views, and each law is tried on logs of all of them elsewhere.
FEW = max(10, settings().max_examples // 5)


@pytest.fixture(scope="module")
def record() -> bt.Timeline:
    return bt.load()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_bundled_projection_keeps_every_law(law: Law, view: Projection[Any]) -> None:
    with trying(max_examples=FEW):
        law(view)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_bundled_record_keeps_every_law(law: Law, record: bt.Timeline) -> None:
    law(record)
