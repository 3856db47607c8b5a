"""The Chart view as a person uses it: keys in, a picture and requests out."""

from __future__ import annotations

import re

import msgspec
import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from r2k_tui.model.market.bars import Interval, pack_floats
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import GetChart
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup
from r2k_tui.model.messages.universe import GetEvents
from r2k_tui.ui.views.chart.view import ChartView
from tests.fakes.still_chart import chart
from tests.fakes.still_market import NOW, StillLink, quote
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(80, 24), (120, 40), (200, 60)]
BRAILLE = re.compile("[\u2801-\u28ff]")


async def press(stage: Stage, pilot: Pilot[None], *keys: str) -> str:
    """The screen after these keys; the first chart is there before the keys that follow on 2."""
    for key in keys:
        await pilot.press(key)
        if key == "2":
            await settled(stage, pilot)
    await settled(stage, pilot)
    return stage.screen_text()


def view(stage: Stage) -> ChartView:
    shown = stage.app.view
    assert isinstance(shown, ChartView)
    return shown


def asked(stage: Stage) -> list[GetChart]:
    return [request for request in stage.link.asked if isinstance(request, GetChart)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_main_figures_at_every_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        screen = await press(stage, pilot, "2")
    for figure in ("SIMULATED", "IWM 1D 1m USD", "+1.28%", "◂318.42", "C 318.42", "volume", "SMA 50", "┃", "█"):
        assert figure in screen, figure


async def test_every_range_has_its_interval_and_is_shared_with_the_dashboard() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2")
        titles = [(await press(stage, pilot, "right_square_bracket")).split("\n")[1] for _ in range(8)]
        await press(stage, pilot, "right_square_bracket", "1")
        assert stage.app.dashboard.chart.wants == ("IWM", "5D")
    found = [title.split("─ IWM ")[1].split(" USD")[0] for title in titles]
    assert found == ["5D 5m", "1M 1h", "6M 1d", "YTD 1d", "1Y 1d", "5Y 1d", "MAX 1d", "1D 1m"]


async def test_candles_line_and_area() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        candles = await press(stage, pilot, "2", "i", "j", "space", "j", "space", "escape")
        line = await press(stage, pilot, "c")
        area = await press(stage, pilot, "c")
        again = await press(stage, pilot, "c")
    assert "┃" in candles and not BRAILLE.search(candles)
    assert "┃" not in line and BRAILLE.search(line)
    assert "████████" in area and not BRAILLE.search(area)
    assert again == candles


async def test_the_keys_step_through_the_symbols_of_the_list_and_the_dashboard_follows() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        assert "RTY=F 1D" in await press(stage, pilot, "2", "j")
        assert "^RUT 1D" in await press(stage, pilot, "k", "k", "k")
        assert "^VIX 1D" in await press(stage, pilot, "G")
        await press(stage, pilot, "1")
        assert stage.app.dashboard.table.selected == "^VIX"


async def test_a_tick_moves_the_last_bar_without_a_request() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2")
        before = len(asked(stage))
        stage.link.say(quotes=(quote("IWM", 319.07, time=NOW - 1),))
        await settled(stage, pilot)
        screen = stage.screen_text()
        assert len(asked(stage)) == before
    assert "◂319.07" in screen and "C 319.07" in screen


async def test_other_bars_of_the_series_are_asked_for_and_of_no_other() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2")
        before = len(asked(stage))
        stage.link.say(bars_changed=(("IWM", Interval.M5), ("SPY", Interval.M1)))
        await settled(stage, pilot)
        assert len(asked(stage)) == before
        stage.link.say(bars_changed=(("IWM", Interval.M1),))
        await settled(stage, pilot)
        assert len(asked(stage)) == before + 1


async def test_the_second_symbol_is_renewed_while_something_is_compared_with_it() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        screen = await press(stage, pilot, "2", "o", "o", "o", "o")
        assert "Strength against SPY" in screen
        before = len(asked(stage))
        stage.link.say(bars_changed=(("SPY", Interval.M1),))
        await settled(stage, pilot)
        assert len(asked(stage)) == before + 1


async def test_the_lower_pane_goes_round() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2")
        seen = [re.findall(r"OBV|RSI 14|MACD|Strength", await press(stage, pilot, "o"))[:1] for _ in range(5)]
    assert seen == [["OBV"], ["RSI 14"], ["MACD"], ["Strength"], []]


async def test_indicators_are_chosen_from_a_list() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", "right_square_bracket", "right_square_bracket", "right_square_bracket", "i")
        await press(stage, pilot, *"jjj", "space", *"jj", "enter", "escape")
        assert asked(stage)[-1].overlays == ("sma50", "sma200", "bollinger", "chan126")
        screen = stage.screen_text()
        assert re.search(r"Bollinger [\d.]+/[\d.]+/[\d.]+", screen) and "Channel 126" in screen
        assert "BB+" in screen and "ch-" in screen
        await press(stage, pilot, "i", "down", "space", "escape")
        assert asked(stage)[-1].overlays == ("sma200", "bollinger", "chan126")


async def test_the_second_symbol_is_asked_for_and_a_wrong_one_is_refused() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", "i", *["j"] * 20, "enter")
        await press(stage, pilot, *"nope", "enter")
        assert "demo does not know NOPE" in str(stage.app.screen.query_one("Static").render())  # type: ignore[attr-defined]
        stage.app.screen.query_one("Input").value = "qqq"  # type: ignore[attr-defined]
        await press(stage, pilot, "enter", "escape")
        assert Lookup("QQQ") in stage.link.asked
        assert (asked(stage)[-1].pane, asked(stage)[-1].against) == ("strength", "QQQ")
        assert "Strength against QQQ" in stage.screen_text()


async def test_the_crosshair_reads_one_bar_after_the_other() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", *["right_square_bracket"] * 3)
        await press(stage, pilot, "z")
        words = next(line for line in (await press(stage, pilot, "x", "h", "left")).split("\n") if " O " in line)
        bars = chart(GetChart("IWM", "6M")).bars
        assert f"C {bars.column('close')[-3]:.2f}" in words
        assert "┊" in stage.screen_text()
        forward = await press(stage, pilot, "l", "right", "right")
        assert "C 318.42" in forward
        off = await press(stage, pilot, "x")
        assert "┊" not in off


async def test_pan_and_zoom_and_back_to_the_whole() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        whole = await press(stage, pilot, "2", *["right_square_bracket"] * 3)
        near = await press(stage, pilot, "z", "z")
        moved = await press(stage, pilot, "h", "h")
        assert len({whole, near, moved}) == 3
        assert "◂318.42" in near and "◂318.42" not in moved
        assert await press(stage, pilot, "escape") == whole


async def test_panning_into_the_past_asks_for_bars_from_before_the_range() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", *["right_square_bracket"] * 3)
        first = view(stage).chart.shown
        assert first is not None and first.earlier > 100
        near = await press(stage, pilot, "z", *["h"] * 16)
        assert asked(stage)[-1].before > 0
        assert await press(stage, pilot, *["h"] * 4) != near
        slots = view(stage).chart.slots
        assert slots is not None and slots.times[0] < first.bars.times()[0]


async def test_hours_before_and_after_are_shaded_or_left_out() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        shaded = await press(stage, pilot, "2", "right_square_bracket")
        assert "░" in shaded and "outside regular hours" in shaded
        hidden = await press(stage, pilot, "p")
        assert "░" not in hidden and not asked(stage)[-1].extended
        await press(stage, pilot, "right_square_bracket", "right_square_bracket", "p")
        assert not asked(stage)[-1].extended, "days have no such hours"


async def test_a_thin_line_is_sent_one_row_of_the_hours_before_and_after() -> None:
    stage = Stage(display=Display(low_bandwidth=True))
    async with on_stage(stage) as pilot:
        shaded = await press(stage, pilot, "2", "right_square_bracket")
        assert "outside regular hours" in shaded
        assert len([line for line in shaded.split("\n") if "░░" in line]) == 1


async def test_volume_and_log_scale_go_on_and_off() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        both = await press(stage, pilot, "2")
        assert " volume" in both and "· log" not in both
        other = await press(stage, pilot, "v", "y")
        assert " volume" not in other.replace("· no volume", "") and "· log" in other
        assert await press(stage, pilot, "v", "y") == both


async def test_a_symbol_without_volume_says_so() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        screen = await press(stage, pilot, "2", "G", "o")
    assert "no volume" in screen and "OBV: ^VIX has no volume here" in screen


async def test_a_source_without_intraday_bars_begins_with_a_year_and_says_so() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.link.say(facts=SourceFacts("csv", live=False, intervals=(Interval.D1,)))
        await settled(stage, pilot)
        screen = await press(stage, pilot, "2")
        assert "IWM 1Y 1d" in screen and "no intraday bars" in screen
        assert "IWM MAX" in await press(stage, pilot, *["left_square_bracket"] * 3)


async def test_a_failure_is_said_and_the_last_picture_of_the_series_stays() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2")
        stage.link.answers[GetChart] = Failure("unavailable", "the source asks for a pause")
        screen = await press(stage, pilot, "o")
        assert "the source asks for a pause" in screen and "◂318.42" in screen
        other = await press(stage, pilot, "j")
        assert "the source asks for a pause" in other and "◂" not in other


async def test_another_currency_is_named() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.link.say(quotes=(msgspec.structs.replace(quote("IWM", time=NOW - 1), currency="EUR"),))
        await settled(stage, pilot)
        assert "1m EUR" in await press(stage, pilot, "2")


async def test_the_table_to_export_has_every_bar_and_every_line() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", *["right_square_bracket"] * 3)
        table = view(stage).export_table()
        reply = view(stage).chart.reply
    assert reply is not None
    assert table.header[:7] == ("symbol", "interval", "time", "open", "high", "low", "close")
    assert table.header[-4:] == ("sma50", "sma200", "source", "simulated")
    last = dict(zip(table.header, table.rows[-1], strict=True))
    assert len(table.rows) == len(reply.bars) and last["close"] == pytest.approx(318.42)
    assert (last["symbol"], last["interval"], last["source"], last["simulated"]) == ("IWM", "1d", "demo", True)
    assert last["time"] == "2031-05-18", "a session has no time of day"


async def test_the_time_of_an_intraday_bar_is_exported_with_its_offset() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2")
        table = view(stage).export_table()
    assert str(table.rows[0][table.header.index("time")]).startswith("2031-05-18T")
    assert str(table.rows[0][table.header.index("time")]).endswith("+00:00")
    assert not any(" " in name for name in table.header)


async def test_a_price_of_a_day_that_was_split_is_not_trusted_in_silence() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        half = msgspec.structs.replace(quote("IWM", 160.0, time=NOW - 1), previous_close=157.2)
        stage.link.say(quotes=(half,))
        await settled(stage, pilot)
        screen = await press(stage, pilot, "2", *["right_square_bracket"] * 3)
    assert "a split they do not include yet?" in screen


async def test_bars_with_closes_alone_are_drawn() -> None:
    nothing = pack_floats([float("nan")] * 1000)

    class Bare(StillLink):
        async def ask(self, request):  # type: ignore[no-untyped-def]
            reply = await super().ask(request)
            if not isinstance(request, GetChart):
                return reply
            cut = nothing[: len(reply.bars.time)]
            bars = msgspec.structs.replace(reply.bars, open=cut, high=cut, low=cut, volume=cut)
            return msgspec.structs.replace(reply, bars=bars)

    stage = Stage(Bare())
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", *["right_square_bracket"] * 3)
        screen = await press(stage, pilot, "x", "h")
    assert "O      –" in screen and "V      –" in screen and "◂318.42" in screen


async def test_ascii_mode_draws_nothing_else_and_still_tells_up_from_down() -> None:
    stage = Stage(display=Display(ascii=True))
    async with on_stage(stage) as pilot:
        screen = await press(stage, pilot, "2", "o", "x")
    assert screen.isascii() and "H" in screen and "#" in screen


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (40, 12), (60, 8), (31, 7), (300, 90)])
async def test_no_window_is_too_odd(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await press(stage, pilot, "2", "o", "x", "h", "z", "i", "j", "space", "escape", "c", "c", "p", "y", "v", "j")
        assert stage.app.is_running


async def test_a_member_s_next_report_stands_in_the_frame() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.app.context.symbol = "M0001"
        await pilot.press("2")
        await settled(stage, pilot)
        assert GetEvents() in stage.link.asked
        assert "reports today, Thu 15 May after the bell (demo 2h)" in stage.screen_text()
        await pilot.press("j")
        await settled(stage, pilot)
        assert "reports" not in stage.screen_text()
