"""The view of the economy."""

from __future__ import annotations

import pytest

from r2k_tui.ui.views.macro.view import MacroView
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.thesis.screen import SIZES, text_of


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_macro_at_every_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("6")
        await settled(stage, pilot)
        assert isinstance(stage.app.view, MacroView)
        shown = stage.screen_text()
        bodies = "\n".join(text_of(panel.draw(100, 60)) for panel in stage.app.view.parts)
    assert "SIMULATED" in shown and "Macro and valuation" in shown
    for figure in ("24.31", "3.63%", "+0.79pp", "cutting", "2031 Q1", "45d", "first cut +12m", "14 to 69%", "pending"):
        assert figure in bodies, figure
