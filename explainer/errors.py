"""The exceptions of explainer, for things that go wrong at run time.

Author mistakes in a pack are not exceptions but values (``model.diagnostic``).

::

    ExplainerError                what happened, what was kept, what to do
    ├── PackNotFound              no pack of that id or path
    ├── PackInvalid               a pack with errors was to be opened
    ├── StepError                 a step that this state does not allow
    ├── SettingError              a setting or a value there is not, or one that is fixed
    └── StoreError                progress can't be read or kept
        ├── StoreTooNew           written by a later version of explainer
        ├── StoreDamaged          not a database, or a broken one
        └── StudyFileRefused      a file of answers that can't be taken in; nothing of it was
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explainer.model.diagnostic import Diagnostic


class ExplainerError(Exception):
    """Something a person can be told about: its text is fit to be shown."""


class PackNotFound(ExplainerError):
    """No pack has that id, and no folder that path."""


class PackInvalid(ExplainerError):
    """A pack with errors was to be opened; nothing was half-opened."""

    def __init__(self, name: str, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(f"The pack {name!r} has errors and can't be opened.")
        self.name = name
        """The pack as the user named it."""
        self.diagnostics = tuple(diagnostics)
        """Every finding, errors first."""


class StepError(ExplainerError):
    """A step that the state does not allow: an unknown choice, a closed forecast."""


class SettingError(ExplainerError):
    """There is no such setting or value, or the reader's file fixes it."""


class StoreError(ExplainerError):
    """Progress can't be read or kept."""


class StoreTooNew(StoreError):
    """The store was written by a later version; it was left untouched."""


class StoreDamaged(StoreError):
    """The store is not a readable database."""


class StudyFileRefused(StoreError):
    """A file of answers and notes can't be taken in; nothing of it was."""
