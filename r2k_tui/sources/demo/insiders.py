"""Purchases of insiders in the simulated market: invented persons, forms and amounts, at simulated prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from r2k_tui.model.calendar.bank_days import is_bank_day, next_bank_day
from r2k_tui.model.insiders.filing import InsiderFiling, InsiderOwner, InsiderTrade
from r2k_tui.sources.demo.companies import COUNT
from r2k_tui.sources.demo.members import SimulatedMemberPrices
from r2k_tui.sources.demo.simulation.noise import key, uniform_one

_GIVEN = ("Ada", "Bela", "Cato", "Dora", "Emil", "Fina", "Gero", "Hedi", "Ivo", "Juna", "Kuno", "Lore")
_FAMILY = ("Musterfrau", "Beispiel", "Sample", "Doe", "Erfunden", "Roe", "Specimen", "Nomen", "Placeholder", "Fiktiv")
_ROLES = ("director", "Chief Executive Officer", "Chief Financial Officer", "director, 10% owner", "10% owner")
# Filings of single purchases a day; every _PLANNED-th is under a plan, every _UNPRICED-th states no price.
_A_DAY, _PLANNED, _UNPRICED, _JOINT = 6, 9, 11, 7
# Every so many days the insiders of one company buy together: their days after the first of each stretch.
_STRETCH_DAYS, _TOGETHER = 20, (2, 5, 9, 10)


def invented_filings(prices: SimulatedMemberPrices, row: int, since: str, until: str) -> tuple[InsiderFiling, ...]:
    """Filings by day of filing, oldest first; a function of the seed. `row`: last finished session."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    made = DemoFilings(prices, row)
    found = [*made.single(days), *made.together(first, last)]
    kept = [filing for filing in found if since <= filing.filed <= until]
    return tuple(sorted(kept, key=lambda one: (one.filed, one.accession)))


class DemoFilings:
    """Filings of one simulated market."""

    def __init__(self, prices: SimulatedMemberPrices, row: int) -> None:
        self._prices, self._row = prices, row

    def single(self, days: list[date]) -> Iterator[InsiderFiling]:
        """A few filings on every day of filings."""
        for day in days:
            for number in range(_A_DAY) if is_bank_day(day) else ():
                at = day.toordinal() * _A_DAY + number
                bought = _bank_day_before(day, 1 + at % 2)
                place = int(self._chance("place", at) * COUNT)
                yield self._filing(at, place, at % 5, bought, day)

    def together(self, since: date, until: date) -> Iterator[InsiderFiling]:
        """Insiders of one company who buy within days of one another, once in each stretch of days."""
        stretches = range(since.toordinal() // _STRETCH_DAYS - 1, until.toordinal() // _STRETCH_DAYS + 1)
        for stretch in stretches:
            place = int(self._chance("together", stretch) * COUNT)
            for person, offset in enumerate(_TOGETHER):
                bought = _bank_day_before(date.fromordinal(stretch * _STRETCH_DAYS + offset), 0)
                number = stretch * len(_TOGETHER) + person
                yield self._filing(10**8 + number, place, person, bought, next_bank_day(bought))

    def _filing(self, number: int, place: int, person: int, bought: date, filed: date) -> InsiderFiling:
        firm, single = self._prices.companies, number < 10**8
        close = float(self._prices.closes[self._row_of(bought)][place])
        price = round(close * (0.985 + 0.03 * self._chance("price", number)), 2)
        dollars = float(np.exp(10.2 + 1.8 * self._chance("dollars", number)))
        shares = max(100.0, round(dollars / max(price, 0.01) / 100.0) * 100.0)
        stated = None if single and number % _UNPRICED == 0 else max(price, 0.01)
        persons = range(person, person + (2 if single and number % _JOINT == 0 else 1))
        return InsiderFiling(
            accession=f"9{number:09d}-{filed:%y}-{place:06d}",
            form="4",
            symbol=firm.symbols[place],
            issuer=str(place + 1),
            filed=filed.isoformat(),
            period=bought.isoformat(),
            plan=single and number % _PLANNED == 0,
            owners=tuple(self._owner(place, one) for one in persons),
            purchases=(InsiderTrade(bought.isoformat(), shares, stated),),
        )

    def _owner(self, place: int, person: int) -> InsiderOwner:
        at = place * 8 + person
        name = f"{_FAMILY[at % len(_FAMILY)]} {_GIVEN[(at // 3) % len(_GIVEN)]} (simulated)"
        return InsiderOwner(str(9_000_000 + at), name, _ROLES[person % len(_ROLES)])

    def _row_of(self, day: date) -> int:
        """Row of the last finished session on or before a day."""
        days = self._prices.exchange.days[self._prices.first : self._prices.first + self._row + 1]
        place = int(np.searchsorted(days.astype("datetime64[D]"), np.datetime64(day), side="right")) - 1
        return min(max(place, 0), self._row)

    def _chance(self, what: str, number: int) -> float:
        return uniform_one(key(self._prices.seed, "insiders", what), number)


def _bank_day_before(day: date, count: int) -> date:
    """Bank day that lies `count` bank days before a day, which counts as none if it is none itself."""
    while not is_bank_day(day):
        day -= timedelta(days=1)
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_bank_day(day):
            day -= timedelta(days=1)
    return day
