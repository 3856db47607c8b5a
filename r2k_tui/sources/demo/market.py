"""Simulated market at one moment: sessions, quotes, bars."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval, pack_times
from r2k_tui.model.market.dividends import Dividend
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.factors import simulated_table
from r2k_tui.sources.demo.halts import simulated_halts
from r2k_tui.sources.demo.members import SimulatedMemberPrices
from r2k_tui.sources.demo.simulation.daily import Daily, History
from r2k_tui.sources.demo.simulation.dividends import adjusted, payments
from r2k_tui.sources.demo.simulation.exchange import DAY, NEW_YORK, Exchange, TradingSpan
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS, Instrument
from r2k_tui.sources.demo.simulation.minutes import MinuteBars, Minutes, join
from r2k_tui.sources.demo.simulation.rollup import packed, rolled
from r2k_tui.sources.demo.simulation.ticks import Ticks, ticks
from r2k_tui.sources.demo.universe import INDEX, DemoUniverse

SOURCE = "demo"
# Finished sessions that intraday bars reach back.
_SESSIONS_BACK = {Interval.M1: 0, Interval.M5: 5, Interval.M15: 22, Interval.M30: 22, Interval.H1: 22}


class _Running(NamedTuple):
    """One symbol in the current minute: its session before the minute, and the minute's ticks."""

    minute: int
    previous_close: float
    open: float
    high: float
    low: float
    volume: float
    ticks: Ticks


class SimulatedMarket:
    """Market as a function of seed and time. Not thread-safe; it is rebuilt when time passes its last day."""

    def __init__(self, seed: int, now: float) -> None:
        self._seed = seed
        self.exchange = Exchange.load(now)
        self._history = History(seed, self.exchange)
        self._tape = MinuteBars(seed, self.exchange, self._history)
        self._running: dict[str, _Running] = {}
        self._members: SimulatedMemberPrices | None = None
        self._universe: DemoUniverse | None = None
        self._minutes: tuple[int, Bars] | None = None

    def universe(self, now: float) -> DemoUniverse:
        """Members of the index on the day of `now`. Raises NotFound before they are listed."""
        if self._members is None:
            self._members = SimulatedMemberPrices(self._seed, self.exchange, self._history.daily(INDEX).close)
        if self._universe is None or self._universe.row != self._members.row(now):
            self._universe = DemoUniverse(self._members, now)
        return self._universe

    def quote(self, symbol: str, now: float) -> Quote:
        """Quote at `now`. Raises NotFound."""
        running, item = self._state(symbol, now), INSTRUMENTS[symbol]
        made, last = running.ticks, running.ticks.last(int(now) - running.minute)
        price = made.prices[last]
        bid, ask = _sides(item, price, last) if item.traded else (None, None)
        return Quote(
            symbol=symbol,
            price=price,
            previous_close=running.previous_close,
            open=running.open,
            day_high=max(running.high, made.highs[last]),
            day_low=min(running.low, made.lows[last]),
            volume=running.volume + made.volumes[last],
            bid=bid,
            ask=ask,
            currency="USD",
            name=f"{item.name} (simulated)",
            time=float(running.minute + made.seconds[last]),
            received_at=now,
            source=SOURCE,
            decimals=max(2, item.decimals),
        )

    def members(self, symbols: tuple[str, ...], now: float) -> tuple[tuple[Quote, ...], tuple[Fundamentals, ...]]:
        """Quotes and fundamentals of companies. Raises NotFound before they are listed."""
        universe = self.universe(now)
        standing = universe.standing(now, self._index_minutes(now))
        facts = {item.symbol: item for item in universe.fundamentals}
        halted = {halt.symbol: halt.halted_at for halt in self.halts(now) if halt.in_effect(now)}
        quotes = tuple(
            self._standing_still(universe.quote(symbol, standing, now), halted[symbol], now)
            if symbol in halted
            else universe.quote(symbol, standing, now)
            for symbol in symbols
        )
        return quotes, tuple(facts[symbol] for symbol in symbols)

    def _standing_still(self, quote: Quote, halted_at: float, now: float) -> Quote:
        """Quote of a company that has not traded since it was halted."""
        universe = self.universe(now)
        then = universe.quote(quote.symbol, universe.standing(halted_at, self._index_minutes(now)), now)
        return msgspec.structs.replace(quote, price=then.price, volume=then.volume, time=then.time)

    def halts(self, now: float) -> tuple[Halt, ...]:
        """Halts of companies that began up to `now`."""
        return simulated_halts(self._seed, self.exchange, now)

    def knows_large(self, symbol: str, now: float) -> bool:
        """Whether a symbol belongs to one of the large companies."""
        try:
            return symbol in self.universe(now).lists.large
        except NotFound:
            return False

    def large(self, symbols: tuple[str, ...], now: float) -> tuple[tuple[Quote, ...], tuple[Fundamentals, ...]]:
        """Quotes and fundamentals of large companies, at their last close."""
        lists = self.universe(now).lists
        found = [lists.quoted(symbol, now) for symbol in symbols]
        return tuple(quote for quote, _ in found), tuple(facts for _, facts in found)

    def member_bars(self, symbol: str, interval: Interval, now: float) -> Bars:
        """Bars of one company. Raises NotFound before it is listed."""
        universe = self.universe(now)
        standing = universe.standing(now, self._index_minutes(now))
        return universe.bars(symbol, self.bars(INDEX, interval, now), standing)

    def _index_minutes(self, now: float) -> Bars:
        """Minutes of the index's session, rebuilt once a minute."""
        minute = int(now) // 60
        if self._minutes is None or self._minutes[0] != minute:
            self._minutes = minute, self.bars(INDEX, Interval.M1, now)
        return self._minutes[1]

    def bars(self, symbol: str, interval: Interval, now: float) -> Bars:
        """All bars of a symbol up to `now`; the last one is unfinished. Raises NotFound."""
        daily = self._listed(symbol, now)
        if interval is Interval.D1:
            return self._daily(symbol, daily, now)
        session = self.exchange.session_start(now)
        parts = [self._tape.minutes(symbol, stretch) for stretch in self._finished(interval, session, daily.first)]
        parts.append(self._session(symbol, session, now))
        return packed(rolled(join(parts), interval), symbol, interval, SOURCE)

    def dividends(self, symbol: str, now: float) -> tuple[Dividend, ...]:
        """Dividends of a fund up to the last finished session. Raises NotFound."""
        daily = self._listed(symbol, now)
        stop = self.exchange.before(now) + 1 - daily.first
        days = self.exchange.days[daily.first : daily.first + stop]
        return payments(days, daily.close[:stop], daily.paid[:stop])

    def factors(self, name: str, today: date) -> FactorTable:
        """Factor returns that are published by a day. Raises NotFound."""
        return simulated_table(self._seed, name, self.exchange.days, self._history.levels, today)

    def _listed(self, symbol: str, now: float) -> Daily:
        """Daily bars of a symbol. Raises NotFound before it is listed, or if it never is."""
        if symbol not in INSTRUMENTS:
            raise NotFound(f"the simulated market does not list it; it lists {' '.join(INSTRUMENTS)}")
        daily = self._history.daily(symbol)
        if self.exchange.before(now) < daily.first:
            raise NotFound(f"{symbol} is not listed before {INSTRUMENTS[symbol].since}")
        return daily

    def _finished(self, interval: Interval, session: int, first: int) -> list[TradingSpan]:
        """Finished regular hours before `session`, as far back as the interval reaches."""
        stop = int(np.searchsorted(self.exchange.closes, session, side="right"))
        return [self.exchange.regular(place) for place in range(max(first + 1, stop - _SESSIONS_BACK[interval]), stop)]

    def _session(self, symbol: str, session: int, now: float) -> Minutes:
        """Minute bars of the current session; the last one is unfinished."""
        running = self._state(symbol, now)
        made, last = running.ticks, running.ticks.last(int(now) - running.minute)
        part = self._whole(symbol, session, now).part(session, running.minute + 1)
        return part._replace(
            high=_with_last(part.high, made.highs[last]),
            low=_with_last(part.low, made.lows[last]),
            close=_with_last(part.close, made.prices[last]),
            volume=_with_last(part.volume, made.volumes[last]),
        )

    def _whole(self, symbol: str, start: int, now: float) -> Minutes:
        return join([self._tape.minutes(symbol, stretch) for stretch in self.exchange.stretches(start, now)])

    def _daily(self, symbol: str, daily: Daily, now: float) -> Bars:
        """Finished sessions before today, and today's bar, which is the current session."""
        running = self._state(symbol, now)
        made, last = running.ticks, running.ticks.last(int(now) - running.minute)
        stop = self.exchange.before(now) + 1 - daily.first
        today = datetime.fromtimestamp(now, NEW_YORK).date().toordinal() - _EPOCH
        is_session = self.exchange.days[daily.first + stop] == today
        close = np.append(daily.close[:stop], made.prices[last])
        columns = (
            np.append(daily.open[:stop], running.open),
            np.append(daily.high[:stop], max(running.high, made.highs[last])),
            np.append(daily.low[:stop], min(running.low, made.lows[last])),
            close,
            adjusted(close, np.append(daily.paid[:stop], daily.paid[stop] if is_session else 0.0)),
            np.append(daily.volume[:stop], running.volume + made.volumes[last]),
        )
        named = {name: values.tobytes() for name, values in zip(PRICE_COLUMNS, columns, strict=True)}
        days = self.exchange.days[daily.first : daily.first + stop]
        times = [*(days * DAY).tolist(), today * DAY]
        return Bars(symbol, Interval.D1, pack_times(times), **named, source=SOURCE, note="")

    def _state(self, symbol: str, now: float) -> _Running:
        minute = int(now) // 60 * 60
        running = self._running.get(symbol)
        if running is None or running.minute != minute:
            running = self._running[symbol] = self._enter(symbol, minute)
        return running

    def _enter(self, symbol: str, minute: int) -> _Running:
        """Session before this minute, with the minute's ticks. Raises NotFound."""
        daily = self._listed(symbol, minute)
        session = self.exchange.session_start(minute)
        whole = self._whole(symbol, session, minute)
        done = whole.part(session, minute)
        return _Running(
            minute=minute,
            previous_close=float(daily.close[self.exchange.before(minute) - daily.first]),
            open=float(done.open[0]),
            high=float(done.high.max()),
            low=float(done.low.min()),
            volume=float(done.volume.sum()),
            ticks=ticks(self._seed, symbol, whole, int(np.searchsorted(whole.time, minute))),
        )


_EPOCH = date(1970, 1, 1).toordinal()


def _sides(item: Instrument, price: float, tick: int) -> tuple[float, float]:
    """Bid and ask: the last trade alternates between the ask and the bid."""
    step = 10.0**-item.decimals
    width = max(1, round(price * item.spread / step)) * step
    bid = price - width if tick % 2 else price
    return round(bid, item.decimals), round(bid + width, item.decimals)


def _with_last(values: Floats, value: float) -> Floats:
    """Copy with another last value."""
    changed = values.copy()
    changed[-1] = value
    return changed
