"""Daily bars of the simulated market, from each instrument's first session on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.simulation.dividends import payouts
from r2k_tui.sources.demo.simulation.exchange import Exchange
from r2k_tui.sources.demo.simulation.factors import bill_yield, hidden, implied_volatility
from r2k_tui.sources.demo.simulation.index_path import index_closes
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS, Instrument, InstrumentKind, together
from r2k_tui.sources.demo.simulation.noise import decaying, key, normal
from r2k_tui.sources.demo.simulation.volatility import weather
from r2k_tui.sources.demo.simulation.waypoints import ANCHOR

# Volume as a fraction of the following year's.
_GROWTH = 0.965
_NOT_YET = np.empty(0)


class Daily(NamedTuple):
    """Bars of one instrument by session, from the exchange's session `first` on, past the present day.

    `sigma`: the day's volatility. `paid`: dividend that left the price at the open, as a fraction of the previous
    close.
    """

    first: int
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    sigma: Floats
    paid: Floats


class History:
    """Cache of the daily bars of every instrument; independent of the last of the exchange's days."""

    def __init__(self, seed: int, exchange: Exchange) -> None:
        self._seed, self._exchange = seed, exchange
        self._weather = weather(seed, exchange.days)
        self._bars: dict[str, Daily] = {}
        self._returns: dict[str, Floats] = {}

    def daily(self, symbol: str) -> Daily:
        """All daily bars of a symbol. Raises KeyError for an unlisted symbol."""
        if symbol not in self._bars:
            self._bars[symbol] = self._make(INSTRUMENTS[symbol])
        return self._bars[symbol]

    def levels(self, name: str) -> Floats:
        """Levels on all of the exchange's days: closes of a symbol with the full history, a log level of a factor."""
        return self.daily(name).close if name in INSTRUMENTS else np.cumsum(self._log_returns(name))

    def _make(self, item: Instrument) -> Daily:
        first = self._exchange.place(np.datetime64(item.since))
        if item.kind is InstrumentKind.TRACKER:
            bars = self._follow(item, first)
        else:
            closes, sigma = self._closes(item)
            closes, sigma = closes[first:], sigma[first:]
            bars = self._dress(item, first, closes, sigma)
        return bars._replace(volume=self._volume(item, bars), paid=payouts(item, self._exchange.days[first:]))

    def _closes(self, item: Instrument) -> tuple[Floats, Floats]:
        """Closes and volatility on all of the exchange's days."""
        weather, days = self._weather, self._exchange.days
        if item.kind is InstrumentKind.WAYPOINTS:
            return index_closes(self._exchange, weather), weather.sigma
        if item.kind is InstrumentKind.RATE:
            levels = bill_yield(self._seed, days)
            return levels, np.minimum(item.own / levels, 0.1)
        if item.kind is InstrumentKind.IMPLIED:
            parent = self._sigma(INSTRUMENTS[item.parent])
            levels = implied_volatility(self._seed, item.symbol, days, parent, self._log_returns(item.parent))
            return levels, item.own * weather.strain
        return self._priced(item), self._sigma(item)

    def _priced(self, item: Instrument) -> Floats:
        """Prices from the instrument's factor loadings; a constant drift leads them to the price on the anchor day."""
        days, first = self._exchange.days, self._exchange.place(np.datetime64(item.since))
        anchor = self._exchange.place(ANCHOR)
        own = normal(key(self._seed, "own", item.symbol), days) * item.own * self._weather.strain
        moves = own + sum(load * self._log_returns(name) for name, load in item.loads)
        path = np.cumsum(moves)
        path -= path[first]
        drift = (np.log(item.last / item.first) - path[anchor]) / (anchor - first)
        steps = np.clip(np.arange(len(days)) - first, 0, anchor - first)
        prices: Floats = item.first * np.exp(path + drift * steps)
        return prices.round(item.decimals)

    def _log_returns(self, name: str) -> Floats:
        """Daily log returns, on all of the exchange's days, of a symbol with the full history, or of a factor."""
        if name not in self._returns:
            if name in INSTRUMENTS:
                closes = self.daily(name).close
                self._returns[name] = np.diff(np.log(closes), prepend=np.log(closes[0]))
            else:
                large = self._log_returns("^GSPC")
                self._returns[name] = hidden(name, self._seed, self._exchange.days, self._weather, large)
        return self._returns[name]

    def _sigma(self, item: Instrument) -> Floats:
        """Daily volatility from the loadings, as if the factors were independent."""
        if item.kind is InstrumentKind.WAYPOINTS:
            return self._weather.sigma
        own = item.own * self._weather.strain
        total = own**2
        for name, load in item.loads:
            part = self._sigma(INSTRUMENTS[name]) if name in INSTRUMENTS else 0.006 * self._weather.strain
            total = total + (load * part) ** 2
        return np.asarray(np.sqrt(total), dtype=np.float64)

    def _dress(self, item: Instrument, first: int, closes: Floats, sigma: Floats) -> Daily:
        """Open, high and low around the closes."""
        days = self._exchange.days[first:]
        gap, up, down = (sigma * together(self._seed, part, item, days) for part in ("gap", "high", "low"))
        before = np.concatenate([closes[:1], closes[:-1]])
        opens = before * (closes / before) ** 0.3 * np.exp(0.25 * gap)
        high = np.maximum(opens, closes) * np.exp(0.45 * np.abs(up))
        low = np.minimum(opens, closes) * np.exp(-0.45 * np.abs(down))
        opens, high, low = (values.round(item.decimals) for values in (opens, high, low))
        return Daily(first, opens, high, low, closes, _NOT_YET, sigma, _NOT_YET)

    def _follow(self, item: Instrument, first: int) -> Daily:
        """Bars of a tracker: the parent's, with a small varying premium or discount."""
        parent = self.daily(item.parent)
        days = self._exchange.days[first:]
        shift = first - parent.first
        jitter = normal(key(self._seed, "premium", item.symbol), self._exchange.days)
        scale = item.ratio * np.exp(decaying(0.0002 * jitter, 0.8)[first:])
        opening = 1 + 0.0002 * normal(key(self._seed, "opening", item.symbol), days)
        opens, high, low, close = (
            (values[shift:] * scale).round(item.decimals)
            for values in (parent.open, parent.high, parent.low, parent.close)
        )
        opens = np.clip((opens * opening).round(item.decimals), low, high)
        return Daily(first, opens, high, low, close, _NOT_YET, parent.sigma[shift:], _NOT_YET)

    def _volume(self, item: Instrument, bars: Daily) -> Floats:
        """Volume by session: it grows over the years, and rises in storms and on large moves."""
        days: Counts = self._exchange.days[bars.first :]
        if not item.volume:
            return np.zeros(len(days))
        years = np.minimum(days - ANCHOR.astype(np.int64), 0) / 365.25
        moved = np.abs(np.diff(np.log(bars.close), prepend=np.log(bars.close[0]))) / bars.sigma
        crowd = 1.1 * np.log(self._weather.strain[bars.first :]) + 0.18 * np.minimum(moved, 4.0)
        crowd += 0.22 * normal(key(self._seed, "volume", item.symbol), days)
        volumes: Floats = 0.8 * item.volume * _GROWTH**-years * np.exp(crowd)
        return volumes.round()
