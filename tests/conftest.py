"""How many examples a property is tried on.

Under CI Hypothesis takes its own `ci` profile: repeatable, 100 examples. At home it is
fewer, and others each time. `--hypothesis-profile=ci` asks for the first.
"""

import os

import hypothesis

hypothesis.settings.register_profile("home", max_examples=50, deadline=None)
if not os.environ.get("CI"):
    hypothesis.settings.load_profile("home")
