"""Sessions of one exchange as plain numbers."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

import msgspec

_EPOCH = date(1970, 1, 1).toordinal()
_INTEGERS = "q"


class SessionTable(msgspec.Struct, frozen=True):
    """Sessions of an exchange from `first` to `last`, both included, as arrays of 64-bit integers.

    `days` and `early`, those that close early, count from 1970-01-01; the rest are seconds since the epoch, 0 for a
    session without a break; of an exchange that has none, both columns are empty. `is_whole`: the library knows no day
    after `last`.
    """

    exchange: str
    first: date
    last: date
    days: bytes
    opens: bytes
    closes: bytes
    break_starts: bytes
    break_ends: bytes
    early: bytes
    is_whole: bool = False

    def covers(self, first: date, last: date) -> bool:
        """Whether the table has all sessions of an interval that are known."""
        return self.first <= first and (last <= self.last or self.is_whole)

    def between(self, first: date, last: date) -> SessionTable:
        """Part of the table, with both days."""
        if first <= self.first and self.last <= last:
            return self
        days = integers(self.days)
        start, stop = bisect_left(days, day_number(first)), bisect_right(days, day_number(last))
        size = days.itemsize
        columns = {
            name: getattr(self, name)[start * size : stop * size]
            for name in ("days", "opens", "closes", "break_starts", "break_ends")
        }
        return msgspec.structs.replace(
            self, first=max(first, self.first), last=min(last, self.last), is_whole=False, **columns
        )


def integers(column: bytes) -> array[int]:
    """Numbers of a column."""
    found = array(_INTEGERS)
    found.frombytes(column)
    return found


def column_of(numbers: Iterable[int]) -> bytes:
    """Column of numbers."""
    return array(_INTEGERS, numbers).tobytes()


def day_number(day: date) -> int:
    """Days from 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Day with a number."""
    return date.fromordinal(number + _EPOCH)
