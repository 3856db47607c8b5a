"""The panel of a composite: momentum score or risk gauge, with its components and related readings."""

from __future__ import annotations

from textual.geometry import Size

from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.ui.drawing.entries import Entry
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.trouble import is_outage
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.shared.scores import TITLES, headline, score_entries
from r2k_tui.ui.widgets.reading_panel import Border, Open, ReadingPanel


class ScorePanel(ReadingPanel):
    """Draws from the mirror, always for the index."""

    def __init__(self, kind: ScoreKind, mirror: Mirror, opened: Open) -> None:
        def entries(width: int, height: int) -> list[Entry]:
            return score_entries(kind, mirror, width, height)

        def border() -> Border:
            score = mirror.scores.get(kind)
            foot = ((f"{score.source} {score.as_of}", "dim"),) if score is not None else ()
            return Border(((TITLES[kind], "bright"), (f" {mirror.index}", "dim")), headline(score), foot)

        super().__init__(border, entries, opened, id=kind.value)
        self.kind, self._mirror = kind, mirror
        # As drawn: a score that came since is not on the screen yet.
        self._is_scored = False

    def cache_key(self) -> object:
        """See LineWidget. Without a score there is no key: any part of the mirror may say why it is missing."""
        existing = self.kind in self._mirror.scores
        return (self._mirror.readings_version, self.place) if existing else None

    def awaits(self, size: Size) -> bool:
        """See LineWidget: a remark on the bars may be there before the score that they give."""
        return super().awaits(size) or not self._is_scored

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        self._is_scored = self.kind in self._mirror.scores or is_outage(self._mirror)
        return super().draw(width, height)
