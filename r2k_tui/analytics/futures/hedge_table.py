"""Contracts of the index future that hedge a portfolio or an amount."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.analytics.futures.contracts import contracts_for
from r2k_tui.model.calendar.days import hour_and_minute, new_york_day
from r2k_tui.model.calendar.index_futures import nearest_contract
from r2k_tui.model.hedging import FutureContracts, FuturesHedge, FuturesHedgeRow, Hedge
from r2k_tui.model.market.quote import Quote

# Dollars a point, by contract (CME Group, contract specifications).
MULTIPLIERS = {"RTY": 50.0, "M2K": 5.0}
_CURRENCY = "USD"


class HedgedCapital(NamedTuple):
    """Capital that the fractions of hedges are of, in `currency`, and where it comes from.

    `dollars`: dollars in one unit of the currency, None without a rate.
    """

    value: float
    origin: str
    currency: str
    dollars: float | None


def futures_hedge(
    quote: Quote, hedges: Iterable[Hedge], fund: str, capital: HedgedCapital, amount: float | None = None
) -> FuturesHedge:
    """Contracts for each short position in `fund`, the fund of the index, and for a given amount in dollars.

    The fund stands in for the index of the future. Each row is rounded to whole contracts on its own.
    """
    assert quote.price is not None and quote.time is not None
    contract, day = nearest_contract(quote.time), new_york_day(quote.time)
    amounts = [] if amount is None else [("the amount given", amount)]
    if capital.dollars is not None:
        worth = capital.value * capital.dollars
        amounts += [(_purpose(row), row.short * worth) for row in hedges if row.index == fund and row.short is not None]
    rows = tuple(_row(purpose, value, quote.price, contract.code) for purpose, value in amounts)
    return FuturesHedge(
        rows=rows,
        reason="" if rows else _why_none(capital, fund),
        currency=_CURRENCY,
        capital=None if capital.dollars is None else capital.value * capital.dollars,
        capital_from=capital.origin,
        symbol=quote.symbol,
        price=quote.price,
        as_of=f"{day} {hour_and_minute(quote.time)}",
        source=quote.source,
        days_to_expiry=contract.days_left(quote.time),
        note=_roll(contract.expires_at) if contract.is_rolling(day) else "",
    )


def _purpose(row: Hedge) -> str:
    if row.measure == "beta":
        return f"beta {row.now:.2f} to {row.index}"
    return f"{row.measure} to {row.wanted * 100:.1f}%"


def _row(purpose: str, amount: float, price: float, code: str) -> FuturesHedgeRow:
    found = []
    for root, multiplier in MULTIPLIERS.items():
        count = contracts_for(amount, price, multiplier)
        if count is not None:
            found.append(FutureContracts(f"{root}{code}", multiplier, price * multiplier, *count))
    return FuturesHedgeRow(purpose, amount, tuple(found))


def _why_none(capital: HedgedCapital, fund: str) -> str:
    if capital.dollars is None:
        return f"no rate of {capital.currency} to {_CURRENCY}"
    return f"no short position in {fund} to replace"


def _roll(expires_at: float) -> str:
    return f"roll week: the next contract is {nearest_contract(expires_at).code}"
