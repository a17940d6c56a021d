"""Beginning a pack: one of those in ``templates``, under a name and a title of one's own."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from explainer.packs.locate import MANIFEST_FILE
from explainer.packs.schema import ANY, file_name, schema_text

_TEMPLATES = Path(__file__).resolve().parent / "templates"

SAMPLE = _TEMPLATES / "sample"
"""A small, whole story, with comments that teach. A template is a pack like any other: what is written
is what lies there, but for what ``begin`` is given."""

BARE = _TEMPLATES / "bare"
"""One page that tells nothing yet."""


_PLAIN = {"id", "as_of"}


def is_free(folder: Path) -> bool:
    """Whether a pack can begin there: nothing is there, or nothing but what a pack takes no notice of.

    Raises:
        OSError: it can't be looked into.
    """
    # A file is none that can be looked into; a folder that is new to git has a .git in it.
    return not folder.exists() or all(entry.name.startswith(".") for entry in folder.iterdir())


def begin(folder: Path, template: Path, manifest: Mapping[str, str]) -> list[str]:
    """Write a whole pack and the schema beside it, or nothing; give the names of the files.

    Args:
        folder: where to; made if it isn't there.
        template: ``SAMPLE`` or ``BARE``.
        manifest: values for keys of ``pack.yaml`` that stand there in one line.

    Raises:
        OSError: it can't be written, or one of the files is there already.
    """
    texts = {path.name: path.read_text("utf-8") for path in sorted(template.glob("*.yaml"))}
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
        # A text in JSON's quotes is one in YAML's too, whatever is in it; an id and a date need none.
        shown = value if key in _PLAIN else json.dumps(value, ensure_ascii=False)
        at = next(index for index, line in enumerate(lines) if line.startswith(f"{key}: "))
        before, sign, comment = lines[at].partition("  #")
        after = f"{sign}{comment}" if key in _PLAIN and sign else ""
        lines[at] = f"{key}: {shown}".ljust(len(before) if after else 0) + after
    return "\n".join(lines)
