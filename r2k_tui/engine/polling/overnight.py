"""Polling while New York is closed: symbols whose own market is open, and every symbol once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from r2k_tui.config.sections.polling import Cadence, MarketCadence
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase

# Period after a market's close, plus the delay of the source, in which the closing quote is requested.
_SETTLES_S = 900.0
# Polls come up to a twentieth earlier than their interval.
_EARLIEST = 0.9


class OvernightPolls:
    """Selection of the symbols of a topic's next poll, given the intervals of its `cadence`."""

    def __init__(self, market: MarketState, cadence: Cadence, clock: Clock) -> None:
        self._market, self._closed, self._clock = market, cadence.closed, clock
        self._overnight = cadence.overnight if isinstance(cadence, MarketCadence) else 0.0
        # End of the closed phase in which every symbol was polled, and the time of that poll.
        self._whole_in: float | None = None
        self._whole_at = 0.0
        # Symbols polled in that phase.
        self._polled: set[str] = set()

    def period(self, symbols: Iterable[str]) -> float:
        """Seconds between overnight polls while any of `symbols` is due; 0 if none is, and while New York is open."""
        return self._overnight if self._is_night and any(map(self._is_due, symbols)) else 0.0

    def selected(self, symbols: tuple[str, ...], extra: Collection[str] = ()) -> tuple[str, ...]:
        """Symbols to poll now: all while New York is open, in the first poll of a night, and if none is due.

        Overnight, a symbol is due while its market is open and until its closing quote has settled, and once when it is
        new. Symbols without a quote, and those in `extra`, are polled with them, never alone: a poll of unknown symbols
        fails, though nothing is wrong with the feed.
        """
        if not self._is_night or not self._overnight or self._whole_poll_is_due():
            return symbols
        quotes = self._market.quotes
        wanted = {*symbols} - self._polled | {*extra}
        due = tuple(symbol for symbol in symbols if symbol not in quotes or symbol in wanted or self._is_due(symbol))
        return due if any(symbol in quotes for symbol in due) else symbols

    def polled(self, symbols: tuple[str, ...], every: tuple[str, ...]) -> None:
        """Record a successful poll of `symbols`, out of `every` one watched."""
        if not self._is_night:
            return
        if symbols == every:
            self._whole_in, self._whole_at, self._polled = self._market.session.changes_at, self._clock(), set()
        self._polled |= set(symbols)

    def insist(self) -> None:
        """Poll every symbol next, because a user asked for it."""
        self._whole_in = None

    @property
    def _is_night(self) -> bool:
        return self._market.session.phase is Phase.CLOSED

    def _whole_poll_is_due(self) -> bool:
        if self._whole_in is None or self._whole_in != self._market.session.changes_at:
            return True
        return bool(self._closed) and self._clock() - self._whole_at >= _EARLIEST * self._closed

    def _is_due(self, symbol: str) -> bool:
        session = self._market.session_of(symbol)
        if session.phase is Phase.OPEN or session.last_close_at is None:
            return session.phase is Phase.OPEN
        quote = self._market.quotes.get(symbol)
        settled = session.last_close_at + (quote.delay_s if quote is not None else 0.0)
        return quote is not None and quote.received_at < settled and self._clock() < settled + _SETTLES_S
