"""The simulated market, made once for all sources of the demonstration in a process."""

from __future__ import annotations

from r2k_tui.sources.demo.market import SimulatedMarket


class KeptMarket:
    """Stands for `SimulatedMarket` where a source makes one: each seed has one market, which takes half a second to
    compute, and which is a function of seed and time whoever asked before.
    """

    def __init__(self) -> None:
        self._made: dict[int, SimulatedMarket] = {}

    def __call__(self, seed: int, now: float) -> SimulatedMarket:
        """The market of a seed, with enough days for `now`."""
        kept = self._made.get(seed)
        if kept is None or not kept.exchange.covers(now):
            kept = self._made[seed] = SimulatedMarket(seed, now)
        return kept
