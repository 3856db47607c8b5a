"""Changes in the market since the last announcement."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.feed import TROUBLES
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import age
from r2k_tui.ui.drawing.trouble import QUOTES, cause_of
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.plain.announcements import Announcement, Rank

_PHASES = {Phase.PRE: "pre-market", Phase.OPEN: "open", Phase.POST: "after hours", Phase.CLOSED: "closed"}


class MarketNews:
    """Remembers what was announced. `threshold`: the change of a price worth announcing, as a fraction."""

    def __init__(self, mirror: Mirror, threshold: float) -> None:
        self._mirror, self._threshold = mirror, threshold
        self._prices: dict[str, float] = {}
        self._troubles: dict[str, str] = {}
        self._halted: dict[str, Halt] = {}
        self._phase: Phase | None = None
        self._lost = ""

    def take(self, symbols: Iterable[str]) -> list[Announcement]:
        """Announcements since the last call; prices of `symbols` alone. The first prices are no news."""
        symbols = tuple(symbols)
        return [*self._engine(), *self._feeds(), *self._halts(symbols), *self._session(), *self._changes(symbols)]

    def _changes(self, symbols: tuple[str, ...]) -> list[Announcement]:
        found: list[Announcement] = []
        for symbol in symbols:
            quote = self._mirror.quotes.get(symbol)
            if quote is None or not quote.price:
                continue
            before = self._prices.setdefault(symbol, quote.price)
            moved = quote.price / before - 1.0 if before else 0.0
            if abs(moved) >= self._threshold:
                self._prices[symbol] = quote.price
                found.append(Announcement(symbol, Rank.PRICE, quote_words(self._mirror, quote), abs(moved)))
        return found

    def _engine(self) -> list[Announcement]:
        before, self._lost = self._lost, self._mirror.lost
        if before and not self._lost:
            return [Announcement("engine", Rank.FEED, "The engine is back.")]
        return []

    def _feeds(self) -> list[Announcement]:
        if self._mirror.lost:
            return []
        now = {
            status.topic: cause_of(status)
            for status in self._mirror.feeds.values()
            if status.state in TROUBLES and not status.optional
        }
        before, self._troubles = self._troubles, now
        if QUOTES in now:
            # While there are no quotes, the other topics fail with them.
            now = {topic: words for topic, words in now.items() if topic == QUOTES or words != now[QUOTES]}
        found = [
            Announcement(topic, Rank.FEED, f"{topic} failing: {words}.")
            for topic, words in now.items()
            if topic not in before
        ]
        ended = (topic for topic in before if topic not in self._troubles)
        return found + [Announcement(topic, Rank.FEED, f"{topic} work again.") for topic in ended]

    def _halts(self, symbols: tuple[str, ...]) -> list[Announcement]:
        mirror, now = self._mirror, self._mirror.clock()
        halts = {symbol: mirror.halt_of(symbol, now) for symbol in symbols}
        found = {symbol: halt for symbol, halt in halts.items() if halt is not None}
        before, self._halted = self._halted, found
        said = [
            Announcement(symbol, Rank.HALT, f"{symbol} halted, code {halt.code}.")
            for symbol, halt in found.items()
            if symbol not in before
        ]
        over = (symbol for symbol in before if symbol not in found and symbol in symbols)
        return said + [Announcement(symbol, Rank.HALT, f"{symbol} is no longer halted.") for symbol in over]

    def _session(self) -> list[Announcement]:
        before, self._phase = self._phase, self._mirror.session.phase
        if before in (None, self._phase):
            return []
        return [Announcement("session", Rank.MARKET, f"New York: {_PHASES[self._phase]}.")]


def quote_words(mirror: Mirror, quote: Quote) -> str:
    """A quote in words: `IWM 241.30, up 1.20, +0.50%, live`."""
    now, decimals = mirror.clock(), quote_decimals(quote)
    parts = [f"{quote.symbol} {numbers.price(quote.price, decimals)}"]
    if quote.change is not None:
        amount = numbers.signed(quote.change, quote.price, decimals).lstrip("+-")
        way = "up" if quote.change > 0 else "down" if quote.change < 0 else "unchanged"
        parts.append(f"{way} {amount}" if quote.change else way)
    if quote.change_fraction is not None:
        parts.append(numbers.percent(quote.change_fraction))
    state = mirror.quote_state(quote, now)
    since = quote.time if quote.time is not None else quote.received_at
    old = "" if state is QuoteState.LIVE else f" {age(since, now)} old"
    return ", ".join([*parts, f"{state.value.lower()}{old}"])
