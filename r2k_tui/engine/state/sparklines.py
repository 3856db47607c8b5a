"""Sparklines: closes per quarter of an hour, or per session without minute bars."""

from __future__ import annotations

from math import isfinite

from r2k_tui.engine.state.bar_ranges import last_sessions
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.quote import Quote, Spark

_BUCKET_S = 900
_MOST_BUCKETS = 27
# A pause of this length between quotes marks a new session.
_PAUSE_BUCKETS = 16
_SESSIONS = 21
_VOLUME_SESSIONS = 20


class Sparklines:
    """Owner of the buckets of every symbol. A sparkline changes at most once a minute."""

    def __init__(self) -> None:
        self._buckets: dict[str, dict[int, float]] = {}
        self._daily: dict[str, tuple[float, ...]] = {}
        self._volume: dict[str, float | None] = {}
        self._changed: dict[str, float] = {}

    def take_intraday(self, bars: Bars) -> Spark:
        """Sparkline from minute bars: their last session."""
        times, closes = bars.times(), bars.column("close")
        if len(bars):
            start = last_sessions(bars, 1)
            shown = (i for i in range(start, len(bars)) if isfinite(closes[i]))
            self._buckets[bars.symbol] = {times[i] // _BUCKET_S: closes[i] for i in shown}
        return self.spark(bars.symbol)

    def take_daily(self, bars: Bars, *, provisional: bool) -> Spark:
        """Sparkline from daily bars, the fallback without minute bars, with the mean volume of finished sessions."""
        closes, volumes = bars.column("close"), bars.column("volume")
        stop = len(bars) - (1 if provisional else 0)
        self._daily[bars.symbol] = tuple(c for c in closes[max(0, len(bars) - _SESSIONS) :] if isfinite(c))
        recent = [v for v in volumes[max(0, stop - _VOLUME_SESSIONS) : stop] if isfinite(v) and v > 0]
        full = len(recent) == _VOLUME_SESSIONS
        self._volume[bars.symbol] = sum(recent) / _VOLUME_SESSIONS if full else None
        return self.spark(bars.symbol)

    def take_quote(self, quote: Quote) -> Spark | None:
        """Sparkline after a live price; None when it need not be published."""
        buckets = self._buckets.get(quote.symbol)
        if quote.price is None or quote.time is None or not buckets:
            return None
        bucket, newest = int(quote.time) // _BUCKET_S, max(buckets)
        if bucket < newest:  # before the bell: today's bars, yesterday's price
            return None
        if bucket - newest > _PAUSE_BUCKETS:
            buckets.clear()
        buckets[bucket] = quote.price
        if quote.time - self._changed.get(quote.symbol, 0.0) < 60.0:
            return None
        self._changed[quote.symbol] = quote.time
        return self.spark(quote.symbol)

    def spark(self, symbol: str) -> Spark:
        """Sparkline of a symbol."""
        buckets, volume = self._buckets.get(symbol), self._volume.get(symbol)
        if buckets:
            newest = sorted(buckets)[-_MOST_BUCKETS:]
            return Spark(symbol, "1D", tuple(buckets[bucket] for bucket in newest), volume)
        return Spark(symbol, "1M", self._daily.get(symbol, ()), volume)
