"""Replay of a recorded day: triggers the polls at every bar, and handles the replay controls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol, runtime_checkable

import msgspec

from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.replay import Replay, faster, slower
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove, ReplayReply
from r2k_tui.model.messages.reply import Reply

# Minimum wall-clock interval between updates, in seconds, at any speed: bars in between merge into one tick.
_SPACING_S = 0.25
# A timer may fire slightly before its wall-clock time.
_MARGIN_S = 0.002


@runtime_checkable
class Recorded(Protocol):
    """Source with one recorded day; times in seconds since the epoch."""

    begins: float
    ends: float

    def next_bar(self, now: float) -> float | None:
        """Time at which the next bar becomes known; None after the last."""

    def clock_moved(self) -> None:
        """The clock of the replay has moved: requests that wait for a later moment look again."""


class ReplayController:
    """Driver of one replay. `advance` brings session and polls up to the time of the clock."""

    def __init__(self, context: EngineContext, clock: ReplayClock, day: Recorded, advance: Callable[[], None]) -> None:
        self._context, self._clock, self._day, self._advance = context, clock, day, advance
        self._turned = asyncio.Event()

    @property
    def over(self) -> bool:
        """Whether the day has been replayed to its end."""
        return self._clock.replay.over(self._clock.wall())

    def begin(self, *, played: bool) -> None:
        """Set the clock to the first bar of the day, or, with `played`, to the end of the last."""
        at = self._day.ends if played else self._day.begins
        replay = self._clock.replay
        self._change(msgspec.structs.replace(replay, at=at, since=self._clock.wall(), ends=self._day.ends))

    async def run(self) -> None:
        """Follow the clock from bar to bar until cancelled; waits while the clock is paused and after the end."""
        while True:
            self._turned.clear()
            self._report_end()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._wait()):
                    await self._turned.wait()
            self._advance()

    def control(self, request: ControlReplay) -> Reply:
        """Pause or resume, step to the next bar, or change the speed."""
        replay, wall = self._clock.replay, self._clock.wall()
        if request.move is ReplayMove.FASTER:
            replay = replay.at_speed(wall, faster(replay.speed))
        elif request.move is ReplayMove.SLOWER:
            replay = replay.at_speed(wall, slower(replay.speed))
        elif self.over:
            return Failure("over", f"{replay.day} has been played to its end")
        elif request.move is ReplayMove.HOLD:
            replay = replay.holding(wall, held=not replay.held)
        else:
            ahead = self._day.next_bar(replay.now(wall))
            replay = replay.holding(wall, held=True).moved(wall, self._day.ends if ahead is None else ahead)
        self._change(replay)
        self._turned.set()
        self._context.publisher.publish()
        return ReplayReply(replay)

    def _change(self, replay: Replay) -> None:
        market = self._context.market
        self._clock.change(replay)
        market.set_facts(msgspec.structs.replace(market.facts, replay=replay), market.as_of)

    def _wait(self) -> float | None:
        """Wall-clock seconds until the next bar, session change or end of the day; None while paused or at the end."""
        now, wall = self._clock(), self._clock.wall()
        moments = (self._day.next_bar(now), self._context.market.session.changes_at, self._day.ends)
        ahead = min((moment for moment in moments if moment is not None and moment > now), default=None)
        wait = None if ahead is None else self._clock.replay.wait(ahead, wall)
        return None if wait is None else max(_SPACING_S, wait + _MARGIN_S)

    def _report_end(self) -> None:
        """Report a recording that ends before its session."""
        market = self._context.market
        if not self.over or market.session.phase is not Phase.OPEN:
            return
        ends = datetime.fromtimestamp(self._day.ends, NEW_YORK)
        words = f"the recording ends at {ends:%H:%M}, before the session does"
        market.set_problems(("replay", ""), (Problem("", "partial", words),))
        self._context.publisher.publish()
