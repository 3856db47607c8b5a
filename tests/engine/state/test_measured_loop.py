"""A loop that measures itself tells how long it was blocked, and does the work that this makes before it sleeps."""

from __future__ import annotations

import asyncio

from r2k_tui.engine.state.measured_loop import MeasuredLoop


class Clock:
    """A clock that is put forward."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_block_is_told_and_what_waits_for_it_runs_although_nothing_else_is_due() -> None:
    clock = Clock()

    async def main() -> list[float]:
        loop, blocks = asyncio.get_running_loop(), []
        assert isinstance(loop, MeasuredLoop)
        told = asyncio.Event()

        def blocked(seconds: float) -> bool:
            blocks.append(seconds)
            told.set()
            return True

        loop.when_blocked(0.05, blocked)
        clock.now += 0.04
        await asyncio.sleep(0)
        assert not blocks, "too short to be told"
        clock.now += 0.08
        await told.wait()  # without a timer: the loop would sleep for good
        return blocks

    with asyncio.Runner(loop_factory=lambda: MeasuredLoop(clock)) as runner:
        assert [round(block, 3) for block in runner.run(main())] == [0.08]
