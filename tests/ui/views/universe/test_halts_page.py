"""The page of halts: how it is reached, what its keys do, and when it is requested again."""

from __future__ import annotations

from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetHalts
from r2k_tui.ui.views.universe.halts_page import HaltsPage
from r2k_tui.ui.views.universe.pages import PAGES
from r2k_tui.ui.views.universe.view import UniverseView
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, settled

# The page by the key that turns pages.
_TURNS = "d" * (PAGES.index(HaltsPage) + 1)


def universe(stage: Stage) -> UniverseView:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return view


def page(stage: Stage) -> str:
    panel = universe(stage).pages["halts"]
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_left_and_right_choose_what_concerns_the_reader_or_all() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7", *_TURNS)
        await settled(stage, pilot)
        assert "Trading halts" in page(stage) and "▸1 member and 1 watched halted" in page(stage)
        assert "WXYZ" not in page(stage) and "nasdaq_trader SIMULATED" in page(stage)
        await pilot.press("l")
        assert "▸all 3 of the feed" in page(stage) and "[b]Wxyz[/] Inc." in page(stage)


async def test_another_reading_or_another_halt_is_requested_once() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7", *_TURNS)
        await settled(stage, pilot)
        assert stage.link.asked.count(GetHalts()) == 1
        stage.link.say(feeds=(FeedStatus("halts", FeedState.OK, last_success=NOW - 5),))
        await settled(stage, pilot)
        stage.link.say(halts=(Halt("M0003", NOW - 5, "T1"),))
        await settled(stage, pilot)
        stage.link.say()
        await settled(stage, pilot)
        assert stage.link.asked.count(GetHalts()) == 3


async def test_rows_of_halted_members_have_a_mark_and_the_title_their_number() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        before = stage.screen_text()
        assert " halted" not in before
        symbol = universe(stage).table.symbol
        stage.link.say(halts=(Halt(symbol, NOW - 5, "T1"), Halt("IWM", NOW - 5, "T1")))
        await settled(stage, pilot)
        after = stage.screen_text()
        assert "1 halted" in after
        (row,) = [line for line in after.splitlines() if line.startswith(f"│▸{symbol}")]
        assert row.split()[1] == "H"
        stage.link.say(halts=())
        await settled(stage, pilot)
        assert stage.screen_text() == before, "nothing is left of it"


async def test_why_there_are_none() -> None:
    stage = Stage()
    stage.link.answers[GetHalts] = Failure("unavailable", "the engine has no source")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7", *_TURNS)
        await settled(stage, pilot)
        assert "the engine has no source" in page(stage)
