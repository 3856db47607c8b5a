"""Movement of one symbol's price, volume and trade time, and whether the symbol trades all the time. Pure."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote

# Shares of a day with which a stock or a fund trades many times a minute.
_LIQUID_VOLUME = 3_000_000.0
# Share of the polls with a movement from which on ten polls without one are no chance, and the polls that show it.
_LIQUID_SHARE, _ENOUGH_POLLS = 0.6, 10
# Polls after which older ones count half.
_MEMORY = 200


class Movement:
    """History of one symbol's movements. Polls without one count only once another movement has followed them: a feed
    that stands still says nothing about the symbol."""

    def __init__(self) -> None:
        self._known: tuple[float | None, ...] | None = None
        self._moves, self._polls, self._silent = 0.0, 0.0, 0

    def take(self, quote: Quote, *, awake: bool) -> bool:
        """Whether the newest quote differs from the one before; one of a closed market leaves no trace."""
        known, self._known = self._known, (quote.price, quote.volume, quote.time)
        moved = known is not None and known != self._known
        if not awake:
            return False
        if not moved:
            self._silent += 1
            return known is None
        self._moves, self._polls, self._silent = self._moves + 1, self._polls + self._silent + 1, 0
        if self._polls > _MEMORY:
            self._moves, self._polls = self._moves / 2, self._polls / 2
        return True

    def is_liquid(self, quote: Quote) -> bool:
        """Whether minutes without a movement are not to be expected."""
        seen = self._polls >= _ENOUGH_POLLS and self._moves >= _LIQUID_SHARE * self._polls
        return seen or (quote.volume or 0.0) >= _LIQUID_VOLUME
