"""Findings for whoever reads them: one format a module.

``text`` is for a person, ``data`` for a program that knows packs, ``sarif`` and ``github`` for
those that know only the files of a repository; ``places`` tells these where a pack's are.
"""

from __future__ import annotations

from explainer.cli.reporters.data import as_data
from explainer.cli.reporters.text import as_text, in_words, tally

__all__ = ["as_data", "as_text", "in_words", "tally"]
