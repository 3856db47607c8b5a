"""The headlines on the dashboard: all of them, newest first, with source and age, without a request."""

from __future__ import annotations

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.news import Headline, SymbolNews
from r2k_tui.model.messages.news import GetNews
from r2k_tui.ui.dialogs.news import NewsScreen
from r2k_tui.ui.views.dashboard.headlines_panel import HeadlinesPanel
from tests.fakes.still_market import NOW, StillLink, snapshot
from tests.ui.stage import Stage, on_stage, one_layout, settled


def text(stage: Stage) -> str:
    panel = stage.app.dashboard.board.query_one("#news")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


def headline(title: str, time: float | None) -> Headline:
    return Headline(title, "Wire", time, f"https://example.com/{len(title)}", "demo")


async def test_each_headline_once_the_newest_first_and_no_request() -> None:
    stage = Stage(StillLink(snapshot(news=())), dashboard=one_layout("quotes", "news"))
    async with on_stage(stage, (160, 40)) as pilot:
        await settled(stage, pilot)
        assert "no headlines of ^RUT and its fund yet" in text(stage)
        old, new = headline("older news", NOW - 7200), headline("the newest of all", NOW - 60)
        stage.link.say(news=(SymbolNews("^RUT", (old,), NOW - 30), SymbolNews("IWM", (new, old), NOW - 20)))
        await settled(stage, pilot)
        shown = text(stage)
        assert shown.index("the newest of all") < shown.index("older news") and shown.count("older news") == 1
        assert "demo, updated 20s ago" in shown and "SIM" in shown
        assert not any(isinstance(request, GetNews) for request in stage.link.asked)


async def test_a_failing_feed_is_named() -> None:
    stage = Stage(StillLink(snapshot(news=())), dashboard=one_layout("quotes", "news"))
    async with on_stage(stage, (120, 40)) as pilot:
        stage.link.say(feeds=(FeedStatus("news", FeedState.FAILING, failures=2, message="no route to the service"),))
        await settled(stage, pilot)
        assert "no route to the service" in text(stage)


async def test_enter_opens_the_news_of_the_symbol() -> None:
    stage = Stage(dashboard=one_layout("quotes", "news"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, NewsScreen)


def test_headlines_without_a_time_come_last() -> None:
    stage = Stage()
    panel = HeadlinesPanel(stage.app.context)
    items = (headline("undated", None), headline("a dated one", NOW))
    stage.mirror.store_news(SymbolNews("IWM", items, NOW))
    assert [item.title for item in panel.items] == ["a dated one", "undated"]
