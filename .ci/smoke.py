"""What a plain install of the wheel must answer, run far from any checkout."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import border_timeline as bt

timeline = bt.load()
events = len(timeline)


def pledged(day: str) -> str:
    """Return what the Border Security Command had been pledged by a day."""
    return str(timeline.as_of(day).funding["border-security-command"].pledged)


answers = {
    "rwanda-scheme on 2024-07-05": timeline.as_of("2024-07-05").policies["rwanda-scheme"].status,
    "rwanda-scheme on 2024-07-06": timeline.as_of("2024-07-06").policies["rwanda-scheme"].status,
    "command on 2024-07-06": "border-security-command" in timeline.as_of("2024-07-06").bodies,
    "command on 2024-07-07": "border-security-command" in timeline.as_of("2024-07-07").bodies,
    "pledged on 2024-11-02": pledged("2024-11-02"),
    "pledged on 2024-11-04": pledged("2024-11-04"),
    "pledged on 2025-03-31": pledged("2025-03-31"),
    "home secretary on 2018-01-01": timeline.as_of("2018-01-01").posts["home-secretary"].holder,
}
expected = {
    "rwanda-scheme on 2024-07-05": "in-force",
    "rwanda-scheme on 2024-07-06": "ended",
    "command on 2024-07-06": False,
    "command on 2024-07-07": True,
    "pledged on 2024-11-02": "GBP 75,000,000",
    "pledged on 2024-11-04": "GBP 150,000,000",
    "pledged on 2025-03-31": "GBP 150,000,000 to 180,000,000",
    "home secretary on 2018-01-01": "Amber Rudd",
}
if answers != expected:
    sys.exit(f"the wheel answers {answers}")
ledger = bt.verify()
if len(ledger.entries) != events or ledger.pending:
    sys.exit(f"the ledger of the wheel holds {len(ledger.entries)} events of {events}")
if "site-packages" not in str(Path(bt.__file__)):
    sys.exit(f"this is no installed wheel: {bt.__file__}")

program = Path(sys.executable).with_name("border-timeline")
told = subprocess.run([program, "as-of", "2024-07-07"], capture_output=True, text=True, check=False)  # noqa: S603 - our own program
if told.returncode == 0 or "border-timeline[cli]" not in told.stderr or "Trace" in told.stderr:
    sys.exit(f"without the extra the command line says {told.stderr!r}")
try:
    import_module("border_timeline.testing")
except bt.MissingExtraError as error:
    if "border-timeline[testing]" not in str(error):
        sys.exit(f"without the extra border_timeline.testing says {error}")
else:
    sys.exit("border_timeline.testing can be imported without its extra")
(plugin,) = entry_points(group="pytest11")
if find_spec(plugin.module) is None:
    sys.exit(f"the wheel names the plugin {plugin.value} and does not hold it")
print(f"{events} events, {len(answers)} answers as expected, ledger at {ledger.head[:12]}")  # noqa: T201 - the result
