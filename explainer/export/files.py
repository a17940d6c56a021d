"""Writing what was made to a file: whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, text: str, *, over: bool) -> None:
    """Write a text to a file; what was there stays until all of the new text is on the disk.

    Raises:
        FileExistsError: there is a file and it is not to be written over.
        OSError: it can't be written; what was there is as it was.
    """
    if not over:
        # Opened so that nothing that comes between looking and writing is lost.
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        return
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, "utf-8")
        part.replace(path)
    except OSError:
        if part.is_file():
            part.unlink()
        raise


def named_file(words: str) -> Path | None:
    """The file that somebody typed the name of, ``.md`` added where it has no ending; None: no such name."""
    words = words.strip()
    if not words or "\0" in words:
        return None
    try:
        path = Path(words).expanduser()
    except RuntimeError:
        # A home of nobody that is known.
        return None
    if not path.name:
        return None
    return path if path.suffix else path.with_name(f"{path.name}.md")
