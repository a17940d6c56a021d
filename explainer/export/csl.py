"""A pack's sources as CSL-JSON, for Zotero, pandoc and whatever else reads bibliographies.

Format: https://github.com/citation-style-language/schema, csl-data.json, version 1.0.2.
"""

from __future__ import annotations

import json

from explainer.model.claim import Name, Source
from explainer.model.pack import Pack


def as_csl(pack: Pack) -> str:
    """Every source of a pack, as one JSON list, ending with a newline."""
    return (
        json.dumps([csl_item(source) for source in pack.sources.values()], ensure_ascii=False, indent=1)
        + "\n"
    )


def csl_item(source: Source) -> dict[str, object]:
    """One source under the names CSL gives its parts; what it lacks is left out."""
    item: dict[str, object] = {"id": source.id, "type": source.type, "title": source.title}
    if source.author:
        item["author"] = [_name(name) for name in source.author]
    if source.issued:
        parts = [source.issued.year, source.issued.month, source.issued.day]
        item["issued"] = {"date-parts": [[part for part in parts if part]]}
    fields = {
        "publisher": source.publisher,
        "container-title": source.container_title,
        "number": source.number,
        "URL": source.url,
        "genre": source.genre,
        "note": source.note,
    }
    return {**item, **{key: value for key, value in fields.items() if value}}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {key: value for key, value in (("family", name.family), ("given", name.given)) if value}
