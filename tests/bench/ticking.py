"""What ticks cost: bytes on the line, processor time, and how long a price takes to the screen."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from tests.bench import programs
from tests.bench.quiet import wait_painted
from tests.bench.row import Row, row
from tests.bench.ticking_source import SYMBOLS
from tests.pty.meter import Rectangle, Window, observe, quantile
from tests.pty.replay import Replay
from tests.pty.session import Chunk, Session
from tests.pty.size import Size

_WINDOW_S, _QUICK_S = 12.0, 5.0
_MOVE = re.compile(rb"\x1b\[(\d+);(\d+)H")
# A tick of a symbol changes its last price, its change and its change in percent.
_CELLS = 3
_AWAY = SYMBOLS[5:]  # neither in the header, nor in the chart, nor in the readings
_CHARTED = "IWM"


def run(quick: bool) -> list[Row]:
    """Twenty symbols, ten or so cells a second; and every one of them at once."""
    seconds = _QUICK_S if quick else _WINDOW_S
    few, thin, table_few = programs.measured_together(
        lambda: _ours(_AWAY[:4], seconds),
        lambda: _ours(_AWAY[:4], seconds, "--low-bandwidth"),
        lambda: _table(4, seconds),
        together=quick,
    )
    all_, table_all = _ours(SYMBOLS, seconds), _table(20, seconds)
    return [
        row(
            "bytes a second, 20 symbols, 12 cells",
            few.bytes_per_s,
            "B/s",
            _named(4),
            table_few.bytes_per_s,
            900.0,
            never=0.045,
        ),
        row(
            "the same with --low-bandwidth",
            thin.bytes_per_s,
            "B/s",
            _named(4),
            table_few.bytes_per_s,
            300.0,
            never=0.03,
        ),
        row("bytes a second, all 20 symbols", all_.bytes_per_s, "B/s", _named(20), table_all.bytes_per_s, None),
        row(
            "terminal CPU, 20 symbols", 100 * all_.cpu_share, "%", _named(20), 100 * table_all.cpu_share, 1.5, never=1.0
        ),
    ]


def _named(rows: int) -> str:
    return f"DataTable, {rows * _CELLS} of 160 cells"


def _ours(ticking: Sequence[str], seconds: float, *options: str) -> Window:
    with programs.ticking_r2k(ticking, None, *options) as session:
        wait_painted(session)
        return observe(session, seconds, session.processes()[:1])


def _table(ticking: int, seconds: float) -> Window:
    with programs.started(programs.floor("datatable", 20, ticking, _CELLS)) as session:
        session.wait_text("S0001")
        session.watch(2.0)
        return observe(session, seconds, session.processes())


def chart(quick: bool) -> list[Row]:
    """One new last point of the chart: the bytes that go to its part of the screen, small and filling a view."""
    seconds = _QUICK_S if quick else _WINDOW_S
    with programs.ticking_r2k([_CHARTED]) as session:
        wait_painted(session)
        small = _sizes(session, seconds)
        session.press("2")
        session.wait_text("bars per candle")
        session.watch(2.0)
        large = _sizes(session, seconds)
    return [
        row("one new last point on the chart", median(small), "B", "", None, 1000.0, never=200.0),
        row("the same, where the scale moves as well", max(small), "B", "", None, None),
        row("one tick of the Chart view: candle, tag, numbers", median(large), "B", "", None, 1000.0, never=600.0),
        row("the same, where the scale moves as well", max(large), "B", "", None, None),
    ]


def _sizes(session: Session, seconds: float) -> list[int]:
    """Bytes of each paint that fall into the chart, over a time."""
    first = len(session.chunks)
    session.watch(seconds)
    place = _chart_place(session)
    return [size for data in _paints(session.chunks[first:]) if (size := sent_to(place, data))]


def _paints(chunks: Iterable[Chunk]) -> list[bytes]:
    """Output in groups with a pause between them."""
    groups: list[list[Chunk]] = []
    for chunk in chunks:
        if not groups or chunk.at - groups[-1][-1].at > 0.05:
            groups.append([])
        groups[-1].append(chunk)
    return [b"".join(chunk.data for chunk in group) for group in groups]


def _chart_place(session: Session) -> Rectangle:
    """The rectangle of the chart: from its upper left corner to the right edge, down to the next panel."""
    lines = session.text().split("\n")
    top = next(y for y, line in enumerate(lines) if f"╭─ {_CHARTED} " in line)
    bottom = next(y for y, line in enumerate(lines) if y > top and line.rstrip().endswith("╯"))
    return top, lines[top].index(f"╭─ {_CHARTED} "), bottom, session.size.columns - 1


def sent_to(place: Rectangle, data: bytes) -> int:
    """Bytes of what is written from a position in the rectangle, its cursor moves included."""
    moves = list(_MOVE.finditer(data))
    total = 0
    # The tail of a write that was cut by a pause has no move of its own.
    ends = [*(m.start() for m in moves[1:]), len(data)] if moves else []
    for move, after in zip(moves, ends, strict=True):
        y, x = int(move[1]) - 1, int(move[2]) - 1
        if place[0] <= y <= place[2] and place[1] <= x <= place[3]:
            total += after - move.start()
    return total


def latency(quick: bool) -> list[Row]:
    """From the source's answer in the engine to the price on the screen."""
    seconds = _QUICK_S if quick else 2 * _WINDOW_S
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        log = Path(folder) / "ticks"
        with programs.ticking_r2k(SYMBOLS, log) as session:
            wait_painted(session)
            session.watch(seconds)
            times = [1e3 * time for time in shown_after(session.chunks, session.size, _ticks(log))]
    return [
        row("tick to screen, all 20 symbols, p50", quantile(times, 0.5), "ms", "", None, None),
        row("tick to screen, all 20 symbols, p99", quantile(times, 0.99), "ms", "", None, 50.0),
    ]


def _ticks(log: Path) -> list[tuple[float, str]]:
    """Moment and price, as it is written on the screen, of every tick."""
    fields = (line.split() for line in log.read_text().splitlines())
    return [(float(moment), f"{float(price):,.2f} ") for moment, _, price in fields]


def shown_after(chunks: Sequence[Chunk], size: Size, ticks: Sequence[tuple[float, str]]) -> list[float]:
    """Seconds from each tick to the output that put its price on the screen; ticks never shown are left out.

    A price that was on the screen already tells nothing, and those before the first paint were not waited for.
    """
    replay, waiting, times = Replay(size), sorted(ticks), []
    pending: list[tuple[float, str]] = []
    for chunk in chunks:
        before = replay.text()
        while waiting and waiting[0][0] < chunk.at:
            tick = waiting.pop(0)
            if tick[1] not in before:
                pending.append(tick)
        replay.feed(chunk.data)
        text = replay.text()
        times += [chunk.at - moment for moment, price in pending if price in text and chunk.at - moment < 1.0]
        pending = [(moment, price) for moment, price in pending if price not in text and chunk.at - moment < 1.0]
    return times
