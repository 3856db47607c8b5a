"""The page of insider purchases: how it is reached, and what its keys do."""

from __future__ import annotations

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetInsiders
from r2k_tui.ui.views.universe.pages import PAGES
from r2k_tui.ui.views.universe.view import UniverseView
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, settled


def page(stage: Stage) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    shown = view.pages["insiders"]
    return "\n".join(shown.render_line(y).text for y in range(shown.size.height))


async def turned(stage: Stage, pilot: object) -> None:
    """Turn the pages until it is there."""
    view = stage.app.view
    assert isinstance(view, UniverseView)
    for _ in range([page.NAME for page in PAGES].index("insiders") + 1):
        await pilot.press("d")  # type: ignore[attr-defined]
    await settled(stage, pilot)  # type: ignore[arg-type]


async def test_left_and_right_choose_clusters_the_latest_or_dollars() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await turned(stage, pilot)
        assert GetInsiders() in stage.link.asked
        assert "Insider purchases" in page(stage) and "▸3 clusters" in page(stage)
        await pilot.press("l")
        assert "▸latest of 60 purchases" in page(stage)
        await pilot.press("h", "h")
        assert "▸40 members by dollars" in page(stage)
        assert "demo Form 4, SIMULATED" in page(stage).splitlines()[-1]


async def test_why_there_are_none() -> None:
    stage = Stage()
    stage.link.answers[GetInsiders] = Failure("not_found", "no list of members yet")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await turned(stage, pilot)
        assert "no list of members yet" in page(stage)


async def test_it_follows_the_topic() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await turned(stage, pilot)
        before = stage.link.asked.count(GetInsiders())
        for frame, more in (
            (FeedStatus("insiders", FeedState.OK, NOW - 30, progress="day 1 of 21: 2031-05-14"), 1),
            (FeedStatus("insiders", FeedState.OK, NOW - 30, progress="day 1 of 21: 2031-05-14"), 0),
            (FeedStatus("quotes", FeedState.OK, NOW), 0),
            (FeedStatus("insiders", FeedState.FAILING, NOW - 30, message="SEC denies access (403)."), 1),
        ):
            stage.link.say(feeds=(frame,))
            await settled(stage, pilot)
            before += more
            assert stage.link.asked.count(GetInsiders()) == before, frame
