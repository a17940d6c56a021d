"""An abbreviation that is explained nowhere.

Readers who do not know it can ask for nothing but the glossary. It counts as explained if a term,
an actor or a place goes by it, if the pack somewhere writes out the name whose first letters it is,
or if a page says beside it what it is: in brackets, or between commas. It is told once, where it
first stands.

Fails::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: The TCB has voted., ending: true}

Passes::

    # nodes.yaml
    nodes:
      - {id: hall, title: The hall, body: The Town Council of the Bridge (TCB) has voted., ending: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.diagnostic import Severity
from explainer.model.ids import NodeId
from explainer.model.pack import Pack
from explainer.model.plural import counted
from explainer.rules.abbreviations import abbreviations, said_beside, spelt_out
from explainer.rules.rule import Finding
from explainer.rules.subject import Subject
from explainer.rules.texts import Told, all_texts, read_pages, running, running_words
from explainer.rules.where import Where

CODE = "N807"
LEVEL = Severity.NOTE


def check(subject: Subject) -> Iterator[Finding]:
    """Find each such abbreviation of a page, once."""
    pack = subject.pack
    used: dict[str, list[NodeId]] = {}
    told: set[str] = set()
    for node in read_pages(pack):
        text = running_words(node)
        for word, start in abbreviations(text):
            pages = used.setdefault(word, [])
            if not pages or pages[-1] != node.id:
                pages.append(node.id)
            if said_beside(text, word, start):
                told.add(word)
    unknown = used.keys() - told - _names(pack)
    if unknown:
        unknown -= spelt_out(unknown, _texts(pack))
    where = Where(subject)
    for word, pages in used.items():
        if word in unknown:
            yield Finding(
                where.words(Told("node", pages[0], "", prose=True), word),
                f"the abbreviation '{word}' is used on {counted(len(pages), 'page')}, and explained nowhere",
                "Write it out where it first comes, or give it a term in the glossary.",
            )


def _names(pack: Pack) -> set[str]:
    """Every word of a name that readers can ask for."""
    names: list[str] = []
    for term in pack.terms.values():
        names += [term.term, *term.aliases]
    for actor in pack.actors.values():
        names += [actor.name, actor.short, *actor.aliases]
    for place in pack.places.values():
        names += [place.name, *place.aliases]
    return {word for name in names for word in name.split()}


def _texts(pack: Pack) -> Iterator[str]:
    for told in all_texts(pack):
        if told.prose:
            yield from running(told.text)
        else:
            yield told.text
