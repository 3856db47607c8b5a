"""What a hub costs: a real broker on loopback, an engine with 2,000 symbols, and terminals by the hundred.

Whatever is compared is processor time: that of the engine and of the broker a tick, and that of a client a frame.
"""

from __future__ import annotations

import asyncio
import json
import math
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.model.messages.subscription import GetSnapshot
from tests.bench.row import Row, row
from tests.fakes.broker import Broker
from tests.pty.meter import quantile

_SYMBOLS = 2000
_WINDOW_S, _QUICK_S = 15.0, 8.0
_LEADS_S, _ROOM = 30.0, 4000
_BETWEEN_JOINS_S = 0.73
# A little longer than terminals wait for each other, and than what they have seen takes to write.
_READY_S, _TOLD_S = 90.0, 15.0
_FEW, _SOME, _MANY = 1, 200, 1000
# Each as large as what a processor of a terminal's machine would be shared by; the last need one more per processor.
_IN_TWO, _IN_FOUR = 2, 4
_MOST_ENGINE = 1.3


@dataclass(frozen=True)
class Crowd:
    """What so many terminals at a time saw and cost. Times in seconds, processor time in seconds as well."""

    times: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    behind: float = math.inf
    losses: float = math.inf
    bytes: float = math.inf
    engine_s: float = math.inf
    broker_s: float = math.inf
    client_s: float = math.inf
    joined: list[float] = field(default_factory=list)

    def within(self, share: float) -> float:
        """Seconds from the tick within which `share` of the frames were applied."""
        return _quantile(self.times, share)


def run(quick: bool) -> list[Row]:
    """Publishing to applied, a late joiner, the size of a frame, and processor time by terminals."""
    crowds = measured((_FEW, _SOME, _MANY), _QUICK_S if quick else _WINDOW_S, joined=_SOME)
    few, some, many = crowds[_FEW], crowds[_SOME], crowds[_MANY]
    return [
        row("hub, 200 terminals: published to applied, p50", 1e3 * some.within(0.5), "ms", "", None, None),
        row("hub, 200 terminals: published to applied, p99", 1e3 * some.within(0.99), "ms", "", None, 250.0),
        row("hub, 1,000 terminals: published to applied, p50", 1e3 * many.within(0.5), "ms", "", None, None),
        row("hub, 1,000 terminals: published to applied, p99", 1e3 * many.within(0.99), "ms", "", None, 400.0),
        row(
            "the same for the 20 of them that are whole mirrors, p99",
            1e3 * _quantile(many.whole, 0.99),
            "ms",
            "",
            None,
            400.0,
        ),
        row("frames that the slowest terminal is behind", max(some.behind, many.behind), "frames", "", None, 1.0),
        row("late joiner complete", 1e3 * _quantile(some.joined, 0.9), "ms", "", None, 200.0),
        row("a frame of 2,000 changed quotes", some.bytes, "B", "", None, 60_000.0),
        *(_engine_row(count, crowd, few) for count, crowd in crowds.items()),
        row("broker CPU a tick, 1,000 terminals", 1e3 * many.broker_s, "ms", "", None, None),
        row("terminal CPU a frame, 1,000 terminals", 1e3 * many.client_s, "ms", "", None, None),
    ]


def _quantile(times: Sequence[float], share: float) -> float:
    """A quantile; infinite without any time."""
    return quantile(times, share) if times else math.inf


def _engine_row(count: int, crowd: Crowd, few: Crowd) -> Row:
    """Processor time of the engine, with its budget where there are many terminals."""
    budget = 1e3 * _MOST_ENGINE * few.engine_s if count == _MANY else None
    name = f"engine CPU a tick, {count:,} terminal{'s' if count > 1 else ''}"
    return row(name, 1e3 * crowd.engine_s, "ms", "1 terminal", 1e3 * few.engine_s, budget)


def measured(counts: Sequence[int], seconds: float, joined: int = 0) -> dict[int, Crowd]:
    """What so many terminals at a time see and cost, and those who come late to a crowd of `joined`; an empty Crowd
    for more terminals than this machine can serve.
    """
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        broker = Broker(Path(folder))
        engine = _engine(broker.url, Path(folder) / "engine.log")
        try:
            return {count: _crowd(broker, engine.pid, count, seconds, join=count == joined) for count in counts}
        finally:
            engine.kill()
            engine.wait()
            broker.kill()


def _engine(url: str, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.hub.ticking", url, "--count", str(_SYMBOLS), "--period", "1"]
    with log.open("wb") as out:
        engine = subprocess.Popen([*command, "--terminals", str(_ROOM)], stderr=out)
    deadline = time.monotonic() + _LEADS_S
    while b"leading" not in log.read_bytes():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    return engine


def _crowd(broker: Broker, engine: int, count: int, seconds: float, *, join: bool) -> Crowd:
    """Terminals in some processes; what they saw, joined."""
    processes = min(count, _IN_FOUR if count > _SOME else _IN_TWO)
    shares = [count // processes + (place < count % processes) for place in range(processes)]
    with _terminals(broker.url, seconds, shares) as crowd:
        ready = [_line(terminals, _READY_S) for terminals in crowd]
        if any(line != b"ready\n" for line in ready):
            return Crowd()
        before = _cpu_s(engine), _cpu_s(broker.pid)
        told = [_line(terminals, seconds + _TOLD_S) for terminals in crowd]
        if not all(told):
            return Crowd()
        found = [json.loads(line) for line in told]
        spent = _cpu_s(engine) - before[0], _cpu_s(broker.pid) - before[1]
        joined = asyncio.run(_joins(broker.url, seconds / 2)) if join else []
    frames = sum(len(one["times"]) for one in found)
    ticks = frames / count
    return Crowd(
        times=[moment for one in found for moment in one["times"]],
        whole=[moment for one in found for moment in one["whole"]],
        behind=max(one["behind"] for one in found),
        losses=sum(one["losses"] for one in found),
        bytes=max(one["bytes"] for one in found),
        engine_s=spent[0] / ticks,
        broker_s=spent[1] / ticks,
        client_s=sum(one["cpu_s"] for one in found) / frames,
        joined=joined,
    )


@contextmanager
def _terminals(url: str, seconds: float, shares: Sequence[int]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes of terminals, which end with the block."""
    command = [sys.executable, "-m", "tests.bench.hub_terminals", url, str(seconds)]
    with ExitStack() as stack:
        crowd = []
        for share in shares:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            crowd.append(stack.enter_context(subprocess.Popen([*command, str(share)], **pipes)))
            stack.callback(crowd[-1].kill)
        yield crowd


def _line(terminals: subprocess.Popen[bytes], within_s: float) -> bytes:
    """What they say next; nothing from those that a busy machine does not let speak."""
    assert terminals.stdout is not None
    heard, _, _ = select.select([terminals.stdout], [], [], within_s)
    return terminals.stdout.readline() if heard else b""


async def _joins(url: str, seconds: float) -> list[float]:
    """Seconds until a terminal that comes late has the whole picture, again and again at other moments."""
    joined, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.monotonic()
        late = NatsLink(address_of(url, HubSettings(), {}))
        await late.start()
        await late.ask(GetSnapshot())
        joined.append(time.monotonic() - begun)
        await late.close()
        await asyncio.sleep(_BETWEEN_JOINS_S)
    return joined


def _cpu_s(pid: int) -> float:
    """Processor seconds of all threads of a process so far, to the nanosecond."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
