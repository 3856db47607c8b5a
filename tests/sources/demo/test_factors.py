"""Factor returns of the simulated market fit its prices, and say that they are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from r2k_tui.analytics.series.factors import months_of, returns_of
from r2k_tui.model.factors.published import last_published
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import FactorSource, NotFound
from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.french.published_files import FILES

DAY = datetime(2025, 9, 18, 16, tzinfo=UTC)


def demo(day: datetime = DAY, seed: int = 2000) -> DemoSource:
    return DemoSource(seed, lambda: day.timestamp())


@pytest.mark.parametrize("name", FILES)
async def test_a_table_has_the_columns_of_the_file_and_the_months_that_are_public(name: str) -> None:
    source = demo()
    assert isinstance(source, FactorSource)
    table = await source.factor_table(name)
    assert table.factors == FILES[name].factors and table.is_sound and table.simulated
    assert "simulated" in table.source and table.fetched_at is None
    assert (months_of(table)[0], months_of(table)[-1], table.vintage) == (198710, 202506, "202506")
    assert last_published(DAY.date()) == 202506
    returns = returns_of(table)
    assert np.isfinite(returns).all() and np.abs(returns).max() < 0.5
    volatility = returns.std(axis=0) * np.sqrt(12)
    bill = np.array([factor == "RF" for factor in table.factors])
    assert ((volatility > 0.03) != bill).all()


async def test_a_seed_decides_and_later_days_change_nothing_of_the_past() -> None:
    early, late = await demo().factor_table("ff5"), await demo(DAY.replace(year=2027)).factor_table("ff5")
    assert late.until(202506).values == early.values and len(late) > len(early)
    assert (await demo(seed=7).factor_table("mom")).values != (await demo().factor_table("mom")).values


async def test_the_columns_of_the_three_factors_are_those_of_the_five() -> None:
    three, five = await demo().factor_table("ff3"), await demo().factor_table("ff5")
    common = [five.factors.index(factor) for factor in three.factors]
    np.testing.assert_array_equal(returns_of(three), returns_of(five)[:, common])


async def monthly(source: DemoSource, symbol: str, table: FactorTable) -> tuple[np.ndarray, np.ndarray]:
    """Total returns of a symbol, and the factors of the same months."""
    bars = (await source.bars(symbol, Interval.D1)).bars
    month = (np.array(bars.times()) // 86400).astype("datetime64[D]").astype("datetime64[M]").astype(int)
    ends = np.flatnonzero(np.diff(month))
    closes, number = np.array(bars.column("adj_close"))[ends], month[ends][1:]
    found = dict(zip((1970 + number // 12) * 100 + number % 12 + 1, closes[1:] / closes[:-1] - 1, strict=True))
    kept = [at for at, one in enumerate(months_of(table)) if one in found]
    return np.array([found[months_of(table)[at]] for at in kept]), returns_of(table)[kept]


@pytest.mark.parametrize(
    ("symbol", "market", "size", "value"),
    [("IWM", 1.0, 0.9, 0.0), ("IWN", 0.95, 0.85, 0.5), ("IWO", 1.05, 0.95, -0.5), ("SPY", 1.0, 0.0, 0.0)],
)
async def test_funds_load_on_the_factors_that_they_are_made_of(
    symbol: str, market: float, size: float, value: float
) -> None:
    source = demo()
    returns, factors = await monthly(source, symbol, await source.factor_table("ff3"))
    known = np.column_stack([np.ones(len(returns)), factors[:, :3]])
    found, *_ = np.linalg.lstsq(known, returns - factors[:, 3], rcond=None)
    assert found[1:] == pytest.approx([market, size, value], abs=0.08)
    assert abs(found[0]) < 0.004


async def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="no factors called q5"):
        await demo().factor_table("q5")
