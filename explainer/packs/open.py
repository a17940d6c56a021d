"""Opening a pack to be read: from the cache if it is just the same, else from its files."""

from __future__ import annotations

from pathlib import Path

from explainer.model.pack import Manifest, Pack
from explainer.packs.files import MAX_FILE_BYTES, MAX_PACK_BYTES, yaml_files


class _Noted:
    """Whether anything is wrong with the files; what it is, opening them tells."""

    anything = False

    def for_file(self, file: str, code: str, message: str, hint: str = "") -> None:  # noqa: ARG002
        """Note that something is."""
        self.anything = True


def open_pack(root: Path, cache: Path | None = None) -> Pack:
    """The pack in a folder.

    Args:
        root: the pack's folder.
        cache: the folder where opened packs are kept, or None to keep nothing.

    Raises:
        PackInvalid: it has errors.
    """
    key = _key(root) if cache else ""
    if cache and key:
        from explainer.packs.cache import keep, kept_pack

        found = kept_pack(cache, key)
        if found is not None:
            return found
    # Deferred: with the pack in the cache, neither YAML nor the decoder is needed.
    from explainer.packs.load import open_pack as read_pack

    opened = read_pack(root)
    # An author may have saved a file in between: what was read would go by the name of what was there.
    if cache and key and _key(root) == key:
        keep(cache, key, opened)
    return opened


def open_manifest(root: Path, cache: Path | None = None) -> Manifest | None:
    """What a title page needs of a pack, or None if that can't be told."""
    key = _key(root) if cache else ""
    if cache and key:
        from explainer.packs.cache import kept_manifest

        found = kept_manifest(cache, key)
        if found is not None:
            return found
    from explainer.packs.load import load_manifest

    return load_manifest(root)


def _key(root: Path) -> str:
    """The key of the files as they are now, or nothing if they are not fit to be kept."""
    from explainer.packs.cache import cache_key

    noted = _Noted()
    files = yaml_files(root, noted)
    try:
        sizes = [path.stat().st_size if path.is_file() else MAX_FILE_BYTES + 1 for path in files]
        if noted.anything or max(sizes, default=0) > MAX_FILE_BYTES or sum(sizes) > MAX_PACK_BYTES:
            return ""
        return cache_key(root, files)
    except OSError:
        return ""
