"""The phase of the market after the clock on the wall jumped: right with the next second."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.context import new_context
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.store import Store
from tests.engine.virtual_time import WallClock, virtual

HOUR, DAY = 3600.0, 86400.0


# From Thursday, 18 September 2025, at noon in New York.
@pytest.mark.parametrize(
    ("jump", "phase"),
    [
        (4 * HOUR + 1, Phase.POST),
        (10 * HOUR, Phase.CLOSED),
        (-4 * HOUR, Phase.PRE),
        (2 * DAY, Phase.CLOSED),
        (3 * DAY + 16.5 * HOUR, Phase.PRE),
        (4 * DAY, Phase.OPEN),
        (5.0, Phase.OPEN),
    ],
)
def test_it_is_right_a_second_after_the_clock_jumped(exchange: ExchangeHours, jump: float, phase: Phase) -> None:
    @virtual
    async def in_virtual_time() -> None:
        clock = WallClock()
        context = new_context(Config(), None, Store(None, "x"), SourceFacts("x"), clock)
        context.archive.save_latest = lambda *_: None  # type: ignore[method-assign]  # virtual time knows no threads
        watch = SessionTracker(context, exchange, Cadence(5, 5, 5, 5), live=True, over=lambda: False)
        jumps: list[float] = []
        watch.when_clock_jumps(jumps.append)
        running = asyncio.create_task(watch.run())
        await asyncio.sleep(60.5)
        assert context.market.session.phase is Phase.OPEN
        assert jumps == []
        clock.set_by(jump)
        await asyncio.sleep(1.0)
        assert context.market.session.phase is phase
        assert jumps == [pytest.approx(jump, abs=0.01)]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    in_virtual_time()


def watched(exchange: ExchangeHours, clock: WallClock) -> tuple[MarketState, SessionTracker, list[float]]:
    """The market of a live source, what tracks its session, and the times at which that has looked so far."""
    context = new_context(Config(), None, Store(None, "x"), SourceFacts("x"), clock)
    context.archive.save_latest = lambda *_: None  # type: ignore[method-assign]  # virtual time knows no threads
    tracker = SessionTracker(context, exchange, Cadence(), live=True, over=lambda: False)
    looks, update = list[float](), tracker.update

    def counted() -> None:
        looks.append(asyncio.get_running_loop().time())
        update()

    tracker.update = counted  # type: ignore[method-assign]
    return context.market, tracker, looks


def test_at_night_it_looks_rarely_and_misses_neither_a_bell_nor_a_jump(exchange: ExchangeHours) -> None:
    @virtual
    async def in_virtual_time() -> None:
        clock = WallClock()
        clock.set_by(16 * HOUR - 7.5)  # until four in the morning, when trading before the bell begins
        market, tracker, looks = watched(exchange, clock)
        running = asyncio.create_task(tracker.run())
        await asyncio.sleep(7.0)
        assert market.session.phase is Phase.CLOSED and looks == [0.0, 5.0]
        await asyncio.sleep(0.6)
        assert market.session.phase is Phase.PRE
        clock.set_by(-HOUR)
        await asyncio.sleep(1.1)
        assert market.session.phase is Phase.CLOSED
        clock.set_by(HOUR)
        await asyncio.sleep(5.1)
        assert market.session.phase is Phase.PRE
        running.cancel()

    in_virtual_time()


def test_without_quotes_it_looks_rarely_in_trading_hours_too_and_misses_no_bell(exchange: ExchangeHours) -> None:
    @virtual
    async def in_virtual_time() -> None:
        clock = WallClock()
        clock.set_by(4 * HOUR - 22.5)  # until the close
        market, tracker, looks = watched(exchange, clock)
        running = asyncio.create_task(tracker.run())
        await asyncio.sleep(1.5)
        market.set_feed(FeedStatus("quotes", FeedState.FAILING, message="No connection"))
        await asyncio.sleep(11.0)
        assert looks == [0.0, 1.0, 2.0, 7.0, 12.0]
        market.set_feed(FeedStatus("quotes", FeedState.OK))
        await asyncio.sleep(6.0)
        assert looks[5:] == [17.0, 18.0], "within five seconds it looks every second again"
        assert market.session.phase is Phase.OPEN
        await asyncio.sleep(4.2)
        assert market.session.phase is Phase.POST
        running.cancel()

    in_virtual_time()


@pytest.mark.parametrize("live", [True, False])
def test_what_a_reader_of_the_store_must_know_of_the_source_is_kept_once_per_change(
    exchange: ExchangeHours, live: bool
) -> None:
    kept: list[object] = []

    @virtual
    async def in_virtual_time() -> None:
        context = new_context(Config(), None, Store(None, "x"), SourceFacts("x", simulated=True), WallClock())

        def keep(kind: str, values: Sequence[tuple[str, object]]) -> None:
            kept.extend(value for _, value in values if kind == "facts")

        context.archive.save_latest = keep  # type: ignore[method-assign,assignment]
        watch = SessionTracker(context, exchange, Cadence(5, 5, 5, 5), live=live, over=lambda: False)
        running = asyncio.create_task(watch.run())
        await asyncio.sleep(10.5)
        watch.set_min_interval(60.0)
        await asyncio.sleep(10.0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    in_virtual_time()
    cadences = [facts.quote_cadence_s for facts in kept if isinstance(facts, SourceFacts) and facts.simulated]
    assert cadences == [5.0, 60.0]
