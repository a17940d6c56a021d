"""A word that passes judgment, in the pack's own voice.

``verdict_words`` in ``pack.yaml`` lists the words that decide what the sides dispute: one side's
*liberation* is the other's *occupation*. They may be reported as somebody's words. So they are let
be between quotation marks, in a quote, and in names, such as the Kosovo Liberation Army; and where
it is said whose they are: the words name an actor of the pack, or rest on a claim that is disputed
or argues a side's case, or, in English, have a verb that reports, such as *say* or *call*. Found
are whole words, small or large, in the texts, titles and choices of pages and in claims; list every
form you mean.

Fails::

    # pack.yaml
    verdict_words: [betrayal]
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: The vote was a betrayal., ending: true}

Passes::

    # pack.yaml
    verdict_words: [betrayal]
    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: 'The drivers called the vote “a betrayal”.', ending: true}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.claim import Claim
from explainer.model.diagnostic import Severity
from explainer.model.ids import ClaimId
from explainer.model.node import Node
from explainer.model.pack import Pack
from explainer.packs.argued_words import paragraphs
from explainer.prose.references import CITATION, citation_ids
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import Told, read_pages
from explainer.rules.where import Where
from explainer.rules.wording import opening

CODE = "N901"
LEVEL = Severity.NOTE

_QUOTED = re.compile(
    r'"[^"\n]{0,600}"|“[^”\n]{0,600}”|«[^»\n]{0,600}»|»[^«\n]{0,600}«|„[^“”\n]{0,600}[“”]'
    r"|‘[^’\n]{0,600}’|^[ ]{0,3}>[^\n]*",
    re.MULTILINE,
)
"""Words between quotation marks, and the lines of a quote; an apostrophe opens nothing."""

_LINK = re.compile(r"\[\[[^\[\]|\n]{0,200}\\?\||\]\([^()\s]{0,500}\)")
"""The parts of links that readers do not see."""

_REPORTED = re.compile(
    r"\b(?:say|said|says|saying|call(?:s|ed|ing)?|nam(?:es|ed|ing)|term(?:s|ed|ing)|describ(?:es?|ed|ing)"
    r"|accus(?:es?|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:es?|ed|ing)|warn(?:s|ed|ing)?|sp(?:eak|eaks|oke)"
    r"|claim(?:s|ed|ing)?|holds?|held|argu(?:es?|ed|ing)|sees|saw|according to)\b",
    re.IGNORECASE,
)
"""What makes words somebody's, in English."""

_BEFORE = re.compile(r"([^\W_]+)[ \[*]+$")
_AFTER = re.compile(r"[ \]*]+([^\W_]+)")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that rest on the same claims."""

    told: Told
    words: str
    rests_on: tuple[Claim, ...] = ()
    reported_in: str = ""
    """Where it would be said whose words they are, if not among them."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find each stretch of words with one, if the pack lists any."""
    listed = subject.pack.manifest.verdict_words
    if not listed:
        return
    verdicts = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)
    english = subject.pack.manifest.language.partition("-")[0].casefold() == "en"
    names = _Names(subject.pack)
    where = Where(subject)
    for stretch in _stretches(subject.pack):
        found = _found(stretch, verdicts)
        if found and not _said_by_somebody(stretch, names, english=english):
            yield Finding(
                where.words(stretch.told, found, after=stretch.words),
                f"{stretch.told.owner} says “{found}” in the pack's own voice: {opening(stretch.words)}",
                "Say whose word it is, put it between quotation marks, or take another.",
            )


def _stretches(pack: Pack) -> Iterator[_Stretch]:
    for node in read_pages(pack):
        yield from _on_page(pack, node)
    for claim in pack.claims.values():
        for line in (claim.label, claim.statement):
            yield _Stretch(Told("claim", claim.id, line), line, (claim,), claim.statement)


def _on_page(pack: Pack, node: Node) -> Iterator[_Stretch]:
    for line in (node.title, *(choice.text for choice in node.choices)):
        yield _Stretch(Told("node", node.id, line), line)
    for text in node.texts:
        told = Told("node", node.id, text.text, prose=True)
        for paragraph in paragraphs(text.text):
            start = 0
            for match in CITATION.finditer(paragraph):
                claims = (pack.claims.get(ClaimId(name)) for name in citation_ids(match[1]))
                yield _Stretch(
                    told, paragraph[start : match.start()], tuple(claim for claim in claims if claim)
                )
                start = match.end()
            yield _Stretch(told, paragraph[start:])


def _found(stretch: _Stretch, verdicts: re.Pattern[str]) -> str:
    """The first verdict word that is neither quoted nor part of a name, as written, or nothing."""
    if not verdicts.search(stretch.words):
        return ""
    seen = _LINK.sub("", _QUOTED.sub('""', stretch.words))
    return next((match[0] for match in verdicts.finditer(seen) if not _in_a_name(seen, match)), "")


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether it has a capital, and so has a word beside it: ``Liberation Army``."""
    if not match[0][0].isupper():
        return False
    before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
    after = _AFTER.match(text, match.end())
    return any(beside is not None and beside[1][0].isupper() for beside in (before, after))


class _Names:
    """The names that actors go by, to be found in a text."""

    def __init__(self, pack: Pack) -> None:
        self._by_first: dict[str, list[str]] = {}
        for actor in pack.actors.values():
            for name in (actor.name, actor.short, *actor.aliases):
                first = _WORD.search(name.removeprefix("The "))
                if first:
                    self._by_first.setdefault(first[0], []).append(name.removeprefix("The "))

    def in_text(self, text: str) -> bool:
        """Whether one stands in a text, as a whole word."""
        for match in _WORD.finditer(text):
            for name in self._by_first.get(match[0], ()):
                start = match.start() - name.find(match[0])
                end = start + len(name)
                if text[start:end] == name and not text[end : end + 1].isalnum():
                    return True
        return False


def _said_by_somebody(stretch: _Stretch, names: _Names, *, english: bool) -> bool:
    if any(claim.disputed or claim.argues for claim in stretch.rests_on):
        return True
    words = stretch.reported_in or stretch.words
    return names.in_text(words) or (english and _REPORTED.search(words) is not None)
