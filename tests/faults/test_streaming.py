"""The rows of the table that are about pushed prices: the real client, a real socket, a whole engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.sections.polling import Cadence, PollSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.polling.streaming import TOPIC
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.quote import QuoteState
from tests.fakes.yahoo_stream import FakeStream, pushed
from tests.faults.stage import CONFIG, FUND, INDEX, Stage
from tests.faults.streaming_rows import STREAMING, StreamRow

pytestmark = pytest.mark.slow
LAG_S = 0.1


@pytest.fixture
def socket() -> Iterator[FakeStream]:
    with FakeStream() as server:
        yield server


@pytest.fixture
async def stage(
    tmp_path: Path, socket: FakeStream, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    async with Stage(tmp_path, socket.url).running() as running:
        await pushing(running, socket, running.price() * 1.01)
        yield running


async def pushing(stage: Stage, socket: FakeStream, price: float) -> float:
    """Push a price until it is shown; returns it as it is on the wire, with seven digits."""
    wanted = float(f"{price:.6g}")
    async with asyncio.timeout(60):
        while stage.price() != wanted:
            await asyncio.to_thread(socket.push, FUND, wanted, stage.clock())
            await asyncio.sleep(0.05)
    return wanted


async def test_a_pushed_price_is_shown_and_polling_slows_down(stage: Stage, socket: FakeStream) -> None:
    assert socket.subscribed[0] == {"subscribe": [INDEX, FUND]}
    assert stage.feeds[TOPIC].state is FeedState.OK
    asked = len(stage.yahoo.asked("/v7/finance/quote"))
    for step in range(5):
        await pushing(stage, socket, stage.price() * (1.01 + step / 1000))
    assert len(stage.yahoo.asked("/v7/finance/quote")) - asked <= 1, "the net is asked once a minute"
    assert stage.state() is QuoteState.LIVE
    kept = await stage.stored_quotes()
    assert kept[FUND].price == stage.price()


async def test_hours_outside_the_session_have_their_own_price(stage: Stage, socket: FakeStream) -> None:
    price = stage.price()
    await asyncio.to_thread(socket.push, FUND, 190.5, stage.clock(), hours=2)
    await stage.until(lambda: stage.quotes[FUND].post_price == 190.5, "a price after the close")
    assert stage.price() == price


async def test_what_is_watched_later_is_subscribed_to(stage: Stage, socket: FakeStream) -> None:
    from r2k_tui.model.messages.subscription import Watch

    await stage.link.ask(Watch((FUND,)))
    await stage.link.ask(Watch((FUND, "SPY")))
    await asyncio.to_thread(socket.wait, lambda: {"subscribe": [INDEX, FUND, "SPY"]} in socket.subscribed)


@pytest.mark.parametrize("factor", [100.0, 0.01])
async def test_a_pushed_spike_is_for_the_polls_to_decide(stage: Stage, socket: FakeStream, factor: float) -> None:
    seen, asked = len(stage.seen), len(stage.yahoo.asked("/v7/finance/quote"))
    price = stage.price()
    for _ in range(3):
        await asyncio.to_thread(socket.push, FUND, price * factor, stage.clock())
    await stage.until(lambda: len(stage.yahoo.asked("/v7/finance/quote")) > asked, "a poll")
    await pushing(stage, socket, price * 1.02)
    assert max(quote.price for quote in stage.seen[seen:]) < price * 2
    assert min(quote.price for quote in stage.seen[seen:]) > price / 2


async def test_spikes_without_end_are_decided_at_the_usual_pace(
    tmp_path: Path, socket: FakeStream, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    every_2_s = PollSettings(Cadence(2.0, 2.0, 2.0, 2.0), CONFIG.poll.intraday, CONFIG.poll.daily, CONFIG.poll.news)
    monkeypatch.setattr("tests.faults.stage.CONFIG", msgspec.structs.replace(CONFIG, poll=every_2_s))
    async with Stage(tmp_path, socket.url).running() as stage:
        price = await pushing(stage, socket, stage.price() * 1.01)
        asked, began = len(stage.yahoo.asked("/v7/finance/quote")), stage.clock()
        for _ in range(20):
            await asyncio.to_thread(socket.push, FUND, price * 100.0, stage.clock())
            await asyncio.sleep(0.25)
        polls = len(stage.yahoo.asked("/v7/finance/quote")) - asked
        assert 1 <= polls <= (stage.clock() - began) / 2.0 + 1


@pytest.mark.parametrize("row", STREAMING, ids=lambda row: row.name)
async def test_row(stage: Stage, socket: FakeStream, row: StreamRow) -> None:
    price, seen, opened = stage.price(), len(stage.seen), socket.opened
    async with stage.lag() as lag:
        await asyncio.to_thread(row.begin, socket, stage.clock())
        if row.says:
            await stage.until(lambda: row.says in stage.feeds[TOPIC].message, f"word of {row.name}")
            assert stage.feeds[TOPIC].state is FeedState.FAILING
            # The polls take over at once.
            stage.yahoo.set_price(FUND, round(price * 1.03, 2))
            stage.yahoo.quotes[FUND]["regularMarketTime"] += 60
            await stage.until(lambda: stage.price() == round(price * 1.03, 2), "a polled price")
        else:
            await asyncio.sleep(0.5)
    assert lag.longest_s < LAG_S, "the event loop goes on"
    assert stage.state() is QuoteState.LIVE
    assert {quote.symbol for quote in stage.seen[seen:]} <= {FUND, INDEX}
    assert all(0.5 < quote.price / price < 2 for quote in stage.seen[seen:] if quote.symbol == FUND)
    socket.refuse = None
    await asyncio.to_thread(socket.wait, lambda: socket.opened > opened or not row.says)
    stage.clock.set_by(90.0)  # later than the price that was polled
    await pushing(stage, socket, price * 1.05)
    await stage.until(lambda: stage.feeds[TOPIC].state is FeedState.OK, "good health")


async def test_a_flood_is_conflated(stage: Stage, socket: FakeStream) -> None:
    seen, price, now = len(stage.seen), stage.price(), stage.clock()
    count = 20_000

    def make(number: int) -> str:
        return pushed(FUND, float(f"{price * (1 + number / count / 10):.6g}"), now + number / 1000)

    made = [make(number) for number in range(0, count, 10)]
    async with stage.lag() as lag:
        await asyncio.to_thread(socket.flood, lambda number: made[number // 10], count)
        last = float(f"{price * (1 + (count - 10) / count / 10):.6g}")
        await stage.until(lambda: stage.price() == last, "the last price of the flood")
    assert lag.longest_s < LAG_S
    assert len(stage.seen) - seen < 300, "the newest of each symbol, five times a second"


async def test_a_server_that_closes_every_door_is_not_run_into(stage: Stage, socket: FakeStream) -> None:
    await stage.until(lambda: stage.feeds[TOPIC].last_success is not None, "a stream that runs")
    socket.refuse_with(503)
    await asyncio.to_thread(socket.drop)
    await stage.until(lambda: stage.feeds[TOPIC].failures >= 3, "further tries")
    # On a busy machine, a first try before all that may have failed as well.
    failed = [s for s in stage.told if s.topic == TOPIC and s.failures and s.last_success is not None]
    waits = [s.next_try - s.last_success for s in failed]
    assert waits, "each try says when the next one is"
