"""Bars of a chart, and hours outside the session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.ranges import RANGES
from r2k_tui.model.messages.bars import ChartReply, GetBars, GetChart
from tests.engine.charts.charted import charted, column, line
from tests.engine.stage import TODAY, Stage, ask
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, midnight


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp())


class TestBars:
    @pytest.mark.parametrize("chart_range", RANGES, ids=lambda r: r.name)
    async def test_a_range_is_cut_as_that_of_the_small_chart(self, stage: Stage, chart_range: Any) -> None:
        for interval in (Interval.H1, Interval.M5):
            end = int(START) // 3600 * 3600
            stage.source.put(bars_at([end - 3600, end], [116.0, 117.0], "IWM", interval))
        async with stage.running() as engine:
            small: Any = await ask(engine, GetBars("IWM", chart_range.name))
            large: Any = await ask(engine, GetChart("IWM", chart_range.name))
        assert isinstance(large, ChartReply)
        assert large.request == GetChart("IWM", chart_range.name)
        assert list(large.bars.times())[large.first :] == list(small.bars.times())

    async def test_bars_from_before_the_range_come_when_they_are_asked_for(self, stage: Stage) -> None:
        plain, more, most = [await charted(stage, GetChart("IWM", "6M", before=n)) for n in (0, 50, 10_000)]
        assert (plain.first, more.first) == (0, 50)
        assert plain.earlier == more.earlier + 50 == len(most.bars) - len(plain.bars)
        assert most.earlier == 0

    async def test_the_running_session_is_the_last_bar(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 123.25, open=120.0, day_high=125.0, day_low=119.0, volume=77.0)
        reply = await charted(stage, GetChart("IWM", "1Y"))
        names = ("open", "high", "low", "close", "volume")
        assert [column(reply.bars, name)[-1] for name in names] == [120.0, 125.0, 119.0, 123.25, 77.0]
        assert reply.bars.times()[-1] == midnight(TODAY)


class TestHours:
    def put_day(self, stage: Stage) -> list[int]:
        times = list(range(at("2025-09-18 08:00"), at("2025-09-18 12:00"), 300))
        stage.source.put(bars_at(times, [float(90 + i) for i in range(len(times))], "IWM", Interval.M5))
        return times

    async def test_regular_hours_come_with_bars_within_a_day(self, stage: Stage) -> None:
        self.put_day(stage)
        reply = await charted(stage, GetChart("IWM", "5D"))
        assert reply.regular == ((at("2025-09-18 09:30"), at("2025-09-18 16:00")),)
        assert (await charted(stage, GetChart("IWM", "1Y"))).regular == ()

    async def test_bars_outside_them_can_be_left_out_of_picture_and_windows(self, stage: Stage) -> None:
        times = self.put_day(stage)
        reply = await charted(stage, GetChart("IWM", "5D", ("sma20",), extended=False))
        regular = [time for time in times if time >= at("2025-09-18 09:30")]
        assert list(reply.bars.times()) == regular
        values = line(reply, "sma20")
        first = times.index(regular[0]) + 90
        assert np.isnan(values[:19]).all()
        assert values[19] == pytest.approx(np.mean([first + i for i in range(20)]))

    async def test_nothing_may_be_left(self, stage: Stage) -> None:
        night = [at("2025-09-17 20:00") + 60 * i for i in range(10)]
        stage.source.put(bars_at(night, [1.0] * 10, "GLD", Interval.M1))
        reply = await charted(stage, GetChart("GLD", "1D", ("sma20",), "rsi14", extended=False))
        assert len(reply.bars) == 0
        assert all(plot.absent for plot in reply.plots)
