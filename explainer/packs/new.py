"""Beginning a pack: the small, whole one in ``template``, under a name and a title of one's own."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from explainer.packs.locate import MANIFEST_FILE
from explainer.packs.schema import ANY, file_name, schema_text

TEMPLATE = Path(__file__).resolve().parent / "template"
"""A pack like any other: what is written is what lies there, but for what ``begin`` is given."""


def is_free(folder: Path) -> bool:
    """Whether a pack can begin there: nothing is there, or nothing but what a pack takes no notice of.

    Raises:
        OSError: it can't be looked into.
    """
    # A file is none that can be looked into; a folder that is new to git has a .git in it.
    return not folder.exists() or all(entry.name.startswith(".") for entry in folder.iterdir())


def begin(folder: Path, manifest: Mapping[str, str]) -> list[str]:
    """Write a whole pack and the schema beside it, or nothing; give the names of the files.

    Args:
        folder: where to; made if it isn't there.
        manifest: values for keys of ``pack.yaml`` that stand there in one line.

    Raises:
        OSError: it can't be written, or one of the files is there already.
    """
    texts = {path.name: path.read_text("utf-8") for path in sorted(TEMPLATE.glob("*.yaml"))}
    texts[MANIFEST_FILE] = _with_values(texts[MANIFEST_FILE], manifest)
    texts[file_name(ANY)] = schema_text(ANY)
    made = not folder.exists()
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                written.append(folder / name)
                file.write(text)
    except OSError:
        with contextlib.suppress(OSError):
            for path in written:
                path.unlink()
            if made:
                folder.rmdir()
        raise
    return list(texts)


def _with_values(text: str, values: Mapping[str, str]) -> str:
    lines = text.split("\n")
    for key, value in values.items():
        # A text in JSON's quotes is one in YAML's too, whatever is in it; an id needs none.
        shown = value if key == "id" else json.dumps(value, ensure_ascii=False)
        at = next(index for index, line in enumerate(lines) if line.startswith(f"{key}: "))
        lines[at] = f"{key}: {shown}"
    return "\n".join(lines)
