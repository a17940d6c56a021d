"""``explainer doctor``: what this installation has, and what is wrong with it."""

from __future__ import annotations

import argparse

from explainer.cli.exit_codes import ExitCode
from explainer.cli.result import CommandResult
from explainer.model.plural import counted


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "doctor",
        parents=[shared],
        help="look at this installation",
        description="Say what this installation has: versions, the terminal, where progress is kept "
        "and whether it is whole, which packs are here and whether they open.",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> CommandResult:
    """Look at everything; changes nothing."""
    checks = [*_programs(), *_terminal(), *_progress(options), *_settings(options), *_packs(options)]
    lines = [f"{'ok' if good else 'BAD':<4}{name}: {found}" for name, found, good in checks]
    data = {"checks": [{"name": name, "found": found, "ok": good} for name, found, good in checks]}
    bad = any(not good for _, _, good in checks)
    return CommandResult(ExitCode.FINDINGS if bad else ExitCode.DONE, "\n".join(lines), data)


Check = tuple[str, str, bool]


def _programs() -> list[Check]:
    import importlib.metadata
    import platform
    import sqlite3

    from explainer import __version__
    from explainer.packs.yaml_tree import HAS_LIBYAML

    found: list[Check] = [
        ("explainer", __version__, True),
        ("python", f"{platform.python_version()} on {platform.system()}", True),
    ]
    for name in ("textual", "markdown-it-py", "pyyaml", "fsrs", "platformdirs"):
        try:
            found.append((name, importlib.metadata.version(name), True))
        except importlib.metadata.PackageNotFoundError:
            found.append((name, "not installed", False))
    fast = "yes" if HAS_LIBYAML else "no; packs open about six times as slowly"
    # STRICT tables came with SQLite 3.37.
    new_enough = sqlite3.sqlite_version_info >= (3, 37)
    found += [("libyaml", fast, True), ("sqlite", sqlite3.sqlite_version, new_enough)]
    return found


def _terminal() -> list[Check]:
    import locale
    import os
    import shutil
    import sys

    from explainer.cli.play import wants_lines

    size = shutil.get_terminal_size()
    face = "line mode" if wants_lines() else "the screen"
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    return [
        (
            "terminal",
            f"TERM={os.environ.get('TERM', '')} {size.columns}x{size.lines}, opens as {face}",
            True,
        ),
        ("encoding", encoding, encoding.lower().replace("-", "") == "utf8"),
    ]


def _progress(options: argparse.Namespace) -> list[Check]:
    import os
    import sqlite3

    from explainer.errors import StoreError
    from explainer.store.migrate import refuse_newer
    from explainer.store.paths import DATABASE, data_folder

    folder = data_folder(options.data_dir)
    path = folder / DATABASE
    try:
        if not path.is_file():
            home = next((place for place in (folder, *folder.parents) if place.exists()), folder)
            if not home.is_dir() or not os.access(home, os.W_OK):
                return [("progress", f"can't be kept in {folder}: {home} can't be written in", False)]
            return [("progress", f"none yet; it will be kept in {folder}", True)]
        # Only looked at: a damaged file is set aside when it is opened to be read on.
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            refuse_newer(connection)
            verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            runs = connection.execute("SELECT count(*) FROM runs").fetchone()[0]
        finally:
            connection.close()
    except StoreError as error:
        return [("progress", f"{path}: {error}", False)]
    except (sqlite3.Error, OSError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        return [("progress", f"{path} can't be read: {reason}", False)]
    return [("progress", f"{path}, {counted(runs, 'run')}, {verdict}", verdict == "ok")]


def _settings(options: argparse.Namespace) -> list[Check]:
    from explainer.settings import read_settings_file
    from explainer.store.paths import settings_file
    from explainer.tui.keymap import keys_asked_for

    file = read_settings_file(settings_file(options.data_dir))
    if not file.found:
        return [("settings", f"none fixed; they would be read from {file.path}", True)]
    keys, findings = keys_asked_for(file)
    wrong = [*file.findings, *findings]
    if wrong:
        return [("settings", finding, False) for finding in wrong]
    return [
        ("settings", f"{file.path}, {len(file.fixed)} fixed, {counted(len(keys.moved), 'key')} moved", True)
    ]


def _packs(options: argparse.Namespace) -> list[Check]:
    from explainer.cli.reporters import in_words, tally
    from explainer.errors import PackNotFound
    from explainer.packs.locate import content_root, pack_folders
    from explainer.rules.check import check_pack

    root = content_root(options.content)
    found: list[Check] = []
    try:
        folders = list(pack_folders(root))
    except PackNotFound as error:
        return [("packs", str(error), False)]
    for folder in folders:
        diagnostics = check_pack(folder).diagnostics
        errors, warnings, notes = tally(diagnostics)
        verdict = in_words(errors, warnings, notes) if diagnostics else "all in order"
        found.append((f"pack {folder.name}", verdict, errors == 0))
    return found or [("packs", f"none in {root}", False)]
