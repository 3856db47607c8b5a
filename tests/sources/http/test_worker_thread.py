"""Blocking calls on threads that are never waited for, and folders that are never shared."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import warnings
from collections.abc import Iterator

import pytest

from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.http.worker_thread import WorkerThread
from r2k_tui.sources.yahoo.http.log_filter import redirect_logs


@pytest.fixture
def ended() -> list[str]:
    return []


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Calls that wait for it hang until the test is over."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def lane(ended: list[str]) -> Iterator[WorkerThread]:
    # Threads of the test before may still be ending.
    for thread in living():
        thread.join(5)
    subject = WorkerThread("lane-under-test", 0.4, lambda: ended.append(threading.current_thread().name), spare=2)
    yield subject
    subject.close()


def living() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "lane-under-test"]


async def test_calls_share_one_thread(lane: WorkerThread) -> None:
    names = [await lane.run(threading.get_ident) for _ in range(5)]
    assert len(set(names)) == 1
    assert names[0] != threading.get_ident()


async def test_calls_run_one_at_a_time(lane: WorkerThread) -> None:
    running, most = 0, 0

    def call() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.005)
        running -= 1

    await asyncio.gather(*(lane.run(call) for _ in range(10)))
    assert most == 1


async def test_waiting_for_healthy_calls_is_not_late(lane: WorkerThread) -> None:
    await asyncio.gather(*(lane.run(lambda: time.sleep(0.05)) for _ in range(8)))


async def test_what_a_call_raises_comes_out(lane: WorkerThread) -> None:
    with pytest.raises(ZeroDivisionError):
        await lane.run(lambda: 1 // 0)
    assert await lane.run(lambda: 5) == 5


@pytest.mark.parametrize("fatal", [SystemExit, KeyboardInterrupt])
async def test_nothing_ends_the_thread_or_the_loop(lane: WorkerThread, fatal: type[BaseException]) -> None:
    def call() -> None:
        raise fatal

    await lane.run(lambda: 1)
    before = living()
    with pytest.raises(Unavailable, match=fatal.__name__):
        await lane.run(call)
    assert await lane.run(lambda: 2) == 2
    assert living() == before


async def test_a_late_call_gives_up_and_the_next_gets_a_fresh_thread(lane: WorkerThread, gate: threading.Event) -> None:
    with pytest.raises(Unavailable, match=r"within 0\.4 s"):
        await lane.run(gate.wait)
    assert await lane.run(lambda: "fresh") == "fresh"
    assert len(living()) == 2


async def test_those_who_wait_behind_a_late_call_fail_with_it(lane: WorkerThread, gate: threading.Event) -> None:
    ran: list[int] = []
    late = asyncio.ensure_future(lane.run(gate.wait))
    await asyncio.sleep(0)
    behind = [asyncio.ensure_future(lane.run(lambda: ran.append(1))) for _ in range(3)]
    results = await asyncio.gather(late, *behind, return_exceptions=True)
    assert [type(result) for result in results] == [Unavailable] * 4
    assert ran == []
    assert await lane.run(lambda: "on") == "on"


async def test_a_call_that_hangs_up_just_in_time_counts_as_late(lane: WorkerThread) -> None:
    def call() -> None:
        time.sleep(0.36)
        raise Unavailable("slow")

    results = await asyncio.gather(lane.run(call), lane.run(lambda: 1), return_exceptions=True)
    assert [type(result) for result in results] == [Unavailable, Unavailable]
    results = await asyncio.gather(lane.run(lambda: 1 // 0), lane.run(lambda: 1), return_exceptions=True)
    assert [type(result) for result in results] == [ZeroDivisionError, int]


async def test_hanging_threads_are_few(lane: WorkerThread, gate: threading.Event) -> None:
    for _ in range(5):
        with pytest.raises(Unavailable):
            await lane.run(gate.wait)
    assert len(living()) == 2
    gate.set()
    for thread in living():
        thread.join(5)
    assert await lane.run(lambda: "on") == "on"


async def test_a_cancelled_call_frees_the_lane(lane: WorkerThread, gate: threading.Event) -> None:
    task = asyncio.ensure_future(lane.run(gate.wait))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await lane.run(lambda: "on") == "on"


async def test_close_tells_who_waits_and_ends_the_thread(
    lane: WorkerThread, gate: threading.Event, ended: list[str]
) -> None:
    task = asyncio.ensure_future(lane.run(gate.wait))
    await asyncio.sleep(0.01)
    lane.close()
    lane.close()
    with pytest.raises(Unavailable, match="closed"):
        await task
    with pytest.raises(Unavailable, match="closed"):
        await lane.run(lambda: 1)
    gate.set()
    for thread in living():
        thread.join(5)
    assert ended == ["lane-under-test"]


def test_a_loop_that_is_gone_harms_nobody(gate: threading.Event, ended: list[str]) -> None:
    lane = WorkerThread("lane-under-test", 0.05, lambda: ended.append("done"))

    async def ask() -> None:
        with pytest.raises(Unavailable):
            await lane.run(gate.wait)

    asyncio.run(ask())
    gate.set()
    lane.close()
    for thread in living():
        thread.join(5)
    assert ended == ["done"]


def test_the_clients_log_goes_to_ours_only(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    redirect_logs(logging.getLogger("r2k_tui.sources.yahoo"))
    redirect_logs(logging.getLogger("r2k_tui.sources.yahoo"))
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("yfinance").error("$IWM: possibly %s", "delisted")
        logging.getLogger("yfinance").error("%d", "no number")
    assert [(r.name, r.levelname) for r in caplog.records] == [("r2k_tui.sources.yahoo", "DEBUG")] * 2
    assert "possibly delisted" in caplog.records[0].getMessage()
    assert capfd.readouterr() == ("", "")


def test_the_clients_warnings_are_not_shown() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        redirect_logs(logging.getLogger("r2k_tui.sources.yahoo"))
        warnings.warn_explicit("old", DeprecationWarning, "utils.py", 1, module="yfinance.utils")
        warnings.warn_explicit("ours", DeprecationWarning, "engine.py", 1, module="r2k_tui.engine")
    assert [str(warning.message) for warning in shown] == ["ours"]
