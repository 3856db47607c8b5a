"""What the members cost after a sweep: ranks, a screen and the readings of the index, beside numpy and pandas."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import msgspec
import numpy as np
import pandas as pd

from r2k_tui.analytics.membership.ranks import Company, Edges, ranks
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.readings.members.cross_section import concentration, correlation, dispersion
from r2k_tui.engine.readings.members.estimates import revisions
from r2k_tui.engine.readings.members.inputs import KeptEstimates, MemberInputs, MemberSample
from r2k_tui.engine.screens.screen import screened
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.screens.parser import parse
from r2k_tui.sources.base import QuoteBatch
from tests.bench.demo_members import DemoMembers, demo_members
from tests.bench.readings import fastest
from tests.bench.row import Row, row
from tests.bench.screens import EXPRESSION, swept
from tests.bench.sweep import sweep_of

_LARGE, _WINDOW = 1000, 63
_ROUNDS = 15
EVERYTHING = (
    "price > 5 and reports within 5d and not halted or squeeze and short_change > 0 or insider_buyers_30d > 1 "
    "and ret_63d > 0"
)


def run(_quick: bool) -> list[Row]:
    """One sweep with everything that follows from it; then the readings of the index, computed on demand."""
    return [*_computed(), *asyncio.run(_known())]


async def _known() -> list[Row]:
    """A sweep over the members of the simulated market, and all that its services make of it."""
    async with demo_members() as members:
        prices = _prices(members.state)
        best = min(_full_sweep(members, prices, number) for number in range(1, _ROUNDS))
    name = f"a sweep of {len(prices):,} members, events, ranks, a screen over all services"
    return [row(name, 1e3 * best, "ms", "", None, 30.0, never=60.0)]


def _prices(state: UniverseState) -> dict[str, float]:
    quotes = (state.prices.known(symbol) for symbol in (state.roll.places if state.roll is not None else ()))
    return {quote.symbol: quote.price for quote in quotes if quote is not None and quote.price is not None}


def _full_sweep(members: DemoMembers, prices: dict[str, float], number: int) -> float:
    """Processor seconds after the answers have arrived; `number` makes their prices and times new."""
    now, state, condition = time.time() + number, members.state, parse(EVERYTHING)
    found = QuoteBatch(
        tuple(
            Quote(symbol, price=price * (1 + number / 1e4), time=now, received_at=now)
            for symbol, price in prices.items()
        )
    )
    small, large = members.universe.caps()
    assert small is not None and large is not None
    begun = time.process_time()
    changed, _ = state.take((), found)
    state.changes_of(changed)
    state.prices.earnings_version += 1  # as where a quote states another day of earnings
    assert members.screens.result(EVERYTHING, condition) is not None
    ranks((*small.companies(), *large.companies()), small.fund, large.fund, Edges())
    assert len(changed) == len(prices)
    return time.process_time() - begun


def _computed() -> list[Row]:
    state, closes = swept()
    inputs = _inputs(state, closes)
    frame = pd.DataFrame({"price": closes[-1], "ret_63d": closes[-1] / closes[-64] - 1, "range_52w": 0.5})
    frame["sector"] = [f"Sector {place % 11}" for place in range(len(frame))]
    caps, text = np.concatenate([closes[-1], closes[-2, :_LARGE]]), EXPRESSION.replace("(", "[").replace(")", "]")
    returns = closes[-_WINDOW - 1 :][1:] / closes[-_WINDOW - 1 :][:-1]

    def by_pandas() -> None:
        frame.query(text)
        pd.Series(caps).rank(ascending=False)
        frame.groupby("sector")["ret_63d"].mean()

    def by_numpy() -> float:
        return float(np.corrcoef(returns.T).mean())

    after, reference, cross, matrix = fastest(_after_sweep(state, closes), by_pandas, _cross_section(inputs), by_numpy)
    return [
        row(
            "a sweep of 2,000 members, ranks of 3,000, a screen",
            1e3 * after,
            "ms",
            "pandas, query(), rank() and groupby() on ready columns",
            1e3 * reference,
            30.0,
            never=30.0,
        ),
        row(
            "concentration, dispersion, correlation, revisions",
            1e3 * cross,
            "ms",
            "numpy, the correlations alone as a matrix of pairs",
            1e3 * matrix,
            30.0,
            never=5.0,
        ),
    ]


def _after_sweep(state: UniverseState, closes: Floats) -> Callable[[], None]:
    sweeps = iter([sweep_of(closes[-1], number) for number in range(1, 50)])
    condition = parse(EXPRESSION)
    stocks = [
        Company(f"M{place:04d}", f"Member {place} Inc", "IWM", cap) for place, cap in enumerate(closes[-1].tolist())
    ]
    stocks += [
        Company(f"L{place:04d}", f"Large {place} Inc", "IWB", 9 * cap)
        for place, cap in enumerate(closes[-2, :_LARGE].tolist())
    ]

    def once() -> None:
        changed, _ = state.take((), next(sweeps))
        assert len(changed) == len(closes[-1]) and state.summary is not None
        state.changes_of(changed)
        assert screened(EXPRESSION, condition, state) is not None
        assert ranks(stocks, "IWM", "IWB", Edges()) is not None

    return once


def _inputs(state: UniverseState, closes: Floats) -> MemberInputs:
    """What the readings of the index are given in a running engine."""
    universe, roll = state.universe(), state.roll
    assert universe is not None and roll is not None and universe.summary.as_of is not None
    unknown = np.full(len(roll), np.nan)
    sample = MemberSample(
        fund="IWM",
        listed=roll.as_of,
        as_of=universe.summary.as_of,
        source="invented",
        symbols=roll.symbols,
        sectors=roll.sectors,
        sector_of=roll.sector_of,
        weights=np.frombuffer(universe.members.weight),
        prices=np.frombuffer(universe.members.price),
        returns=np.frombuffer(universe.members.ret_1d),
        trailing_eps=unknown,
        forward_eps=unknown,
        closes=state.past.table,
    )
    days = [str(day) for day in np.busday_offset(sample.as_of, np.arange(-30, 1), roll="backward")]
    prices, currencies = closes[-1].tobytes(), ("USD",) * len(roll)
    table = DayEstimates("", roll.symbols, (closes[-1] / 15).tobytes(), prices, currencies)
    tables = {
        days[-1 - back]: msgspec.structs.replace(table, day=days[-1 - back], eps=(closes[-1 - back] / 15).tobytes())
        for back in (0, 5, 21)
    }
    return MemberInputs(sample, estimates=KeptEstimates(tuple(days), tables, "invented"))


def _cross_section(inputs: MemberInputs) -> Callable[[], None]:
    rows = (*concentration.ROWS, *dispersion.ROWS, *correlation.ROWS, *revisions.ROWS)

    def once() -> None:
        for group in rows:
            for reading in group.readings(inputs):
                assert reading.number is not None, reading

    return once
