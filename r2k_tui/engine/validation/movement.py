"""Movement of one symbol's price, volume and trade time, and whether the symbol is liquid. Pure."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote

# Daily volume above which a stock or fund trades many times a minute.
_LIQUID_VOLUME = 3_000_000.0
# Minimum fraction of polls with a movement, so ten polls without one are no coincidence, and the polls needed to tell.
_LIQUID_SHARE, _ENOUGH_POLLS = 0.6, 10
# Number of polls after which the counts are halved.
_MEMORY = 200


class Movement:
    """Movement history of one symbol. Polls without a movement count only once a later one follows, because a frozen
    feed says nothing about the symbol."""

    def __init__(self) -> None:
        self._known: tuple[float | None, ...] | None = None
        self._moves, self._polls, self._silent = 0.0, 0.0, 0

    def take(self, quote: Quote, *, awake: bool) -> bool:
        """Record a quote and return whether it differs from the one before; quotes of a closed market do not count."""
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
        """Whether the symbol is liquid, so minutes without a movement are unusual."""
        seen = self._polls >= _ENOUGH_POLLS and self._moves >= _LIQUID_SHARE * self._polls
        return seen or (quote.volume or 0.0) >= _LIQUID_VOLUME
