"""The window with the evidence behind a verdict."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from r2k_tui.model.thesis import ClaimResult
from r2k_tui.ui.dialogs.copying import CopyingWindow
from r2k_tui.ui.drawing.copied import Copied, panel_text
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.thesis.export import claim_copied
from r2k_tui.ui.views.thesis.ledger import evidence_lines
from r2k_tui.ui.widgets.text_panel import TextPanel


class EvidenceScreen(CopyingWindow[None]):
    """The measures, events and plot of one claim."""

    BINDINGS = [
        Binding("escape,q,enter", "dismiss", "Close", priority=True),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    EvidenceScreen { align: center middle; background: $background 60%; }
    EvidenceScreen > TextPanel { width: 104; max-width: 100%; height: 94%; max-height: 48; background: $surface; }
    """

    def __init__(self, claim: ClaimResult, *, now: float, simulated: bool) -> None:
        super().__init__()
        self._claim, self._now, self._simulated = claim, now, simulated
        self.panel = TextPanel(claim.id.replace("_", " "), self._body, id="evidence", foot=self._foot)

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self.panel

    def on_mount(self) -> None:
        """Focus the panel."""
        self.panel.focus()

    def _body(self, width: int, height: int) -> list[Line]:
        return evidence_lines(self._claim, width, height)

    def _foot(self) -> Line:
        simulated: Line = (("SIMULATED  ", "warn"),) if self._simulated else ()
        return (*simulated, ("j k scroll, ", "dim"), aimed(("Esc closes", "dim"), "key", "escape"))

    def copied(self) -> Copied:
        """The claim as a row, then its evidence."""
        row = claim_copied(self._claim, 0.0)
        evidence = panel_text(self.panel.drawn(), self._now, simulated=self._simulated)
        return Copied(f"evidence of {self._claim.id}", f"{row.text}\n\n{evidence}")

    def action_scroll(self, lines: int) -> None:
        """Scroll the lines."""
        self.panel.on_key_move(lines)
