"""Terminals of a hub without a screen, which note whatever must never happen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from math import isfinite

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.engine_client import EngineClient, Lost
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame
from r2k_tui.ui.mirror.mirror import Mirror

# As old as a quote may be by the rule of freshness and still be called live, and what a busy machine takes besides.
_LIVE_S, _SLACK_S = 15.0, 2.0
# Sooner than in earnest: the tests wait for it. A test without a silence has patience with a busy machine.
_SILENCE_S, PATIENT_S = 4.0, 60.0


class Terminal:
    """What the monitor is behind its screen: a following and a mirror. `wrong` holds every rule that was broken."""

    def __init__(
        self,
        url: str,
        read_s: float = 0.0,
        wall: Callable[[], float] = time.time,
        silence_s: float = _SILENCE_S,
    ) -> None:
        self._url, self._read_s = url, read_s
        self.bearings = LeaderTracker(wall)
        self.mirror = Mirror(SourceFacts("hub"), "S0000", self.bearings.now)
        self.following = EngineClient.of_hub(self._link, silence_s)
        self.wrong: list[str] = []
        self.epochs: list[str] = []
        self.losses = 0
        self.ticks = 0
        self._seq = 0
        self._task: asyncio.Task[None] | None = None

    def _link(self) -> NatsLink:
        return NatsLink(address_of(self._url, HubSettings(), {}), self.bearings)

    def begin(self) -> Terminal:
        """Start to follow."""
        self._task = asyncio.create_task(self._run())
        return self

    async def end(self) -> None:
        """Go."""
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def newest(self) -> float:
        """The moment of the newest tick that is shown (monotonic seconds); minus infinity without one."""
        return max((quote.volume or 0.0 for quote in self.mirror.quotes.values()), default=float("-inf"))

    def is_live(self) -> bool:
        """Whether the terminal calls what it shows live."""
        self.check()
        quotes = list(self.mirror.quotes.values())
        now = self.mirror.clock()
        return bool(quotes) and all(self.mirror.quote_state(quote, now) is QuoteState.LIVE for quote in quotes)

    def is_stale(self) -> bool:
        """Whether it calls nothing of it live."""
        self.check()
        now = self.mirror.clock()
        return all(self.mirror.quote_state(q, now) is not QuoteState.LIVE for q in self.mirror.quotes.values())

    def __repr__(self) -> str:
        age, offset = time.monotonic() - self.newest(), self.bearings.offset_s
        return f"<{age:.1f} s, {self.losses} losses, {self.mirror.lost!r}, {self.epochs}, {offset:.1f} s off>"

    def check(self) -> None:
        """Note what is called live and is not."""
        now = self.mirror.clock()
        for quote in self.mirror.quotes.values():
            age = time.monotonic() - (quote.volume or 0.0)
            if self.mirror.quote_state(quote, now) is QuoteState.LIVE and age > _LIVE_S + _SLACK_S:
                self.wrong.append(f"{quote.symbol} of {age:.1f} s ago is called live")

    async def _run(self) -> None:
        async with aclosing(self.following.events()) as events:
            async for event in events:
                before = {symbol: quote.volume or 0.0 for symbol, quote in self.mirror.quotes.items()}
                if isinstance(event, Lost):
                    self.losses += 1
                else:
                    self._note(event.epoch, event.seq)
                    self.ticks += bool(event.quotes or (isinstance(event, Frame) and event.quote_changes))
                self.mirror.apply(event)
                for symbol, moment in before.items():
                    if (self.mirror.quotes[symbol].volume or 0.0) < moment:
                        self.wrong.append(f"{symbol} went back in time")
                if not all(isfinite(quote.price or 0.0) for quote in self.mirror.quotes.values()):
                    self.wrong.append("a price that is none")
                if self._read_s:
                    await asyncio.sleep(self._read_s)

    def _note(self, epoch: str, seq: int) -> None:
        if not self.epochs or self.epochs[-1] != epoch:
            if epoch in self.epochs:
                self.wrong.append(f"back to the epoch {epoch}")
            self.epochs.append(epoch)
        elif seq < self._seq:
            self.wrong.append(f"seq went back from {self._seq} to {seq}")
        self._seq = seq


async def until(test: Callable[[], bool], within: float, what: str) -> float:
    """Wait until `test` holds; returns the seconds it took."""
    begun = time.monotonic()
    while not test():
        assert time.monotonic() - begun < within, f"no {what} within {within} s"
        await asyncio.sleep(0.05)
    return time.monotonic() - begun
