"""Table of monthly factor returns."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

FF3, FF5, MOMENTUM = "ff3", "ff5", "mom"
NAMES = (FF3, FF5, MOMENTUM)
TITLES = {FF3: "Fama-French three factors", FF5: "Fama-French five factors", MOMENTUM: "momentum factor"}


class FactorTable(msgspec.Struct, frozen=True):
    """Monthly returns of factors: `months` holds int64 YYYYMM, ascending, `values` float64 by month, then factor.

    Returns are fractions; NaN is missing. `factors` are named as in the file (`Mkt-RF`, `SMB`, `HML`, `RF`, `Mom`).
    `vintage` is the month (YYYYMM) of the CRSP database that the file was made from, "" where the file names none.
    `source` says where the table comes from. `fetched_at` in seconds since the epoch, of a local file its last change;
    None for a simulated table.
    """

    name: str
    factors: tuple[str, ...]
    months: bytes = b""
    values: bytes = b""
    vintage: str = ""
    source: str = ""
    fetched_at: float | None = None
    simulated: bool = False

    def __len__(self) -> int:
        return len(self.months) // 8

    @property
    def is_sound(self) -> bool:
        """Whether the sizes of both columns fit the names of the factors."""
        whole = len(self.months) % 8 == 0 and bool(self.factors)
        return whole and len(self.values) == len(self.months) * len(self.factors)

    def month_numbers(self) -> memoryview[int]:
        """Months as YYYYMM, without a copy."""
        return memoryview(self.months).cast("q")

    def numbers(self) -> memoryview[float]:
        """Returns by month, then factor, without a copy."""
        return memoryview(self.values).cast("d")

    def until(self, month: int) -> FactorTable:
        """Months up to `month` (YYYYMM)."""
        count = bisect_right(self.month_numbers(), month)
        width = len(self.factors) * 8
        return msgspec.structs.replace(self, months=self.months[: count * 8], values=self.values[: count * width])


def pack_table(
    name: str,
    factors: tuple[str, ...],
    months: Sequence[int],
    values: Sequence[float],
    vintage: str = "",
    source: str = "",
    fetched_at: float | None = None,
) -> FactorTable:
    """Table from months (YYYYMM) and returns by month, then factor."""
    return FactorTable(
        name, factors, array("q", months).tobytes(), array("d", values).tobytes(), vintage, source, fetched_at
    )
