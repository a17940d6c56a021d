"""Settings in line mode: listed, and changed by a line."""

from __future__ import annotations

from explainer.errors import SettingError
from explainer.line.render import Lines, numbered_lines
from explainer.prose.width import wrap
from explainer.settings import FIXED, OPTIONS, Settings, option_named


def settings_lines(settings: Settings, width: int) -> Lines:
    """Everything that can be set, as it is set."""
    lines = wrap("Settings; type set, a name and a value:", width)
    for option in OPTIONS:
        others = [value for value in option.values if value != settings[option.name]]
        can = FIXED if settings.is_fixed(option.name) else f"or {', '.join(others)}"
        said = f"{settings[option.name]} ({can}). {option.help}"
        lines += numbered_lines(f"{option.name}:", said, width)
    path = settings.file.path
    return [*lines, *wrap(f"What is to stay as it is can be fixed in {path}.", width)] if path else lines


def changed_lines(settings: Settings, name: str, value: str, width: int) -> tuple[Lines, bool]:
    """Change a setting; what to say, and whether it was changed."""
    try:
        settings.change(name, value)
    except SettingError as error:
        return wrap(str(error), width), False
    option = option_named(name)
    where = {"width": "", "study": "", "mouse": " from the next start on"}.get(option.name, " on the screens")
    return wrap(f"{option.name.capitalize()} is {settings[option.name]}{where}.", width), True
