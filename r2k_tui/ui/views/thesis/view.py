"""The thesis view: the ledger of claims with their verdicts; a row opens its evidence."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import AwaitMount

from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.model.thesis import ClaimResult, Ledger
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.copied import Copied
from r2k_tui.ui.drawing.entries import Entry, keyed, plain
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.shared.macro_view import MacroSeriesView
from r2k_tui.ui.views.thesis.evidence_dialog import EvidenceScreen
from r2k_tui.ui.views.thesis.export import claim_copied, claims_table
from r2k_tui.ui.views.thesis.ledger import (
    claim_line,
    counts_line,
    evidence_lines,
    ledger_head,
    value_text,
    why_lines,
)
from r2k_tui.ui.views.thesis.ledger_panel import LedgerPanel
from r2k_tui.ui.widgets.reading_panel import Border
from r2k_tui.ui.widgets.text_panel import TextPanel

# Width from which the border has the counts, and height from which all of the evidence fits.
_ROOMY, _WHOLE = 100, 14


class ThesisView(MacroSeriesView):
    """View 8."""

    DEFAULT_CSS = """
    ThesisView #panels { layout: vertical; }
    ThesisView #ledger { height: 19; }
    ThesisView.-short #ledger { height: 13; }
    ThesisView.-low #why { display: none; }
    ThesisView.-low #ledger { height: 1fr; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "thesis")
        self.ledger = LedgerPanel(self._border, self._entries, self._open_evidence, self._moved)
        self.why = TextPanel("Why", self._why, id="why", foot=lambda: (("Enter opens the evidence", "dim"),))
        self.parts = (self.ledger, self.why)

    def requests(self) -> Mapping[str, Request]:
        """See View: what is known at once, and the same with what takes longer."""
        return {"quick": GetThesis(), "whole": GetThesis(whole=True)}

    def _ledger(self) -> Ledger | None:
        reply = self.reply("whole", ThesisReply) or self.reply("quick", ThesisReply)
        return reply.ledger if reply is not None else None

    def selected(self) -> ClaimResult | None:
        """The claim under the cursor."""
        ledger = self._ledger()
        claims = ledger.claims if ledger is not None else ()
        return next((claim for claim in claims if claim.id == self.ledger.selected), next(iter(claims), None))

    def _moved(self) -> None:
        self.why.paint()

    def _border(self) -> Border:
        ledger = self._ledger()
        # The border says how many rows are below.
        right = counts_line(ledger) if ledger is not None and self.ledger.size.width >= _ROOMY else ()
        day: Line = ((f"  as of {ledger.as_of}", "dim"),) if ledger is not None else ()
        return Border((("Thesis", "bright"), *day), right, self.macro_origin())

    def _entries(self, width: int, _: int) -> list[Entry]:
        ledger = self._ledger()
        if ledger is None:
            return plain(self.with_reply("quick", ThesisReply, lambda _: []))
        rows = [keyed(claim.id, claim_line(claim, width)) for claim in ledger.claims]
        return [*plain([ledger_head(width)]), *rows]

    def _why(self, width: int, height: int) -> list[Line]:
        claim = self.selected()
        if claim is None:
            return []
        return evidence_lines(claim, width, height) if height >= _WHOLE else why_lines(claim, width)

    def open_claim(self, claim: ClaimResult) -> AwaitMount:
        """Put the cursor on a claim, once the ledger has it, and open its evidence: the newest that is known."""
        self.ledger.point_at(claim.id)
        ledger = self._ledger()
        newest = next((c for c in ledger.claims if c.id == claim.id), claim) if ledger is not None else claim
        return self.app.push_screen(
            EvidenceScreen(newest, now=self.mirror.clock(), simulated=self.mirror.facts.simulated)
        )

    def _open_evidence(self, name: str) -> AwaitMount | None:
        claim = self.selected()
        if claim is None or claim.id != name:
            return None
        return self.app.push_screen(
            EvidenceScreen(claim, now=self.mirror.clock(), simulated=self.mirror.facts.simulated)
        )

    def export_table(self) -> ExportTable:
        """See View."""
        ledger = self._ledger()
        return claims_table(ledger.claims if ledger is not None else ())

    def copied_cell(self) -> Copied | None:
        """The number measured for the claim under the cursor."""
        claim = self.selected()
        return Copied(f"measured of {claim.id}", value_text(claim.measured, claim.unit)) if claim is not None else None

    def copied_row(self) -> Copied | None:
        """The claim under the cursor."""
        claim = self.selected()
        return claim_copied(claim, self.mirror.clock()) if claim is not None else None
