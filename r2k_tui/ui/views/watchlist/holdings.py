"""What is held, valued at the quotes of this moment, and over the range of the chart."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.bars import GetRangeStarts, RangeStart, RangeStartsReply
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.views.watchlist.portfolio import PortfolioValue, valued


class HoldingReturns:
    """Owner of the closes that the range counts from; values anew only where a quote of a holding is another one."""

    def __init__(self, context: AppContext) -> None:
        self._app_context = context
        self._starts: dict[str, dict[str, RangeStart]] = {}
        self._made_of: tuple[object, ...] = ()
        self._valuation: PortfolioValue | None = None

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is held, each symbol once."""
        return tuple(dict.fromkeys(holding.symbol for holding in self._app_context.lists.portfolio.holdings))

    async def fetch(self) -> None:
        """Ask for the closes at the start of the present range; without them its gain is not known."""
        name, symbols = self._app_context.range, self.symbols
        # A day counts from the previous close, which the quotes have.
        if not symbols or name == "1D":
            return
        reply = await self._app_context.client.ask(GetRangeStarts(symbols, name))
        if isinstance(reply, RangeStartsReply):
            self._starts[reply.range] = {start.symbol: start for start in reply.starts}

    def concerned(self, changed: frozenset[tuple[str, Interval]]) -> bool:
        """Whether the engine has other daily bars of something that is held."""
        return any((symbol, Interval.D1) in changed for symbol in self.symbols)

    def valuation(self) -> PortfolioValue | None:
        """Everything that is held; None where nothing is."""
        portfolio, quotes = self._app_context.lists.portfolio, self._app_context.mirror.quotes
        if not portfolio.holdings:
            return None
        name = self._app_context.range
        starts = self._starts.get(name, {})
        made_of = (portfolio, name, starts, *(quotes.get(holding.symbol) for holding in portfolio.holdings))
        if self._valuation is None or made_of != self._made_of:
            self._made_of, self._valuation = made_of, valued(portfolio, quotes, name, starts)
        return self._valuation
