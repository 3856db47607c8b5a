"""What two thousand ticking members cost the terminal, beside a table of the same size."""

from __future__ import annotations

import random
import time

from r2k_tui.ui.views.universe.drawing.sorting import sorted_places
from tests.bench import programs
from tests.bench.keys import SETTLED_S, TABLE_SETTLED_S
from tests.bench.row import Row, row
from tests.pty.meter import key_times, observe, quantile
from tests.pty.session import Session

COUNT = 2000
_PRESSES, _QUICK_PRESSES = 150, 50
# No divisor of the second in which the ticks come: keys fall on every part of it.
_EVERY_S = 0.13
_WINDOW_S, _QUICK_S = 10.0, 5.0
# Last price, change in percent, contribution.
_CELLS = 3
# The column of the cursor's mark in our table, that of the symbols in the floor: no tick changes either.
_OUR_MARK, _TABLE_MARK = (3, 1, 25, 1), (1, 1, 38, 5)
_ROUNDS = 7


def run(quick: bool) -> list[Row]:
    """Ticks, keys and memory of the view; the order of its table."""
    seconds, presses = (_QUICK_S, _QUICK_PRESSES) if quick else (_WINDOW_S, _PRESSES)
    with programs.scripted_r2k(20, COUNT) as session:
        session.wait_text("S0005", within=60.0)
        session.press("7")
        _wait(session, "M0005", SETTLED_S)
        ours = _measured(session, seconds, presses, _OUR_MARK)
    with programs.started(programs.floor("datatable", COUNT, COUNT, _CELLS)) as session:
        _wait(session, "S0005", TABLE_SETTLED_S)
        table = _measured(session, seconds, presses, _TABLE_MARK)
    cells = f"DataTable, {COUNT * _CELLS:,} cells a second"
    names = ("one tick of 2,000 members, CPU", "key to paint, 2,000 members, p50", "the same, p99", "terminal, RSS")
    budgets, units, nevers = (7.0, 4.0, 8.0, 80.0), ("ms", "ms", "ms", "MB"), (0.15, None, 1.0, 2.0)
    measured = [
        row(name, mine, unit, cells, other, budget, never=never)
        for name, mine, unit, other, budget, never in zip(names, ours, units, table, budgets, nevers, strict=True)
    ]
    return [*measured, row("2,000 members put in order", 1e3 * _sorting(), "ms", "", None, 20.0)]


def _wait(session: Session, text: str, settled_s: float) -> None:
    session.wait_text(text, within=60.0)
    session.watch(settled_s)


def _measured(
    session: Session, seconds: float, presses: int, mark: tuple[int, int, int, int]
) -> tuple[float, float, float, float]:
    """Milliseconds of processor time a tick, milliseconds from key to paint (p50, p99), megabytes."""
    terminal = session.processes()[0]
    window = observe(session, seconds, [terminal])
    found = key_times(session, ["down", "up"] * (presses // 2), mark, _EVERY_S)
    # A key without an answer is as bad as can be.
    times = [1e3 * (time if time is not None else _EVERY_S) for time in found]
    return 1e3 * window.cpu_share, quantile(times, 0.5), quantile(times, 0.99), terminal.rss_mb()


def _sorting() -> float:
    chance = random.Random(1)
    values = [chance.gauss(0.0, 0.02) for _ in range(COUNT)]
    best = float("inf")
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        sorted_places(values, descending=True)
        best = min(best, time.perf_counter() - begun)
    return best
