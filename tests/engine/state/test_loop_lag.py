"""How long the loop was held up is measured, and told only where it is news."""

from __future__ import annotations

import asyncio

from r2k_tui.engine.state.loop_lag import LoopLagMonitor
from r2k_tui.engine.state.measured_loop import OnBlock
from r2k_tui.model.market.feed import FeedStatus
from tests.engine.virtual_time import VirtualTimeLoop, virtual


def test_the_longest_block_is_told_once() -> None:
    told: list[FeedStatus] = []
    watch = LoopLagMonitor(told.append)
    for late in (0.002, 0.041, -0.001):
        watch.record(late)
    watch.publish()
    watch.record(0.0405)
    watch.publish()
    assert [(status.topic, status.progress) for status in told] == [("loop", "longest block 40 ms in 5 minutes")]
    assert told[0].message == "", "no message: the log would repeat it"
    watch.record(0.3)
    watch.publish()
    assert told[-1].progress == "longest block 300 ms in 5 minutes"


@virtual
async def test_a_loop_that_is_free_is_never_late() -> None:
    told: list[FeedStatus] = []
    watch = LoopLagMonitor(told.append, asyncio.get_running_loop().time)
    running = asyncio.create_task(watch.run())
    await asyncio.sleep(20.0)
    assert watch.longest_s < 1e-6
    assert [status.progress for status in told] == ["longest block 0 ms in 5 minutes"]
    running.cancel()


@virtual
async def test_what_holds_the_loop_up_is_seen() -> None:
    now = [0.0]
    loop = asyncio.get_running_loop()
    watch = LoopLagMonitor(lambda _: None, lambda: loop.time() + now[0])
    running = asyncio.create_task(watch.run())
    await asyncio.sleep(0.15)
    now[0] += 0.08  # the clock on the wall went on while nothing else could
    await asyncio.sleep(0.2)
    assert 0.07 < watch.longest_s < 0.09
    running.cancel()


class TellingLoop(VirtualTimeLoop):
    """A loop that says it was blocked when the test says so."""

    tell: OnBlock

    def when_blocked(self, least_s: float, call: OnBlock) -> None:
        """See MeasuresBlocks."""
        self.tell = call


async def on_a_measured_loop() -> None:
    told: list[str] = []
    loop = asyncio.get_running_loop()
    assert isinstance(loop, TellingLoop)
    watch = LoopLagMonitor(lambda status: told.append(f"{loop.time():g} {status.progress.split()[2]}"), loop.time)
    running = asyncio.create_task(watch.run())
    await asyncio.sleep(10.0)
    assert loop.tell(0.08), "the longest yet"
    assert not loop.tell(0.03), "no news: it is not the longest"
    await asyncio.sleep(150.0)
    assert not loop.tell(0.02)
    await asyncio.sleep(1000.0)
    running.cancel()
    assert told == ["0 0", "10 80", "310 20", "460 0"], "told at once, and again as each becomes too old"


def test_a_measured_loop_tells_its_blocks() -> None:
    with asyncio.Runner(loop_factory=TellingLoop) as runner:
        runner.run(on_a_measured_loop())
