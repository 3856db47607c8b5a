"""From a key to what it does on the screen, and what two thousand ticking symbols cost."""

from __future__ import annotations

from tests.bench import programs
from tests.bench.row import Row, row
from tests.pty.meter import key_times, observe, quantile
from tests.pty.session import Session

COUNT = 2000
# The dashboard loads its other panels four seconds after its start at the latest, once: no part of a tick.
SETTLED_S, TABLE_SETTLED_S = 6.0, 2.0
_PRESSES, _QUICK_PRESSES = 150, 50
# No divisor of the second in which the ticks come: keys fall on every part of it.
_EVERY_S = 0.13
# The name of the view in the last line of 120x40 cells, which no tick changes.
_VIEW_NAME, _VIEWS, _VIEW_EVERY_S, _FEW = (39, 1, 39, 9), ("2", "3", "4", "9", "1"), 0.4, 20
_WINDOW_S, _QUICK_S = 10.0, 5.0
# The column of the cursor's mark in our table, the column of the symbols in the floor: no tick changes either.
_OUR_MARK, _TABLE_MARK = (2, 1, 30, 1), (1, 1, 38, 5)


def run(quick: bool) -> list[Row]:
    """Keys down and up in turn, while everything ticks."""
    presses = _QUICK_PRESSES if quick else _PRESSES
    with programs.scripted_r2k(COUNT) as session:
        _wait(session, "S0005")
        ours = _times(session, presses, _OUR_MARK)
    with programs.started(programs.floor("datatable", COUNT, COUNT, 1)) as session:
        _wait(session, "S0005", TABLE_SETTLED_S)
        table = _times(session, presses, _TABLE_MARK)
    reference = f"DataTable, {COUNT:,} cells a second"
    return [
        row("key to paint, 2,000 ticking, p50", quantile(ours, 0.5), "ms", reference, quantile(table, 0.5), 4.0),
        row("key to paint, 2,000 ticking, p99", quantile(ours, 0.99), "ms", reference, quantile(table, 0.99), 8.0),
        row("keys without an answer", float(presses - len(ours)), "", reference, float(presses - len(table)), 0.0),
    ]


def views(quick: bool) -> list[Row]:
    """From a number key to the name of its view in the last line, every view seen once before."""
    presses = _QUICK_PRESSES if quick else _PRESSES
    with programs.scripted_r2k(_FEW) as session:
        _wait(session, "S0005")
        for key in (*_VIEWS, *_VIEWS):
            session.press(key)
            session.watch(1.0)
        keys = [_VIEWS[index % len(_VIEWS)] for index in range(presses)]
        found = key_times(session, keys, _VIEW_NAME, _VIEW_EVERY_S)
    times = [1e3 * time for time in found if time is not None]
    return [
        row("view switch, p50", quantile(times, 0.5), "ms", "–", None, None),
        row("view switch, p99", quantile(times, 0.99), "ms", "–", None, 15.0),
        row("switches without an answer", float(presses - len(times)), "", "–", None, 0.0),
    ]


def _wait(session: Session, text: str, settled_s: float = SETTLED_S) -> None:
    session.wait_text(text, within=60.0)
    session.watch(settled_s)


def _times(session: Session, presses: int, mark: tuple[int, int, int, int]) -> list[float]:
    times = key_times(session, ["down", "up"] * (presses // 2), mark, _EVERY_S)
    return [1e3 * time for time in times if time is not None]


def ticks(quick: bool) -> list[Row]:
    """Processor time of one frame of two thousand quotes, from the pipe to the line."""
    seconds = _QUICK_S if quick else _WINDOW_S
    with programs.scripted_r2k(COUNT) as session:
        _wait(session, "S0005")
        ours = observe(session, seconds, session.processes()[:1])
    with programs.started(programs.floor("datatable", COUNT, COUNT, 1)) as session:
        _wait(session, "S0005", TABLE_SETTLED_S)
        table = observe(session, seconds, session.processes())
    # One tick a second on both sides.
    reference = f"DataTable, {COUNT:,} cells a second"
    return [
        row(
            "one tick of 2,000 symbols, CPU",
            1e3 * ours.cpu_share,
            "ms",
            reference,
            1e3 * table.cpu_share,
            7.0,
            never=0.15,
        )
    ]
