"""A persistent map: setting a key gives a new map and shares the rest with the old one.

A hash trie of 32-way branches (Bagwell 2001, "Ideal Hash Trees"). A step of the story copies
a few branches instead of everything the reader has seen, so it costs the same after a
hundred thousand steps, and every earlier state stays whole for undo and jump.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_BITS = 5
_MASK = (1 << _BITS) - 1
_HASH_BITS = 60
"""Below this depth, keys whose hashes agree share a bucket."""


class _Bucket:
    """Entries whose hashes agree as far as they are looked at."""

    __slots__ = ("entries",)

    def __init__(self, entries: tuple[tuple[Any, Any], ...]) -> None:
        self.entries = entries


class _Branch:
    """Up to 32 children, the present ones packed; bit i of ``bitmap`` says child i is there."""

    __slots__ = ("bitmap", "children")

    def __init__(self, bitmap: int, children: tuple[_Bucket | _Branch, ...]) -> None:
        self.bitmap = bitmap
        self.children = children


_EMPTY = _Branch(0, ())


class PMap(Mapping[K, V], Generic[K, V]):
    """An immutable mapping with O(log32 n) ``set``."""

    __slots__ = ("_root", "_size")

    def __init__(self, items: Mapping[K, V] | None = None) -> None:
        self._root = _EMPTY
        self._size = 0
        for key, value in (items or {}).items():
            self._root, added = _set(self._root, 0, hash(key), key, value)
            self._size += added

    def set(self, key: K, value: V) -> PMap[K, V]:
        """A map with the key set; itself if it already holds just that."""
        if self.get(key, _EMPTY) is value:
            return self
        new: PMap[K, V] = PMap.__new__(PMap)
        new._root, added = _set(self._root, 0, hash(key), key, value)
        new._size = self._size + added
        return new

    def __getitem__(self, key: K) -> V:
        code = hash(key)
        node: _Bucket | _Branch = self._root
        shift = 0
        while isinstance(node, _Branch):
            bit = 1 << ((code >> shift) & _MASK)
            if not node.bitmap & bit:
                raise KeyError(key)
            node = node.children[(node.bitmap & (bit - 1)).bit_count()]
            shift += _BITS
        for known, value in node.entries:
            if known == key:
                found: V = value
                return found
        raise KeyError(key)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[K]:
        stack: list[_Bucket | _Branch] = [self._root]
        while stack:
            node = stack.pop()
            if isinstance(node, _Branch):
                stack.extend(node.children)
            else:
                for key, _ in node.entries:
                    yield key

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return f"PMap({dict(self)!r})"


def _set(node: _Branch, shift: int, code: int, key: object, value: object) -> tuple[_Branch, int]:
    index = (code >> shift) & _MASK
    bit = 1 << index
    at = (node.bitmap & (bit - 1)).bit_count()
    children = node.children
    if not node.bitmap & bit:
        leaf = _Bucket(((key, value),))
        return _Branch(node.bitmap | bit, (*children[:at], leaf, *children[at:])), 1
    child = children[at]
    new: _Bucket | _Branch
    if isinstance(child, _Branch):
        new, added = _set(child, shift + _BITS, code, key, value)
    else:
        new, added = _set_in_bucket(child, shift + _BITS, code, key, value)
    return _Branch(node.bitmap, (*children[:at], new, *children[at + 1 :])), added


def _set_in_bucket(
    bucket: _Bucket, shift: int, code: int, key: object, value: object
) -> tuple[_Bucket | _Branch, int]:
    for index, (known, _) in enumerate(bucket.entries):
        if known == key:
            entries = (*bucket.entries[:index], (key, value), *bucket.entries[index + 1 :])
            return _Bucket(entries), 0
    if shift >= _HASH_BITS:
        return _Bucket((*bucket.entries, (key, value))), 1
    branch = _EMPTY
    for known, old in bucket.entries:
        branch, _ = _set(branch, shift, hash(known), known, old)
    return _set(branch, shift, code, key, value)
