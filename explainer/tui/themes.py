"""Four looks, by role. Nothing else in the code names a colour.

Roles: ink, ink-soft, ground, panel, rule, chosen, accent, notice (what the program says of itself),
mark-new, mark-read, mark-disputed, mark-fork.
No side of a dispute has a colour of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """A theme as its roles."""

    name: str
    label: str
    dark: bool
    roles: Mapping[str, str]
    ansi: bool = False

    def theme(self) -> Theme:
        """The theme Textual works with: its own roles follow ours."""
        roles = self.roles
        return Theme(
            name=self.name,
            primary=roles["accent"],
            secondary=roles["accent"],
            accent=roles["accent"],
            warning=roles["notice"],
            error=roles["notice"],
            success=roles["mark-read"],
            foreground=roles["ink"],
            background=roles["ground"],
            surface=roles["ground"],
            panel=roles["panel"],
            dark=self.dark,
            ansi=self.ansi,
            text_alpha=1.0,
            variables={**roles, **_textual_variables(roles, ansi=self.ansi)},
        )


def _textual_variables(roles: Mapping[str, str], *, ansi: bool) -> dict[str, str]:
    chosen = roles["ground"] if not ansi else "ansi_black"
    return {
        "block-cursor-background": roles["chosen"],
        "block-cursor-foreground": roles["ink"] if not ansi else chosen,
        "block-cursor-text-style": "bold",
        "block-hover-background": roles["panel"],
        "input-cursor-background": roles["ink"] if not ansi else "ansi_white",
        "input-cursor-foreground": chosen,
        "input-selection-background": roles["chosen"],
        "screen-selection-background": roles["chosen"],
        "screen-selection-foreground": roles["ink"] if not ansi else chosen,
        "scrollbar": roles["rule"],
        "scrollbar-hover": roles["ink-soft"],
        "scrollbar-active": roles["accent"],
        "scrollbar-background": roles["ground"],
        "scrollbar-background-hover": roles["ground"],
        "scrollbar-background-active": roles["ground"],
        "scrollbar-corner-color": roles["ground"],
        "link-color": roles["accent"],
        "link-style": "underline",
        # Textual's own rules name these two, whatever the look.
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
    }


NIGHT = Look(
    "night",
    "Night",
    True,
    {
        "ground": "#10141c",
        "panel": "#171c27",
        "ink": "#e6dfd0",
        "ink-soft": "#9aa0ab",
        "rule": "#3a4252",
        "chosen": "#25324a",
        "accent": "#8ab4f0",
        "notice": "#8fc7a4",
        "mark-new": "#e6dfd0",
        "mark-read": "#9aa0ab",
        "mark-disputed": "#e0a569",
        "mark-fork": "#8ab4f0",
    },
)

PAPER = Look(
    "paper",
    "Paper",
    False,
    {
        "ground": "#f7f2e7",
        "panel": "#efe8d8",
        "ink": "#26221c",
        "ink-soft": "#655d50",
        "rule": "#cdc3ae",
        "chosen": "#dbe0ea",
        "accent": "#1f4e96",
        "notice": "#1f6148",
        "mark-new": "#26221c",
        "mark-read": "#655d50",
        "mark-disputed": "#8a4b12",
        "mark-fork": "#1f4e96",
    },
)

CONTRAST = Look(
    "contrast",
    "High contrast",
    True,
    {
        "ground": "#000000",
        "panel": "#0d0d0d",
        "ink": "#ffffff",
        "ink-soft": "#d8d8d8",
        "rule": "#9a9a9a",
        "chosen": "#00408c",
        "accent": "#7fd4ff",
        "notice": "#9dffa8",
        "mark-new": "#ffffff",
        "mark-read": "#d8d8d8",
        "mark-disputed": "#ffd24d",
        "mark-fork": "#7fd4ff",
    },
)

# No colour has enough contrast on black and on white alike, and nobody knows which of them the terminal
# has behind its words: so this look writes in the terminal's own two, and tells things apart by sign, word,
# weight and underline. What is chosen brings its own ground.
ANSI = Look(
    "ansi",
    "Terminal's own colours",
    True,
    {
        "ground": "ansi_default",
        "panel": "ansi_default",
        "ink": "ansi_default",
        "ink-soft": "ansi_default",
        "rule": "ansi_default",
        "chosen": "ansi_white",
        "accent": "ansi_default",
        "notice": "ansi_default",
        "mark-new": "ansi_default",
        "mark-read": "ansi_default",
        "mark-disputed": "ansi_default",
        "mark-fork": "ansi_default",
    },
    ansi=True,
)

LOOKS = (NIGHT, PAPER, CONTRAST, ANSI)
"""Every look, the first the one a reader meets."""


def look_named(name: str) -> Look:
    """The look of that name, or the first."""
    return next((look for look in LOOKS if look.name == name), NIGHT)
