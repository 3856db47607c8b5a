"""Last prices and fundamentals of the constituents of one holdings list, in columns that a sweep fills."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import date, datetime, time
from math import isnan

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.calendar.days import NEW_YORK, new_york_day
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.universe import StoredPrices

_NAN = float("nan")
FIGURES = (
    *("trailing_eps", "this_year_eps", "forward_eps", "forward_pe", "shares", "market_cap"),
    *("day_average_50", "day_average_200", "high_52w", "low_52w"),
)


class ConstituentPrices:
    """Price and fundamentals columns, one row per constituent. Older and unchanged quotes have no effect.

    `names` are the company names of the holdings list; names from a data source replace them.
    """

    def __init__(self, places: dict[str, int], names: tuple[str, ...]) -> None:
        self._places, members = places, len(names)
        self._names = list(names)
        self._named: tuple[str, ...] | None = names
        self.price, self.previous, self.time = (array("d", [_NAN]) * members for _ in range(3))
        self._facts: dict[str, Fundamentals] = {}
        # Counts the changes of stated days of earnings and of names, for those who derive events from them.
        self.earnings_version = 0
        self._columns: dict[str, Floats] = {name: np.full(members, _NAN) for name in FIGURES}

    def take_quotes(self, quotes: Iterable[Quote]) -> set[int]:
        """Store quotes; returns the rows whose price or time changed."""
        changed: set[int] = set()
        for quote in quotes:
            place = self._places.get(quote.symbol)
            if place is None or quote.price is None:
                continue
            moment = quote.time if quote.time is not None else quote.received_at
            known = self.time[place]
            before = quote.previous_close if quote.previous_close is not None else _NAN
            if moment < known or (moment, quote.price) == (known, self.price[place]):
                continue
            self.price[place], self.previous[place], self.time[place] = quote.price, before, moment
            changed.add(place)
        return changed

    def known(self, symbol: str) -> Quote | None:
        """Last price of a constituent as a quote; None if it has no price."""
        place = self._places.get(symbol)
        if place is None or isnan(self.price[place]):
            return None
        return Quote(symbol, self.price[place], time=self.time[place], received_at=self.time[place])

    def take_fundamentals(self, found: Iterable[Fundamentals]) -> list[Fundamentals]:
        """Store fundamentals; returns the new ones."""
        news = []
        for item in found:
            place, known = self._places.get(item.symbol), self._facts.get(item.symbol)
            if place is None or known is item:
                continue
            self._facts[item.symbol] = item
            self.earnings_version += known is None or _stated(known) != _stated(item)
            news.append(item)
            if item.name and item.name != self._names[place]:
                self._names[place], self._named = item.name, None
            for name in FIGURES:
                value = getattr(item, name)
                self._columns[name][place] = _NAN if value is None else value
        return news

    def figure(self, name: str) -> Floats:
        """Column of one of FIGURES, one value per constituent; NaN if the source supplied none."""
        return self._columns[name]

    def facts(self, symbol: str) -> Fundamentals | None:
        """Fundamentals of a constituent; None where the source supplied none."""
        return self._facts.get(symbol)

    def taken_at(self) -> Floats:
        """Time at which each constituent's fundamentals were taken (seconds since the epoch); NaN without any."""
        found = np.full(len(self._names), np.nan)
        for symbol, item in self._facts.items():
            found[self._places[symbol]] = item.taken_at
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Company names, one per constituent."""
        if self._named is None:
            self._named = tuple(self._names)
        return self._named

    def newest_day(self) -> date | None:
        """New York date of the newest price; None without prices."""
        moments = np.frombuffer(self.time)
        known = moments[np.isfinite(moments)]
        return new_york_day(float(known.max())) if len(known) else None

    def columns(self, day: date) -> tuple[Floats, Floats, Floats]:
        """Price, previous close and time (seconds since the epoch), one value per constituent.

        The previous close of a constituent that has not traded on `day` is its last price, so its return is zero.
        """
        price, before, moment = (np.frombuffer(column).copy() for column in (self.price, self.previous, self.time))
        midnight = datetime.combine(day, time(), NEW_YORK).timestamp()
        return price, np.where(moment < midnight, price, before), moment

    def packed(self, saved_at: float) -> StoredPrices:
        """Prices by symbol, in storage format; `saved_at` in seconds since the epoch."""
        symbols = tuple(self._places)
        order = np.array([self._places[symbol] for symbol in symbols], dtype=np.int64)
        price, before, moment = (
            np.frombuffer(column)[order].tobytes() for column in (self.price, self.previous, self.time)
        )
        return StoredPrices(symbols, price, before, moment, saved_at)

    def restore(self, kept: StoredPrices) -> None:
        """Restore stored prices, except where a newer price exists."""
        columns = (memoryview(data).cast("d") for data in (kept.price, kept.previous_close, kept.time))
        for symbol, price, before, moment in zip(kept.symbols, *columns, strict=True):
            place = self._places.get(symbol)
            if place is not None and moment == moment and not moment < self.time[place]:
                self.price[place], self.previous[place], self.time[place] = price, before, moment

    def carry_over(self, other: ConstituentPrices) -> None:
        """Copy prices and fundamentals of the constituents that both lists contain."""
        self.restore(other.packed(0.0))
        self.take_fundamentals(other._facts.values())


def _stated(item: Fundamentals) -> tuple[object, ...]:
    """What events are derived from."""
    return item.earnings_at, item.earnings_start, item.earnings_end, item.earnings_estimate, item.name
