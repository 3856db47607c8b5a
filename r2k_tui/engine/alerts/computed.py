"""Computed inputs of rules about readings, scores and closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from r2k_tui.engine.alerts.rules.rule import EVENT, Rule, is_of_feed, is_of_quote, is_of_screen
from r2k_tui.engine.alerts.samples import Computed
from r2k_tui.engine.clock import Clock
from r2k_tui.model.alerts.rule import SCORE_FIELDS

if TYPE_CHECKING:
    from r2k_tui.engine.alerts.close_events import CloseEvent
    from r2k_tui.engine.readings.service import ComputedReadings
    from r2k_tui.engine.readings.symbol import SymbolAnalysis


class ReadingsPort(Protocol):
    """Interface to the readings; implemented by ReadingsService, which loads numpy."""

    async def compute(self, symbol: str, keys: tuple[str, ...] | None) -> ComputedReadings | None:
        """Readings and scores of a symbol as of now; None while its daily bars are missing."""

    async def analysis(self, symbol: str) -> SymbolAnalysis | None:
        """Analysis of a symbol, including its last price; None while its daily bars are missing."""


def wanted_of(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    """Readings to compute by symbol; empty for a symbol that only needs scores or events."""
    wanted: dict[str, list[str]] = {}
    for rule in rules:
        if rule.symbol and not is_of_screen(rule) and not is_of_quote(rule) and not is_of_feed(rule):
            keys = wanted.setdefault(rule.symbol, [])
            if rule.field not in SCORE_FIELDS and not rule.field.startswith(EVENT):
                keys.append(rule.field)
    return {symbol: tuple(dict.fromkeys(keys)) for symbol, keys in wanted.items()}


class ComputedInputs:
    """Computes readings, scores and events. Owner of the events of the last close, computed once per close.

    `over`: whether the session of a symbol and day is finished.
    """

    def __init__(self, readings: ReadingsPort, index: str, clock: Clock, over: Callable[[str, date], bool]) -> None:
        self._readings, self._index, self._clock, self._over = readings, index, clock, over
        self._closes: object = None
        self._events: dict[str, CloseEvent] = {}

    async def compute(self, symbol: str, keys: tuple[str, ...]) -> Computed | None:
        """Values as of now; None while daily bars of the symbol are missing."""
        computed = await self._readings.compute(symbol, keys)
        if computed is None:
            return None
        events = await self._events_of_closes() if symbol == self._index else {}
        return Computed(self._clock(), computed.readings, computed.scores, events)

    async def _events_of_closes(self) -> dict[str, CloseEvent]:
        from r2k_tui.engine.alerts.close_events import events_of_close

        analysis = await self._readings.analysis(self._index)
        if analysis is None or not analysis.facts.count:
            return self._events
        # An analysis treats a day as unfinished while its bar comes from a quote.
        over = self._over(self._index, date.fromisoformat(analysis.facts.as_of))
        if (closes := _ended(analysis, over)) != self._closes:
            found: Callable[[SymbolAnalysis, bool], dict[str, CloseEvent]] = events_of_close
            self._events, self._closes = await asyncio.to_thread(found, analysis, over), closes
        return self._events


def _ended(analysis: SymbolAnalysis, over: bool) -> object:
    """Cache key of the events: the number of finished sessions, and the last close."""
    facts = analysis.facts
    stop = facts.count if over else facts.finished_bars
    return stop, (str(facts.days[stop - 1]), float(facts.closes[stop - 1])) if stop else None
