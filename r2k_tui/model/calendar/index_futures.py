"""Quarterly futures on a US stock index: contract months, last trading time, and roll.

Trading ends at 09:30 New York time on the third Friday of March, June, September and December, and the contract is
settled in cash at the opening values of that day. If the exchange is closed that Friday, both happen on the last
session before it (CME Group, contract specifications of E-mini Russell 2000 futures). Since June 2022 the roll begins
on the Monday before the third Friday (CME Group, equity index roll dates).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from r2k_tui.model.calendar.days import NEW_YORK, easter, new_york_day

_CODES = {3: "H", 6: "M", 9: "U", 12: "Z"}
_LAST_TRADE = time(9, 30)
_FRIDAY, _MONDAY_BEFORE = 4, timedelta(days=4)
_JUNETEENTH_SINCE = 2022
_DAY_S = 86400.0


class QuarterlyContract(NamedTuple):
    """One contract month: its code such as `Z26`, last trading day, and the Monday on which the roll begins."""

    code: str
    last_day: date
    roll_day: date

    @property
    def expires_at(self) -> float:
        """End of trading (seconds since the epoch)."""
        return datetime.combine(self.last_day, _LAST_TRADE, NEW_YORK).timestamp()

    def days_left(self, at: float) -> float:
        """Days from a time (seconds since the epoch) to the end of trading, with fractions."""
        return (self.expires_at - at) / _DAY_S

    def is_rolling(self, day: date) -> bool:
        """Whether a day lies in the roll week: from its Monday to the last trading day."""
        return self.roll_day <= day <= self.last_day


def contract_of(year: int, month: int) -> QuarterlyContract:
    """Contract of one of the months 3, 6, 9 and 12."""
    first = date(year, month, 1)
    friday = first + timedelta(days=(_FRIDAY - first.weekday()) % 7 + 14)
    last = friday - timedelta(days=1) if _is_closed(friday) else friday
    return QuarterlyContract(f"{_CODES[month]}{year % 100:02d}", last, friday - _MONDAY_BEFORE)


def nearest_contract(at: float) -> QuarterlyContract:
    """First contract that still trades at a time (seconds since the epoch)."""
    day = new_york_day(at)
    months = ((day.year, month) for month in _CODES)
    for year, month in (*months, (day.year + 1, 3)):
        contract = contract_of(year, month)
        if at < contract.expires_at:
            return contract
    raise AssertionError("a March contract trades after every December contract")


def _is_closed(friday: date) -> bool:
    """Whether the exchange is closed on a third Friday of a quarter's last month: Good Friday, or Juneteenth.

    Juneteenth on a Saturday is observed on that Friday.
    """
    if friday == easter(friday.year) - timedelta(days=2):
        return True
    return friday.year >= _JUNETEENTH_SINCE and friday.month == 6 and friday.day in (18, 19)
