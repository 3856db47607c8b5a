"""The panel of an outage on the dashboard: it comes, is closed with Esc, and comes again with the next outage."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.feed import FeedState, Problem
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.drawing.test_outage import FACTS, FAILING
from tests.ui.stage import Stage, on_stage, settled

WHY = "No connection to Yahoo."
WELL = msgspec.structs.replace(FAILING, state=FeedState.OK, failures=0, message="")


def failing() -> Stage:
    return Stage(StillLink(msgspec.structs.replace(snapshot(), facts=FACTS, feeds=(FAILING,))))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_it_names_the_ways_on_and_the_prices_stay(size: tuple[int, int]) -> None:
    stage = failing()
    async with on_stage(stage, size):
        text = stage.screen_text()
        assert stage.app.dashboard.outage.display
    for way in ("No prices", "r2k --demo", "r2k doctor --sources", "[source] proxy", "adds cboe and nasdaq"):
        assert way in text, way
    assert "318.42" in text, "the last price stays"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_without_a_price_one_panel_says_why_and_the_others_stay_calm(size: tuple[int, int]) -> None:
    nothing = snapshot(quotes=(), scores=(), sparks=(), problems=(Problem("IWM", "unavailable", f"no 1d bars: {WHY}"),))
    daily = msgspec.structs.replace(FAILING, topic="daily")
    stage = Stage(StillLink(msgspec.structs.replace(nothing, facts=FACTS, feeds=(FAILING, daily))))
    async with on_stage(stage, size):
        text = stage.screen_text()
    assert text.count("No connection") == 2, "the panel and the header"
    assert "!1 No connection to Yahoo" in text and "^RUT –" in text
    assert " IWM     –  " in text.replace("▸", " ").replace("IWM      –", "IWM     –")


async def test_a_kiosk_is_not_told_what_only_its_owner_can_do() -> None:
    link = StillLink(msgspec.structs.replace(snapshot(), facts=FACTS, feeds=(FAILING,)))
    stage = Stage(link, kiosk=True)
    async with on_stage(stage):
        text = stage.screen_text()
    assert "No prices from yahoo" in text and "r2k doctor" not in text


async def test_escape_closes_it_until_the_next_outage() -> None:
    stage = failing()
    async with on_stage(stage) as pilot:
        panel = stage.app.dashboard.outage
        await pilot.press("escape")
        assert not panel.display
        stage.link.say(feeds=(msgspec.structs.replace(FAILING, failures=4),))
        await settled(stage, pilot)
        assert not panel.display, "the same outage"
        stage.link.say(feeds=(WELL,))
        await settled(stage, pilot)
        stage.link.say(feeds=(FAILING,))
        await settled(stage, pilot)
        assert panel.display, "another outage"
        stage.link.say(feeds=(WELL,))
        await settled(stage, pilot)
        assert not panel.display


async def test_a_click_on_its_key_closes_it() -> None:
    stage = failing()
    async with on_stage(stage) as pilot:
        outage = stage.app.dashboard.outage
        assert outage.display
        line = outage.render_line(outage.size.height - 1).text
        await pilot.click(outage, offset=(line.index("Esc") + 1, outage.size.height - 1))
        await settled(stage, pilot)
        assert not outage.display
