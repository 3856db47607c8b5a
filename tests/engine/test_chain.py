"""An engine over a chain of providers: their rows, its requests, and a pause that one of them asks for."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.model.messages.universe import GetUniverse
from r2k_tui.sources.base import Capabilities, RateLimited, Source, SourceInfo, Unavailable
from r2k_tui.sources.chain.disagreement import Disagreement
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.source import ChainSource
from tests.engine.stage import SYMBOLS, TODAY, Stage, ask, filled_source, picture, until
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.invented_holdings import holdings
from tests.fakes.scripted_source import ALL, ScriptedSource

SECOND = "second"
LIMITS = SourceLimits(burst=1000)
MEMBERS = tuple(f"M{number:03d}" for number in range(150))


def second_source() -> ScriptedSource:
    source = filled_source()
    source.capabilities, source.name = Capabilities(SourceInfo(SECOND), intervals=ALL), SECOND
    return source


class ListedChain(ChainSource):
    """A chain with a list of members."""

    async def holdings(self, fund: str) -> FundHoldings:
        """See HoldingsSource."""
        return holdings(MEMBERS)


class ChainedStage(Stage):
    """The stage of engines, with the scripted source as the first of two providers."""

    def __init__(self, store: Path | None, config: Config | None = None) -> None:
        super().__init__(store, config or Config(watchlist=Watchlist((*SYMBOLS, "JUNK")), limits=LIMITS))
        first = Capabilities(SourceInfo("scripted"), intervals=ALL, most_symbols=1000)
        self.source.capabilities = first
        self.second = second_source()
        for source in (self.source, self.second):
            source.put(daily_bars("^RVX", wave(400), TODAY, source=source.name))

    def chain(self) -> Source:
        members = [Provider(s, LIMITS, 15.0, self.clock, Random(1)) for s in (self.source, self.second)]
        return ListedChain(SourceInfo("scripted"), members, Disagreement(0.005, self.clock))


async def requests_of(stage: Stage, make_source: Callable[[], Source] | None) -> Counter[str]:
    """Requests to the first source by method, of a start and ten rounds that a user asks for."""
    async with stage.running(make_source) as engine:
        for _ in range(10):
            await _round(engine, stage)
    return Counter(call.method for call in stage.source.calls)


async def _round(engine: Engine, stage: Stage) -> None:
    """One poll of every topic of the market, each ended."""
    before = {name: engine.market.feeds[name].next_try for name in ("quotes", "daily", "intraday")}
    stage.clock.now += 60.0
    reader = engine.subscribe()
    await ask(engine, Refresh())
    async with asyncio.timeout(20.0):
        await until(reader, lambda _: all(engine.market.feeds[n].next_try != t for n, t in before.items()))
    reader.close()


async def test_a_healthy_chain_sends_no_more_requests_than_its_first_provider_alone(tmp_path: Path) -> None:
    alone = Stage(tmp_path / "alone.sqlite3", ChainedStage(None).config)
    chained = ChainedStage(tmp_path / "chained.sqlite3")
    without, within = await requests_of(alone, None), await requests_of(chained, chained.chain)
    assert without["quotes"] == within["quotes"] == 11
    assert within["bars"] <= without["bars"]
    # What nobody has is asked of the second provider after five, ten, ... minutes: never at each poll.
    extra = [call for call in chained.second.calls if call.symbols != ("JUNK",)]
    assert not extra
    assert sum(call.method == "quotes" for call in chained.second.calls) <= 2


async def test_rows_of_providers_come_with_the_first_picture_and_follow_their_health(tmp_path: Path) -> None:
    stage = ChainedStage(tmp_path / "kept.sqlite3", Config(watchlist=Watchlist(SYMBOLS), limits=LIMITS))
    async with stage.running(stage.chain) as engine:
        rows = {status.topic: status for status in (await picture(engine)).feeds if status.provider}
        assert {name: row.state for name, row in rows.items()} == {"scripted": FeedState.OK, SECOND: FeedState.IDLE}
        assert engine.market.facts.chain == ("scripted", SECOND)
        stage.source.fail("quotes", Unavailable("no route."))
        await _round(engine, stage)
        rows = {status.topic: status for status in (await picture(engine)).feeds}
        assert rows["scripted"].state is FeedState.FAILING and rows[SECOND].state is FeedState.OK
        assert rows["quotes"].message.startswith("scripted: no route; second serves ")
        assert {quote.source for quote in engine.market.quotes.values()} == {SECOND}
    assert {status.topic for status in stage.build().archive._store.feeds()} & {"scripted", SECOND} == set()


async def test_a_sweep_that_is_refused_does_not_stop_the_watchlist(tmp_path: Path) -> None:
    universe = UniverseSettings(chunk=150, requests_per_minute=6000)
    config = Config(watchlist=Watchlist(SYMBOLS), limits=LIMITS, universe=universe)
    stage = ChainedStage(tmp_path / "kept.sqlite3", config)
    for member in MEMBERS:
        stage.source.set_price(member, 20.0, time=START - 30, received_at=START)
    stage.source.fail("quotes", RateLimited("Too many requests.", START + 9000.0), MEMBERS[0])
    async with stage.running(stage.chain) as engine:
        reader = engine.subscribe()
        asking = asyncio.create_task(ask(engine, GetUniverse(settled=False)))
        services = await engine.services()
        assert services is not None
        services.universe.begin()
        async with asyncio.timeout(20.0):
            await until(reader, lambda _: (s := engine.market.feeds.get("universe")) and s.state is FeedState.BLOCKED)
        await asking
        assert not services.breaker.is_open
        await _round(engine, stage)
        assert engine.market.feeds["quotes"].state is FeedState.OK
        assert {engine.market.quotes[symbol].source for symbol in SYMBOLS} == {SECOND}
        assert not any(len(call.symbols) > 100 for call in stage.second.calls)


@pytest.mark.parametrize("delay", [900.0, 1200.0])
async def test_a_delayed_price_is_never_live(tmp_path: Path, delay: float) -> None:
    stage = ChainedStage(tmp_path / "kept.sqlite3", Config(watchlist=Watchlist(SYMBOLS), limits=LIMITS))
    stage.source.fail("quotes", Unavailable("no route."))
    for symbol in SYMBOLS:
        quote = stage.second.known[symbol]
        stage.second.known[symbol] = msgspec.structs.replace(quote, time=START - delay, delay_s=delay)
    async with stage.running(stage.chain) as engine:
        market = engine.market
        for symbol in SYMBOLS:
            quote = market.quotes[symbol]
            for phase in Phase:
                session = msgspec.structs.replace(market.session, phase=phase)
                for age in (0.0, 10.0, 30.0, 900.0):
                    state = state_of(quote, START + age, session, market.facts, market.feeds["quotes"])
                    assert state is not QuoteState.LIVE
