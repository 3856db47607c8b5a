"""The heat map of sectors, with a cursor that filters the table."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.lines import Line, framed
from r2k_tui.ui.mirror.members import UniverseMirror
from r2k_tui.ui.views.universe.drawing.sectors import sector_lines
from r2k_tui.ui.widgets.line_widget import LineWidget


class SectorMap(LineWidget, can_focus=True):
    """One tile per sector. With the focus, a cursor moves from the largest down; Enter filters by the sector."""

    EXACT_WIDTH = True

    def __init__(self, members: UniverseMirror, origin: Callable[[], Line], opened: Callable[[str], None]) -> None:
        super().__init__(id="sectors")
        self._membership, self._origin, self._open = members, origin, opened
        self._chosen = ""

    def on_key_move(self, steps: int) -> None:
        """Move the cursor to the next sector by weight, or to the one before."""
        summary = self._membership.summary
        names = [row.sector for row in summary.sectors] if summary is not None else []
        if names:
            place = names.index(self._chosen) + steps if self._chosen in names else 0
            self._chosen = names[max(0, min(len(names) - 1, place))]
            self.paint()

    def on_key_pan(self, steps: int) -> None:
        """Move the cursor likewise."""
        self.on_key_move(steps)

    def click_tile(self, place: str) -> None:
        """Put the cursor on the clicked sector; a second click shows its members."""
        summary = self._membership.summary
        rows = [row for row in summary.sectors if row.weight > 0] if summary is not None else []
        if int(place) < len(rows):
            self._chosen = rows[int(place)].sector
            self.paint()
            if self.twice:
                self._open(self._chosen)

    def on_key_open(self, _: int) -> None:
        """Show the members of the sector under the cursor."""
        if self._chosen:
            self._open(self._chosen)

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        summary, focus = self._membership.summary, self.has_focus
        body: list[Line] = [((" no list of members yet", "dim"),)]
        if summary is not None:
            body = sector_lines(summary, width - 2, height - 2, self._chosen if focus else "")
        title: Line = (("Sectors", "bright"), (" by weight, 1 day", "dim"))
        return framed(body, width, height, title, (), self._origin(), focus=focus)
