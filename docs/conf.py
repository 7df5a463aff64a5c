"""How the documentation is built: sphinx-build -W docs docs/_build."""

from importlib.metadata import version as installed

project = "border_timeline"
author = "The border_timeline contributors"
copyright = "2026, The border_timeline contributors"  # noqa: A001 - the name Sphinx reads
release = version = installed("border-timeline")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["ref.python"]  # a class is documented where it is exported, too
autodoc_typehints = "description"
autodoc_member_order = "bysource"
default_role = "code"
