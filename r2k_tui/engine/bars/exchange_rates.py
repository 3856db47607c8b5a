"""Available exchange rates: the newest quote of each pair, or its last daily close if that is newer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING

from r2k_tui.engine.bars.service import BarService
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.money.conversion import ExchangeRate, rate_currency, rates_from
from r2k_tui.sources.base import SourceError

if TYPE_CHECKING:
    from r2k_tui.analytics.series.series import DailySeries

# End of the day of a rate, New York time.
_DAY_ENDS = time(17)


def rates_at_hand(
    quotes: Mapping[str, Quote], series: Mapping[str, DailySeries], needed: Iterable[str]
) -> dict[str, ExchangeRate]:
    """Rates by currency; one that has neither a quote nor a close is missing."""
    symbols = tuple(needed)
    found = rates_from(quotes, symbols)
    for symbol in symbols:
        currency = rate_currency(symbol)
        closed = last_close(symbol, series[symbol]) if symbol in series else None
        if closed is not None and (currency not in found or found[currency].time < closed.time):
            found[currency] = closed
    return found


def last_close(symbol: str, series: DailySeries) -> ExchangeRate | None:
    """Rate at the last daily close that is above zero; None without one."""
    for place in range(len(series) - 1, -1, -1):
        if series.close[place] > 0:
            ended = datetime.combine(series.days[place].astype(object), _DAY_ENDS, NEW_YORK)
            return ExchangeRate(symbol, float(series.close[place]), ended.timestamp(), series.source)
    return None


async def fetched_rates(
    bars: BarService, quotes: Mapping[str, Quote], needed: Iterable[str]
) -> dict[str, ExchangeRate]:
    """Rates by currency; for those without a quote, daily bars are fetched where there are none yet."""
    symbols = tuple(needed)
    quoted = {rate.symbol for rate in rates_from(quotes, symbols).values()}
    series = {}
    for symbol in symbols:
        if symbol in quoted:
            continue
        try:
            closes = await bars.finished_daily(symbol, fetch=True)
        except SourceError:
            # The rate is missing then, and `convert` reports it for every amount that needs it.
            continue
        if closes is not None:
            series[symbol] = closes
    return rates_at_hand(quotes, series, symbols)
