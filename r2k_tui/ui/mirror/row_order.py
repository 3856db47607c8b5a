"""The order of sorted rows, which stays stable for a while under the reader's eyes."""

from __future__ import annotations

from collections.abc import Callable

# A sort key; None sorts last in either direction.
SortValue = float | str | None
_STANDS_S = 5.0


class StableOrder:
    """Caches the last order. Another list, column or direction is sorted at once, new values after five seconds."""

    def __init__(self) -> None:
        self._made_of: tuple[object, ...] = ()
        self._made_at = 0.0
        self._order: tuple[str, ...] = ()

    def of(
        self, symbols: tuple[str, ...], sort: str, *, descending: bool, value: Callable[[str], SortValue], now: float
    ) -> tuple[str, ...]:
        """The symbols in order at `now` (seconds); in the order of the list where `sort` is `none`."""
        if sort == "none":
            return symbols
        made_of = (symbols, sort, descending)
        if made_of != self._made_of or not 0.0 <= now - self._made_at < _STANDS_S:
            self._made_of, self._made_at = made_of, now
            self._order = ordered(symbols, value, descending=descending)
        return self._order


def ordered(symbols: tuple[str, ...], value: Callable[[str], SortValue], *, descending: bool) -> tuple[str, ...]:
    """Sorted by value, stable; symbols without a value come last."""
    existing = [(result, symbol) for symbol in symbols if (result := value(symbol)) is not None]
    # All values of one column have one type.
    existing.sort(key=lambda pair: pair[0], reverse=descending)
    placed = [symbol for _, symbol in existing]
    return (*placed, *(symbol for symbol in symbols if symbol not in set(placed)))
