"""The themes: chosen from a list, and named."""

from __future__ import annotations

from textual.app import App
from textual.widget import AwaitMount

from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.context import AppContext


class ThemeChooser:
    """Opens the list of themes, and applies one."""

    def __init__(self, app: App[None], context: AppContext) -> None:
        self._app, self._context = app, context

    def apply(self, name: str) -> None:
        """Apply a theme."""
        self._app.theme = name

    def use(self, name: str) -> None:
        """Apply a theme that was chosen, and say its name."""
        self.apply(name)
        self._app.notify(f"theme {name}; {self._key('save')} saves it", timeout=3)

    def open(self) -> AwaitMount:
        """Open the list at the theme that is shown."""
        from r2k_tui.ui.dialogs.themes import ThemeScreen
        from r2k_tui.ui.theme import described

        shown = self._app.theme
        keys = next(action.keys for action in self._context.actions if action.id == "theme")
        # A preview paints everything anew: more than a thin line is to carry for a look.
        preview = None if self._context.display.low_bandwidth else self.apply
        return self._app.push_screen(ThemeScreen(described(), shown, keys, preview), self._keep)

    def _keep(self, name: str | None) -> None:
        if name is not None:
            self.use(name)

    def _key(self, action: str) -> str:
        return next(shown_key(a.keys[0]) for a in self._context.actions if a.id == action)
