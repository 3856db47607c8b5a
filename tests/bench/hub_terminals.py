"""Some link clients of a hub; says `ready`, after a while what they saw as JSON, and stays until its stdin closes.

Each is a connection of its own with the terminal's link and engine client, and applies every frame to a table of
quotes of its own. The first few are whole mirrors, from which the quotes of a screen are read after each frame.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Callable

from nats.aio.client import Client as Ear
from nats.aio.msg import Msg

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.engine_client import EngineClient, EngineEvent, Lost
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.quotes import QuoteTableState

_SYMBOLS = 2000
_MIRRORS = 5
# As many quotes as a screen of 120x40 shows.
_SHOWN = 40
# Those that joined first were told a short period, and announce themselves once more soon.
_SETTLES_S = 12.0
_JOINED_WITHIN_S = 60.0


class _Client:
    """What a terminal's link and following are; `apply` is what it does with an event."""

    def __init__(self, url: str, quotes: QuoteTableState, apply: Callable[[EngineEvent], object]) -> None:
        address, bearings = address_of(url, HubSettings(), {}), LeaderTracker()
        self._following = EngineClient.of_hub(lambda: NatsLink(address, bearings))
        self._apply = apply
        self.quotes = quotes
        self.times: list[float] = []
        self.behind = self.losses = 0

    async def follow(self) -> None:
        """Until cancelled."""
        async for event in self._following.events():
            self._apply(event)
            if isinstance(event, Lost):
                self.losses += 1
            elif isinstance(event, Frame) and event.quote_changes is not None:
                newest = self.quotes[event.quote_changes.symbols[-1]]
                self.times.append(time.monotonic() - (newest.volume or 0.0))
                # Frames that were folded into this one because it had not come for them.
                self.behind = max(self.behind, event.seq - event.from_seq)

    async def has_all(self) -> None:
        """Until it has the whole picture."""
        while len(self.quotes) < _SYMBOLS:  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.01)

    def begin_to_measure(self) -> None:
        """Forget what was before."""
        self.times.clear()
        self.behind = self.losses = 0


def _table(url: str) -> _Client:
    """A client that applies what comes to a table of quotes."""
    quotes = QuoteTableState()

    def apply(event: EngineEvent) -> None:
        if isinstance(event, Lost):
            return
        for quote in event.quotes:
            quotes.put(quote)
        if isinstance(event, Frame) and event.quote_changes is not None:
            quotes.apply(event.quote_changes)

    return _Client(url, quotes, apply)


def _mirror(url: str) -> _Client:
    """A client that is a terminal up to its widgets: the whole mirror, and the state of each quote of a screen."""
    mirror = Mirror(SourceFacts("hub"), "S0000")

    def apply(event: EngineEvent) -> None:
        mirror.apply(event)
        now = mirror.clock()
        for symbol in list(mirror.quotes)[:_SHOWN]:
            mirror.quote_state(mirror.quotes[symbol], now)

    return _Client(url, mirror.quotes, apply)


async def _largest_frame(url: str) -> int:
    """Bytes of a frame as it is on the wire."""
    ear, sizes, enough = Ear(), list[int](), asyncio.Event()

    async def hear(message: Msg) -> None:
        sizes.append(len(message.data))
        if len(sizes) == 3:
            enough.set()

    await ear.connect(url)
    await ear.subscribe("r2k.frames", cb=hear)
    await enough.wait()
    await ear.close()
    return max(sizes)


async def _watch(url: str, seconds: float, count: int) -> None:
    mirrors = min(count, _MIRRORS)
    clients = [*(_mirror(url) for _ in range(mirrors)), *(_table(url) for _ in range(count - mirrors))]
    tasks = []
    try:
        async with asyncio.timeout(_JOINED_WITHIN_S):
            for client in clients:
                tasks.append(asyncio.create_task(client.follow()))
                # One after the other: to join at once is another measurement.
                await client.has_all()
            await asyncio.sleep(_SETTLES_S)
            size = await _largest_frame(url)
    except TimeoutError:
        told = f"only {len(tasks) - 1} of {count} terminals joined within {_JOINED_WITHIN_S:.0f} s"
        print(f"{told}: the machine is too busy", file=sys.stderr, flush=True)
        # To close hundreds of connections takes as long as to open them.
        os._exit(1)
    # Each terminal has a process of its own in earnest, and no collector that looks at those of others.
    gc.freeze()
    for client in clients:
        client.begin_to_measure()
    print("ready", flush=True)
    begun = time.process_time()
    await asyncio.sleep(seconds)
    cpu_s = time.process_time() - begun
    found = {
        "times": [moment for client in clients for moment in client.times],
        "whole": [moment for client in clients[:mirrors] for moment in client.times],
        "cpu_s": cpu_s,
        "bytes": size,
        "behind": max(client.behind for client in clients),
        "losses": sum(client.losses for client in clients),
    }
    print(json.dumps(found), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_watch(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
