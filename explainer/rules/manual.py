"""A manual: what a code means and why, with samples that break the rule and ones that keep it.

It is written as plain text: a heading that ends with a full stop, paragraphs between empty lines,
then ``Fails::`` and ``Passes::``, each with an indented sample. A sample holds one or several
files, each introduced by ``# name.yaml``; it leaves out what any small pack would do for.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from dataclasses import dataclass

_FILE = re.compile(r"# ((?:[\w-]+/)*[\w-]+\.yaml)")


@dataclass(frozen=True, slots=True)
class Sample:
    """Some files of a pack, as far as they matter."""

    text: str
    """As it is written, each file behind the line that introduces it."""

    @property
    def files(self) -> dict[str, str]:
        """What each file holds, by its name.

        Raises:
            ValueError: its first line introduces no file, or a file is introduced twice.
        """
        found: dict[str, str] = {}
        name = ""
        for line in self.text.splitlines(keepends=True):
            match = _FILE.fullmatch(line.strip()) if line.startswith("#") else None
            if match and match[1] in found:
                raise ValueError(f"{match[1]} is introduced twice")
            if match:
                name = match[1]
                found[name] = ""
            elif not name:
                raise ValueError(f"no file is introduced before {line.strip()!r}")
            else:
                found[name] += line
        return found


@dataclass(frozen=True, slots=True)
class Manual:
    """What is told of a code."""

    heading: str
    """What breaks it, in a few words, without a full stop."""
    paragraphs: tuple[str, ...]
    """What it means and why; a line of each may be broken anywhere between two words."""
    fails: tuple[Sample, ...]
    passes: tuple[Sample, ...]


def parse_manual(text: str) -> Manual:
    """The manual that a text is."""
    heading, *blocks = re.split(r"\n(?:[ \t]*\n)+(?! )", inspect.cleandoc(text))
    paragraphs: list[str] = []
    samples: dict[str, list[Sample]] = {"Fails::": [], "Passes::": []}
    for block in blocks:
        lead, _, rest = block.partition("\n")
        if lead.strip() in samples:
            samples[lead.strip()].append(Sample(textwrap.dedent(rest).strip("\n") + "\n"))
        else:
            paragraphs.append(" ".join(block.split()))
    return Manual(
        " ".join(heading.split()).rstrip("."),
        tuple(paragraphs),
        tuple(samples["Fails::"]),
        tuple(samples["Passes::"]),
    )
