"""The simulated market at one moment: sessions, quotes, bars."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np

from r2k_tui.model.bars import PRICE_COLUMNS, Bars, Interval, pack_times
from r2k_tui.model.quote import Quote
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.daily import Daily, History
from r2k_tui.sources.demo.dividends import adjusted
from r2k_tui.sources.demo.exchange import DAY, NEW_YORK, Exchange, Stretch
from r2k_tui.sources.demo.instruments import INSTRUMENTS
from r2k_tui.sources.demo.minutes import Minutes, Tape, join
from r2k_tui.sources.demo.noise import Floats
from r2k_tui.sources.demo.rollup import packed, rolled
from r2k_tui.sources.demo.ticks import Ticks, ticks

SOURCE = "demo"
# How many finished sessions intraday bars reach back.
_SESSIONS_BACK = {Interval.M1: 0, Interval.M5: 5, Interval.M15: 22, Interval.M30: 22, Interval.H1: 22}


class _Now(NamedTuple):
    """One symbol in the running minute: the session before it, and its ticks."""

    minute: int
    previous_close: float
    open: float
    high: float
    low: float
    volume: float
    ticks: Ticks


class Market:
    """Everything that is a function of seed and time. Not thread-safe; built anew when time outgrows its days."""

    def __init__(self, seed: int, now: float) -> None:
        self._seed = seed
        self.exchange = Exchange.load(now)
        self._history = History(seed, self.exchange)
        self._tape = Tape(seed, self.exchange, self._history)
        self._now: dict[str, _Now] = {}

    def listed(self, symbol: str, now: float) -> Daily:
        """Daily bars of a symbol. Raises NotFound for one that is not, or not yet, listed."""
        if symbol not in INSTRUMENTS:
            raise NotFound(f"the simulated market does not list it; it lists {' '.join(INSTRUMENTS)}")
        daily = self._history.daily(symbol)
        if self.exchange.before(now) < daily.first:
            raise NotFound(f"{symbol} is not listed before {INSTRUMENTS[symbol].since}")
        return daily

    def quote(self, symbol: str, now: float) -> Quote:
        """The quote at `now`. Raises NotFound."""
        state, item = self._state(symbol, now), INSTRUMENTS[symbol]
        last = state.ticks.last(int(now) - state.minute)
        price = state.ticks.prices[last]
        half = max(10.0**-item.decimals, price * item.spread) / 2
        return Quote(
            symbol=symbol,
            price=price,
            previous_close=state.previous_close,
            open=state.open,
            day_high=max(state.high, state.ticks.highs[last]),
            day_low=min(state.low, state.ticks.lows[last]),
            volume=state.volume + state.ticks.volumes[last],
            bid=round(price - half, item.decimals) if item.traded else None,
            ask=round(price + half, item.decimals) if item.traded else None,
            currency="USD",
            name=f"{item.name} (simulated)",
            time=float(state.minute + state.ticks.seconds[last]),
            received_at=now,
            source=SOURCE,
        )

    def bars(self, symbol: str, interval: Interval, now: float) -> Bars:
        """All bars of a symbol up to `now`; the last one is not finished. Raises NotFound."""
        daily = self.listed(symbol, now)
        if interval is Interval.D1:
            return self._daily(symbol, daily, now)
        session = self.exchange.session_start(now)
        parts = [self._tape.minutes(symbol, stretch) for stretch in self._finished(interval, session, daily.first)]
        parts.append(self._session(symbol, session, now))
        return packed(rolled(join(parts), interval), symbol, interval, SOURCE)

    def _finished(self, interval: Interval, session: int, first: int) -> list[Stretch]:
        """Regular hours of the sessions before `session` that the interval reaches back to."""
        stop = int(np.searchsorted(self.exchange.closes, session, side="right"))
        return [self.exchange.regular(index) for index in range(max(first + 1, stop - _SESSIONS_BACK[interval]), stop)]

    def _session(self, symbol: str, session: int, now: float) -> Minutes:
        """Minute bars of the running session, the last one as far as it has formed."""
        whole = join([self._tape.minutes(symbol, stretch) for stretch in self.exchange.stretches(session, now)])
        part = whole.part(session, now + 1e-6)
        state = self._state(symbol, now)
        last = state.ticks.last(int(now) - state.minute)
        made = state.ticks
        return part._replace(
            high=_with_last(part.high, made.highs[last]),
            low=_with_last(part.low, made.lows[last]),
            close=_with_last(part.close, made.prices[last]),
            volume=_with_last(part.volume, made.volumes[last]),
        )

    def _daily(self, symbol: str, daily: Daily, now: float) -> Bars:
        """Finished sessions before today, and today's bar out of the quote."""
        quote, days = self.quote(symbol, now), self.exchange.days
        stop = self.exchange.before(now) + 1 - daily.first
        today = datetime.fromtimestamp(now, NEW_YORK).date()
        midnight = int(np.datetime64(today).astype(np.int64)) * DAY
        times = [*(days[daily.first : daily.first + stop] * DAY).tolist(), midnight]
        paid = self._paid_today(daily, stop, midnight // DAY)
        open_, high, low, close, volume = (
            np.append(values[:stop], value)
            for values, value in (
                (daily.open, quote.open),
                (daily.high, quote.day_high),
                (daily.low, quote.day_low),
                (daily.close, quote.price),
                (daily.volume, quote.volume),
            )
        )
        adj_close = adjusted(close, np.append(daily.paid[:stop], paid))
        columns = (open_, high, low, close, adj_close, volume)
        named = {name: values.tobytes() for name, values in zip(PRICE_COLUMNS, columns, strict=True)}
        return Bars(symbol, Interval.D1, pack_times(times), **named, source=SOURCE)

    def _paid_today(self, daily: Daily, stop: int, today: int) -> float:
        is_session = self.exchange.days[daily.first + stop] == today
        return float(daily.paid[stop]) if is_session else 0.0

    def _state(self, symbol: str, now: float) -> _Now:
        minute = int(now) // 60 * 60
        known = self._now.get(symbol)
        if known is not None and known.minute == minute:
            return known
        self._now[symbol] = state = self._enter(symbol, minute, now)
        return state

    def _enter(self, symbol: str, minute: int, now: float) -> _Now:
        """Look up what the session was before this minute, and make the minute's ticks."""
        daily = self.listed(symbol, now)
        session = self.exchange.session_start(minute)
        before = float(daily.close[self.exchange.before(minute) - daily.first])
        whole = join([self._tape.minutes(symbol, stretch) for stretch in self.exchange.stretches(session, minute)])
        done = whole.part(session, minute)
        made = ticks(self._seed, symbol, whole, int(np.searchsorted(whole.time, minute)))
        return _Now(
            minute,
            before,
            float(done.open[0]),
            float(done.high.max()),
            float(done.low.min()),
            float(done.volume.sum()),
            made,
        )


def _with_last(values: Floats, value: float) -> Floats:
    """A copy with another last value."""
    changed = values.copy()
    changed[-1] = value
    return changed
