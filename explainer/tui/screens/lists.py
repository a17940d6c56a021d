"""The rooms that are lists and no more: the bibliography, the claims, the glossary, expectations."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from explainer.tui.action import Action, bindings
from explainer.tui.room_actions import EXPECTATIONS, GLOSSARY, LEDGER, SOURCES
from explainer.tui.screens.room import RoomScreen


class SourcesScreen(RoomScreen):
    """Sources; Enter opens what rests on the marked one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = SOURCES

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SOURCES)]


class LedgerScreen(RoomScreen):
    """Claims; Enter opens the marked one with its evidence."""

    ACTIONS: ClassVar[tuple[Action, ...]] = LEDGER

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LEDGER)]


class GlossaryScreen(RoomScreen):
    """Words; Enter opens the marked one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = GLOSSARY

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GLOSSARY)]


class ExpectationsScreen(RoomScreen):
    """Expectations; Enter opens what came of the marked one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = EXPECTATIONS

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXPECTATIONS)]
