"""Tally of events that may come thousands of times a second, for one report a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

PERIOD_S = 60.0
# Names come from outside; those beyond this number are counted together.
_MOST_NAMES, _NAMED, OTHERS = 100, 3, "others"


class Counted(NamedTuple):
    """Count of one kind of event over the last `seconds`, with the names behind it, most frequent first."""

    kind: str
    times: int
    seconds: float
    by: tuple[tuple[str, int], ...]

    @property
    def when(self) -> str:
        """Period of the count, in words."""
        minutes = max(1, round(self.seconds / 60.0))
        return "in the last minute" if minutes == 1 else f"in the last {minutes} minutes"

    @property
    def who(self) -> str:
        """Most frequent names with their counts, and the number of further names; "" without any."""
        words = [f"{name} ({count:,})" for name, count in self.by[:_NAMED]]
        left = len(self.by) - _NAMED
        return ", ".join([*words, f"{left} more"] if left > 0 else words)


class Tally:
    """Of each kind the first `at_once` are told at once, the others as a number, once in `PERIOD_S`.

    Kinds must be few, because each is stored. `clock` counts seconds and never goes back.
    """

    def __init__(self, clock: Callable[[], float], at_once: int = 1) -> None:
        self._clock, self._at_once = clock, at_once
        self._since: dict[str, float] = {}
        self._told: Counter[str] = Counter()
        self._counts: dict[str, Counter[str]] = {}

    def note(self, kind: str, who: str = "") -> bool:
        """Whether to report this event now; otherwise it is counted."""
        if kind not in self._since:
            self._since[kind], self._counts[kind] = self._clock(), Counter()
            self._told[kind] = 0
        if self._told[kind] < self._at_once:
            self._told[kind] += 1
            return True
        counts = self._counts[kind]
        counts[who if who in counts or len(counts) < _MOST_NAMES else OTHERS] += 1
        return False

    def due(self, *, all_of_it: bool = False) -> list[Counted]:
        """Counts of every kind whose minute is over; a kind without further events starts over."""
        now, counts_due = self._clock(), list[Counted]()
        for kind, since in list(self._since.items()):
            if now - since < PERIOD_S and not all_of_it:
                continue
            counts = self._counts[kind]
            if counts:
                by = tuple((name, count) for name, count in counts.most_common() if name)
                counts_due.append(Counted(kind, counts.total(), now - since, by))
                self._since[kind], self._counts[kind] = now, Counter()
            else:
                del self._since[kind], self._counts[kind], self._told[kind]
        return counts_due
