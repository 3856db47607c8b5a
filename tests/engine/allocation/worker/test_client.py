"""The process of the client: started when asked, ended when idle, stopped, lost."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from r2k_tui.engine.allocation.protocol import Allocate, Progress, ResampleFrontier, RunBacktest, Simulate
from r2k_tui.engine.allocation.worker.client import AllocationFailure, AllocationWorkerClient
from r2k_tui.model.allocation.frontier import ResampledFrontier
from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.allocation.study import AllocationStudy
from tests.engine.allocation.problems import SETTINGS, market, problem

QUICK = Simulate("equal", 1, 100, 21, 1, 100.0, 0.0, 0.0)


class Heard:
    """What was told of the work; `event` is set at the first progress."""

    def __init__(self) -> None:
        self.all: list[Progress | None] = []
        self.event = asyncio.Event()

    def __call__(self, progress: Progress | None) -> None:
        self.all.append(progress)
        if progress is not None:
            self.event.set()


@asynccontextmanager
async def opened(idle_s: float = 60.0) -> AsyncIterator[tuple[AllocationWorkerClient, Heard]]:
    heard = Heard()
    client = AllocationWorkerClient(idle_s, heard)
    try:
        yield client, heard
    finally:
        await client.close()


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not done():  # noqa: ASYNC110  (of another process: nothing tells)
            await asyncio.sleep(0.01)


async def test_nothing_runs_before_it_is_asked_and_nothing_after_it_is_closed() -> None:
    async with opened() as (client, heard):
        assert client.pid is None
        found = await client.run(problem(), QUICK)
        assert isinstance(found, Simulation)
        pid = client.pid
        assert pid is not None and pid != os.getpid()
        assert heard.all[-1] is None and isinstance(heard.all[0], Progress)
    await until(lambda: gone(pid))


async def test_it_ends_when_idle_and_comes_back() -> None:
    async with opened(idle_s=0.5) as (client, _):
        await client.run(problem(), QUICK)
        pid = client.pid
        assert pid is not None
        await until(lambda: gone(pid))
        assert client.pid is None
        again = asyncio.create_task(client.run(problem(risk_free=0.01), QUICK))
        await until(lambda: client.pid is not None)
        assert isinstance(await again, Simulation)


async def test_the_same_asked_twice_is_done_once() -> None:
    async with opened() as (client, heard):
        one, two = await asyncio.gather(*(client.run(problem(), QUICK) for _ in range(2)))
        count = len(heard.all)
        three = await client.run(problem(), QUICK)
        assert one is two is three
        assert len(heard.all) == count


async def test_stopped_work_comes_back_as_such_and_makes_room_for_the_next() -> None:
    async with opened() as (client, heard):
        # Some twenty seconds of task, which the next must not wait for.
        endless = problem(msgspec.structs.replace(SETTINGS, lookback_years=10), market(9000))
        long = asyncio.create_task(client.run(endless, RunBacktest("min_cvar95", "monthly", 5.0)))
        await heard.event.wait()
        client.stop()
        with pytest.raises(AllocationFailure) as caught:
            await long
        assert caught.value.kind == "cancelled"
        pid = client.pid
        async with asyncio.timeout(10):
            assert isinstance(await client.run(problem(), QUICK), Simulation)
        assert client.pid == pid, "the process was told, not killed"


async def test_a_lost_process_is_told_and_replaced() -> None:
    async with opened() as (client, heard):
        long = asyncio.create_task(client.run(problem(), RunBacktest("min_cvar95", "monthly", 5.0)))
        await heard.event.wait()
        pid = client.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(AllocationFailure, match="gone"):
            await long
        assert isinstance(await client.run(problem(), QUICK), Simulation)


async def test_what_cannot_be_solved_comes_back_in_words() -> None:
    async with opened() as (client, _):
        with pytest.raises(AllocationFailure, match="nothing is held") as caught:
            await client.run(problem(), Simulate("own", 1, 100, 21, 1, 100.0, 0.0, 0.0))
        assert caught.value.kind == "no_weights"


async def test_a_whole_study_crosses_the_pipe() -> None:
    async with opened() as (client, heard):
        found = await client.run(problem(), Allocate("max_sharpe"))
        assert isinstance(found, AllocationStudy)
        assert len(found.frontier) == 40 and len(found.tilt_cost) == 11
        words = {progress.what for progress in heard.all if progress is not None}
        assert {"min_vol", "frontier", "cost of tilt"} <= words


async def test_resampled_frontiers_cross_the_pipe_and_can_be_stopped() -> None:
    async with opened() as (client, heard):
        found = await client.run(problem(), ResampleFrontier(draws=20, points=5))
        assert isinstance(found, ResampledFrontier)
        assert (len(found.points), found.draws) == (5, 20)
        told = [progress for progress in heard.all if progress is not None]
        assert [(p.done, p.total) for p in told] == [(done, 20) for done in range(21)]
        heard.event.clear()
        long = asyncio.create_task(client.run(problem(), ResampleFrontier(draws=100_000)))
        await heard.event.wait()
        client.stop()
        with pytest.raises(AllocationFailure) as caught:
            await long
        assert caught.value.kind == "cancelled"
        async with asyncio.timeout(10):
            assert isinstance(await client.run(problem(), QUICK), Simulation), "the next need not wait"


@pytest.mark.parametrize("absent", [("cvxpy", "scipy", "clarabel"), ("clarabel",)], ids=["all", "one"])
async def test_without_the_extra_its_portfolios_say_so_and_the_others_are_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absent: tuple[str, ...]
) -> None:
    for package in absent:
        (tmp_path / f"{package}.py").write_text(f"raise ModuleNotFoundError('no {package}', name='{package}')\n")
    monkeypatch.syspath_prepend(tmp_path)
    async with opened() as (client, _):
        for task in (Allocate("min_vol"), RunBacktest("min_vol", "monthly", 5.0), ResampleFrontier()):
            with pytest.raises(AllocationFailure) as caught:
                await client.run(problem(), task)
            assert (caught.value.kind, str(caught.value)) == (
                "not_installed",
                'needs the extra "lab": pip install "r2k-tui[lab]"',
            )
        assert isinstance(await client.run(problem(), QUICK), Simulation)


async def test_work_that_nobody_waits_for_any_more_stops() -> None:
    endless = ResampleFrontier(draws=100_000)
    async with opened() as (client, heard):
        one, two = (asyncio.create_task(client.run(problem(), endless)) for _ in range(2))
        await heard.event.wait()
        one.cancel()
        await asyncio.gather(one, return_exceptions=True)
        told = len(heard.all)
        await until(lambda: len(heard.all) > told + 5)
        assert not two.done(), "another still waits for it"
        two.cancel()
        await asyncio.gather(two, return_exceptions=True)
        await until(lambda: heard.all[-1] is None)
        pid = client.pid
        async with asyncio.timeout(10):
            assert isinstance(await client.run(problem(), QUICK), Simulation), "the next need not wait"
        assert client.pid == pid


async def test_the_same_asked_again_while_it_is_being_given_up_is_done() -> None:
    slow = ResampleFrontier(draws=40, points=5)
    async with opened() as (client, heard):
        first = asyncio.create_task(client.run(problem(), slow))
        await heard.event.wait()
        first.cancel()
        again = asyncio.create_task(client.run(problem(), slow))
        assert isinstance(await again, ResampledFrontier)
        assert first.cancelled() and heard.all[-1] is None
