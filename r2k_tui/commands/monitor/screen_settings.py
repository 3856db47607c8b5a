"""What only the screen can say of the settings: whether the theme is there and the keys can be had."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from r2k_tui.config.errors import error_at
from r2k_tui.config.schema import Config

if TYPE_CHECKING:
    from r2k_tui.ui.actions.table import Action


def check(settings: Config, path: Path) -> tuple[Action, ...]:
    """The table of actions with the user's own keys. Raises ConfigError where theme or keys cannot be had."""
    from r2k_tui.ui.actions.keymap import UnusableKey, resolve
    from r2k_tui.ui.theme import names

    theme = settings.display.theme
    if theme not in names():
        near = difflib.get_close_matches(theme, names(), 1, 0.3)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise error_at(path, ["display", "theme"], f"no theme {theme!r}{hint} (there are {', '.join(names())})")
    try:
        return resolve(settings.keys)
    except UnusableKey as error:
        raise error_at(path, ["keys", error.action], str(error)) from None
