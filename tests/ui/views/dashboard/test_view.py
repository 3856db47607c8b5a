"""The dashboard as a person uses it: keys in, words and numbers out."""

from __future__ import annotations

import pytest

from r2k_tui.config.sections.display import Display
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Watch
from tests.fakes.still_market import FACTS, NOW, quote
from tests.ui.stage import Stage, on_stage, one_layout, settled

LIST = ("watchlist", "symbols")
SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_all_four_panels_show_their_main_figure(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size):
        text = stage.screen_text()
    for figure in ("SIMULATED", "3,210.55", "318.42", "78 strong", "31 normal", "IWM 1D", "◂318.42", "+1.28%"):
        assert figure in text, figure


async def test_a_tick_changes_the_row_and_the_chart_and_nothing_else() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        before = stage.screen_text()
        stage.link.say(quotes=(quote("IWM", 319.07, time=NOW - 1),))
        await settled(stage, pilot)
        after = stage.screen_text()
    assert "319.07" in after and "◂319.07" in after
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert all("IWM" in line or "│" in line for line in changed)


async def test_a_symbol_that_the_source_does_not_know_says_so_in_its_row() -> None:
    stage = Stage()
    async with on_stage(stage):
        row = next(line for line in stage.screen_text().splitlines() if " IWN " in line)
    assert "demo does not know IWN" in row


async def test_the_chart_follows_the_cursor() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("j")
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("RTY=F", "1D")
        assert "RTY=F 1D" in stage.screen_text()
        await pilot.press("G", "g")
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("^RUT", "1D")
    asked = [request.symbol for request in stage.link.asked if isinstance(request, GetBars)]
    assert asked[0] == "IWM" and "RTY=F" in asked and asked[-1] == "^RUT"


async def test_brackets_go_round_the_ranges() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("left_square_bracket")
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("IWM", "MAX")
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settled(stage, pilot)
        assert "IWM 5D" in stage.screen_text()


async def test_a_source_without_intraday_bars_begins_with_a_year() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.link.say(facts=SourceFacts("csv", live=False, intervals=(Interval.D1,)))
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("IWM", "1Y")


async def test_adding_a_symbol_asks_the_source_and_saves_the_list() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"qqq", "enter")
        await settled(stage, pilot)
    assert stage.saved == [{LIST: ("^RUT", "IWM", "QQQ", "RTY=F", "IWN", "^VIX")}]
    assert Watch(("^RUT", "IWM", "QQQ", "RTY=F", "IWN", "^VIX")) in stage.link.asked


async def test_removing_a_symbol_saves_the_list_and_keeps_a_cursor() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("minus")
        await settled(stage, pilot)
        assert stage.app.dashboard.table.selected == "RTY=F"
        for _ in range(6):
            await pilot.press("minus")
        await settled(stage, pilot)
        assert "the list is empty" in stage.screen_text()
    assert stage.saved[0] == {LIST: ("^RUT", "RTY=F", "IWN", "^VIX")}


async def test_a_failing_feed_is_named_in_the_header_with_its_next_try() -> None:
    stage = Stage()
    async with on_stage(stage, (160, 40)) as pilot:
        status = FeedStatus("quotes", FeedState.FAILING, NOW - 90, NOW + 20, 3, 9, "no route to the service")
        stage.link.say(feeds=(status,))
        await settled(stage, pilot)
        head = stage.app.dashboard.head.render_line(0).text
    assert "!1 quotes retry in 20s:" in head
    assert "+1.28%" in head and "YTD" in head and "OPEN closes in" in head


async def test_on_a_narrow_screen_the_reason_of_a_failure_takes_the_room_of_its_next_try() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        words = "a long explanation that no narrow screen has room for, whatever it may say"
        stage.link.say(feeds=(FeedStatus("quotes", FeedState.FAILING, NOW - 90, NOW + 20, 3, 9, words),))
        await settled(stage, pilot)
        line = stage.app.dashboard.head.render_line(1).text
    assert "!1 quotes: a long explanation that …  9 " in line and "OPEN" in line


async def test_a_chart_that_cannot_be_had_says_why() -> None:
    stage = Stage()
    stage.link.answers[GetBars] = Failure("unavailable", "the source asks for a pause")
    async with on_stage(stage):
        assert "the source asks for a pause" in stage.screen_text()


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (40, 12), (60, 8), (300, 90)])
async def test_no_window_is_too_odd(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("j", "question_mark", "escape")
        assert stage.app.is_running


async def test_ascii_mode_draws_nothing_else() -> None:
    stage = Stage(display=Display(ascii=True))
    async with on_stage(stage):
        text = stage.screen_text()
    assert text.isascii() and "318.42" in text


def test_the_still_market_is_a_simulated_one() -> None:
    assert FACTS.simulated


async def test_enter_on_the_list_opens_the_chart_of_the_symbol() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("j", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "chart"
        assert stage.app.context.symbol == "RTY=F"


async def test_a_double_click_on_a_panel_opens_its_view() -> None:
    stage = Stage(dashboard=one_layout("quotes", "breadth | thesis", "feed | alerts"))
    async with on_stage(stage) as pilot:
        for panel, view in (("breadth", "universe"), ("thesis", "thesis"), ("feeds", "feed"), ("alerts", "feed")):
            await pilot.press("1")
            await settled(stage, pilot)
            await pilot.click(f"#{panel}")
            await settled(stage, pilot)
            assert stage.app.view.name == "dashboard" and stage.app.focused is not None
            assert stage.app.focused.id == panel
            await pilot.click(f"#{panel}", times=2)
            await settled(stage, pilot)
            assert stage.app.view.name == view, panel
