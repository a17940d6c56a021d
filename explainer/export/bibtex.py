"""A pack's sources as BibTeX."""

from __future__ import annotations

import re

from explainer.model.claim import Name, Source
from explainer.model.pack import Pack

TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
"""The BibTeX type of each CSL type; the rest are ``misc``."""

_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}

_STEERING = re.compile(r"[{}\\]")
"""What BibTeX reads as its own, and no title needs."""


def as_bibtex(pack: Pack) -> str:
    """Every source of a pack as BibTeX, in the pack's order, ending with a newline."""
    from pybtex.database import BibliographyData

    entries = {source.id: _entry(source) for source in pack.sources.values()}
    text: str = BibliographyData(entries).to_string("bibtex")
    return text.rstrip("\n") + "\n"


def _entry(source: Source) -> object:
    from pybtex.database import Entry, Person

    kind = TYPES.get(source.type, "misc")
    fields = {
        # Braces keep the capitals that a style would take away.
        "title": f"{{{_plain(source.title)}}}",
        _CONTAINER.get(kind, "howpublished"): _plain(source.container_title),
        _PUBLISHER.get(kind, "publisher"): _plain(source.publisher),
        "type": _plain(source.genre),
        "number": _plain(source.number),
        "year": str(source.issued.year) if source.issued else "",
        "month": str(source.issued.month) if source.issued and source.issued.month else "",
        "day": str(source.issued.day) if source.issued and source.issued.day else "",
        "url": _plain(source.url),
        "note": _plain(source.note),
    }
    people = [Person(_person(name)) for name in source.author]
    entry: object = Entry(
        kind,
        fields=[(key, value) for key, value in fields.items() if value],
        persons={"author": people} if people else {},
    )
    return entry


def _person(name: Name) -> str:
    """A name in the form that leaves no doubt: ``Family, Given``, or a body in braces."""
    if name.literal or not name.family:
        return f"{{{_plain(name.words())}}}"
    given = _plain(name.given)
    # "and" stands between persons, wherever it is not in braces.
    given = f"{{{given}}}" if " and " in f" {given.lower()} " else given
    return f"{{{_plain(name.family)}}}" + (f", {given}" if given else "")


def _plain(text: str) -> str:
    return _STEERING.sub("", text)
