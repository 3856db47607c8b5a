"""A few members whose readings can be computed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable, empty
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.readings.members.group import MemberGroup
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs, MemberSample
from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings
from r2k_tui.model.readings.reading import Reading

NAN = float("nan")
DAY, LISTED = "2026-11-27", "2026-11-25"
SECTORS = ("Energy", "Financials", "Other")


def sample(
    symbols: Sequence[str] = ("A", "B", "C", "D"),
    weights: Sequence[float] = (0.4, 0.3, 0.2, 0.1),
    *,
    eps: Sequence[float] | None = None,
    forward: Sequence[float] | None = None,
    sectors: Sequence[int] | None = None,
    returns: Sequence[float] | None = None,
    closes: CloseTable | None = None,
) -> MemberSample:
    """Members of IWM; what is left out is unknown, and every one is of the first sector."""
    count = len(symbols)
    unknown = [NAN] * count
    return MemberSample(
        fund="IWM",
        listed=LISTED,
        as_of=DAY,
        source=f"IWM list of {LISTED}, quotes by invented",
        symbols=tuple(symbols),
        sectors=SECTORS,
        sector_of=np.array(sectors if sectors is not None else [0] * count, dtype=np.int64),
        weights=np.array(weights, dtype=np.float64),
        prices=np.array(unknown),
        returns=np.array(returns if returns is not None else unknown),
        trailing_eps=np.array(eps if eps is not None else unknown),
        forward_eps=np.array(forward if forward is not None else unknown),
        closes=closes if closes is not None else empty(count),
        basis="px",
    )


def fund_list(
    fund: str, weights: Mapping[str, float], as_of: str = "2026-11-24", sector: str = "Energy"
) -> FundHoldings:
    """List of a fund that holds these symbols, and some cash."""
    rows = [FundHolding(s, s, f"{s} INC", sector, EQUITY, weight) for s, weight in weights.items()]
    cash = FundHolding("USD", "", "US DOLLARS", "Cash and/or Derivatives", "Cash", 0.05)
    return FundHoldings(fund, as_of, (*rows, cash), 1.0, "invented")


def series(symbol: str, days: Sequence[str], adjusted: Sequence[float]) -> DailySeries:
    """Daily bars with adjusted closes; the closes themselves are half of them."""
    values = np.array(adjusted, dtype=np.float64)
    half = values / 2
    return DailySeries(
        symbol, np.array(days, dtype="datetime64[D]"), half, half, half, half, values, half, source="invented"
    )


def weekdays(count: int, first: str = "2026-01-05") -> list[str]:
    """Days from Monday to Friday."""
    return [str(np.busday_offset(first, place)) for place in range(count)]


def read(rows: Sequence[MemberGroup], inputs: MemberInputs) -> dict[str, Reading]:
    """Every reading of some rows."""
    return {reading.key: reading for row in rows for reading in row.readings(inputs)}


def without(*parts: InputPart, reason: str = "nothing is known") -> MemberInputs:
    """Inputs that lack some parts."""
    return MemberInputs(missing=dict.fromkeys(parts, reason))
