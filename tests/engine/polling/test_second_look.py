"""What a second provider says about a price that is doubted, in a whole collector."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import msgspec
import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.second_look import SecondLook
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.validation.confirmation import PATIENCE_S
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import UNCONFIRMED
from r2k_tui.model.market.quote import Quote
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.limits import Breaker
from tests.engine.stage import Stage
from tests.engine.virtual_time import START, settle
from tests.fakes.invented_bars import bars_at
from tests.fakes.scripted_chain import ScriptedChain
from tests.fakes.scripted_source import ScriptedSource

RANGED = {"previous_close": 99.0, "day_low": 98.0, "day_high": 160.0, "bid": None, "ask": None}
SECOND = Quote("IWM", price=100.2, time=START + 5, received_at=START + 5, source="second")


class Scene:
    """A collector whose polls are made by hand, with the second look at what it doubts."""

    def __init__(self, source: ScriptedSource) -> None:
        stage = Stage(None)
        stage.source = source
        self.source, self.clock = source, stage.clock
        self.engine = stage.build()
        context = self.engine.context
        context.market.set_facts(msgspec.structs.replace(context.market.facts, intervals=(Interval.M1,)), None)
        interest = Interest(MarketSettings(), ("IWM",), self.clock)
        self.market = context.market
        self.collector = Collector(source, self.market, interest, context.archive, Unlimited(), self.clock)
        chain = source if isinstance(source, ScriptedChain) else None
        breaker = Breaker(300.0, self.clock)
        self.look = SecondLook(context, self.collector, breaker, lambda: None, chain)
        self.set_price(100.0)

    def set_price(self, price: float, **fields: object) -> None:
        values = {**RANGED, **fields}
        for symbol in ("IWM", "^RUT"):
            own = price if symbol == "IWM" else 2000.0
            extra = values if symbol == "IWM" else {}
            self.source.set_price(symbol, own, time=self.clock.now, received_at=self.clock.now, **extra)

    async def poll(self, price: float, times: int = 1, *, look: bool = True, **fields: object) -> float | None:
        """The price that is shown after so many polls, each with its second look."""
        for _ in range(times):
            self.clock.now += 5.0
            self.set_price(price, **fields)
            await self.collector.quotes()
            if look:
                self.look.consider(self.collector.doubts.waiting)
                await settle()
        return self.market.quotes["IWM"].price

    def told(self) -> list[str]:
        return [problem.message for problem in self.market.all_problems() if problem.kind == UNCONFIRMED]


async def running(source: ScriptedSource) -> AsyncIterator[Scene]:
    scene = Scene(source)
    task = asyncio.create_task(scene.look.run())
    try:
        assert await scene.poll(100.0) == 100.0
        yield scene
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await scene.engine.close()


@pytest.fixture
async def chain() -> AsyncIterator[Scene]:
    async for scene in running(ScriptedChain()):
        yield scene


@pytest.fixture
async def alone() -> AsyncIterator[Scene]:
    async for scene in running(ScriptedSource()):
        yield scene


def opinions(scene: Scene) -> list[tuple[str, str]]:
    assert isinstance(scene.source, ScriptedChain)
    return scene.source.opinions


def says(scene: Scene, price: float | None, **fields: object) -> None:
    """What the second provider has from now on."""
    assert isinstance(scene.source, ScriptedChain)
    moment = scene.clock.now + 10_000.0
    told = msgspec.structs.replace(SECOND, price=price, time=moment, received_at=moment)
    scene.source.second["IWM"] = msgspec.structs.replace(told, **fields)


async def test_alone_a_price_with_a_sound_range_is_confirmed_by_its_repetition(alone: Scene) -> None:
    assert await alone.poll(155.0, bid=154.0, ask=156.0) == 100.0
    assert await alone.poll(155.0, bid=154.0, ask=156.0) == 155.0


async def test_a_wrong_price_with_a_sound_range_is_refused_however_often_it_repeats(chain: Scene) -> None:
    says(chain, 100.2)
    assert await chain.poll(155.0, 100, bid=154.0, ask=156.0) == 100.0
    assert chain.told() == ["IWM at 155.00 by scripted is refused: second has 100.20"]
    assert opinions(chain)[0] == ("IWM", "scripted")
    assert len(opinions(chain)) <= 5, "asked less and less often"
    assert await chain.poll(100.4) == 100.4
    assert chain.told() == []


async def test_a_true_jump_is_confirmed_by_the_second_provider(chain: Scene) -> None:
    says(chain, 156.0)
    assert await chain.poll(155.0, day_high=None) == 155.0, "at once, though no other field agrees"
    assert chain.told() == []


async def test_a_second_provider_that_comes_round_confirms_it_later(chain: Scene) -> None:
    says(chain, 100.2)
    assert await chain.poll(155.0, 5, bid=154.0, ask=156.0) == 100.0
    says(chain, 154.5)
    assert await chain.poll(155.0, 12, bid=154.0, ask=156.0) == 155.0


async def test_until_the_second_provider_has_spoken_repetition_counts_for_nothing(chain: Scene) -> None:
    sound = {"bid": 154.0, "ask": 156.0}
    assert await chain.poll(155.0, int(PATIENCE_S / 5), look=False, **sound) == 100.0
    assert await chain.poll(155.0, 2, look=False, **sound) == 155.0, "one that never speaks does not lock the symbol"


async def test_without_another_provider_todays_rules_hold(chain: Scene) -> None:
    assert await chain.poll(155.0, bid=154.0, ask=156.0) == 100.0
    assert await chain.poll(155.0, bid=154.0, ask=156.0) == 155.0


@pytest.mark.parametrize("fields", [{"time": START - 900.0}, {"time": None, "delay_s": 1e6}, {"currency": "EUR"}])
async def test_an_opinion_of_before_the_jump_refutes_nothing(chain: Scene, fields: dict[str, object]) -> None:
    says(chain, 100.2, **fields)
    assert await chain.poll(155.0, 2, bid=154.0, ask=156.0, currency="USD") == 155.0


async def test_an_opinion_without_a_price_refutes_nothing(chain: Scene) -> None:
    says(chain, None)
    assert await chain.poll(155.0, 2, bid=154.0, ask=156.0) == 155.0


async def test_a_healthy_price_asks_nobody(chain: Scene) -> None:
    for price in (100.5, 101.0, 99.0, 103.0):
        assert await chain.poll(price) == price
    assert opinions(chain) == []
    assert chain.source.count("bars") == 0


async def test_a_second_provider_that_is_wrong_for_long_gives_way_to_the_minute_bars(chain: Scene) -> None:
    says(chain, 100.2)
    await chain.poll(155.0, 2, bid=154.0, ask=156.0)
    stop = START + 2 * PATIENCE_S
    while chain.clock.now < stop and chain.market.quotes["IWM"].price == 100.0:
        minute = int(chain.clock.now) // 60 * 60
        before = [minute - 60 * back for back in range(20, 1, -1)]
        chain.market.set_bars(bars_at([*before, minute], [100.0] * 19 + [155.0], "IWM", Interval.M1))
        await chain.poll(155.0, bid=154.0, ask=156.0)
    assert PATIENCE_S <= chain.clock.now - START <= PATIENCE_S + 30.0
    assert chain.market.quotes["IWM"].price == 155.0


async def test_a_feed_that_repeats_itself_is_reported_to_the_chain(chain: Scene) -> None:
    market = chain.market
    market.set_session(Session(phase=Phase.OPEN, opens_at=START - 3600.0))
    chain.set_price(100.0, volume=1e7)
    chain.source.set_price("^RUT", 2000.0, volume=1e9)
    for _ in range(40):
        chain.clock.now += 5.0
        await chain.collector.quotes()
    assert isinstance(chain.source, ScriptedChain)
    words = "scripted is frozen: no price has moved since 12:00"
    assert chain.source.frozen == [("scripted", words)]
    assert [problem.message for problem in market.all_problems()] == [words]
