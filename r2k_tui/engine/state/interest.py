"""Subscriber interest: the symbols of the terminals, together with those of the readings, determine the polls."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.clock import Clock
from r2k_tui.model.market.bars import Interval

if TYPE_CHECKING:
    import asyncio

# Lease of a chart in seconds: without a new request in this time it is no longer refreshed.
_CHART_LEASE_S = 900.0
_NEWS_LEASE_S = 900.0


class Interest:
    """Owner of the watched symbols by reader, and of the charts and headlines in view, each on a lease.

    `rates` returns the symbols of the exchange rates that the engine itself needs: quoted, but not watched.
    """

    def __init__(
        self,
        market: MarketSettings,
        symbols: tuple[str, ...],
        clock: Clock,
        rates: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        self._clock, self._own_rates = clock, rates
        self._rates: dict[str, tuple[str, ...]] = {}
        self._watched: dict[str, tuple[str, ...]] = {"config": symbols}
        self._charts: dict[tuple[str, Interval], float] = {}
        self._read: dict[str, float] = {}
        self._universe: set[str] = set()
        self.index, self._fund = market.index, market.small_fund
        self.context = tuple(
            dict.fromkeys(
                (
                    market.index,
                    market.small_fund,
                    market.large_index,
                    market.large_fund,
                    market.implied_volatility,
                    market.implied_volatility_fallback,
                    market.high_yield,
                    market.treasury,
                    market.bill,
                )
            )
        )

    @cached_property
    def changed(self) -> asyncio.Event:
        """Set when a reader watches other symbols; Venues, which waits for it, clears it."""
        # The first snapshot is sent before this library is loaded.
        import asyncio

        return asyncio.Event()

    def watch(self, reader: str, symbols: tuple[str, ...], rates: tuple[str, ...] = ()) -> bool:
        """Record the symbols that a reader watches, and the exchange rates it needs; True when one is new."""
        before = set(self.quoted())
        if self._watched.get(reader) != symbols:
            self.changed.set()
        self._watched[reader], self._rates[reader] = symbols, rates
        self._watched.pop("config", None)
        return bool({*symbols, *rates} - before)

    def watch_for_alerts(self, symbols: tuple[str, ...]) -> None:
        """Watch the symbols of alert rules, independently of the terminals."""
        self.changed.set()
        self._watched["alerts"] = symbols

    def forget(self, reader: str) -> None:
        """Remove a reader."""
        self._watched.pop(reader, None)
        self._rates.pop(reader, None)
        self._universe.discard(reader)

    def watch_universe(self, reader: str) -> None:
        """Add a reader of the constituents: frames carry their changes from now on."""
        self._universe.add(reader)

    def unwatch_universe(self, reader: str) -> None:
        """Remove a reader of the constituents."""
        self._universe.discard(reader)

    @property
    def universe_is_watched(self) -> bool:
        """Whether any reader watches the constituents."""
        return bool(self._universe)

    def chart(self, symbol: str, interval: Interval) -> None:
        """Renew the lease of a chart in view."""
        self._charts[symbol, interval] = self._clock()

    def watched(self) -> tuple[str, ...]:
        """Symbols of all watchlists, the index first."""
        listed = (symbol for symbols in self._watched.values() for symbol in symbols)
        return tuple(dict.fromkeys((self.index, *listed)))

    def quoted(self) -> tuple[str, ...]:
        """Symbols whose quotes are polled: the watched ones, then the exchange rates, which need no bars."""
        rates = (symbol for symbols in self._rates.values() for symbol in symbols)
        return tuple(dict.fromkeys((*self.watched(), *self._own_rates(), *rates)))

    def daily(self) -> tuple[str, ...]:
        """Symbols whose daily bars are polled, those of the readings first."""
        return tuple(dict.fromkeys((*self.context, *self.watched())))

    def charts(self) -> list[tuple[str, Interval]]:
        """Intraday charts with a valid lease."""
        now = self._clock()
        self._charts = {key: seen for key, seen in self._charts.items() if now - seen < _CHART_LEASE_S}
        return [key for key in self._charts if key[1].intraday]

    def read(self, symbol: str) -> None:
        """Renew the headline lease of a symbol."""
        self._read[symbol] = self._clock()

    def newsworthy(self) -> tuple[str, ...]:
        """Symbols whose headlines are polled: the index, its fund, and those with a valid lease."""
        now = self._clock()
        self._read = {symbol: seen for symbol, seen in self._read.items() if now - seen < _NEWS_LEASE_S}
        return tuple(dict.fromkeys((self.index, self._fund, *self._read)))
