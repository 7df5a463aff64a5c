"""The app: its commands, and how a command line ends.

Exit codes: 0 answered, 1 the dataset or its ledger is not in order, 2 a question amiss.
"""

from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError

from border_timeline.cli import drafting, importing, queries, upkeep
from border_timeline.cli.show import remark
from border_timeline.errors import BorderTimelineError, DatasetError, LedgerError

app = App(
    name="border-timeline",
    help="The state of UK border policy on any date, as known now or as the public knew it then.",
    version=version("border-timeline"),
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
)
for question in (queries.as_of, queries.history, queries.diff, queries.news, queries.explain):
    app.command(question, group="Questions")
for duty in (drafting.new, upkeep.check, upkeep.record, upkeep.verify):
    app.command(duty, group="Upkeep")
app.command(importing.imports)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are one paragraph on stderr."""
    try:
        code = app(arguments)
    except (DatasetError, LedgerError) as error:
        return _complain(error, 1)
    except (BorderTimelineError, CycloptsError) as error:
        return _complain(error, 2)
    except BrokenPipeError:  # the reader, such as head, has seen enough
        raise
    except OSError as error:
        return _complain(error, 1)
    return code if isinstance(code, int) else 0


def _complain(error: Exception, code: int) -> int:
    remark(f"error: {error}")
    return code
