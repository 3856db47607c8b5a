"""State of the universe: sole owner of the holdings list, prices, close history and aggregates."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.universe.aggregates import caveats_of, summary_of, valuation_of
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.engine.universe.snapshot import UniverseSnapshot, day_of, members_of
from r2k_tui.engine.universe.tracking import Tracking, tracking
from r2k_tui.engine.validation.confirmation import Confirmation
from r2k_tui.engine.validation.identity import Identities
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.universe import MemberChanges, Summary, Universe, Valuation
from r2k_tui.model.text import plural
from r2k_tui.sources.base import QuoteBatch
from r2k_tui.store.universe import StoredPrices


class UniverseState:
    """Mutable state of the universe, modified only from the event loop. Implements MemberFeed."""

    def __init__(self) -> None:
        self.roll: Constituents | None = None
        self.prices = ConstituentPrices({}, ())
        self.past = CloseHistory.unknown(0)
        self.tracking: Tracking | None = None
        self.unknown: set[str] = set()
        self.large: Valuation | None = None
        self.problems: dict[str, Problem] = {}
        self._confirmation, self._identities = Confirmation(), Identities()
        # Newest accepted quotes, for their currencies and exchanges, and the problems of the refused ones.
        self._accepted: dict[str, Quote] = {}
        self._refused: dict[str, Problem] = {}
        self._day: UniverseSnapshot | None = None
        self._summary: Summary | None = None

    @property
    def summary(self) -> Summary | None:
        """See MemberFeed."""
        if self._summary is None and self.roll is not None:
            self._summary = self._sum_up(self.roll)
        return self._summary

    def universe(self) -> Universe | None:
        """Constituents, summary and breadth history for a view; None without a holdings list."""
        if self.roll is None or (summary := self.summary) is None:
            return None
        return Universe(members_of(self.roll, self.prices, self._today(self.roll)), summary, self.past.history)

    def set_list(self, holdings: FundHoldings) -> bool:
        """Replace the holdings list; False if unchanged. Remaining constituents retain prices and fundamentals."""
        roll = Constituents(holdings)
        if self.roll is not None and self.roll.key == roll.key:
            return False
        before, self.roll = self.prices, roll
        self.prices = ConstituentPrices(roll.places, roll.names)
        self.prices.carry_over(before)
        self.past, self.tracking = CloseHistory.unknown(len(roll)), None
        self.unknown &= set(roll.places)
        self._accepted = {symbol: quote for symbol, quote in self._accepted.items() if symbol in roll.places}
        self._refused = {symbol: problem for symbol, problem in self._refused.items() if symbol in roll.places}
        self.touch()
        return True

    def set_past(self, roll: Constituents, past: CloseHistory, fund: DailySeries | None = None) -> None:
        """Replace the close history if `roll` is still current; the tracking difference is measured against `fund`."""
        if roll is self.roll:
            self.past = past
            self.tracking = tracking(past, fund) if fund is not None and len(fund) else None
            self.touch()

    def restore(self, prices: StoredPrices | None, fundamentals: Iterable[Fundamentals]) -> None:
        """Restore the prices and fundamentals of earlier runs."""
        self.prices.take_fundamentals(fundamentals)
        if prices is not None:
            self.prices.restore(prices)
        self.touch()

    def take(self, asked: Iterable[str], batch: QuoteBatch) -> tuple[set[int], list[Fundamentals]]:
        """Store the response to a request for the symbols in `asked`; returns changed rows and new fundamentals.

        `unknown` lists symbols without a price in the source until the source returns one.
        """
        found = {quote.symbol for quote in batch.quotes if quote.price is not None}
        missing = set(asked) - found
        if found & self.unknown or missing - self.unknown:
            self.unknown = (self.unknown - found) | missing
            self.touch()
        accepted = [q for q in batch.quotes if self._is_same(q) and self._admits(q, batch)]
        self.set_problem("identity", _of_refused(list(self._refused.values())))
        changed = self.prices.take_quotes(accepted)
        news = self.prices.take_fundamentals(batch.fundamentals)
        if changed or news:
            self.touch()
        return changed, news

    def currency_of(self, symbol: str) -> str:
        """Currency of a constituent's quotes; "" while none has come in this run."""
        quote = self._accepted.get(symbol)
        return quote.currency if quote is not None else ""

    def _is_same(self, quote: Quote) -> bool:
        """Whether a quote has the currency and exchange of the one before; otherwise a problem is recorded."""
        symbol = quote.symbol
        refusal = self._identities.refusal(quote, self._accepted.get(symbol), bars_agree=False)
        if refusal is not None:
            self._refused[symbol] = refusal
            return False
        self._refused.pop(symbol, None)
        self._accepted[symbol] = quote
        return True

    def _admits(self, quote: Quote, batch: QuoteBatch) -> bool:
        return self._confirmation.admit(quote, self.prices.known(quote.symbol), as_received=batch.as_received(quote))

    def set_problem(self, name: str, problem: Problem | None) -> None:
        """Set the problem of a part of the universe; None clears it."""
        if self.problems.get(name) == problem:
            return
        if problem is None:
            del self.problems[name]
        else:
            self.problems[name] = problem
        self.touch()

    def touch(self) -> None:
        """Invalidate the cached snapshot and summary."""
        self._day = self._summary = None

    def changes_of(self, places: set[int]) -> MemberChanges | None:
        """See MemberFeed."""
        if self.roll is None:
            return None
        day = self._today(self.roll)
        order = np.array(sorted(place for place in places if place < len(self.roll)), dtype=np.int64)
        columns = (column[order].tobytes() for column in (day.price, day.ret_1d, day.time))
        return MemberChanges(self.roll.key, order.astype(np.uint16).tobytes(), *columns)

    def _today(self, roll: Constituents) -> UniverseSnapshot:
        if self._day is None:
            self._day = day_of(roll, self.prices, self.past)
        return self._day

    def _sum_up(self, roll: Constituents) -> Summary:
        day = self._today(roll)
        summary = summary_of(roll, day, self.prices.names)
        return msgspec.structs.replace(
            summary,
            valuation=valuation_of(roll, self.prices, day.price, day.weight),
            large_valuation=self.large,
            unknown=tuple(sorted(self.unknown)),
            unlisted=roll.unlisted,
            basis=self.past.basis,
            caveats=caveats_of(roll, self.past, summary.as_of, self.tracking),
            problems=tuple(self.problems[name] for name in sorted(self.problems)),
        )


def _of_refused(refused: list[Problem]) -> Problem | None:
    """One problem of all members whose quotes are refused; None without any."""
    if not refused:
        return None
    more = f", and {plural(len(refused) - 1, 'more member')}" if len(refused) > 1 else ""
    return msgspec.structs.replace(refused[0], message=refused[0].message + more)
