"""What can be set: where a value comes from, the reader's own file, line mode, and what doctor says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli.main import run
from explainer.errors import SettingError, StoreError
from explainer.line.reader import LineReader
from explainer.model.pack import Pack
from explainer.settings import (
    OPTIONS,
    Settings,
    SettingsFile,
    option_named,
    read_settings_file,
    value_named,
)
from explainer.store.paths import settings_file
from explainer.store.store import Store, open_store
from explainer.tui.actions import tables
from explainer.tui.keymap import KEPT, KeyMap, key_named, keys_asked_for, shown_key
from explainer.tui.pages import GAPS
from explainer.tui.themes import LOOKS

DEFAULTS = {option.name: option.values[0] for option in OPTIONS}


def written(folder: Path, text: str | bytes) -> SettingsFile:
    """A settings file with this in it, as it is read."""
    path = folder / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings_file(path)


@pytest.fixture
def store(walled_off: Path) -> Iterator[Store]:
    opened = open_store(walled_off)
    yield opened
    opened.close()


# ---------------------------------------------------------------- values


def test_every_option_can_be_drawn() -> None:
    assert option_named("look").values == tuple(look.name for look in LOOKS)
    assert set(option_named("density").values) == set(GAPS)
    assert all(int(value) >= 60 for value in option_named("width").values)


def test_a_value_is_what_was_kept_or_else_the_first(store: Store) -> None:
    settings = Settings(store)
    assert {option.name: settings[option.name] for option in OPTIONS} == DEFAULTS

    settings.change("wid", "6 0".replace(" ", ""))
    settings.change("look", "pap")

    again = Settings(store)
    assert (again["width"], again.width, again["look"]) == ("60", 60, "paper")


def test_a_kept_value_there_is_not_any_more_is_the_first(store: Store) -> None:
    store.set_setting("density", "crushed")

    assert Settings(store)["density"] == "normal"


def test_a_store_that_fails_changes_nothing_for_this_window() -> None:
    class Broken:
        def setting(self, name: str, default: str = "") -> str:
            raise StoreError(f"no {name}, not even {default}")

        def set_setting(self, name: str, value: str) -> None:
            raise StoreError(f"no {name} {value}")

    settings = Settings(Broken())
    settings.change("width", "66")

    assert settings.width == 66


def test_turning_goes_round() -> None:
    settings = Settings()
    seen = [settings.turn("width") for _ in range(3)]

    assert seen == ["66", "60", "72"]
    assert settings.turn("width", -1) == "60"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("wdith", "60", "There is no setting “wdith”; did you mean width?"),
        ("m", "off", "There is no setting “m”; there is look, width, density, motion, mouse, study."),
        ("look", "nigth", "Look can't be “nigth”; did you mean night?"),
        ("width", "6000", "Width can't be “6000”; did you mean 60?"),
        ("", "x", "There is no setting “”; there is look, width, density, motion, mouse, study."),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings().change(name, value)
    assert str(caught.value) == said


@given(st.text(), st.text())
def test_any_words_change_a_setting_or_say_why_not(name: str, value: str) -> None:
    settings = Settings()
    with suppress(SettingError):
        settings.change(name, value)
    assert all(settings[option.name] in option.values for option in OPTIONS)


# ---------------------------------------------------------------- the file


def test_no_file_fixes_nothing(tmp_path: Path) -> None:
    file = read_settings_file(tmp_path / "settings.toml")

    assert (file.found, dict(file.fixed), dict(file.keys), file.findings) == (False, {}, {}, ())
    assert list(tmp_path.iterdir()) == []


def test_a_file_fixes_what_it_names(tmp_path: Path, store: Store) -> None:
    store.set_setting("width", "66")
    store.set_setting("look", "paper")
    file = written(tmp_path, 'width = 60\nmotion = "reduced"\nmouse = false\n[keys]\nmap = "M"\n')
    settings = Settings(store, file)

    assert file.findings == ()
    assert dict(file.keys) == {"map": ("M",)}
    assert (settings.width, settings["motion"], settings["mouse"]) == (60, "reduced", "off")
    assert settings["look"] == "paper"
    assert settings.is_fixed("width")
    with pytest.raises(SettingError, match=r"Width is fixed in settings.toml: 60."):
        settings.change("width", "72")
    assert settings.width == 60
    assert store.setting("width") == "66"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("width = \n", 1, "invalid value. Nothing in it holds"),
        ('look = "paper"\nwidth = [\n', 3, "Nothing in it holds"),
        (b'look = "paper"\n\xff\n', 2, "it is not UTF-8. Nothing in it holds"),
    ],
)
def test_a_file_that_is_no_toml_fixes_nothing_and_says_where(
    text: str | bytes, line: int, said: str, tmp_path: Path
) -> None:
    file = written(tmp_path, text)

    assert dict(file.fixed) == {}
    assert len(file.findings) == 1
    assert file.findings[0].startswith(f"{tmp_path / 'settings.toml'}:{line}: ")
    assert said in file.findings[0]


def test_a_file_that_is_a_folder_fixes_nothing(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    file = read_settings_file(tmp_path / "settings.toml")

    assert len(file.findings) == 1
    assert "can't be read" in file.findings[0]


def test_each_wrong_entry_is_told_with_its_line_and_the_rest_holds(tmp_path: Path) -> None:
    text = (
        '# mine\nlok = "paper"\nwidth = 61\ndensity = "airy"\nmotion = ["full"]\n[keys]\nmap = 3\nask = "A"\n'
    )
    file = written(tmp_path, text)
    path = tmp_path / "settings.toml"

    assert dict(file.fixed) == {"density": "airy"}
    assert dict(file.keys) == {"ask": ("A",)}
    assert file.findings == (
        f"{path}:2: There is no setting “lok”; did you mean look?",
        f"{path}:3: Width can't be “61”; there is 72, 66, 60.",
        f"{path}:5: Motion can't be “a list”; there is full, reduced.",
        f"{path}:7: map is given a key or a list of keys, in quotes.",
    )


def test_a_table_of_keys_may_be_written_with_dots(tmp_path: Path) -> None:
    file = written(tmp_path, 'keys.map = "M"\nkeys."asc" = "A"\n')

    assert dict(file.keys) == {"map": ("M",), "asc": ("A",)}
    assert file.lines["asc"] == 2


@given(st.text(max_size=80))
def test_any_text_is_read_or_told(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        file = read_settings_file(path)
        keys_asked_for(file)
    assert all(value in option_named(name).values for name, value in file.fixed.items())


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("word", "name", "shown"),
    [
        ("M", "M", "M"), ("?", "question_mark", "?"), ("question_mark", "question_mark", "?"),
        ("ctrl+k", "ctrl+k", "ctrl+k"), ("Ctrl+K", "ctrl+k", "ctrl+k"), ("left", "left", "←"),
        ("escape", "escape", "esc"), ("f5", "f5", "f5"), ("/", "slash", "/"), ("-", "minus", "-"),
        (",", "comma", ","), ("ž", "ž", "ž"), ("shift+tab", "shift+tab", "shift+tab"),
    ],
)  # fmt: skip
def test_keys_go_by_name_or_by_what_they_type(word: str, name: str, shown: str) -> None:
    assert key_named(word) == name
    assert shown_key(name) == shown


@pytest.mark.parametrize("word", ["kkk", "ctrl+", "hyperr+x", "", "ctrl+kkk"])
def test_there_is_no_such_key(word: str) -> None:
    assert key_named(word) is None


def asked(**keys: str | tuple[str, ...]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    given = {name: (words,) if isinstance(words, str) else words for name, words in keys.items()}
    file = SettingsFile(Path("settings.toml"), True, keys=given, lines=dict.fromkeys(given, 7))
    keymap, findings = keys_asked_for(file)
    return dict(keymap.moved), findings


def test_nothing_clashes_as_it_is() -> None:
    assert asked() == ({}, ())


def test_keys_can_be_swapped() -> None:
    moved, findings = asked(map="p", positions="m")

    assert moved == {"map": ("p",), "positions": ("m",)}
    assert findings == ()


def test_an_action_may_have_several_keys() -> None:
    moved, findings = asked(ask=("A", "ctrl+a"))

    assert moved == {"ask": ("A", "ctrl+a")}
    assert findings == ()


def test_a_key_that_would_mean_two_things_stays_where_it_was() -> None:
    moved, findings = asked(map="c", ask="A")

    assert moved == {"ask": ("A",)}
    assert findings == ("settings.toml:7: c would be both map and claims on a page. map stays on m.",)


def test_of_two_that_want_one_key_the_first_has_it() -> None:
    moved, findings = asked(map="M", ask="M")

    assert moved == {"map": ("M",)}
    assert findings == ("settings.toml:7: M would be both ask and map on a page. ask stays on a.",)


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("mapp", "M", "there is no action “mapp”; did you mean map?"),
        ("map", "kkk", "there is no key “kkk”"),
        ("map", "ctrl+c", "ctrl+c copies or leaves everywhere. map stays on m."),
        ("map", "3", "3 takes the choice of that number everywhere. map stays on m."),
        ("take", "x", "take can't be given other keys. take stays on 1-9"),
    ],
)
def test_what_can_not_be_moved_is_told(name: str, key: str, said: str) -> None:
    moved, findings = asked(**{name: key})

    assert moved == {}
    assert len(findings) == 1
    assert findings[0].startswith("settings.toml:7: ")
    assert said in findings[0]


NAMES = sorted({action.id for actions in tables().values() for action in actions if action.may_move})


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from("abcdefMNX,?>"), max_size=8))
def test_whatever_is_asked_for_no_key_means_two_things(keys: dict[str, str]) -> None:
    moved, _ = asked(**keys)
    keymap = KeyMap(moved)
    for table, actions in tables().items():
        owner: dict[str, str] = {}
        for action in actions:
            if action.numbered:
                continue
            for key in keymap.worn(action).keys.split(","):
                assert owner.setdefault(key, action.id) == action.id, (table, key)
                assert key not in KEPT


# ---------------------------------------------------------------- line mode


def reader(pack: Pack, settings: Settings, widest: int = 0) -> tuple[LineReader, list[str]]:
    said: list[str] = []
    return LineReader(pack, None, said.append, settings=settings, widest=widest), said


def test_line_mode_lists_and_changes(bridge: Pack) -> None:
    settings = Settings(None, SettingsFile(Path("there/settings.toml"), True, {"mouse": "off"}))
    reading, _ = reader(bridge, settings)
    for before in ([], ["1"]):
        # On the title page as on any other.
        for line in before:
            reading.answer(line)
        told = " ".join(" ".join(reading.answer("settings").lines).split())
        assert "width: 72 (or 66, 60). The longest line of prose, in letters." in told
        assert "mouse: off (fixed in settings.toml)." in told
        assert "can be fixed in there/settings.toml." in told

    assert reading.answer("set width 60").lines == ["Width is 60."]
    assert max(len(line) for line in reading.answer("look").lines) <= 60
    assert reading.answer("set look to paper").lines == ["Look is paper on the screens."]
    assert reading.answer("set study off").lines == ["Study is off."]
    refused = reading.answer("set mouse on")
    assert refused.lines == ["Mouse is fixed in settings.toml: off."]
    assert not refused.understood
    assert not reading.answer("set nothing 5").understood
    assert "width:" in "".join(reading.answer("set width").lines)


def test_a_width_that_is_set_is_never_more_than_the_terminals(bridge: Pack) -> None:
    reading, _ = reader(bridge, Settings(), widest=40)

    assert reading.answer("set width 66").lines == ["Width is 66."]
    assert max(len(line) for line in reading.answer("1").lines) <= 40


def test_undo_and_redo_say_only_what_is_new(bridge: Pack) -> None:
    reading, _ = reader(bridge, Settings())
    reading.answer("1")
    reading.answer("2")

    for line in ("undo", "redo"):
        assert "You have read this page; look shows it again." in reading.answer(line).lines


def test_help_here_names_what_works_on_this_page(bridge: Pack) -> None:
    reading, _ = reader(bridge, Settings())
    reading.answer("1")
    told = reading.answer("help here").lines

    assert told[:2] == ["On this page you can type:", "a number:  1; 2."]
    assert any(line.startswith("ask … about …:  ") for line in told)
    assert any(line.startswith("a room:  ") for line in told)


# ---------------------------------------------------------------- doctor


def checks(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], bool]:
    run(["doctor", "--json"])
    found = json.loads(capsys.readouterr().out)
    mine = [item for item in found["checks"] if item["name"] == "settings"]
    return [item["found"] for item in mine], all(item["ok"] for item in mine)


def test_doctor_tells_where_the_file_would_be_and_whether_it_reads_well(
    walled_off: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings_file(None)
    assert checks(capsys) == ([f"none fixed; they would be read from {path}"], True)

    walled_off.mkdir(parents=True, exist_ok=True)
    path.write_text('width = 60\n[keys]\nmap = "M"\n', "utf-8")
    assert checks(capsys) == ([f"{path}, 1 fixed, 1 key moved"], True)
    path.write_text('width = 60\n[keys]\nmap = "M"\nledger = "X"\n', "utf-8")
    assert checks(capsys) == ([f"{path}, 1 fixed, 2 keys moved"], True)

    path.write_text('widht = 60\n[keys]\nmap = "c"\n', "utf-8")
    found, good = checks(capsys)
    assert not good
    assert found == [
        f"{path}:1: There is no setting “widht”; did you mean width?",
        f"{path}:3: c would be both map and claims on a page. map stays on m.",
    ]


def test_a_value_is_found_by_its_beginning() -> None:
    assert value_named(option_named("dens"), "comp") == "compact"
