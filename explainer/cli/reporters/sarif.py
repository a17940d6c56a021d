"""Findings as SARIF 2.1.0, the format in which code scanning and editors take them.

Format: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01;
the sections named here are its. Of what it allows, this writes what GitHub's page "SARIF support
for code scanning" says is read there, and the witness.

Paths are relative to the top of the repository, for that is what GitHub takes a relative path for;
``%SRCROOT%`` names the place as GitHub's own CodeQL does. Where it is on this machine is left out
(3.14.14 allows that), so that the same pack gives the same log everywhere. A pack outside of the
current folder has whole ``file:`` addresses.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from explainer import __version__
from explainer.cli.reporters.places import Places
from explainer.model.diagnostic import Diagnostic
from explainer.model.pack import RuleLevel
from explainer.prose.clean import visible
from explainer.rules.explain import Explained, all_codes, explain
from explainer.rules.manual import Manual

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ROOT = "%SRCROOT%"

_FINGERPRINT = "explainerFinding/v1"
"""The name of our fingerprint, and the version of how it is made (3.27.17).

It is not ``primaryLocationLineHash``: GitHub's upload makes that one itself, and warns of every
finding that came with another.
"""

_MOST_DESCRIBED = 1024
"""Characters GitHub allows a description of a rule."""

Json = dict[str, object]


def as_sarif(folder: Path, diagnostics: Sequence[Diagnostic], turned_off: Sequence[RuleLevel] = ()) -> str:
    """The log of one run, as JSON in ASCII: no encoding of a pipe or a file can harm it."""
    places = Places(folder)
    index = {code: number for number, code in enumerate(all_codes())}
    # One category a pack, so that the logs of several can be uploaded side by side; what stands
    # behind the last stroke would name the single run (3.17.3).
    category = f"explainer/{places.folder.as_posix().strip('/')}/"
    run: Json = {
        "tool": {"driver": _driver()},
        "automationDetails": {"id": visible(category)},
        "columnKind": "unicodeCodePoints",
    }
    if turned_off:
        off = [_turned_off(item, index[item.rule]) for item in turned_off]
        run["invocations"] = [{"executionSuccessful": True, "ruleConfigurationOverrides": off}]
    if places.inside:
        root = {"description": {"text": "The top of the repository, where the command was run."}}
        run["originalUriBaseIds"] = {_ROOT: root}
    marked = zip(diagnostics, _fingerprints(diagnostics), strict=True)
    run["results"] = [_result(item, index[item.code], places, mark) for item, mark in marked]
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _driver() -> Json:
    return {
        "name": "explainer",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(explain(code)) for code in all_codes()],
    }


def _rule(told: Explained) -> Json:
    manual = told.manual
    about = manual.paragraphs[0] if manual.paragraphs else f"{manual.heading}."
    rule: Json = {
        "id": told.code,
        "shortDescription": {"text": manual.heading},
        "fullDescription": {"text": _unmarked(about)[:_MOST_DESCRIBED]},
        # No braces are doubled here: the samples are YAML, and a help text takes no arguments.
        "help": {"text": _help(manual, _unmarked, "{}"), "markdown": _help(manual, str, "```yaml\n{}```")},
        "defaultConfiguration": {"level": str(told.level)},
    }
    if told.name:
        # What the reader of packs finds goes by its code alone.
        rule["name"] = told.name
    return rule


def _help(manual: Manual, prose: Callable[[str], str], sample: str) -> str:
    parts = [prose(text) for text in (f"{manual.heading}.", *manual.paragraphs)]
    for lead, samples in (("Fails:", manual.fails), ("Passes:", manual.passes)):
        for item in samples:
            parts += [lead, sample.replace("{}", item.text)]
    return "\n\n".join(parts).rstrip("\n")


def _unmarked(text: str) -> str:
    """The words of a manual without its marks of code, for readers that take no Markdown."""
    return text.replace("``", "'")


def _turned_off(item: RuleLevel, rule: int) -> Json:
    """That the pack turns a rule off, and why: a change of how the tool is set (3.51)."""
    return {
        "descriptor": {"id": item.rule, "index": rule},
        "configuration": {"enabled": False},
        "properties": {"because": visible(item.because)},
    }


def _result(item: Diagnostic, rule: int, places: Places, mark: str) -> Json:
    start, end = item.span.start, item.span.end
    result: Json = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": str(item.severity),
        "message": {"text": _plain(f"{item.message}. {item.hint}".strip())},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(places, item.span.file),
                    # The end is behind the last character in both (3.30.8). GitHub wants all four,
                    # so a finding about a whole file is an empty place at its beginning.
                    "region": {
                        "startLine": start.line,
                        "startColumn": start.column,
                        "endLine": end.line,
                        "endColumn": end.column,
                    },
                }
            }
        ],
        "partialFingerprints": {_FINGERPRINT: mark},
    }
    if item.witness:
        # Not a codeFlow: its steps are places in files (3.38), and a way through a story has none
        # but pages; GitHub wants a file for each.
        result["properties"] = {"witness": visible(item.witness)}
    return result


def _artifact(places: Places, file: str) -> Json:
    path = places.of(file)
    if not places.inside:
        return {"uri": Path(path).as_uri()}
    # A colon in the first part would read as a scheme, and a name need not be UTF-8.
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": _ROOT}


_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")
"""What a reader of SARIF would take for a link to another place (3.11.6)."""


def _plain(text: str) -> str:
    """The words as a message that says just them: braces doubled (3.11.5), and no links in it."""
    return _LINK.sub(r"\\[\1\\]", visible(text).replace("{", "{{").replace("}", "}}"))


_NAMED = re.compile("'([^']+)'|“([^”]+)”")
"""What a message is about; its other words may be put better one day, and numbers change."""


def _fingerprints(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """What tells each finding from the others and stays when lines move (appendix B).

    Made of its code, its file, the line it points into without white space and what it names; those
    that share all this are counted.
    """
    seen: Counter[str] = Counter()
    for item in diagnostics:
        named = [first or second for first, second in _NAMED.findall(item.message)]
        parts = [item.code, item.span.file, "".join(item.source.split()), *named]
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[digest] += 1
        yield f"{digest}:{seen[digest]}"
