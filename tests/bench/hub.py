"""What a hub costs: a real broker on loopback, an engine with 2,000 symbols, and terminals by the hundred."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.model.messages.subscription import GetSnapshot
from tests.bench.row import Row, row
from tests.fakes.broker import Broker
from tests.pty.meter import quantile

_SYMBOLS = 2000
_WINDOW_S, _QUICK_S = 20.0, 8.0
_LEADS_S = 30.0
_BETWEEN_JOINS_S = 0.73
_CROWDS = (1, 50, 200)


def run(quick: bool) -> list[Row]:
    """Publishing to applied, a late joiner, the size of a frame, and the engine's processor time by terminals."""
    crowds = measured(_CROWDS, _QUICK_S if quick else _WINDOW_S)
    full = crowds[_CROWDS[-1]]
    cpu = {count: 100 * found["engine_cpu"] for count, found in crowds.items()}
    return [
        row("hub, 200 terminals: published to applied, p50", 1e3 * full["p50"], "ms", "", None, None),
        row("hub, 200 terminals: published to applied, p99", 1e3 * full["p99"], "ms", "", None, 250.0),
        row("frames that the slowest terminal is behind", full["behind"], "frames", "", None, 1.0),
        row("late joiner complete", 1e3 * full["joined"], "ms", "", None, 200.0),
        row("a frame of 2,000 changed quotes", full["bytes"], "B", "", None, 60_000.0),
        *(
            row(f"engine CPU, {count} terminals", share, "%", "1 terminal", cpu[1], None)
            for count, share in cpu.items()
        ),
    ]


def measured(counts: Sequence[int], seconds: float) -> dict[int, dict[str, float]]:
    """What so many terminals at a time see and cost."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        broker = Broker(Path(folder))
        engine = _engine(broker.url, Path(folder) / "engine.log")
        try:
            return {count: _crowd(broker.url, engine.pid, count, seconds) for count in counts}
        finally:
            engine.kill()
            engine.wait()
            broker.kill()


def _engine(url: str, log: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "tests.hub.ticking",
        url,
        "--count",
        str(_SYMBOLS),
        "--period",
        "1",
        "--terminals",
        "4000",
    ]
    with log.open("wb") as out:
        engine = subprocess.Popen(command, stderr=out)
    deadline = time.monotonic() + _LEADS_S
    while b"leading" not in log.read_bytes():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    return engine


def _crowd(url: str, engine: int, count: int, seconds: float) -> dict[str, float]:
    """Terminals in two processes, as many as there are processors; what they saw, joined."""
    shares = [count - count // 2, count // 2] if count > 1 else [1]
    command = [sys.executable, "-m", "tests.bench.hub_terminals", url, str(seconds)]
    crowd = [subprocess.Popen([*command, str(share)], stdout=subprocess.PIPE) for share in shares]
    for terminals in crowd:
        assert terminals.stdout is not None
        terminals.stdout.readline()  # all of them have the whole picture
    before, begun = _cpu_s(engine), time.monotonic()
    joined = asyncio.run(_joins(url, seconds))
    share = (_cpu_s(engine) - before) / (time.monotonic() - begun)
    found = [json.loads(terminals.communicate()[0]) for terminals in crowd]
    times = [moment for one in found for moment in one["times"]]
    return {
        "p50": quantile(times, 0.5),
        "p99": quantile(times, 0.99),
        "behind": max(one["behind"] for one in found),
        "joined": quantile(joined, 0.9),
        "bytes": max(one["bytes"] for one in found),
        "engine_cpu": share,
    }


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
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
