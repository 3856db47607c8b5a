"""The layouts of the dashboard: which one is shown, and the rows of the user's own."""

from __future__ import annotations

from r2k_tui.config.sections.dashboard import AUTO, DashboardSettings, LayoutRow, parsed_rows
from r2k_tui.model.text import clean

_TABLE, _KEY = "dashboard", "layout"


class LayoutChoice:
    """Owns the name of the layout on the screen; where it differs from the settings, it can be saved."""

    def __init__(self, settings: DashboardSettings) -> None:
        self._settings = settings
        self._saved = self._name = settings.layout
        self._rows = _rows_of(settings)

    @property
    def name(self) -> str:
        """The layout on the screen."""
        return self._name

    @property
    def names(self) -> tuple[str, ...]:
        """All layouts, the packaged one first."""
        return (AUTO, *self._rows)

    @property
    def rows(self) -> tuple[LayoutRow, ...] | None:
        """The rows of the layout on the screen; None for the packaged one that fits the window."""
        return self._rows.get(self._name)

    def step(self, steps: int) -> str:
        """Go to another layout, cyclically; returns its place and name in words."""
        names = self.names
        place = (names.index(self._name) + steps) % len(names)
        self._name = names[place]
        return f"layout {place + 1} of {len(names)}: {clean(self._name)}"

    def changes(self) -> dict[tuple[str, str], object]:
        """The difference from the settings, as it is written to the file."""
        return {(_TABLE, _KEY): self._name} if self._name != self._saved else {}

    def saved(self) -> None:
        """The name was saved to the file."""
        self._saved = self._name

    def apply(self, settings: DashboardSettings) -> bool:
        """Use edited settings; returns False where the screen stays the same.

        The layout that was chosen on the screen stays, unless the file names another one than before or lost it.
        """
        before = self._name, self.rows
        if settings != self._settings:
            self._settings, self._rows = settings, _rows_of(settings)
        if settings.layout != self._saved or self._name not in self.names:
            self._name = settings.layout
        self._saved = settings.layout
        return before != (self._name, self.rows)


def _rows_of(settings: DashboardSettings) -> dict[str, tuple[LayoutRow, ...]]:
    return {layout.name: parsed_rows(layout.rows) for layout in settings.layouts}
