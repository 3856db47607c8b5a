"""The table of indicators, and their lines."""

from __future__ import annotations

import numpy as np
import pytest
import talib

from r2k_tui.engine.charts.indicators import ROWS
from r2k_tui.model.messages.bars import GetChart
from r2k_tui.model.readings.chart import IndicatorPlace
from tests.engine.charts.charted import WAVE, charted, column, line
from tests.engine.stage import TODAY, Stage
from tests.fakes.invented_bars import bars_at, daily_bars, midnight, wave, weekdays_to

KEYS = {place: tuple(row.about.key for row in ROWS if row.about.place is place) for place in IndicatorPlace}


class TestLines:
    async def test_a_range_begins_with_full_windows_of_the_whole_history(self, stage: Stage) -> None:
        keys = KEYS[IndicatorPlace.OVERLAY]
        reply = await charted(stage, GetChart("IWM", "6M", keys, "rsi14"))
        closes = np.append(np.array(wave(400, 101.0))[:-1], column(reply.bars, "close")[-1])
        count = len(reply.bars)
        np.testing.assert_allclose(line(reply, "sma200"), talib.SMA(closes, 200)[-count:])
        np.testing.assert_allclose(line(reply, "rsi14"), talib.RSI(closes, 14)[-count:])
        for tag, expected in zip(("BB+", "BB", "BB-"), talib.BBANDS(closes, 20, 2.0, 2.0), strict=True):
            np.testing.assert_allclose(line(reply, "bollinger", tag), expected[-count:], rtol=1e-9)
        assert not any(plot.absent for plot in reply.plots)

    async def test_macd_against_the_reference_where_its_seed_has_faded(self, stage: Stage) -> None:
        path = wave(900)
        stage.source.put(daily_bars("GLD", path, TODAY))
        reply = await charted(stage, GetChart("GLD", "6M", (), "macd"))
        expected = talib.MACD(np.array(path), 12, 26, 9)
        for tag, other in zip(("MACD", "signal", "hist"), expected, strict=True):
            np.testing.assert_allclose(line(reply, "macd", tag), other[-len(reply.bars) :], atol=1e-9)
        assert [plot.tag for plot in reply.plots if plot.pillars] == ["hist"]

    async def test_what_only_differs_begins_with_nothing_at_the_first_bar_of_the_range(self, stage: Stage) -> None:
        reply = await charted(stage, GetChart("IWM", "6M", (), "obv", before=30))
        values = line(reply, "obv")
        assert values[reply.first] == 0.0
        steps = np.sign(np.diff(column(reply.bars, "close"))) * column(reply.bars, "volume")[1:]
        np.testing.assert_allclose(np.diff(values)[:-1], steps[:-1])

    async def test_a_short_history_says_what_is_missing(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", WAVE[:30], TODAY))
        reply = await charted(stage, GetChart("GLD", "MAX", ("sma50", "sma20", "chan63", "donchian55")))
        assert {p.indicator: p.note for p in reply.plots if p.absent} == {
            "sma50": "needs 50 bars, has 30",
            "chan63": "needs 63 bars, has 30",
            "donchian55": "needs 55 bars, has 30",
        }

    async def test_one_bar(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", [5.0], TODAY))
        reply = await charted(stage, GetChart("GLD", "MAX", KEYS[IndicatorPlace.OVERLAY], "macd"))
        assert len(reply.bars) == 1
        assert all(plot.absent and plot.note for plot in reply.plots)

    async def test_a_symbol_without_volume_says_so(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", WAVE, TODAY, volume=float("nan")))
        (plot,) = (await charted(stage, GetChart("GLD", "1Y", (), "obv"))).plots
        assert (plot.absent, plot.note) == (True, "GLD has no volume here")

    async def test_the_balance_of_the_index_is_that_of_its_fund(self, stage: Stage) -> None:
        (plot,) = (await charted(stage, GetChart("^RUT", "1Y", (), "obv"))).plots
        (fund,) = (await charted(stage, GetChart("IWM", "1Y", (), "obv"))).plots
        assert plot.note == "closes and volume of IWM"
        assert plot.values == fund.values

    async def test_a_day_that_the_fund_lacks_has_no_balance(self, stage: Stage) -> None:
        days = [midnight(day) for day in weekdays_to(TODAY, 60)]
        stage.source.put(bars_at(days, WAVE[:60], "^RUT"))
        stage.source.put(bars_at(days[:50] + days[51:], WAVE[:59], "IWM"))
        values = line(await charted(stage, GetChart("^RUT", "MAX", (), "obv")), "obv")
        assert np.flatnonzero(np.isnan(values)).tolist() == [50]

    async def test_a_bar_without_a_close_has_no_value_and_does_not_break_the_windows(self, stage: Stage) -> None:
        path = WAVE.copy()
        path[-10] = float("nan")
        stage.source.put(daily_bars("GLD", path, TODAY))
        reply = await charted(stage, GetChart("GLD", "6M", ("sma20",)))
        values = line(reply, "sma20")
        assert np.flatnonzero(np.isnan(values)).tolist() == [len(values) - 10]
        kept = np.array(path)[np.isfinite(path)]
        assert values[-1] == pytest.approx(kept[-20:].mean())


def test_every_row_of_the_table_is_one_key_with_a_definition_and_names_for_its_lines() -> None:
    assert len({row.about.key for row in ROWS}) == len(ROWS)
    assert all(row.about.definition and row.tags and set(row.pillars) <= set(row.tags) for row in ROWS)
