"""What a reader can set, and the file in which they may fix it.

A value comes from the settings file if it is named there, else from what was kept when it was last
changed, else it is the first of its values. The file is the reader's: it is read and never written.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from explainer.errors import SettingError, StoreError


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be set."""

    name: str
    values: tuple[str, ...]
    """What it can be, the first if nobody says otherwise."""
    help: str


OPTIONS = (
    Option("look", ("night", "paper", "contrast", "ansi"), "Colours; ansi takes the terminal's own."),
    Option("width", ("72", "66", "60"), "The longest line of prose, in letters."),
    Option("density", ("normal", "compact", "airy"), "How much room stands between paragraphs on a page."),
    Option("motion", ("full", "reduced"), "Whether anything may glide or blink."),
    Option("mouse", ("on", "off"), "Whether the mouse is listened to, from the next start on."),
    Option("study", ("on", "off"), "Whether you are asked about what you have read."),
)
"""Everything that can be set, in the order it is listed."""

_BY_NAME = {option.name: option for option in OPTIONS}

KEYS = "keys"
"""The table of the settings file that gives actions other keys."""

_LINE = re.compile(r"at line (\d+), column \d+")


class Keeper(Protocol):
    """Where settings last; the store is one."""

    def setting(self, name: str, default: str = "") -> str:
        """A value that was kept."""

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value."""


# ---------------------------------------------------------------- the file


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file as it was read; what was wrong in it is left out."""

    path: Path | None = None
    """Where it is, or would be; None: nowhere is looked."""
    found: bool = False
    """Whether there is one."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """The values it fixes."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For actions, by name, the keys they are given, as they were written."""
    findings: tuple[str, ...] = ()
    """What is wrong in it, each with file and line."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """On which line an action is named."""

    def finding(self, name: str, text: str) -> str:
        """A finding about an action it names, with its place."""
        line = self.lines.get(name, 0)
        return f"{self.path}:{line}: {text}" if line else f"{self.path}: {text}"


def read_settings_file(path: Path) -> SettingsFile:
    """Read a settings file; one that can't be read fixes nothing, and a finding says why."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        content = tomllib.loads(text)
    except FileNotFoundError:
        return SettingsFile(path)
    except OSError as error:
        return _unread(path, f"{path}: it can't be read: {error.strerror}.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _unread(path, f"{path}:{line}: it is not UTF-8.")
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        what = re.sub(r"\s*\(at .*\)", "", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        return _unread(path, f"{path}:{line}: {what[:1].lower()}{what[1:]}.")
    except RecursionError:
        return _unread(path, f"{path}: it is nested too deeply.")
    return _checked(path, text, content)


def _unread(path: Path, finding: str) -> SettingsFile:
    return SettingsFile(path, True, findings=(f"{finding} Nothing in it holds until that is mended.",))


def _checked(path: Path, text: str, content: Mapping[str, object]) -> SettingsFile:
    fixed: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    findings = []
    lines = {name: line for name in content if (line := _line_of(text, name))}

    def found(name: str, what: str, within: str = "") -> None:
        line = _line_of(text, name, within)
        findings.append(f"{path}:{line}: {what}" if line else f"{path}: {what}")

    for name, value in content.items():
        if name == KEYS and isinstance(value, dict):
            for action, given in value.items():
                wanted = _keys(given)
                lines[action] = _line_of(text, action, KEYS)
                if wanted is None:
                    found(action, f"{action} is given a key or a list of keys, in quotes.", KEYS)
                else:
                    keys[action] = wanted
            continue
        try:
            fixed[option_named(name).name] = value_named(option_named(name), _word(value))
        except SettingError as error:
            found(name, str(error))
    return SettingsFile(path, True, fixed, keys, tuple(findings), lines)


def _word(value: object) -> str:
    """A value as a reader may write it: 60 or "60", true or "on"."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"


def _keys(given: object) -> tuple[str, ...] | None:
    wanted = [given] if isinstance(given, str) else given
    if not isinstance(wanted, list) or not wanted or not all(isinstance(key, str) and key for key in wanted):
        return None
    return tuple(wanted)


def _line_of(text: str, name: str, within: str = "") -> int:
    """The line on which a name is given its value; 0 if that can't be told."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r"\s*\[\s*([^\]]*?)\s*\]", line):
            table = match[1]
            if not within and table == name:
                return number
        named = re.match(r"""\s*(?:keys\s*\.\s*)?["']?([^"'=]*?)["']?\s*=""", line)
        inside = table or (KEYS if re.match(r"\s*keys\s*\.", line) else "")
        if named and named[1] == name and inside == within:
            return number
    return 0


# ---------------------------------------------------------------- names and values


def option_named(name: str) -> Option:
    """The option of that name; its beginning is enough.

    Raises:
        SettingError: there is none; the nearest is named.
    """
    word = name.strip().casefold()
    begun = [option for option in OPTIONS if word and option.name.startswith(word)]
    if word in _BY_NAME:
        return _BY_NAME[word]
    if len(begun) == 1:
        return begun[0]
    names = [option.name for option in OPTIONS]
    raise SettingError(f"There is no setting “{name[:40]}”{nearest(word, names)}")


def value_named(option: Option, value: str) -> str:
    """One of the option's values; its beginning is enough.

    Raises:
        SettingError: it is none of them; the nearest is named.
    """
    word = value.strip().casefold()
    begun = [known for known in option.values if word and known.startswith(word)]
    if word in option.values:
        return word
    if len(begun) == 1:
        return begun[0]
    raise SettingError(f"{option.name.capitalize()} can't be “{value[:40]}”{nearest(word, option.values)}")


def nearest(word: str, names: Sequence[str]) -> str:
    """The end of a sentence that names what may have been meant, or all there is."""
    near = difflib.get_close_matches(word[:40], names, 1, 0.6)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there is {', '.join(names)}." if len(names) < 10 else "."


# ---------------------------------------------------------------- what holds


class Settings:
    """What holds now."""

    def __init__(self, keeper: Keeper | None = None, file: SettingsFile | None = None) -> None:
        self._keeper = keeper
        self.file = file or SettingsFile()
        """What the reader fixed."""
        self._values = {option.name: self._kept(option) for option in OPTIONS} | dict(self.file.fixed)

    def _kept(self, option: Option) -> str:
        value = ""
        if self._keeper is not None:
            try:
                value = self._keeper.setting(option.name)
            except StoreError:
                # The reader is told by whoever opens the runs; a default serves till then.
                value = ""
        return value if value in option.values else option.values[0]

    def __getitem__(self, name: str) -> str:
        """The value that holds."""
        return self._values[name]

    @property
    def width(self) -> int:
        """The longest line of prose."""
        return int(self["width"])

    def is_fixed(self, name: str) -> bool:
        """Whether the settings file says it, so that it can't be changed here."""
        return name in self.file.fixed

    def change(self, name: str, value: str) -> None:
        """Change a value now, and for the next start.

        Raises:
            SettingError: there is no such setting or value, or the file fixes it.
        """
        option = option_named(name)
        wanted = value_named(option, value)
        if self.is_fixed(option.name):
            raise SettingError(f"{option.name.capitalize()} is {FIXED}: {self[option.name]}.")
        self._values[option.name] = wanted
        if self._keeper is not None:
            try:
                self._keeper.set_setting(option.name, wanted)
            except StoreError:
                # It holds while this window is open.
                self._keeper = None

    def turn(self, name: str, by: int = 1) -> str:
        """Change to the value after this one, or before; gives it.

        Raises:
            SettingError: the file fixes it.
        """
        values = option_named(name).values
        self.change(name, values[(values.index(self[name]) + by) % len(values)])
        return self[name]


FIXED = "fixed in settings.toml"
"""Said of what can't be changed here."""
