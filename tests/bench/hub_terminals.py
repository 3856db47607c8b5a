"""Some link clients of a hub for a while; says `ready`, then what they saw as JSON."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time

from nats.aio.client import Client as Ear
from nats.aio.msg import Msg

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.engine_client import EngineClient, Lost
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.model.messages.frame import Frame
from r2k_tui.ui.mirror.quotes import QuoteTableState

_SYMBOLS = 2000


class Client:
    """What a terminal's link and following are; it applies what comes to a table of quotes."""

    def __init__(self, url: str) -> None:
        address, bearings = address_of(url, HubSettings(), {}), LeaderTracker()
        self._following = EngineClient.of_hub(lambda: NatsLink(address, bearings))
        self.quotes = QuoteTableState()
        self.times: list[float] = []
        self.behind = 0

    async def follow(self) -> None:
        """Until cancelled."""
        async for event in self._following.events():
            if isinstance(event, Lost):
                continue
            for quote in event.quotes:
                self.quotes.put(quote)
            if isinstance(event, Frame) and event.quote_changes is not None:
                self.quotes.apply(event.quote_changes)
                newest = self.quotes[event.quote_changes.symbols[-1]]
                self.times.append(time.monotonic() - (newest.volume or 0.0))
                # Frames that were folded into this one because it had not come for them.
                self.behind = max(self.behind, event.seq - event.from_seq)

    def begin_to_measure(self) -> None:
        """Forget what was before."""
        self.times.clear()
        self.behind = 0


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


async def _watch(url: str, seconds: float, count: int) -> dict[str, object]:
    clients, tasks = [Client(url) for _ in range(count)], []
    for client in clients:
        tasks.append(asyncio.create_task(client.follow()))
        await asyncio.sleep(0.01)
    while not all(len(client.quotes) == _SYMBOLS for client in clients):  # noqa: ASYNC110  (nobody tells)
        await asyncio.sleep(0.1)
    await asyncio.sleep(2.0)
    size = await _largest_frame(url)
    # Each terminal has a process of its own in earnest, and no collector that looks at those of others.
    gc.freeze()
    for client in clients:
        client.begin_to_measure()
    print("ready", flush=True)
    await asyncio.sleep(seconds)
    times = [moment for client in clients for moment in client.times]
    behind = max(client.behind for client in clients)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"times": times, "behind": behind, "bytes": size}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_watch(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))))
