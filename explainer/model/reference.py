"""A bibliography entry in words, as it stands under a claim."""

from __future__ import annotations

from explainer.model.claim import Source


def reference(source: Source, locator: str = "") -> str:
    """Author or publisher, title, symbol, container, date and place in it, in that order."""
    authors = [name.words() for name in source.author]
    who = ", ".join(authors[:3]) + (" and others" if len(authors) > 3 else "")
    parts = [who or source.publisher or source.container_title, source.title]
    if source.number and source.number not in source.title:
        parts.append(source.number)
    for place in (source.container_title, source.publisher):
        if place and place not in parts:
            parts.append(place)
    if source.issued:
        parts.append(source.issued.words())
    if locator:
        parts.append(locator)
    return ", ".join(part for part in parts if part) + "."
