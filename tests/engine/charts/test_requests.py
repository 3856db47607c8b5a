"""What the engine answers to a request for a chart: the cut, lines, marks, hours, and what is missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest
import talib

from r2k_tui.engine.charts.indicators import ROWS
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.ranges import RANGES
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.messages.reply import ChartReply, Failure
from r2k_tui.model.messages.request import GetBars, GetChart
from r2k_tui.model.readings.chart import IndicatorPlace
from r2k_tui.sources.base import Capabilities
from tests.engine.stage import TODAY, Stage, ask
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, midnight, wave, weekdays_to

KEYS = {place: tuple(row.about.key for row in ROWS if row.about.place is place) for place in IndicatorPlace}
WAVE = wave(400)


async def charted(stage: Stage, *requests: GetChart) -> Any:
    """The answer to the last request."""
    async with stage.running() as engine:
        for request in requests:
            reply = await ask(engine, request)
    return reply


def line(reply: ChartReply, key: str, tag: str = "") -> np.ndarray[Any, Any]:
    """The values of a line."""
    found = next(p for p in reply.plots if p.indicator == key and tag in ("", p.tag))
    return np.frombuffer(found.values)


def column(bars: Bars, name: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(getattr(bars, name))


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


class TestSecondSymbol:
    @pytest.mark.parametrize(
        ("symbol", "against"), [("IWM", "SPY"), ("^RUT", "^GSPC"), ("SPY", "IWM"), ("^GSPC", "^RUT")]
    )
    async def test_large_caps_unless_another_is_named(self, stage: Stage, symbol: str, against: str) -> None:
        reply = await charted(stage, GetChart(symbol, "1Y", (), "strength"))
        assert (reply.against, reply.plots[0].note) == (against, f"against {against}")

    async def test_it_is_the_change_of_the_log_ratio(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", WAVE, TODAY))
        other = wave(400, 50.0)[::-1]
        stage.source.put(daily_bars("SLV", other, TODAY))
        reply = await charted(stage, GetChart("GLD", "6M", (), "strength", "SLV"))
        ratio = np.log(np.array(WAVE) / np.array(other))[-len(reply.bars) :]
        np.testing.assert_allclose(line(reply, "strength"), ratio - ratio[0])

    async def test_one_that_nobody_has_costs_its_pane_alone(self, stage: Stage) -> None:
        reply = await charted(stage, GetChart("IWM", "1Y", ("sma20",), "strength", "XYZ"))
        average, strength = reply.plots
        assert not average.absent
        assert (strength.absent, strength.note) == (True, "XYZ: nobody has 1d bars of XYZ")


class TestMarks:
    async def test_record_closes_of_the_whole_history_and_not_of_the_running_session(self, stage: Stage) -> None:
        path = [float(price) for price in (*range(100, 400), *range(400, 340, -1), *range(341, 379), 500)]
        stage.source.put(daily_bars("GLD", path, TODAY))
        reply = await charted(stage, GetChart("GLD", "MAX"))
        days = [midnight(day) for day in weekdays_to(TODAY, len(path))]
        assert list(memoryview(reply.records).cast("q")) == days[1:301]
        assert len((await charted(stage, GetChart("GLD", "6M"))).records) // 8 < 300

    async def test_months_of_ten_percent_are_marked_at_their_last_bar(self, stage: Stage) -> None:
        days = weekdays_to(TODAY, 120)
        path = [100.0 if day.month < 7 else 109.9 if day.month == 7 else 121.0 for day in days]
        stage.source.put(daily_bars("GLD", path, TODAY))
        reply = await charted(stage, GetChart("GLD", "MAX"))
        (mark,) = reply.months
        assert (mark.month, mark.ret) == ("2025-08", pytest.approx(121.0 / 109.9 - 1))
        assert mark.time == max(midnight(day) for day in days if day.month == 8)

    async def test_bars_within_a_day_have_none(self, stage: Stage) -> None:
        reply = await charted(stage, GetChart("IWM", "1D"))
        assert (reply.records, reply.months) == (b"", ())


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


class TestRefusals:
    async def test_unknown_names(self, stage: Stage) -> None:
        assert (await charted(stage, GetChart("IWM", "2D"))).message.startswith("no range 2D")
        assert (await charted(stage, GetChart("IWM", "1Y", ("sma21",)))).message.startswith("no indicator sma21")

    async def test_a_symbol_that_nobody_has(self, stage: Stage) -> None:
        assert await charted(stage, GetChart("XYZ", "1Y")) == Failure("not_found", "nobody has 1d bars of XYZ")

    async def test_a_source_without_intraday_bars(self, stage: Stage) -> None:
        stage.source.capabilities = Capabilities(live=True, intervals=(Interval.D1,))
        assert await charted(stage, GetChart("IWM", "1D")) == Failure("not_found", "scripted has no 1m bars")


def test_every_row_of_the_table_is_one_key_with_a_definition_and_names_for_its_lines() -> None:
    assert len({row.about.key for row in ROWS}) == len(ROWS)
    assert all(row.about.definition and row.tags and set(row.pillars) <= set(row.tags) for row in ROWS)
