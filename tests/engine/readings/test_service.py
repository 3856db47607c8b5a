"""When the readings of the index are computed: soon after a history has come, and no more than once a second else."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.service import ComputedReadings, ReadingsService
from tests.engine.virtual_time import virtual

LATER_S = 0.3


class Rounds:
    """The service without its analysis: moments at which it computes, with as many histories as it is said to have."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, histories: int) -> None:
        self.histories, self.moments = histories, list[float]()
        self.service = ReadingsService(None, MarketSettings(), None, None, lambda: 0.0)  # type: ignore[arg-type]
        monkeypatch.setattr(self.service, "_histories", lambda: self.histories)
        monkeypatch.setattr(self.service, "compute", self._compute)

    async def _compute(self, *_: object) -> None:
        self.moments.append(asyncio.get_running_loop().time())

    async def run(self, seconds: float) -> None:
        """Run for so long, while its inputs change all the time."""

        def publish(_: ComputedReadings) -> None:
            raise AssertionError

        running = asyncio.create_task(self.service.run((), publish, self.failed))
        for _ in range(int(seconds * 100)):
            self.service.invalidate()
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    @staticmethod
    def failed(error: Exception) -> None:
        raise error


@pytest.mark.parametrize("histories", [3, len(Role)])
def test_changes_of_prices_are_a_second_apart(monkeypatch: pytest.MonkeyPatch, histories: int) -> None:
    rounds = Rounds(monkeypatch, histories)

    @virtual
    async def run() -> None:
        await rounds.run(4.5)

    run()
    assert len(rounds.moments) == 5
    assert all(0.99 <= later - sooner < 1.03 for sooner, later in pairwise(rounds.moments))


def test_a_history_that_comes_is_not_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = Rounds(monkeypatch, 3)

    @virtual
    async def run() -> None:
        asyncio.get_running_loop().call_later(LATER_S, setattr, rounds, "histories", 4)
        await rounds.run(0.9)

    run()
    assert len(rounds.moments) == 2
    assert LATER_S < rounds.moments[1] < LATER_S + 0.15
