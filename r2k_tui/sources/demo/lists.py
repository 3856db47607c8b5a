"""Lists of the simulated funds of several days: before each reconstitution other companies were members."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.index.reconstitution import reconstitutions
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import EQUITY, GROWTH_FUND, VALUE_FUND, FundHolding, FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.companies import COUNT, SECTORS, name_of, symbol_at
from r2k_tui.sources.demo.members import SimulatedMemberPrices
from r2k_tui.sources.demo.simulation.exchange import DAY
from r2k_tui.sources.demo.simulation.noise import key, normal, uniform, uniform_one

FUND, LARGE_FUND = "IWM", "IWB"
FUNDS = (FUND, LARGE_FUND)
STYLE_FUNDS = (VALUE_FUND, GROWTH_FUND)
LARGE_COUNT = 1000
# Companies that each reconstitution exchanged; of those that left, and of those that came, some were large ones.
_EXCHANGED, _UP, _DOWN = 90, 12, 8
# One company in so many was renamed, or split, between two reconstitutions.
_RENAMED, _SPLIT = 197, 331
_RECONSTITUTIONS = 2
# What large companies cost over their earnings, and how these grow.
_MULTIPLE, _EARNINGS_GROWTH = 23.0, 1.1
_GROWTH = 0.96
# Shares of the members that only the value fund, only the growth fund, or both hold; neither holds the rest.
_VALUE_ONLY, _GROWTH_ONLY, _BOTH = 0.33, 0.31, 0.35


class DemoLists:
    """Lists of both funds: the newest, and those in force at the close of the last reconstitutions."""

    def __init__(self, prices: SimulatedMemberPrices, row: int, newest: FundHoldings) -> None:
        self._prices, self._row, self._newest = prices, row, newest
        self._seed = prices.seed

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Days with a list, oldest first."""
        return (*self._before, self._newest.as_of)

    @cached_property
    def _before(self) -> tuple[str, ...]:
        newest, first = self._newest.as_of, self._day(260)
        rows = [row.effective.isoformat() for row in reconstitutions((), date.fromisoformat(newest))]
        return tuple(day for day in rows if first <= day < newest)[-_RECONSTITUTIONS:]

    def holdings(self, fund: str, day: str | None) -> FundHoldings:
        """List of a day that has one, the newest for None. Raises NotFound."""
        day = self._newest.as_of if day is None else day
        if day not in self.days:
            raise NotFound(f"the simulated {fund} has no list of {day}")
        steps = sum(other >= day for other in self._before)
        if fund == LARGE_FUND:
            return self._made(LARGE_FUND, day, self._large(steps, self._level(day)))
        if not steps:
            return self._newest
        return self._made(FUND, day, self._small(steps, day))

    def styled(self, fund: str) -> FundHoldings:
        """Newest list of the value or the growth fund. Raises NotFound for another one."""
        if fund not in STYLE_FUNDS:
            raise NotFound(f"the simulated market has no list of {fund}")
        drawn = uniform(key(self._seed, "company", "style"), np.arange(COUNT, dtype=np.int64))
        both = _VALUE_ONLY + _BOTH
        first, last = (0.0, both) if fund == VALUE_FUND else (_VALUE_ONLY, both + _GROWTH_ONLY)
        place = self._prices.companies.place
        rows = [row for row in self._newest.equities() if first <= float(drawn[place[row.symbol]]) < last]
        return self._made(fund, self._newest.as_of, rows)

    @cached_property
    def large(self) -> dict[str, FundHolding]:
        """Large companies of today, by symbol."""
        return {row.symbol: row for row in self.holdings(LARGE_FUND, None).rows}

    def quoted(self, symbol: str, now: float) -> tuple[Quote, Fundamentals]:
        """Quote and fundamentals of a large company: its price is that of the last close."""
        row = self.large[symbol]
        price, closed = row.price or 0.0, closing_bell(date.fromisoformat(self._newest.as_of))
        quote = Quote(
            symbol=symbol,
            price=price,
            previous_close=price,
            currency="USD",
            name=row.name,
            time=closed,
            received_at=now,
            source="demo",
        )
        earned = price / _MULTIPLE
        facts = Fundamentals(
            symbol,
            row.name,
            trailing_eps=earned,
            this_year_eps=earned,
            forward_eps=earned * _EARNINGS_GROWTH,
            shares=row.shares,
            market_cap=row.market_value,
            taken_at=closed,
        )
        return quote, facts

    def _day(self, row: int) -> str:
        return day_of_bar(int(self._prices.exchange.days[self._prices.first + row]) * DAY).isoformat()

    def _row_of(self, day: str) -> int:
        """Row of the last session on or before a day."""
        rows = self._prices.exchange.days[self._prices.first : self._prices.first + self._row + 1]
        return int(np.searchsorted(rows.astype("datetime64[D]"), np.datetime64(day), side="right")) - 1

    def _level(self, day: str) -> float:
        """Level of prices on a day over that of the first day."""
        closes = self._prices.closes
        return float(closes[self._row_of(day)].mean() / closes[0].mean())

    def _small(self, steps: int, day: str) -> list[FundHolding]:
        """Members before `steps` reconstitutions: without who came since, with who left since."""
        firm, closes = self._prices.companies, self._prices.closes[self._row_of(day)]
        came = {place for step in range(1, steps + 1) for place in _came(step)}
        rows = []
        for place in range(COUNT):
            if place in came:
                continue
            symbol, split = firm.symbols[place], steps if place % _SPLIT == 7 else 0
            if place % _RENAMED == 11:
                symbol = symbol_at(COUNT + 3 * COUNT // 2 + 100 * steps + place // _RENAMED)
            shares = firm.shares[place] * _GROWTH**steps / 2**split
            price = closes[place] * 2**split
            name, sector = firm.names[place], SECTORS[firm.sector_of[place]]
            rows.append(_holding(symbol, name, sector, float(shares), float(price)))
        for step in range(1, steps + 1):
            rows += [self._invented(place, 20.4 if i >= _UP else 22.6, 1.0) for i, place in enumerate(_left(step))]
        return rows

    def _large(self, steps: int, level: float) -> list[FundHolding]:
        """Large companies: who left the small fund for it came with the reconstitution, who fell out of it left."""
        places = [2 * COUNT + place for place in range(LARGE_COUNT - _UP * _RECONSTITUTIONS)]
        up = [place for step in range(steps + 1, _RECONSTITUTIONS + 1) for place in _left(step)[:_UP]]
        rows = [self._invented(place, 23.4, level) for place in places]
        rows += [self._invented(place, 22.6, level) for place in up]
        firm = self._prices.companies
        for step in range(1, steps + 1):
            for place in _came(step)[:_DOWN]:
                shares, price = float(firm.shares[place]), float(firm.price[place])
                sector = SECTORS[firm.sector_of[place]]
                rows.append(_holding(firm.symbols[place], firm.names[place], sector, shares, price))
        return rows

    def _invented(self, place: int, worth: float, level: float) -> FundHolding:
        """A company outside the members of today."""
        drawn = _traits(self._seed, place)
        price = round(float(np.exp(3.6 + 0.8 * drawn.price)) * level, 2)
        shares = float(np.round(np.exp(worth + 0.9 * drawn.worth) * level / price))
        symbol = symbol_at(place)
        return _holding(symbol, name_of(symbol, drawn.sector, place), SECTORS[drawn.sector], shares, price)

    def _made(self, fund: str, day: str, rows: list[FundHolding]) -> FundHoldings:
        whole = sum(row.market_value or 0.0 for row in rows)
        weighted = [msgspec.structs.replace(row, weight=(row.market_value or 0.0) / whole) for row in rows]
        ranked = tuple(sorted(weighted, key=lambda row: -row.weight))
        return FundHoldings(fund, day, ranked, 1.0, "demo", self._newest.retrieved_at)


class _CompanyTraits(NamedTuple):
    """What the seed says of a company outside the members of today."""

    worth: float
    price: float
    sector: int


@lru_cache(maxsize=4096)
def _traits(seed: int, place: int) -> _CompanyTraits:
    at = np.array([place])
    worth, price = (float(normal(key(seed, "outside", what), at)[0]) for what in ("worth", "price"))
    sector = int(uniform_one(key(seed, "outside", "sector"), place) * len(SECTORS)) % len(SECTORS)
    return _CompanyTraits(worth, price, sector)


def _came(step: int) -> list[int]:
    """Members of today that came with the last reconstitution but `step` - 1."""
    first = 17 if step == 1 else 5
    return [(first + 21 * number) % COUNT for number in range(_EXCHANGED)]


def _left(step: int) -> list[int]:
    """Companies that left with it."""
    return [COUNT + _EXCHANGED * step + number for number in range(_EXCHANGED)]


def _holding(symbol: str, name: str, sector: str, shares: float, price: float) -> FundHolding:
    worth = shares * price
    return FundHolding(symbol, symbol, name, sector, EQUITY, 0.0, worth, shares, price, "Simulated exchange", "USD")
