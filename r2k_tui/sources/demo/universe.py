"""Members of the simulated index as a source serves them: holdings, closes, quotes, fundamentals, bars."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Closes, Interval
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.companies import SECTORS
from r2k_tui.sources.demo.estimates import estimates_of, forward_earnings, kept_days
from r2k_tui.sources.demo.lists import FUND, DemoLists
from r2k_tui.sources.demo.members import SimulatedMemberPrices, Standing
from r2k_tui.sources.demo.simulation.exchange import DAY

INDEX = "^RUT"
_SOURCE = "demo"
_SESSIONS = 600
_CASH = 0.003


class DemoUniverse:
    """Members on one day; rebuilt when the day changes."""

    def __init__(self, prices: SimulatedMemberPrices, now: float) -> None:
        self._prices, self.row = prices, prices.row(now)
        if self.row < 260:
            raise NotFound("the simulated companies are not listed yet at this time")

    def knows(self, symbol: str) -> bool:
        """Whether a symbol belongs to one of the companies."""
        return symbol in self._prices.companies.place

    @cached_property
    def holdings(self) -> FundHoldings:
        """Holdings as of the last finished session."""
        firm, closes = self._prices.companies, self._prices.closes[self.row]
        worth = closes * firm.shares
        weights = worth / worth.sum() * (1 - _CASH)
        order = np.argsort(-weights, kind="stable").tolist()
        rows = [
            FundHolding(
                firm.symbols[i],
                firm.symbols[i],
                firm.names[i],
                SECTORS[firm.sector_of[i]],
                EQUITY,
                float(weights[i]),
                float(worth[i]),
                float(firm.shares[i]),
                float(closes[i]),
                "Simulated exchange",
                "USD",
            )
            for i in order
        ]
        rows.append(FundHolding("USD", "", "US dollars (simulated)", "Cash and/or Derivatives", "Cash", _CASH))
        day = int(self._prices.exchange.days[self._prices.first + self.row]) * DAY
        return FundHoldings(FUND, day_of_bar(day).isoformat(), tuple(rows), 1.0, _SOURCE, float(day))

    @cached_property
    def lists(self) -> DemoLists:
        """Lists of the funds of several days."""
        return DemoLists(self._prices, self.row, self.holdings)

    @property
    def estimate_days(self) -> tuple[str, ...]:
        """Days whose forward earnings are known."""
        return kept_days(self._prices, self.row)

    def estimates_of(self, day: str) -> DayEstimates:
        """Forward earnings of one of those days. Raises NotFound for another day."""
        return estimates_of(self._prices, self.row, day)

    def closes(self, symbols: tuple[str, ...]) -> Closes:
        """Closes of finished sessions."""
        start, stop = max(0, self.row + 1 - _SESSIONS), self.row + 1
        place = self._prices.companies.place
        known = tuple(symbol for symbol in symbols if symbol in place)
        table = self._prices.closes[start:stop, [place[symbol] for symbol in known]]
        days = self._prices.exchange.days[self._prices.first + start : self._prices.first + stop]
        return Closes(known, days.tobytes(), np.ascontiguousarray(table).tobytes(), "px", _SOURCE)

    @cached_property
    def fundamentals(self) -> tuple[Fundamentals, ...]:
        """Fundamentals of the company at an index."""
        firm, past = self._prices.companies, self._prices.closes[: self.row + 1]
        last = int(self._prices.exchange.days[self._prices.first + self.row]) * DAY
        day = closing_bell(day_of_bar(last))
        columns = {
            "trailing_eps": firm.earnings,
            "this_year_eps": firm.earnings * (1 + firm.growth / 2),
            "forward_eps": forward_earnings(self._prices, self.row),
            "shares": firm.shares,
            "market_cap": firm.shares * past[-1],
            "day_average_50": past[-50:].mean(axis=0),
            "day_average_200": past[-200:].mean(axis=0),
            "high_52w": past[-252:].max(axis=0),
            "low_52w": past[-252:].min(axis=0),
        }
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        named = (dict(zip(columns, row, strict=True)) for row in rows)
        firms = zip(firm.symbols, firm.names, named, strict=True)
        return tuple(Fundamentals(symbol, name, **figures, taken_at=day) for symbol, name, figures in firms)

    def quote(self, symbol: str, standing: Standing, now: float) -> Quote:
        """Quote of a company."""
        place = self._prices.companies.place[symbol]
        return Quote(
            symbol=symbol,
            price=float(standing.price[place]),
            previous_close=float(standing.previous[place]),
            volume=float(standing.volume[place]),
            currency="USD",
            name=self._prices.companies.names[place],
            time=float(standing.time[place]),
            received_at=now,
            source=_SOURCE,
        )

    def standing(self, now: float, index: Bars) -> Standing:
        """Prices of all companies; `index` holds the minutes of the index's session."""
        minutes, levels = _columns(index)
        return self._prices.at(now, minutes, levels)

    def bars(self, symbol: str, index: Bars, standing: Standing) -> Bars:
        """Bars of one company at the times of the index's bars, up to its last trade."""
        place, (times, levels) = self._prices.companies.place[symbol], _columns(index)
        if index.interval is Interval.D1:
            stop = self.row + 1
            days = self._prices.exchange.days[self._prices.first : self._prices.first + stop] * DAY
            closes = self._prices.closes[:stop, place]
            if len(times) and times[-1] > days[-1]:
                days, closes = np.append(days, times[-1]), np.append(closes, standing.price[place])
        else:
            ends = times + index.interval.seconds
            listed = times >= self._prices.exchange.days[self._prices.first + 1] * DAY
            days, closes = times[listed], self._prices.path(place, ends[listed], levels[listed])
            if len(closes):
                closes[-1] = standing.price[place]
        return _bars(symbol, index.interval, days, closes, float(self._prices.companies.shares[place]))


def _columns(bars: Bars) -> tuple[Counts, Floats]:
    return np.frombuffer(bars.time, dtype=np.int64), np.frombuffer(bars.close)


def _bars(symbol: str, interval: Interval, times: Counts, closes: Floats, shares: float) -> Bars:
    opens = np.concatenate([closes[:1], closes[:-1]])
    high, low = np.maximum(opens, closes), np.minimum(opens, closes)
    volume = np.floor(0.004 * shares * np.exp(np.minimum(4.0, 20 * (high / low - 1))))
    named = zip(PRICE_COLUMNS, (opens, high, low, closes, closes, volume), strict=True)
    packed = {name: column.astype(np.float64).tobytes() for name, column in named}
    return Bars(symbol, interval, times.astype(np.int64).tobytes(), **packed, source=_SOURCE)
