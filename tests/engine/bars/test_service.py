"""The bars of one symbol, for whoever asks."""

from __future__ import annotations

from typing import Any

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.ranges import RANGES
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.sources.base import Capabilities, SourceInfo, Unavailable
from tests.engine.answered import answered
from tests.engine.stage import TODAY, Stage, ask, until
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, wave


class TestBars:
    @pytest.mark.parametrize("chart_range", RANGES, ids=lambda r: r.name)
    async def test_every_range(self, stage: Stage, chart_range: Any) -> None:
        minute = int(START) // 3600 * 3600
        stage.source.put(bars_at([minute - 3600, minute], [116.0, 117.0], "IWM", Interval.H1))
        stage.source.put(bars_at([minute - 300, minute], [116.0, 117.0], "IWM", Interval.M5))
        reply = await answered(stage, GetBars("IWM", chart_range.name))
        assert isinstance(reply, BarsReply)
        assert (reply.range, reply.bars.symbol, reply.bars.interval) == (chart_range.name, "IWM", chart_range.interval)
        assert len(reply.bars) >= 2
        assert reply.problems == ()

    async def test_a_range_that_does_not_exist(self, stage: Stage) -> None:
        reply = await answered(stage, GetBars("IWM", "2D"))
        assert reply == Failure("usage", "no range 2D; there are 1D 5D 1M 6M YTD 1Y 5Y MAX")

    async def test_an_interval_that_the_source_does_not_have(self, stage: Stage) -> None:
        stage.source.capabilities = Capabilities(SourceInfo("scripted"), intervals=(Interval.D1,))
        assert await answered(stage, GetBars("IWM", "1D")) == Failure("not_found", "scripted has no 1m bars")

    async def test_a_symbol_that_nobody_has(self, stage: Stage) -> None:
        assert await answered(stage, GetBars("XYZ", "1Y")) == Failure("not_found", "nobody has 1d bars of XYZ")

    async def test_a_symbol_that_nobody_watches(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", wave(300), TODAY))
        reply = await answered(stage, GetBars("GLD", "MAX"))
        assert len(reply.bars) == 300

    async def test_minute_bars_come_at_once_and_are_freshened_behind(self, stage: Stage) -> None:
        async with stage.running() as engine:
            asked = stage.source.count("bars")
            await ask(engine, GetBars("IWM", "1D"))
            stage.clock.now += 61
            stage.source.hold("bars")
            reader = engine.subscribe()
            known: Any = await ask(engine, GetBars("IWM", "1D"))
            await stage.source.reached("bars", asked + 1)
            assert len(known.bars) == 30
            minute = int(START) // 60 * 60
            stage.source.put(bars_at([minute - 60, minute], [117.0, 118.0], "IWM", Interval.M1))
            stage.source.release("bars")
            await until(reader, lambda f: ("IWM", Interval.M1) in f.bars_changed)
            newer: Any = await ask(engine, GetBars("IWM", "1D"))
        assert newer.bars.times()[-1] == minute
        assert stage.source.count("bars") == asked + 2, "once behind the answer; the other history cost one more"

    async def test_daily_bars_are_left_to_their_topic(self, stage: Stage) -> None:
        async with stage.running() as engine:
            asked = stage.source.count("bars")
            stage.clock.now += 600
            await ask(engine, GetBars("IWM", "1Y"))
            assert stage.source.count("bars") == asked

    async def test_when_newer_ones_cannot_be_had_the_known_ones_serve(self, stage: Stage) -> None:
        async with stage.running() as engine:
            stage.clock.now += 61
            stage.source.fail("bars", Unavailable("no route"))
            reader = engine.subscribe()
            await ask(engine, GetBars("IWM", "1D"))
            await until(reader, lambda f: bool(f.problems))
            reply: Any = await ask(engine, GetBars("IWM", "1D"))
        assert len(reply.bars) == 30
        assert [(p.symbol, p.kind, p.message) for p in reply.problems] == [
            ("IWM", "unavailable", "no 1m bars: no route")
        ]

    async def test_a_chart_of_the_store_does_not_wait_for_the_source(self, stage: Stage) -> None:
        await stage.one_run()
        engine = stage.build()
        engine.restore()
        stage.source.hold("bars")
        stage.source.hold("quotes")
        reply: Any = await ask(engine, GetBars("IWM", "1Y"))
        assert len(reply.bars) > 200
        await engine.start()
        reply = await ask(engine, GetBars("IWM", "1D"))
        assert len(reply.bars) == 30
        await engine.close()
