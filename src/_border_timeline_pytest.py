"""The pytest plugin: `pytest --border-timeline events/` checks datasets of events as tests.

Every run of pytest imports this module wherever border_timeline is installed. So it stands
outside the package, and imports nothing of it before the flag asks for it.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag, and the options that say what else a dataset is written in."""
    parser.getgroup("border_timeline").addoption(
        "--border-timeline",
        action="store_true",
        help="check datasets of events: files, ledger, rules and laws",
    )
    for name, what in (
        ("border_timeline_types", "event types that datasets are written in"),
        ("border_timeline_views", "projections that the laws are held to"),
        ("border_timeline_rules", "rules that a check goes by"),
    ):
        parser.addini(name, f"further {what}, each as MODULE:NAME", type="linelist")


def pytest_configure(config: pytest.Config) -> None:
    """Collect datasets from now on, if the flag is given."""
    if config.getoption("--border-timeline"):
        from border_timeline.errors import BorderTimelineError  # noqa: PLC0415 - asked for

        try:
            from border_timeline.testing.items import Datasets  # noqa: PLC0415 - asked for

            config.pluginmanager.register(Datasets.of(config))
        except BorderTimelineError as error:  # the extra is missing, or an option is wrong
            raise pytest.UsageError(str(error)) from error
