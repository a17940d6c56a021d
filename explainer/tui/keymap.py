"""Which keys do what: the registry's, but for those a settings file moves elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, format_key, key_to_character

from explainer.settings import SettingsFile, nearest
from explainer.tui.action import Action
from explainer.tui.actions import tables

KEPT = {"ctrl+c": "copies or leaves", "ctrl+q": "leaves", "ctrl+p": "opens the palette"}
"""Keys that mean the same everywhere and can't be given away."""

_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")

_NAMES = {str(key.value) for key in Keys}

_DIGITS = set("0123456789")

_SHOWN = {"escape": "esc", "enter": "enter", "space": "space", "backspace": "backspace"}


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The keys that were moved; without any, everything is where the registry says."""

    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For actions, by name, the keys that do them now, the one to show first."""

    def worn(self, action: Action) -> Action:
        """An action with the keys it has now."""
        keys = self.moved.get(action.id) if action.may_move else None
        if keys is None:
            return action
        return replace(action, keys=",".join(keys), shown=shown_key(keys[0]))

    def shown(self, name: str, actions: Iterable[Action]) -> str:
        """The key of one of these actions, as a reader reads it."""
        return next(self.worn(action).key_words for action in actions if action.id == name)

    def for_textual(self) -> dict[str, str]:
        """The same as Textual takes it."""
        return {name: ",".join(keys) for name, keys in self.moved.items()}

    @property
    def taken(self) -> frozenset[str]:
        """Every key that something was moved to."""
        return frozenset(key for keys in self.moved.values() for key in keys)


def shown_key(key: str) -> str:
    """A key as a reader reads it: ``?`` for ``question_mark``, ``←`` for ``left``."""
    if key in _SHOWN:
        return _SHOWN[key]
    character = key_to_character(key)
    return character if character and character.isprintable() else format_key(key) if "+" not in key else key


def key_named(word: str) -> str | None:
    """The name Textual has for a key, which may be given as what it types; None: there is no such key."""
    if len(word) == 1:
        return _name_of(word)
    *modifiers, key = word.strip().split("+")
    modifiers = [part.strip().lower() for part in modifiers]
    if any(part not in _MODIFIERS for part in modifiers) or not key:
        return None
    # With a modifier there are no capitals: shift is one of them.
    key = key.lower() if modifiers else key
    name = _name_of(key) if len(key) == 1 else key.lower()
    known = name in _NAMES or len(name) == 1 or key_to_character(name) is not None
    return "+".join((*modifiers, name)) if known else None


def _name_of(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


# ---------------------------------------------------------------- what a file asks for


def keys_asked_for(file: SettingsFile) -> tuple[KeyMap, tuple[str, ...]]:
    """The keys a settings file moves, and what is wrong with what it asks for.

    What can't be done is left as it was: an unknown action or key, an action whose keys are numbers or
    stand among letters that are typed, and a key that would mean two things on one screen.
    """
    every = [action for actions in tables().values() for action in actions]
    names = {action.id for action in every if action.may_move}
    fixed = {action.id for action in every} - names
    moved: dict[str, tuple[str, ...]] = {}
    findings = []
    for name, words in file.keys.items():
        if name in fixed:
            findings.append(file.finding(name, f"{name} can't be given other keys. {_stays(name)}"))
            continue
        if name not in names:
            near = nearest(name, sorted(names))
            findings.append(file.finding(name, f"there is no action “{name[:40]}”{near}"))
            continue
        keys = [key_named(word) for word in words]
        wrong = next((word for word, key in zip(words, keys, strict=True) if not _is_free(key)), None)
        if wrong is None:
            moved[name] = tuple(dict.fromkeys(key for key in keys if key))
        else:
            findings.append(file.finding(name, f"{_why_not(wrong)} {_stays(name)}"))
    while (clash := _first_clash(moved)) is not None:
        name, key, other, where = clash
        del moved[name]
        said = f"{shown_key(key)} would be both {name} and {other} {where}. {_stays(name)}"
        findings.append(file.finding(name, said))
    return KeyMap(moved), tuple(findings)


def _is_free(key: str | None) -> bool:
    return key is not None and key not in KEPT and key not in _DIGITS


def _why_not(word: str) -> str:
    key = key_named(word)
    if key is None:
        names = sorted(name for name in _NAMES if "+" not in name and not name.startswith("<"))
        return f"there is no key “{word[:40]}”{nearest(word.lower(), names)}"
    return f"{word} {KEPT.get(key, 'takes the choice of that number')} everywhere."


def _stays(name: str) -> str:
    keys = dict.fromkeys(
        action.key_words for actions in tables().values() for action in actions if action.id == name
    )
    return f"{name} stays on {' and '.join(keys)}."


def _first_clash(moved: Mapping[str, Sequence[str]]) -> tuple[str, str, str, str] | None:
    """The moved action, the key, the other action and where, of one key that means two things."""
    order = list(moved)
    for table, actions in tables().items():
        owner: dict[str, str] = {}
        for action in actions:
            if action.numbered:
                continue
            keys = moved[action.id] if action.may_move and action.id in moved else action.keys.split(",")
            for key in keys:
                other = owner.setdefault(key, action.id)
                # The one named later gives way; what was not moved at all never does.
                pair = sorted((action.id, other), key=lambda name: order.index(name) if name in moved else -1)
                if other != action.id and pair[1] in moved:
                    return pair[1], key, pair[0], _where(table)
    return None


def _where(table: str) -> str:
    place = {
        "READING": "on a page",
        "TITLE": "on the title page",
        "SHEET": "in an answer",
        "PANEL": "in the side panel",
    }
    return place.get(table, f"in {table.lower()}")
