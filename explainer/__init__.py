"""A text adventure through a hard public issue, in the terminal, offline.

The names below are the public interface; everything else may change without notice. They are
resolved on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

# The name type checkers know, without the price of importing typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from explainer.errors import ExplainerError, PackInvalid, PackNotFound
    from explainer.model.diagnostic import Diagnostic
    from explainer.model.pack import Pack
    from explainer.packs.load import LoadResult, load_pack, open_pack
    from explainer.rules.check import Checked, check_pack

__version__ = "0.1.0"

_PUBLIC = {
    "Checked": "explainer.rules.check",
    "Diagnostic": "explainer.model.diagnostic",
    "ExplainerError": "explainer.errors",
    "LoadResult": "explainer.packs.load",
    "Pack": "explainer.model.pack",
    "PackInvalid": "explainer.errors",
    "PackNotFound": "explainer.errors",
    "check_pack": "explainer.rules.check",
    "load_pack": "explainer.packs.load",
    "open_pack": "explainer.packs.load",
}

__all__ = [
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


def __getattr__(name: str) -> object:
    if name in _PUBLIC:
        import importlib

        return getattr(importlib.import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
