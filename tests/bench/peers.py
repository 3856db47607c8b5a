"""The same rows for two other monitors of the terminal, where they have them.

They are installed into an environment of the bench's own (`R2K_BENCH_PEERS`, else in the cache folder of the person).
Neither has a simulated market, so both stand without one: whatever they ask for goes to a closed port of this machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from platformdirs import user_cache_path

from tests.bench import programs
from tests.bench.row import Row, row
from tests.pty.meter import first_shown, observe

FOLDER = "R2K_BENCH_PEERS"
_ROUNDS, _QUICK_ROUNDS = 3, 2
# Until the notice of the start is gone; a minute has one change of the countdown to the bell.
_WINDOW_S, _SETTLED_S = 30.0, 15.0
_WITHIN_S = 30.0


class _Peer(NamedTuple):
    package: str
    version: str
    command: str
    # What is on the screen when the list of symbols is.
    shown: Callable[[str], bool]

    @property
    def title(self) -> str:
        return f"{self.command} {self.version}"


PEERS = (
    _Peer("stockstui", "0.1.0b14", "stockstui", lambda text: "Ticker" in text and "NVDA" in text),
    _Peer("bbterm-tui", "0.1.2", "bbterm", lambda text: "WATCHLIST" in text),
)


def run(quick: bool) -> list[Row]:
    """First paint of an empty list, memory, and what standing still costs; the monitor beside them on no market."""
    rows = []
    for peer in PEERS:
        try:
            command = installed(peer)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{peer.title} left out: {error}", file=sys.stderr)
            continue
        rows += _rows(peer, command, _QUICK_ROUNDS if quick else _ROUNDS)
    return rows


def installed(peer: _Peer) -> Path:
    """The program, installed once. Raises CalledProcessError where it cannot be had."""
    home = Path(os.environ.get(FOLDER) or user_cache_path("r2k-bench")) / f"{peer.package}-{peer.version}"
    command = home / "bin" / peer.command
    if not command.exists():
        venv.create(home, with_pip=True)
        wanted = f"{peer.package}=={peer.version}"
        subprocess.run([home / "bin" / "pip", "install", "--quiet", wanted], check=True, capture_output=True)
    return command


def _rows(peer: _Peer, command: Path, rounds: int) -> list[Row]:
    ours = ("R2K", [*programs.R2K, "--source", "yahoo"], lambda text: "SPY" in text)
    theirs = (peer.title, [command], peer.shown)
    paints = {title: [_first_paint(line, shown) for _ in range(rounds)] for title, line, shown in (ours, theirs)}
    costs = {title: _standing(line, shown) for title, line, shown in (ours, theirs)}
    rows = [row("list on the screen", median(paints["R2K"]), "s", peer.title, median(paints[peer.title]), None)]
    names = ("all processes, RSS", "CPU without a market", "bytes without a market")
    for place, (name, unit) in enumerate(zip(names, ("MB", "%", "B/s"), strict=True)):
        rows.append(row(name, costs["R2K"][place], unit, peer.title, costs[peer.title][place], None))
    return rows


def _first_paint(command: list[object], shown: Callable[[str], bool]) -> float:
    with programs.started(command, **programs.closed()) as session:
        session.wait("its list", lambda: shown(session.text()), within=_WITHIN_S)
        at = first_shown(session.chunks, session.size, shown)
        assert at is not None
        return at - session.started


def _standing(command: list[object], shown: Callable[[str], bool]) -> tuple[float, float, float]:
    with programs.started(command, **programs.closed()) as session:
        session.wait("its list", lambda: shown(session.text()), within=_WITHIN_S)
        session.watch(_SETTLED_S)
        processes = session.processes()
        window = observe(session, _WINDOW_S, processes)
        return sum(process.rss_mb() for process in processes), 100 * window.cpu_share, window.bytes_per_s
