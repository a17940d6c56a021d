"""The house rules that can be checked: layers, files that stay small, text that is never markup."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PACKAGE = ROOT / "explainer"

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_content" not in path.parts)

MOST_LINES = 450


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), shown(path))


def places(paths: list[Path], find: Callable[[ast.AST], Iterable[object]]) -> list[str]:
    """What is found in any of the files, each with its file."""
    return [f"{shown(path)}: {found}" for path in paths for found in find(parsed(path))]


# ---------------------------------------------------------------- layers


def test_the_layers_hold() -> None:
    """The contracts and their reasons are in pyproject.toml."""
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert f"Contracts: {len(contracts)} kept, 0 broken." in done.stdout
    assert len(contracts) >= 4


def test_every_file_says_what_it_is_for() -> None:
    assert [shown(path) for path in FILES if not ast.get_docstring(parsed(path))] == []


def test_every_file_stays_small() -> None:
    assert [shown(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > MOST_LINES] == []


def test_every_folder_of_code_is_a_package_with_a_docstring() -> None:
    folders = {path.parent for path in FILES}
    assert len(folders) > 8
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_there_is_one_version_and_it_is_a_literal() -> None:
    found = [
        node.value
        for node in parsed(PACKAGE / "__init__.py").body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
    ]
    assert len(found) == 1
    assert isinstance(found[0], ast.Constant)


# ---------------------------------------------------------------- what nobody may do

NETWORK = {
    "webbrowser", "socket", "socketserver", "ssl", "http", "urllib.request", "urllib.error", "ftplib",
    "smtplib", "xmlrpc", "asyncio.streams", "requests", "httpx", "aiohttp",
}  # fmt: skip
"""Modules that speak to the world. A pack is read offline, and a link in one is only ever shown."""

UNSAFE = {"pickle", "marshal", "shelve", "ctypes", "subprocess", "multiprocessing"}
"""Modules that turn data into deeds."""


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module an import names, for ``from a import b`` also ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def forbidden(tree: ast.AST, names: set[str]) -> list[str]:
    return [
        f"{line}: {module}"
        for line, module in imports(tree)
        if any(module == name or module.startswith(f"{name}.") for name in names)
    ]


SPEAKS = PACKAGE / "cli" / "say.py"
"""The one file that runs a program: the command a reader names to have what is said spoken."""


def test_nothing_reaches_the_network_or_runs_a_program() -> None:
    assert places([SPEAKS], lambda tree: forbidden(tree, NETWORK | UNSAFE - {"subprocess"})) == []
    others = [path for path in FILES if path != SPEAKS]
    assert places(others, lambda tree: forbidden(tree, NETWORK | UNSAFE)) == []


def evaluations(tree: ast.AST) -> list[int]:
    calls = ("eval", "exec", "compile", "__import__", "os.system", "os.popen")
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in calls
    ]


def test_nothing_evaluates_text() -> None:
    assert places(FILES, evaluations) == []


def test_the_rules_see_what_they_forbid() -> None:
    code = "import urllib.request as a\nfrom urllib import request\nfrom http.client import x\nimport httpd"
    assert evaluations(ast.parse("a = 1\nre.compile(x)\neval(x)\nos.system(y)")) == [3, 4]
    assert len(forbidden(ast.parse(code), NETWORK)) == 4  # http.client is named twice, httpd is another
    assert markup_risks(ast.parse("Static(title)"), {"Content"}) == [1]
    assert markup_risks(ast.parse('Label(f"[{x}]")'), {"Content"}) == [1]
    assert markup_risks(ast.parse("Static(str(x))"), {"Content"}) == [1]
    assert markup_risks(ast.parse("Static(content=title)"), {"Content"}) == [1]
    assert markup_risks(ast.parse("self.notify(text)"), {"Content"}) == [1]
    assert markup_risks(ast.parse("w.update(node.title)"), {"Content"}) == [1]
    assert markup_risks(ast.parse("Static(title, markup=False)"), {"Content"}) == []
    assert markup_risks(ast.parse('Static(id="x"); Static("x"); w.update()'), {"Content"}) == []
    assert markup_risks(ast.parse("Static(Content(x)); Static(Content.from_text(x))"), {"Content"}) == []
    assert markup_risks(ast.parse("Label(words(x))"), {"Content", "words"}) == []


# ---------------------------------------------------------------- text that is never markup

TAKES_MARKUP = {"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Link", "Tab", "TabPane"}
"""Widgets that read square brackets in a plain string as styles and actions."""

METHODS_TAKING_MARKUP = {"notify", "update"}
"""Methods that do the same."""


def makes_content(paths: list[Path]) -> set[str]:
    """``Content``, and the functions declared to give one."""
    return {"Content"} | {
        node.name
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "Content"
    }


def name_of(expression: ast.expr) -> str:
    """``words`` of ``words(…)``, ``Content`` of ``Content.from_text(…)``, ``content`` of ``a.content``."""
    if isinstance(expression, ast.Call):
        function = expression.func
        if isinstance(function, ast.Attribute) and ast.unparse(function.value) == "Content":
            return "Content"
        return name_of(function)
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else ""


def markup_risks(tree: ast.AST, content: set[str]) -> list[int]:
    """Lines where text that is not certainly ours could be read as markup."""
    lines = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        is_method = isinstance(node.func, ast.Attribute) and node.func.attr in METHODS_TAKING_MARKUP
        if not is_method and name_of(node.func) not in TAKES_MARKUP:
            continue
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        plain = keywords.get("markup")
        if isinstance(plain, ast.Constant) and plain.value is False:
            continue
        named = [value for key, value in keywords.items() if key in ("content", "label", "message")]
        lines += [
            node.lineno
            for value in (*node.args[:1], *named)
            if not isinstance(value, ast.Constant)
            and not (isinstance(value, (ast.Call, ast.Attribute)) and name_of(value) in content)
        ]
    return lines


SCREENS = [path for path in FILES if path.is_relative_to(PACKAGE / "tui")]


def test_text_of_a_pack_reaches_the_screen_only_as_content() -> None:
    content = makes_content(SCREENS)
    assert places(SCREENS, lambda tree: markup_risks(tree, content)) == []


def test_nothing_turns_text_into_markup() -> None:
    makers = {"from_markup", "from_text", "from_ansi", "from_rich_text", "border_title", "border_subtitle"}

    def find(tree: ast.AST) -> list[int]:
        return [
            node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in makers
        ]

    assert places(SCREENS, find) == []


def test_there_are_screens_to_check() -> None:
    assert len(SCREENS) > 10
    assert {"Content", "words"} <= makes_content(SCREENS)
