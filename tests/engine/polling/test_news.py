"""Headlines in the engine: few requests, the last good ones stay, a restart shows them."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.state.interest import Interest
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.messages.reply import Failure, NewsReply
from r2k_tui.model.messages.request import GetNews, Refresh, Watch
from r2k_tui.sources.base import BadData, RateLimited, Unavailable
from tests.engine.stage import SYMBOLS, Stage, ask, picture, until
from tests.engine.virtual_time import START
from tests.fakes.scripted_source import LIVE, NEWSY


@pytest.fixture
def telling(stage: Stage) -> Stage:
    """A source that has news of the fund, and none of the index."""
    stage.source.capabilities = NEWSY
    stage.source.tell("IWM", "Small caps rise", START - 60)
    return stage


async def titles(engine: object, symbol: str) -> list[str]:
    reply = await ask(engine, GetNews(symbol))  # type: ignore[arg-type]
    assert isinstance(reply, NewsReply), reply
    return [item.title for item in reply.news.headlines]


def asked(stage: Stage) -> list[str]:
    return [call.symbols[0] for call in stage.source.calls if call.method == "news"]


async def polled(engine: object) -> None:
    """Until the topic has had its first turn."""
    await engine._services.topics.by_name["news"].attempted.wait()  # type: ignore[attr-defined]


class TestPolls:
    async def test_the_index_and_its_fund_after_all_that_the_first_picture_needs(self, telling: Stage) -> None:
        async with telling.running() as engine:
            await polled(engine)
            methods = [call.method for call in telling.source.calls]
            assert methods.index("news") > max(i for i, method in enumerate(methods) if method != "news")
            assert asked(telling) == ["^RUT", "IWM"]
            snapshot = await picture(engine)
        assert {news.symbol: len(news.headlines) for news in snapshot.news} == {"^RUT": 0, "IWM": 1}
        status = next(status for status in snapshot.feeds if status.topic == "news")
        assert (status.state, status.requests, status.last_success) == (FeedState.OK, 2, START)
        assert snapshot.facts.news

    async def test_what_somebody_reads_is_polled_as_well_for_a_while(self, telling: Stage) -> None:
        interest = Interest(MarketSettings(), SYMBOLS, telling.clock)
        assert interest.newsworthy() == ("^RUT", "IWM")
        interest.read("SPY")
        assert interest.newsworthy() == ("^RUT", "IWM", "SPY")
        telling.clock.now += 899
        interest.read("QQQ")
        telling.clock.now += 2
        assert interest.newsworthy() == ("^RUT", "IWM", "QQQ")

    async def test_another_list_of_symbols_asks_for_no_news(self, telling: Stage) -> None:
        telling.source.set_price("GLD", 230.0)
        async with telling.running() as engine:
            await polled(engine)
            reader = engine.subscribe()
            await ask(engine, Watch((*SYMBOLS, "GLD")))
            await until(reader, lambda f: any(q.symbol == "GLD" for q in f.quotes))
            assert len(asked(telling)) == 2

    async def test_the_last_good_ones_stay_with_their_age(self, telling: Stage) -> None:
        async with telling.running() as engine:
            await polled(engine)
            telling.source.fail("news", BadData("rubbish"))
            telling.clock.now += 3600
            reader = engine.subscribe()
            await ask(engine, Refresh())
            await until(reader, lambda f: any(s.topic == "news" and s.state is FeedState.FAILING for s in f.feeds))
            snapshot = await picture(engine)
        kept = next(news for news in snapshot.news if news.symbol == "IWM")
        assert ([item.title for item in kept.headlines], kept.fetched_at) == (["Small caps rise"], START)
        status = next(status for status in snapshot.feeds if status.topic == "news")
        assert (status.last_success, status.failures, status.message) == (START, 1, "rubbish")

    async def test_one_symbol_that_fails_costs_only_itself(self, telling: Stage) -> None:
        telling.source.fail("news", BadData("rubbish"), "^RUT")
        async with telling.running() as engine:
            await polled(engine)
            snapshot = await picture(engine)
        status = next(status for status in snapshot.feeds if status.topic == "news")
        assert (status.state, status.message) == (FeedState.OK, "no headlines of 1 of 2 symbols: rubbish")
        assert status.next_try is not None and status.next_try - START <= 5, "tried again after the backoff"
        assert [news.symbol for news in snapshot.news] == ["IWM"]

    async def test_a_refusal_ends_the_round_and_holds_everything_else(self, telling: Stage) -> None:
        telling.source.fail("news", RateLimited("slow down"))
        async with telling.running() as engine:
            await polled(engine)
            assert asked(telling) == ["^RUT"]
            assert isinstance(await ask(engine, GetNews("SPY")), Failure)
            assert asked(telling) == ["^RUT"]


class TestQuestions:
    async def test_what_is_known_is_answered_at_once_and_what_is_newer_follows(self, telling: Stage) -> None:
        async with telling.running() as engine:
            await polled(engine)
            assert await titles(engine, "IWM") == ["Small caps rise"]
            await engine.idle()
            assert len(asked(telling)) == 2, "young enough"
            telling.clock.now += 121
            telling.source.tell("IWM", "Small caps fall", telling.clock.now)
            reader = engine.subscribe()
            assert await titles(engine, "IWM") == ["Small caps rise"]
            await until(reader, lambda f: any(n.headlines[0].title == "Small caps fall" for n in f.news))
            assert await titles(engine, "IWM") == ["Small caps fall", "Small caps rise"]

    async def test_what_is_not_known_is_fetched_once_for_all_who_ask(self, telling: Stage) -> None:
        telling.source.tell("SPY", "Large caps", START)
        async with telling.running() as engine:
            await polled(engine)
            telling.source.hold("news")
            asking = [asyncio.create_task(titles(engine, "SPY")) for _ in range(3)]
            await telling.source.reached("news", 3)
            telling.clock.now += 1
            telling.source.release("news")
            assert await asyncio.gather(*asking) == [["Large caps"]] * 3
            assert asked(telling).count("SPY") == 1

    async def test_a_failure_is_told_as_what_it_is(self, telling: Stage) -> None:
        async with telling.running() as engine:
            await polled(engine)
            telling.source.fail("news", Unavailable("no route"))
            assert await ask(engine, GetNews("SPY")) == Failure("unavailable", "no route")
            telling.clock.now += 3600
            assert await titles(engine, "IWM") == ["Small caps rise"]
            await engine.idle()
            entries = (await picture(engine)).log
        assert "IWM: no newer headlines: no route" in [entry.message for entry in entries]

    async def test_a_source_without_news_says_so_and_has_no_topic(self, stage: Stage) -> None:
        assert not LIVE.news
        async with stage.running() as engine:
            assert await ask(engine, GetNews("IWM")) == Failure("not_found", "the scripted source has no news")
            snapshot = await picture(engine)
        assert "news" not in {status.topic for status in snapshot.feeds}
        assert not snapshot.facts.news
        assert asked(stage) == []


class TestRestart:
    async def test_it_shows_the_last_ones_before_the_source_is_built(self, telling: Stage) -> None:
        async with telling.running() as engine:
            await polled(engine)
        telling.built = 0
        engine = telling.build()
        engine.restore()
        snapshot = await picture(engine)
        await engine.close()
        assert telling.built == 0
        assert {news.symbol: news for news in snapshot.news}["IWM"] == SymbolNews(
            "IWM", tuple(telling.source.headlines["IWM"]), START
        )

    async def test_without_a_network_they_can_still_be_read(self, telling: Stage) -> None:
        async with telling.running() as engine:
            await polled(engine)
        for method in ("quotes", "bars", "news"):
            telling.source.fail(method, Unavailable("no route to host"))
        async with telling.running() as engine:
            assert await titles(engine, "IWM") == ["Small caps rise"]
