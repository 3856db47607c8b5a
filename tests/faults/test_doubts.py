"""Prices that contradict what stands beside them, and true jumps, with the real client and a whole engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import UNCONFIRMED, FeedState
from tests.fakes.yahoo_server import Fault
from tests.faults.stage import FUND, INDEX, Stage

pytestmark = pytest.mark.slow
QUOTE = "/v7/finance/quote"
_POLLS = 12
_WHOLE_DAY = ("regularMarketPrice", "regularMarketOpen", "regularMarketDayHigh", "regularMarketDayLow")
_PRICES = ("open", "high", "low", "close")

Change = Callable[[dict[str, Any], float], None]


@pytest.fixture(autouse=True)
def _calendar(exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(tmp_path)
    for symbol in (FUND, INDEX):  # the minutes end at the price, as they do at Yahoo
        series = made.yahoo.bars[symbol, "1m"]
        factor = made.yahoo.quotes[symbol]["regularMarketPrice"] / series.close[-1]
        for name in _PRICES:
            setattr(series, name, [value * factor for value in getattr(series, name)])
    async with made.running() as running:
        yield running


def price_alone(entry: dict[str, Any], factor: float) -> None:
    """Nothing else of the quote follows."""
    entry["regularMarketPrice"] *= factor


def with_its_range(entry: dict[str, Any], factor: float) -> None:
    """The high (or the low) of the day follows."""
    entry["regularMarketPrice"] *= factor
    entry["regularMarketDayHigh"] = max(entry["regularMarketDayHigh"], entry["regularMarketPrice"])
    entry["regularMarketDayLow"] = min(entry["regularMarketDayLow"], entry["regularMarketPrice"])


def like_an_index(entry: dict[str, Any], factor: float) -> None:
    """The range follows, and there are no bid and ask."""
    with_its_range(entry, factor)
    del entry["bid"], entry["ask"]


def whole_day(entry: dict[str, Any], factor: float) -> None:
    """All of today's is of another unit; bid, ask and the close before are not."""
    for name in _WHOLE_DAY:
        entry[name] *= factor


def whole_quote(entry: dict[str, Any], factor: float) -> None:
    """Every price of the quote is of another unit; the minute bars are not."""
    for name in (*_WHOLE_DAY, "regularMarketPreviousClose", "bid", "ask"):
        entry[name] *= factor


def spoil(stage: Stage, change: Change, factor: float) -> None:
    """Every answer tells both symbols so."""

    def changed(data: Any) -> Any:
        for entry in data["quoteResponse"]["result"]:
            change(entry, factor)
        return data

    stage.yahoo.fail(QUOTE, Fault(change=changed))


async def polled(stage: Stage, polls: int = _POLLS) -> None:
    """Wait for so many more answers."""
    first = stage.feeds["quotes"].requests
    await stage.until(lambda: stage.engine.context.market.feeds["quotes"].requests >= first + polls, "polls")


class TestABadPriceThatRepeats:
    @pytest.mark.parametrize("factor", [100.0, 10.0, 1.4, 0.6, 0.1, 0.01])
    @pytest.mark.parametrize("change", [price_alone, with_its_range, like_an_index, whole_day, whole_quote])
    async def test_is_neither_shown_nor_kept(self, stage: Stage, change: Change, factor: float) -> None:
        good, seen = {symbol: stage.price(symbol) for symbol in (FUND, INDEX)}, len(stage.seen)
        spoil(stage, change, factor)
        await polled(stage)
        assert {quote.price for quote in stage.seen[seen:]} <= set(good.values())
        assert {symbol: stage.price(symbol) for symbol in good} == good
        assert {symbol: quote.price for symbol, quote in (await stage.stored_quotes()).items()} == good
        problems = stage.engine.market.all_problems()
        assert {problem.symbol for problem in problems if problem.kind == UNCONFIRMED} == {FUND, INDEX}
        assert stage.feeds["quotes"].state is FeedState.OK
        stage.yahoo.heal()
        stage.yahoo.set_price(FUND, round((good[FUND] or 0.0) * 1.01, 2))
        await stage.until(lambda: stage.price() == stage.yahoo.quotes[FUND]["regularMarketPrice"], "recovery")
        await stage.until(lambda: not stage.problems, "the end of the doubt")

    @pytest.mark.parametrize("factor", [10.0, 1.4])
    @pytest.mark.parametrize("change", [price_alone, with_its_range, whole_quote])
    async def test_takes_no_stored_price_when_a_run_begins_with_it(
        self, tmp_path: Path, change: Change, factor: float
    ) -> None:
        async with Stage(tmp_path).running() as before:
            good = {symbol: before.price(symbol) for symbol in (FUND, INDEX)}
            await before.stored_quotes()
        again = Stage(tmp_path)
        spoil(again, change, factor)
        async with again.running() as stage:
            await polled(stage)
            assert {quote.price for quote in stage.seen} <= set(good.values())
            assert {symbol: quote.price for symbol, quote in (await stage.stored_quotes()).items()} == good

    async def test_costs_few_requests_for_bars(self, stage: Stage) -> None:
        spoil(stage, price_alone, 10.0)
        sent = len(stage.yahoo.asked("/v8/finance/chart/"))
        await polled(stage)
        assert len(stage.yahoo.asked("/v8/finance/chart/")) - sent <= 4, "minutes and days of each symbol"


class TestATrueJumpComesThrough:
    async def test_a_halving_that_bid_ask_and_range_tell(self, stage: Stage) -> None:
        entry = stage.yahoo.quotes[FUND]
        half = round(entry["regularMarketPrice"] / 2, 2)
        stage.yahoo.set_price(FUND, half)
        entry["bid"], entry["ask"] = half - 0.01, half + 0.01
        await stage.until(lambda: stage.price() == half, "the halving")
        await polled(stage, 3)
        assert stage.problems == []
        assert stage.quotes[FUND].previous_close == entry["regularMarketPreviousClose"], "no split"

    @pytest.mark.parametrize("factor", [0.5, 1.7, 0.1])
    async def test_one_that_only_the_minute_bars_tell(self, stage: Stage, factor: float) -> None:
        entry = stage.yahoo.quotes[FUND]
        price = round(entry["regularMarketPrice"] * factor, 2)
        del entry["bid"], entry["ask"]
        _trade(stage, price)
        await stage.until(lambda: stage.price() == price, "the jump")
        await polled(stage, 3)
        assert stage.problems == []

    async def test_a_trade_after_a_halt(self, stage: Stage) -> None:
        entry = stage.yahoo.quotes[INDEX]
        price = round(entry["regularMarketPrice"] * 1.8, 2)
        stage.yahoo.set_price(INDEX, price)
        entry["bid"], entry["ask"] = price * 0.99, price * 1.01
        await stage.until(lambda: stage.price(INDEX) == price, "the trade")


class TestASplitToday:
    @pytest.mark.parametrize("ratio", [4.0, 2.0, 1.5, 0.1])
    async def test_shows_the_right_change_and_no_cliff(self, stage: Stage, ratio: float) -> None:
        await stage.until(lambda: (FUND, Interval.D1) in stage.engine.market.bars, "daily bars")
        seen, before = len(stage.seen), stage.quotes[FUND]
        split(stage, ratio)
        price = stage.yahoo.quotes[FUND]["regularMarketPrice"]
        await stage.until(lambda: stage.price() == pytest.approx(price), "the new price")
        assert before.previous_close is not None
        shown = [quote for quote in stage.seen[seen:] if quote.symbol == FUND]
        changes = {round(quote.change_fraction or 0.0, 3) for quote in shown}
        assert max(abs(change) for change in changes) < 0.1, changes
        closes = (await stage.stored_bars(FUND, Interval.D1)).column("close")
        assert max(abs(b / a - 1) for a, b in zip(closes, list(closes)[1:], strict=False)) < 0.1
        await polled(stage, 3)
        assert stage.problems == []


def _trade(stage: Stage, price: float) -> None:
    """A trade at a price, which the newest minute bar has too."""
    stage.yahoo.set_price(FUND, price)
    series = stage.yahoo.bars[FUND, "1m"]
    series.close[-1] = price
    series.high[-1], series.low[-1] = max(series.high[-1], price), min(series.low[-1], price)


def split(stage: Stage, ratio: float) -> None:
    """`ratio` for one: quote and bars are of the new unit, the close before, bid and ask of the old one."""
    whole_day(stage.yahoo.quotes[FUND], 1 / ratio)
    for interval in ("1d", "1m", "5m", "15m", "1h"):
        series = stage.yahoo.bars[FUND, interval]
        for name in (*_PRICES, *(["adjclose"] if interval == "1d" else [])):
            setattr(series, name, [value / ratio for value in getattr(series, name)])
