"""The panel of an outage on the dashboard: it comes, is closed with Esc, and comes again with the next outage."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.feed import FeedState
from r2k_tui.ui.drawing.outage import chain_line
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.drawing.test_outage import FACTS, FAILING
from tests.ui.stage import Stage, on_stage, settled

WELL = msgspec.structs.replace(FAILING, state=FeedState.OK, failures=0, message="")


def failing() -> Stage:
    return Stage(StillLink(msgspec.structs.replace(snapshot(), facts=FACTS, feeds=(FAILING,))))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_it_names_the_offers_and_the_prices_stay(size: tuple[int, int]) -> None:
    stage = failing()
    async with on_stage(stage, size):
        text = stage.screen_text()
        assert stage.app.dashboard.outage.display
    assert "No prices" in text and "cboe:" in text and "nasdaq:" in text
    assert chain_line(FACTS) in text, "the line to write is whole"
    assert "318.42" in text, "the last price stays"


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
