"""The glyphs of the states of a quote."""

from __future__ import annotations

from r2k_tui.model.market.quote import QuoteState
from r2k_tui.ui.drawing.state_glyphs import STATE_GLYPHS


def test_every_state_has_one_glyph_of_its_own() -> None:
    assert set(STATE_GLYPHS) == set(QuoteState)
    assert len(set(STATE_GLYPHS.values())) == len(QuoteState)
    assert all(len(glyph) == 1 for glyph in STATE_GLYPHS.values())
