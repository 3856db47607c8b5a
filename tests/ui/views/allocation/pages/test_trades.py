"""The page of the trades: at three sizes, and what it exports."""

from __future__ import annotations

import pytest

from r2k_tui.ui.views.allocation.export.trades import HEADER
from tests.ui.stage import Stage, on_stage, settled


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_trades_drift_and_lots_are_on_the_first_screen(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.open_page("trades")  # type: ignore[attr-defined]
        await settled(stage, pilot)
        shown = stage.screen_text()
        trades, hedges = (stage.app.view.query_one(f"#{name}").region for name in ("trades", "hedges"))
    for words in ("+6,778.80", "···├··│··┤··▸", "264.82 after", "IWM#2 of 2027-04-08", "rebalancing is due"):
        assert words in shown, words
    assert (hedges.x > trades.x) == (size[0] == 200), "beside it where both have room, else below"


async def test_the_export_of_the_page_holds_the_trades() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.open_page("trades")  # type: ignore[attr-defined]
        await settled(stage, pilot)
        table = stage.app.view.export_table()
    assert table.header == HEADER
    assert table.rows[0][:3] == ("IWM", "SELL", 84) and table.rows[0][-1] is True
