"""Filter of polled quotes: accepts plausible prices, holds the others until bars confirm them."""

from __future__ import annotations

from r2k_tui.engine.polling.confirmation import Confirmation, doubt
from r2k_tui.engine.polling.evidence import SAME_UNIT, bar_agrees, near, readjusted_to, with_close_before, witness
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import UNCONFIRMED, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch


class Doubts:
    """Owner of the unconfirmed prices. `looking`: symbols whose bars are in flight; those bars alone decide."""

    def __init__(self, market: MarketState) -> None:
        self._market = market
        self._confirmation = Confirmation()
        self.looking: set[str] = set()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Symbols whose newest price is unconfirmed."""
        return self._confirmation.waiting

    def sift(self, batch: QuoteBatch) -> tuple[list[Quote], tuple[Problem, ...]]:
        """Accepted quotes of a batch, and a problem for each of the others."""
        believed, doubts, known = [], [], self._market.quotes
        for quote in batch.quotes:
            symbol = quote.symbol
            # While the bars of a symbol are in flight, its history may already be in the adjusted unit.
            bar = None if symbol in self.looking else witness(quote, known.get(symbol), self._bars(symbol, Interval.M1))
            if self._confirmation.admit(quote, known.get(symbol), bar, batch.as_received(quote)):
                believed.append(with_close_before(quote, self._bars(symbol, Interval.D1)))
            else:
                doubts.append(doubt(quote, known.get(symbol)))
        self._confirmation.keep_only(quote.symbol for quote in batch.quotes)
        return believed, tuple(doubts)

    def borne_out(self, symbol: str) -> bool:
        """Whether the newest minute bars confirm the unconfirmed price of a symbol."""
        doubted = self._confirmation.doubted(symbol)
        if doubted is None:
            return False
        known, minutes = self._market.quotes.get(symbol), self._bars(symbol, Interval.M1)
        return bar_agrees(doubted.quote, witness(doubted.quote, known, minutes))

    def may_be_split(self, symbol: str) -> bool:
        """Whether the unconfirmed price is so far from the previous close that a split may lie between them."""
        doubted = self._confirmation.doubted(symbol)
        if doubted is None or doubted.quote.price is None:
            return False
        return not near(doubted.quote.price, doubted.quote.previous_close, SAME_UNIT)

    def of_its_unit(self, bars: Bars) -> Quote | None:
        """Unconfirmed quote in the same unit (split adjustment) as newly fetched bars; None without one."""
        doubted = self._confirmation.doubted(bars.symbol)
        if doubted is None or not len(bars):
            return None
        if bars.interval is Interval.D1:
            agree = self.readjusted(bars) or self.borne_out(bars.symbol)
        else:
            agree = near(bars.column("close")[-1], doubted.quote.price)
        return doubted.quote if agree else None

    def readjusted(self, bars: Bars) -> bool:
        """Whether these are daily bars, entirely in the unit (split adjustment) of the unconfirmed price."""
        doubted = self._confirmation.doubted(bars.symbol)
        if doubted is None or doubted.quote.price is None or bars.interval is not Interval.D1:
            return False
        return readjusted_to(doubted.quote.price, bars, doubted.quote.time or doubted.quote.received_at)

    def release(self, symbol: str) -> list[Quote]:
        """Accept the unconfirmed quote of a symbol and return it for publication; empty without one."""
        doubted = self._confirmation.doubted(symbol)
        if doubted is None:
            return []
        self._confirmation.believe(symbol)
        origin = ("quotes", "")
        told = self._market.problems.get(origin, ())
        left = tuple(problem for problem in told if (problem.symbol, problem.kind) != (symbol, UNCONFIRMED))
        self._market.set_problems(origin, left)
        return [with_close_before(doubted.quote, self._bars(symbol, Interval.D1))]

    def _bars(self, symbol: str, interval: Interval) -> Bars | None:
        return self._market.bars.get((symbol, interval))
