"""Marks on a symbol: notes, and lines at prices."""

from __future__ import annotations

import msgspec

LONGEST_NOTE = 280
# Most notes, and most lines, in one store; one more is refused.
MOST_NOTES, MOST_LINES = 2000, 500


class Note(msgspec.Struct, frozen=True):
    """Note on a symbol, or on one of its bars.

    `day` is the session day of the bar (YYYY-MM-DD), "" for the symbol itself; `time` is the start of an intraday bar
    (seconds since the epoch), None for a whole day. `created_at`: when it was first written.
    """

    id: int
    symbol: str
    text: str
    created_at: float
    day: str = ""
    time: int | None = None


class PriceLine(msgspec.Struct, frozen=True):
    """Horizontal line in the chart of a symbol, at a price."""

    id: int
    symbol: str
    price: float
    created_at: float
