"""A pack that was opened before, kept as JSON so that opening it again reads no YAML.

The key is a hash of every file's bytes, so a changed pack never meets its old self. Only values
of the model can come out of a cache file, whatever is written in it; one that can't be read is
ignored and written anew.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import enum
import json
import os
import sys
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

from explainer import __version__
from explainer.model import date, diagnostic, pack
from explainer.model.pack import FORMAT, Manifest, Pack
from explainer.packs.collector import no_collector

KEPT = 8
"""Packs kept in a cache folder; the one opened longest ago goes first."""


LAYOUT = 3
"""How values are kept: another number whenever a class of the model has the same fields with other values."""


def _classes(*modules: ModuleType) -> dict[str, tuple[type, int]]:
    return {
        name: (found, len(dataclasses.fields(found)) if dataclasses.is_dataclass(found) else 1)
        for module in modules
        for name, found in vars(module).items()
        if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.StrEnum))
    }


_CLASSES = _classes(date, pack) | {"Severity": (diagnostic.Severity, 1)}
"""Every class that may come out of a cache file, by name, with how many values make one.

First those of a manifest.
"""


def _know_all_classes() -> None:
    from explainer.model import (
        card,
        claim,
        condition,
        event,
        expectation,
        node,
        outline,
        people,
        prose,
    )

    _CLASSES.update(_classes(card, claim, condition, event, expectation, node, outline, people, prose))


def cache_key(root: Path, files: Iterable[Path]) -> str:
    """A name for just these bytes as read by just this program.

    Raises:
        OSError: a file can't be read.
    """
    digest = blake2b(f"{__version__} {FORMAT} {LAYOUT} {sys.version_info[:2]}".encode(), digest_size=20)
    for path in files:
        data = path.read_bytes()
        # A name that is not UTF-8 has bytes too.
        digest.update(os.fsencode(path.relative_to(root).as_posix()) + f"\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def kept_pack(folder: Path, key: str) -> Pack | None:
    """The pack of that key, or None."""
    _know_all_classes()
    found = _read(folder, key, line=1)
    if not isinstance(found, Pack):
        return None
    with contextlib.suppress(OSError):
        # The file's time says when it was opened last.
        os.utime(folder / f"{key}.json")
    return found


def kept_manifest(folder: Path, key: str) -> Manifest | None:
    """The manifest of the pack of that key, without reading the rest, or None."""
    found = _read(folder, key, line=0)
    return found if isinstance(found, Manifest) else None


def keep(folder: Path, key: str, opened: Pack) -> None:
    """Keep a pack. That it can't be kept is no harm, and is not told."""
    lines = [
        json.dumps(_encode(value), ensure_ascii=False, separators=(",", ":"))
        for value in (opened.manifest, opened)
    ]
    text = "\n".join(f"{_checksum(line)} {line}" for line in lines)
    with contextlib.suppress(OSError, ValueError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{key}.{os.getpid()}.part"
        try:
            part.write_text(text, "utf-8")
            part.replace(folder / f"{key}.json")
        finally:
            # On a full disk half of it is there.
            part.unlink(missing_ok=True)
        for old in sorted(folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)[KEPT:]:
            old.unlink(missing_ok=True)


def _checksum(line: str) -> str:
    """What tells a line that was written whole from one that was damaged since."""
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _read(folder: Path, key: str, line: int) -> object:
    try:
        with no_collector(), (folder / f"{key}.json").open(encoding="utf-8") as file:
            for _ in range(line):
                file.readline()
            checksum, _, kept = file.readline().rstrip("\n").partition(" ")
            return _decode(json.loads(kept)) if checksum == _checksum(kept) else None
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


# ---------------------------------------------------------------- values and their JSON


def _encode(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    if isinstance(value, enum.StrEnum):
        return [type(value).__name__, str(value)]
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, tuple):
        return ["tuple", *map(_encode, value)]
    if isinstance(value, Mapping):
        return ["dict", *([_encode(key), _encode(item)] for key, item in value.items())]
    fields = dataclasses.fields(value)
    return [type(value).__name__, *(_encode(getattr(value, field.name)) for field in fields)]


def _decode(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, list):
        return value
    kind = value[0]
    if kind == "tuple":
        return tuple([_decode(item) if type(item) is list else item for item in value[1:]])
    if kind == "dict":
        return {_decode(key): _decode(item) for key, item in value[1:]}
    if kind == "date":
        return datetime.date.fromisoformat(value[1])
    made, count = _CLASSES[kind]
    if len(value) != count + 1:
        # Kept by a program that knew more or fewer of them.
        raise ValueError(f"{kind} of {len(value) - 1} values")
    return made(*[_decode(item) if type(item) is list else item for item in value[1:]])
