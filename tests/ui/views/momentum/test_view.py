"""The view of momentum."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.readings import GetReadings
from r2k_tui.ui.views.momentum.readings import momentum_keys
from tests.ui.stage import Stage, on_stage, settled


async def test_new_daily_bars_of_any_symbol_bring_new_readings_once() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        request = GetReadings("^RUT", momentum_keys())
        before = stage.link.asked.count(request)
        for symbol in ("SPY", "HYG"):
            stage.link.say(bars_changed=((symbol, Interval.D1),))
        stage.link.say(bars_changed=(("IWM", Interval.M1),))
        for _ in range(200):  # bounded: run_test swallows a timeout
            if stage.link.asked.count(request) > before:
                break
            await pilot.pause(0.02)
        await settled(stage, pilot)
        assert stage.link.asked.count(request) == before + 1
