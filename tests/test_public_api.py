"""What ``import explainer`` promises: these names, with these types, and no others."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import explainer
from explainer import (
    Checked,
    Diagnostic,
    ExplainerError,
    LoadResult,
    Pack,
    PackInvalid,
    PackNotFound,
    __version__,
    check_pack,
    load_pack,
    open_pack,
)

PUBLIC = [
    "Checked",
    "Diagnostic",
    "ExplainerError",
    "LoadResult",
    "Pack",
    "PackInvalid",
    "PackNotFound",
    "__version__",
    "check_pack",
    "load_pack",
    "open_pack",
]
"""A name that leaves this list is a change somebody's program will notice."""


def test_the_public_names_are_these_in_order() -> None:
    assert explainer.__all__ == PUBLIC == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_name_resolves_to_the_one_thing_of_that_name(name: str) -> None:
    found = getattr(explainer, name)
    if name != "__version__":
        assert found.__name__ == name
        assert found.__doc__
        assert found is getattr(sys.modules[found.__module__], name)
    assert name in dir(explainer)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = explainer.nothing


def test_the_names_type_checkers_see_are_the_names_that_resolve() -> None:
    """Resolving on first use hides types; the imports for checkers must say the same."""
    tree = ast.parse(Path(explainer.__file__).read_text("utf-8"))
    for_checkers = {
        alias.name: node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        for alias in node.names if node.module != "__future__"
    }  # fmt: skip
    assert for_checkers == explainer._PUBLIC
    assert sorted([*for_checkers, "__version__"]) == PUBLIC


def test_a_star_import_gives_them_all() -> None:
    code = "from explainer import *; print(*sorted(set(dir()) - set(__builtins__.__dict__)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in PUBLIC if name not in ("__version__", *done.stdout.split())] == []


def test_the_version_is_a_version() -> None:
    assert all(part.isdecimal() for part in __version__.split(".")[:2])


# What follows is also read by the type checker, which finds a name whose type is hidden.


def test_opening_a_pack(bridge_folder: Path) -> None:
    pack: Pack = open_pack(bridge_folder)
    result: LoadResult = load_pack(bridge_folder)
    findings: tuple[Diagnostic, ...] = result.diagnostics
    assert result.pack == pack
    assert findings == ()


def test_checking_a_pack(bridge_folder: Path) -> None:
    checked: Checked = check_pack(bridge_folder)
    findings: tuple[Diagnostic, ...] = checked.diagnostics
    assert checked.pack == open_pack(bridge_folder)
    assert findings == ()


def test_a_pack_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: 7\n", "utf-8")
    with pytest.raises(PackInvalid) as caught:
        open_pack(tmp_path)
    assert caught.value.diagnostics == load_pack(tmp_path).diagnostics
    assert len(caught.value.diagnostics) > 1
    assert load_pack(tmp_path).pack is None
    assert issubclass(PackInvalid, ExplainerError)
    assert issubclass(PackNotFound, ExplainerError)


@pytest.mark.parametrize("function", [check_pack, load_pack, open_pack])
def test_a_function_says_what_it_takes_and_gives(function: object) -> None:
    assert callable(function)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(each.annotation is not inspect.Parameter.empty for each in signature.parameters.values())


def test_the_package_says_that_it_is_typed() -> None:
    assert Path(explainer.__file__).with_name("py.typed").is_file()
