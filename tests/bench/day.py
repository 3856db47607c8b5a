"""A session of ticks: nothing grows, and what it costs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.bench import programs, scripted_terminal, ticking_source
from tests.bench.quiet import wait_painted
from tests.bench.row import Row, row
from tests.bench.ticking_source import SYMBOLS
from tests.pty.session import Session

# One tick a second from the opening bell to the closing one; a third of them is played and told for all.
_DAY, _PARTS = 23_400, 3
_PERIOD_S, _LOOK_S = 0.01, 2.0
_LONGEST_S = 900.0
_MOST_MB = 4.0


def run(_quick: bool) -> list[Row]:
    """Both processes while they take in the ticks of a session."""
    variables = {
        ticking_source.TICKING: ",".join(SYMBOLS),
        ticking_source.PERIOD: str(_PERIOD_S),
        scripted_terminal.ENGINE: "tests.bench.hasty_engine",
    }
    options = ("--source", ticking_source.NAME, "--symbols", ",".join(SYMBOLS))
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        log = Path(folder) / "ticks"
        variables[ticking_source.LOG] = str(log)
        with programs.started([*programs.OTHER_ENGINE, *options], **variables) as session:
            wait_painted(session)
            return _watched(session, log)


def _watched(session: Session, log: Path) -> list[Row]:
    processes = session.processes()[:2]
    memory: list[list[float]] = []
    with log.open() as told:
        told.seek(0, os.SEEK_END)
        cpu, begun, lines = [process.cpu_s() for process in processes], len(session.raw), 0
        while (done := lines // len(SYMBOLS)) < _DAY / _PARTS:
            assert len(memory) * _LOOK_S < _LONGEST_S, f"only {done:,} ticks in {_LONGEST_S:.0f} s"
            session.watch(_LOOK_S)
            memory.append([process.rss_mb() for process in processes])
            lines += sum(1 for _ in told)
    # The last look may have found some ticks more.
    times = _DAY / done
    spent = [process.cpu_s() - before for process, before in zip(processes, cpu, strict=True)]
    rows = []
    for place, name in enumerate(("terminal", "engine")):
        grown = times * _growth([at[place] for at in memory])
        rows.append(row(f"a day of {_DAY:,} ticks, growth of the {name}", grown, "MB", "", None, _MOST_MB, never=20.0))
        rows.append(row(f"the same, processor time of the {name}", times * spent[place], "s", "", None, None))
    return [*rows, row("the same, bytes to the terminal", times * (len(session.raw) - begun), "B", "", None, None)]


def _growth(megabytes: Sequence[float]) -> float:
    """By a line through the second half, for all of what was played; 0 for what shrinks."""
    half = np.array(megabytes[len(megabytes) // 2 :])
    slope = np.polyfit(np.arange(len(half)) / len(megabytes), half, 1)[0]
    return max(0.0, float(slope))
