"""How many examples a property is tried on.

Under CI Hypothesis takes its own `ci` profile: repeatable, 100 examples. At home it is
fewer, and others each time. `--hypothesis-profile=ci` asks for the first, and `quick` for a
few, which is enough to see which lines are run.
"""

import os

import hypothesis

hypothesis.settings.register_profile("home", max_examples=50, deadline=None)
hypothesis.settings.register_profile("quick", max_examples=10, deadline=None, derandomize=True)
if not os.environ.get("CI"):
    hypothesis.settings.load_profile("home")
