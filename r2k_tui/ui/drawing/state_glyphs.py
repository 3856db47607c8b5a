"""The glyph of each state of a quote."""

from __future__ import annotations

from r2k_tui.model.market.quote import QuoteState
from r2k_tui.ui.drawing.numbers import HALTED

STATE_GLYPHS = {
    QuoteState.LIVE: "●",
    QuoteState.DELAYED: "◐",
    QuoteState.STALE: "○",
    QuoteState.OFFLINE: "✕",
    QuoteState.CLOSED: "■",
    QuoteState.HALTED: HALTED,
}
