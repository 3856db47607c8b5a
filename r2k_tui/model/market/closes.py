"""Closes of many symbols on common days, as bytes: cheap to hand on, and nobody needs numpy to hold them."""

from __future__ import annotations

import msgspec


class Closes(msgspec.Struct, frozen=True):
    """A table of closes, a row a session and a column a symbol.

    `days` holds int64 days since 1970-01-01, ascending; `values` holds float64, row after row, NaN is missing.
    `basis` is `px` (split-adjusted) or `tr` (split- and dividend-adjusted); `source` says who gave them,
    `left_out` which rows could not be used.
    """

    symbols: tuple[str, ...]
    days: bytes
    values: bytes
    basis: str = "px"
    source: str = ""
    left_out: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.days) // 8
