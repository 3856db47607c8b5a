"""The holdings with their value and gains, for the dashboard."""

from __future__ import annotations

from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.text import clean
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.views.watchlist.holdings import HoldingReturns
from r2k_tui.ui.views.watchlist.portfolio import Position
from r2k_tui.ui.views.watchlist.totals import note_lines, rate_ages, total_lines
from r2k_tui.ui.widgets.board_panel import BoardPanel, message_lines
from r2k_tui.ui.widgets.header.quote_age import age_word

_SYMBOL, _VALUE, _SHARE, _GAIN = 8, 12, 7, 11
_NOTES = 3


class PortfolioPanel(BoardPanel):
    """The totals, then the positions by weight. Draws from the quotes; the start of the range is requested."""

    NAME, TITLE, OPENS, AGES = "portfolio", "Portfolio", "view('allocation')", True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._holdings = HoldingReturns(context)

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""
        held = self._holdings.valuation()
        if held is None:
            return message_lines("no holdings: [portfolio] in the settings takes them", width)
        ages = rate_ages(held, self.mirror, self.mirror.clock())
        totals = total_lines(held, self.app_context.range, width, ages)
        rows = sorted(held.positions.values(), key=lambda position: -abs(position.weight or 0.0))
        return [*totals, *(_row(position, width) for position in rows), *note_lines(held, width, _NOTES, ages)]

    def due(self) -> bool:
        """See BoardPanel: another range, or other holdings."""
        return self._asked_for != (self.version(),)

    def version(self) -> object:
        """See BoardPanel."""
        return self.app_context.range, self._holdings.symbols, self.mirror.as_of

    async def fetch(self) -> None:
        """See BoardPanel."""
        self._asked_for = (self.version(),)
        await self._holdings.fetch()
        self.paint()

    def source(self) -> Line:
        """See BoardPanel: the source, and the age of the oldest quote."""
        now, mirror = self.mirror.clock(), self.mirror
        quotes = [quote for symbol in self._holdings.symbols if (quote := mirror.quotes.get(symbol)) is not None]
        oldest = min(quotes, key=lambda quote: quote.time or quote.received_at, default=None)
        runs: list[Run] = [(mirror.facts.name, "dim")]
        if oldest is not None:
            state = mirror.quote_state(oldest, now)
            style = "warn" if state in (QuoteState.STALE, QuoteState.OFFLINE) else "dim"
            runs.append((f", oldest price {age_word(oldest, state, now)}", style))
        return tuple(runs)


def _row(position: Position, width: int) -> Line:
    """Symbol, value, weight and the gains of the day and in total, as many as fit."""
    value = numbers.MISSING if position.value is None else numbers.rounded(position.value, 0, sign=False)
    weight = numbers.MISSING if position.weight is None else numbers.percent(position.weight, 1, sign=False)
    runs: list[Run] = [
        (f" {clean(position.symbol):<{_SYMBOL}}", "text"),
        (numbers.right(value, _VALUE), "bright"),
        (numbers.right(weight, _SHARE), "dim"),
    ]
    used = 1 + _SYMBOL + _VALUE + _SHARE
    for gain in (position.day, position.total):
        used += _GAIN
        if used > width:
            break
        text = numbers.MISSING if gain is None else numbers.rounded(gain.amount, 0, sign=True)
        runs.append((numbers.right(text, _GAIN), "dim" if gain is None else numbers.direction(gain.amount, text)))
    if position.note and used < width:
        runs.append((f"  {position.note}", "warn"))
    return tuple(runs)
