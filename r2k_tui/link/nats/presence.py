"""Signs of life of the terminals of a hub: how often each announces itself, and which have been silent too long."""

from __future__ import annotations

from collections.abc import Callable

# Period of few terminals; that of an engine of an older version, which names none.
PERIOD_S = 10.0
_MOST_PERIOD_S = 600.0
# Announcements per second of all terminals together. One costs the engine about as much as a quote of a tick.
_MOST_PER_S = 5.0
# A terminal may miss this many periods before it counts as gone.
_MISSED = 3.5


def period_s(terminals: int) -> float:
    """Seconds between two announcements of one of so many terminals."""
    return float(min(_MOST_PERIOD_S, max(PERIOD_S, terminals / _MOST_PER_S)))


class PresenceRegister:
    """Register of the terminals with a recent sign of life. `clock` counts seconds and never goes back."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most, self._clock = most, clock
        self._deadlines: dict[str, float] = {}

    def __contains__(self, reader: object) -> bool:
        return reader in self._deadlines

    @property
    def readers(self) -> tuple[str, ...]:
        """Terminals that are present."""
        return tuple(self._deadlines)

    @property
    def period_s(self) -> float:
        """Period that a terminal is told now."""
        return period_s(len(self._deadlines))

    def mark(self, reader: str) -> bool:
        """Record a sign of life; False for one terminal too many.

        A deadline only moves away: a terminal may still act on a longer period that it was told before.
        """
        known = self._deadlines.get(reader)
        if known is None and len(self._deadlines) >= self._most:
            return False
        deadline = self._clock() + _MISSED * period_s(len(self._deadlines))
        self._deadlines[reader] = deadline if known is None else max(known, deadline)
        return True

    def silent(self) -> tuple[str, ...]:
        """Terminals whose deadline has passed."""
        now = self._clock()
        return tuple(reader for reader, deadline in self._deadlines.items() if deadline < now)

    def forget(self, reader: str) -> None:
        """Remove a terminal that left."""
        self._deadlines.pop(reader, None)
