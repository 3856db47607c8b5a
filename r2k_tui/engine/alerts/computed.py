"""Computes what rules about readings, scores and closes need, now and then, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from r2k_tui.engine.alerts.rule import Rule
from r2k_tui.engine.alerts.samples import EVENT, Computed, is_of_feed, is_of_quote
from r2k_tui.engine.limits import Clock
from r2k_tui.model.alerts.rule import SCORE_FIELDS

if TYPE_CHECKING:
    from r2k_tui.engine.alerts.close_events import BoardEvent
    from r2k_tui.engine.readings.service import ReadingsService
    from r2k_tui.engine.readings.symbol import SymbolAnalysis


def wanted_of(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    """The readings to compute, by symbol; a symbol may be wanted for its scores or events alone."""
    wanted: dict[str, list[str]] = {}
    for rule in rules:
        if rule.symbol and not is_of_quote(rule) and not is_of_feed(rule):
            keys = wanted.setdefault(rule.symbol, [])
            if rule.field not in SCORE_FIELDS and not rule.field.startswith(EVENT):
                keys.append(rule.field)
    return {symbol: tuple(dict.fromkeys(keys)) for symbol, keys in wanted.items()}


class ComputedInputs:
    """Asks the runner of the boards. Owner of the events of the last close, which are found once a close.

    `over` says whether the session of a symbol and day is.
    """

    def __init__(self, runner: ReadingsService, index: str, clock: Clock, over: Callable[[str, date], bool]) -> None:
        self._runner, self._index, self._clock, self._over = runner, index, clock, over
        self._closes: object = None
        self._events: dict[str, BoardEvent] = {}

    async def compute(self, symbol: str, keys: tuple[str, ...]) -> Computed | None:
        """As of now; None while daily bars of the symbol are missing."""
        picture = await self._runner.compute(symbol, keys)
        if picture is None:
            return None
        events = await self._events_of_closes() if symbol == self._index else {}
        return Computed(self._clock(), picture.readings, picture.scores, events)

    async def _events_of_closes(self) -> dict[str, BoardEvent]:
        from r2k_tui.engine.alerts.close_events import board_events

        board = await self._runner.board(self._index)
        if board is None or not board.facts.count:
            return self._events
        # The board takes a day for unfinished as long as its bar is made of a quote.
        over = self._over(self._index, date.fromisoformat(board.facts.as_of))
        if (closes := _ended(board, over)) != self._closes:
            found: Callable[[SymbolAnalysis, bool], dict[str, BoardEvent]] = board_events
            self._events, self._closes = await asyncio.to_thread(found, board, over), closes
        return self._events


def _ended(board: SymbolAnalysis, over: bool) -> object:
    """What the events depend on: how many sessions are over, and how the last one ended."""
    facts = board.facts
    stop = facts.count if over else facts.finished_bars
    return stop, (str(facts.days[stop - 1]), float(facts.closes[stop - 1])) if stop else None
