"""Dividends of a symbol that were paid, by ex-dividend day."""

from __future__ import annotations

import msgspec


class Dividend(msgspec.Struct, frozen=True, array_like=True):
    """Amount per share, in the currency of the quote and in shares of today (adjusted for later splits).

    Whoever holds the share at the end of the day before `day` (YYYY-MM-DD, the ex-dividend day) is paid.
    """

    day: str
    amount: float


class DividendRecord(msgspec.Struct, frozen=True):
    """Every dividend of a symbol that its provider knows, by day; none means that it paid none.

    `source` names the provider, `retrieved_at` is in seconds since the epoch.
    """

    symbol: str
    paid: tuple[Dividend, ...] = ()
    source: str = ""
    retrieved_at: float = 0.0
