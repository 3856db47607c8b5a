"""The order of sorted rows: made when it is asked for, then left standing for a while under the reader's eyes."""

from __future__ import annotations

from collections.abc import Callable

# What a row is sorted by; None stands last whichever way the order goes.
SortValue = float | str | None
_STANDS_S = 5.0


class StableOrder:
    """Keeps the last order. Another list, column or direction is sorted at once, other numbers after five seconds."""

    def __init__(self) -> None:
        self._made_of: tuple[object, ...] = ()
        self._made_at = 0.0
        self._order: tuple[str, ...] = ()

    def of(
        self, symbols: tuple[str, ...], sort: str, *, descending: bool, value: Callable[[str], SortValue], now: float
    ) -> tuple[str, ...]:
        """The symbols in their order at `now` (seconds); that of the list where `sort` is `none`."""
        if sort == "none":
            return symbols
        made_of = (symbols, sort, descending)
        if made_of != self._made_of or not 0.0 <= now - self._made_at < _STANDS_S:
            self._made_of, self._made_at = made_of, now
            self._order = ordered(symbols, value, descending=descending)
        return self._order


def ordered(symbols: tuple[str, ...], value: Callable[[str], SortValue], *, descending: bool) -> tuple[str, ...]:
    """Sorted by value, equal ones in the order they had, those without a value behind all others."""
    known = [(found, symbol) for symbol in symbols if (found := value(symbol)) is not None]
    # Of one column all values are numbers, or all are texts.
    known.sort(key=lambda pair: pair[0], reverse=descending)
    placed = [symbol for _, symbol in known]
    return (*placed, *(symbol for symbol in symbols if symbol not in set(placed)))
