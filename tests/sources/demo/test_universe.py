"""The simulated companies: a universe that hangs together with the simulated index."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.source import DemoSource

NOON = 1_758_211_200.0  # in New York, Thursday 18 September 2025


@pytest.fixture(scope="module")
def clock() -> list[float]:
    return [NOON]


@pytest.fixture(scope="module")
def source(clock: list[float]) -> DemoSource:
    return DemoSource(clock=lambda: clock[0])


@pytest.fixture(autouse=True)
def noon(clock: list[float]) -> None:
    clock[0] = NOON


async def test_the_list(source: DemoSource) -> None:
    held = await source.holdings("IWM")
    members = held.equities()
    assert (len(members), held.as_of) == (1960, "2025-09-17")
    assert len({row.symbol for row in members}) == 1960
    assert len({row.sector for row in members}) == 11
    assert math.fsum(row.weight for row in held.rows) == pytest.approx(1.0)
    assert [row.weight for row in members] == sorted((row.weight for row in members), reverse=True)
    assert all("simulated" in row.name for row in held.rows)
    with pytest.raises(NotFound):
        await source.holdings("SPY")


async def test_members_weighted_are_the_index(source: DemoSource) -> None:
    """Closes of the members, held in the weights of the list, move as the index does."""
    held = await source.holdings("IWM")
    symbols = [row.symbol for row in held.equities()]
    closes = await source.closes(symbols)
    table = np.frombuffer(closes.values).reshape(len(closes), -1)
    shares = np.array([row.shares for row in held.equities()])
    returns = np.diff(np.log(table @ shares))
    index = (await source.bars("^RUT", Interval.D1)).bars
    levels = np.array(index.column("close"))[-len(closes) - 1 : -1]
    assert np.corrcoef(returns, np.diff(np.log(levels)))[0, 1] > 0.95


async def test_quotes_close_before_and_bars_agree(source: DemoSource, clock: list[float]) -> None:
    held = await source.holdings("IWM")
    symbols = [row.symbol for row in held.equities()]
    closes = await source.closes(symbols)
    last = np.frombuffer(closes.values)[-len(symbols) :]
    batch = await source.quotes(symbols)
    assert [quote.previous_close for quote in batch.quotes] == last.tolist()
    assert len(batch.fundamentals) == len(symbols)
    index = (await source.quotes(["^RUT"])).quotes[0]
    weights = [row.weight for row in held.equities()]
    moved = sum(w * quote.change_fraction for w, quote in zip(weights, batch.quotes, strict=True))
    assert moved == pytest.approx(index.change_fraction, abs=0.003)
    for interval in (Interval.D1, Interval.M1, Interval.M5):
        bars = (await source.bars(symbols[3], interval)).bars
        assert bars.column("close")[-1] == batch.quotes[3].price
        low, high = np.array(bars.column("low")), np.array(bars.column("high"))
        assert (low <= np.array(bars.column("close"))).all() and (np.array(bars.column("open")) <= high).all()
    clock[0] += 1
    later = await source.quotes(symbols)
    moved = sum(a.price != b.price for a, b in zip(batch.quotes, later.quotes, strict=True))
    assert 20 < moved < 1000, "each at its own pace"
    halted = {halt.symbol for halt in (await source.halts()).halts if halt.in_effect(clock[0])}
    trading = [quote for quote in later.quotes if quote.symbol not in halted]
    assert len(trading) >= len(later.quotes) - 3
    assert all(NOON - 60 < quote.time <= NOON + 1 for quote in trading)


async def test_the_same_whatever_was_asked_before(source: DemoSource, clock: list[float]) -> None:
    clock[0] = NOON + 4000
    symbols = [row.symbol for row in (await source.holdings("IWM")).equities()][:50]
    fresh = await DemoSource(clock=lambda: NOON + 4000).quotes(symbols)
    assert (await source.quotes(symbols)).quotes == fresh.quotes
    assert (await DemoSource(seed=7, clock=lambda: NOON).quotes(symbols)).quotes[0].price != fresh.quotes[0].price


async def test_before_they_are_listed(source: DemoSource, clock: list[float]) -> None:
    clock[0] = 1_000_000_000.0
    with pytest.raises(NotFound, match="not listed yet"):
        await source.holdings("IWM")
