"""Filter of polled quotes: accepts plausible prices, holds the others until bars confirm them."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.validation.confirmation import PATIENCE_S, Confirmation, contradiction, doubt
from r2k_tui.engine.validation.evidence import (
    SAME_UNIT,
    SecondOpinion,
    bar_agrees,
    corroborating_bar,
    minute_beside,
    near,
    position_of,
    readjusted_to,
    with_close_before,
)
from r2k_tui.engine.validation.identity import Identities, changed_words
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import UNCONFIRMED, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch


class _Opinion(NamedTuple):
    """Quote of another provider (None where it has none), and its position on an unconfirmed `price`."""

    quote: Quote | None
    price: float
    position: SecondOpinion


class Doubts:
    """Owner of the unconfirmed prices. `looking`: symbols whose bars are in flight; those bars alone decide.

    `asks_others`: whether another provider is asked about each unconfirmed price, see `record_opinion`.
    """

    def __init__(self, market: MarketState, *, asks_others: bool = False) -> None:
        self._market, self._asks_others = market, asks_others
        self._confirmation, self._identities = Confirmation(), Identities()
        self._opinions: dict[str, _Opinion] = {}
        self.looking: set[str] = set()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Symbols whose newest price is unconfirmed."""
        return self._confirmation.waiting

    def sift(self, batch: QuoteBatch) -> tuple[list[Quote], tuple[Problem, ...]]:
        """Accepted quotes of a batch, and a problem for each of the others."""
        accepted: list[Quote] = []
        problems: list[Problem] = []
        for quote in batch.quotes:
            if (problem := self._refused(quote, batch.as_received(quote))) is not None:
                problems.append(problem)
            else:
                accepted.append(with_close_before(quote, self._bars(quote.symbol, Interval.D1)))
        symbols = [quote.symbol for quote in batch.quotes]
        self._confirmation.keep_only(symbols)
        self._identities.keep_only(symbols)
        waiting = set(self.waiting)
        self._opinions = {symbol: opinion for symbol, opinion in self._opinions.items() if symbol in waiting}
        return accepted, tuple(problems)

    def _refused(self, quote: Quote, as_received: Quote) -> Problem | None:
        """Problem of a quote that is not accepted, None for any other."""
        known, minutes = self._market.quotes.get(quote.symbol), self._bars(quote.symbol, Interval.M1)
        if changed_words(quote, known):
            agrees = bar_agrees(quote, minute_beside(quote, minutes))
            if (problem := self._identities.refusal(quote, known, bars_agree=agrees)) is not None:
                return problem
            known = None  # its price is in the old unit
        # While the bars of a symbol are in flight, its history may already be in the adjusted unit.
        bar = None if quote.symbol in self.looking else corroborating_bar(quote, known, minutes)
        position = self._position(quote)
        if self._confirmation.admit(quote, known, bar, as_received, position):
            return None
        opinion = self._opinions.get(quote.symbol)
        if position is SecondOpinion.DIFFER and opinion is not None and opinion.quote is not None:
            return contradiction(quote, opinion.quote)
        return doubt(quote, known)

    def _position(self, quote: Quote) -> SecondOpinion:
        """Position of the other providers on a price, so far as it is known."""
        if not self._asks_others or quote.price is None:
            return SecondOpinion.SILENT
        opinion = self._opinions.get(quote.symbol)
        if opinion is not None and near(quote.price, opinion.price):
            return opinion.position
        doubted = self._confirmation.doubted(quote.symbol)
        lasts = doubted is not None and near(quote.price, doubted.quote.price)
        over = lasts and doubted is not None and quote.received_at - doubted.since >= PATIENCE_S
        return SecondOpinion.SILENT if over else SecondOpinion.AWAITED

    def unconfirmed(self, symbol: str) -> Quote | None:
        """Unconfirmed quote of a symbol, None without one."""
        doubted = self._confirmation.doubted(symbol)
        return doubted.quote if doubted is not None else None

    def record_opinion(self, symbol: str, opinion: Quote | None) -> SecondOpinion:
        """Record what another provider says about the unconfirmed price of a symbol; return its position."""
        doubted = self._confirmation.doubted(symbol)
        if doubted is None or doubted.quote.price is None:
            return SecondOpinion.SILENT
        position = position_of(opinion, doubted.quote, doubted.first_trade)
        self._opinions[symbol] = _Opinion(opinion, doubted.quote.price, position)
        return position

    def confirmed_by_bars(self, symbol: str) -> bool:
        """Whether the newest minute bars confirm the unconfirmed price of a symbol."""
        doubted = self._confirmation.doubted(symbol)
        if doubted is None:
            return False
        known, minutes = self._market.quotes.get(symbol), self._bars(symbol, Interval.M1)
        return bar_agrees(doubted.quote, corroborating_bar(doubted.quote, known, minutes))

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
            agree = self.readjusted(bars) or self.confirmed_by_bars(bars.symbol)
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
        self._confirmation.confirm(symbol)
        origin = ("quotes", "")
        told = self._market.problems.get(origin, ())
        left = tuple(problem for problem in told if (problem.symbol, problem.kind) != (symbol, UNCONFIRMED))
        self._market.set_problems(origin, left)
        return [with_close_before(doubted.quote, self._bars(symbol, Interval.D1))]

    def _bars(self, symbol: str, interval: Interval) -> Bars | None:
        return self._market.bars.get((symbol, interval))
