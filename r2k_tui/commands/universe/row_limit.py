"""Tables of which the text shows the first rows."""

from __future__ import annotations


def first_rows(count: int, shown: int) -> str:
    """What the heading of a table adds where it shows `shown` of `count` rows; "" where it shows all."""
    return f", the first {shown:,}; --json: all" if count > shown else ""
