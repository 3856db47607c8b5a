"""Monthly returns in dollars of the symbols of a factor study, and problems of those that have none."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.factors.monthly_returns import MonthlyReturns, monthly_returns
from r2k_tui.analytics.portfolio.return_panel import PriceHistory
from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.allocation.problem import history_in_base, price_history
from r2k_tui.engine.bars.service import BarService
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.money.conversion import price_currency
from r2k_tui.model.money.currency import money_words
from r2k_tui.model.text import plural
from r2k_tui.sources.base import SourceError

_FRESH_S = 6 * 3600.0


class MonthCalendar(NamedTuple):
    """Days of the exchange calendar, and the last month that has factors."""

    sessions: Days
    last: np.datetime64


class DollarHistory(NamedTuple):
    """Prices of a symbol in dollars, its monthly returns, and what a reader should know of them."""

    prices: PriceHistory
    months: MonthlyReturns
    notes: tuple[str, ...]


async def daily_series(bars: BarService, symbols: Iterable[str], problems: list[Problem]) -> dict[str, DailySeries]:
    """Daily bars by symbol, where available. A failed request adds a problem; bars of before are used then."""

    async def one(symbol: str) -> tuple[str, DailySeries | None]:
        try:
            found = await bars.finished_daily(symbol, fetch=True, max_age_s=_FRESH_S)
            if found is None:
                problems.append(Problem(symbol, "missing", f"{symbol} has no daily closes: left out"))
            return symbol, found
        except SourceError as error:
            series = await bars.finished_daily(symbol)
            kind, more = (error.kind, "") if series is None else ("note", "; the bars at hand are used")
            problems.append(Problem(symbol, kind, f"no daily bars: {error}{more}"))
            return symbol, series

    found = await asyncio.gather(*(one(symbol) for symbol in dict.fromkeys(symbols)))
    return {symbol: series for symbol, series in found if series is not None}


def dollar_histories(
    symbols: Iterable[str],
    series: Mapping[str, DailySeries],
    quotes: Mapping[str, Quote],
    calendar: MonthCalendar,
    problems: list[Problem],
) -> dict[str, DollarHistory]:
    """Histories by symbol; one that cannot be converted to dollars is named in `problems` and left out."""
    found: dict[str, DollarHistory] = {}
    for symbol in symbols:
        if symbol not in series:
            continue
        money = price_currency(symbol, quotes)
        own = price_history(symbol, series[symbol], problems)
        prices, why = history_in_base(own, money, CURRENCY, dict(series))
        if why is not None:
            words = f"{symbol} is priced in {money_words(money)}, the factors in dollars ({why.reason}): left out"
            problems.append(Problem(symbol, "currency", words))
            continue
        months = monthly_returns(prices.days, prices.values, calendar.sessions)
        converted = (f"converted from {money_words(money)}",) if money not in ("", CURRENCY) else ()
        found[symbol] = DollarHistory(prices, months, (*converted, *_notes(series[symbol], months, calendar.last)))
    return found


def _notes(series: DailySeries, months: MonthlyReturns, last: np.datetime64) -> tuple[str, ...]:
    notes = []
    if not np.isfinite(series.adj_close).any():
        notes.append("prices without dividends")
    if months.gaps:
        notes.append(f"{plural(months.gaps, 'month')} without a return left out")
    if months.unfinished is not None and months.unfinished <= last:
        notes.append(f"{months.unfinished} is not over: left out")
    return tuple(notes)
