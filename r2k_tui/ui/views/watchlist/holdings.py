"""The holdings at current quotes, and their gain over the range of the chart."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.messages.bars import (
    DividendsReply,
    GetDividends,
    GetRangeStarts,
    RangeStart,
    RangeStartsReply,
)
from r2k_tui.model.money.conversion import rates_needed
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.views.watchlist.portfolio import PortfolioValue, valued

# Seconds between two requests for the dividends of a symbol, after a failure of the request itself, and how many
# symbols one request names.
_DIVIDENDS_S, _RETRY_S, _AT_ONCE = 3600.0, 60.0, 8


class HoldingReturns:
    """Owns the closes at the start of the range; recomputes only where the quote of a holding changed."""

    def __init__(self, context: AppContext) -> None:
        self._app_context = context
        self._starts: dict[str, dict[str, RangeStart]] = {}
        self._dividends: dict[str, DividendRecord] = {}
        self._asked_at: dict[str, float] = {}
        self._made_of: tuple[object, ...] = ()
        self._valuation: PortfolioValue | None = None

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols held in any portfolio, each once."""
        return tuple(dict.fromkeys(holding.symbol for holding in self._app_context.lists.everything.holdings))

    @property
    def rate_symbols(self) -> tuple[str, ...]:
        """The symbols of the exchange rates that the holdings need, as far as their currencies are known."""
        return rates_needed(self.symbols, self._app_context.mirror.quotes, self._app_context.lists.everything.base)

    async def fetch(self) -> None:
        """Request the closes at the start of the current range; without them its gain is unknown."""
        name, symbols = self._app_context.range, self.symbols
        # The gain of a day starts from the previous close, which quotes have.
        if not symbols or name == "1D":
            return
        reply = await self._app_context.client.ask(GetRangeStarts(symbols, name))
        if isinstance(reply, RangeStartsReply):
            self._starts[reply.range] = {start.symbol: start for start in reply.starts}

    async def fetch_dividends(self) -> bool:
        """Request the dividends of the portfolio on the screen, some at a time; returns whether any came."""
        lists, now, came = self._app_context.lists, self._app_context.mirror.wall(), False
        if not lists.shown.held:
            return False
        due = [s for s in lists.shown.symbols if now - self._asked_at.get(s, -_DIVIDENDS_S) >= _DIVIDENDS_S]
        for start in range(0, len(due), _AT_ONCE):
            some = tuple(due[start : start + _AT_ONCE])
            # Noted with the answer only: a newer load of the view cancels this one.
            reply = await self._app_context.client.ask(GetDividends(some))
            answered = isinstance(reply, DividendsReply)
            self._asked_at |= dict.fromkeys(some, now if answered else now - _DIVIDENDS_S + _RETRY_S)
            if isinstance(reply, DividendsReply) and reply.records:
                came, self._dividends = True, self._dividends | {record.symbol: record for record in reply.records}
        return came

    def affected_by(self, changed: frozenset[tuple[str, Interval]]) -> bool:
        """Whether daily bars of a holding changed."""
        return any((symbol, Interval.D1) in changed for symbol in self.symbols)

    def valuation(self) -> PortfolioValue | None:
        """The value of the portfolio; None where nothing is held."""
        portfolio, quotes = self._app_context.lists.portfolio, self._app_context.mirror.quotes
        if not portfolio.holdings:
            return None
        name = self._app_context.range
        starts = self._starts.get(name, {})
        symbols = (*self.symbols, *self.rate_symbols)
        made_of = (portfolio, name, starts, self._dividends, *(quotes.get(symbol) for symbol in symbols))
        if self._valuation is None or made_of != self._made_of:
            self._made_of, self._valuation = made_of, valued(portfolio, quotes, name, starts, self._dividends)
        return self._valuation
