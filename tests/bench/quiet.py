"""What the monitor costs while nothing changes, and the memory it stands in."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench import programs
from tests.bench.row import Row, row
from tests.bench.ticking_source import SYMBOLS
from tests.end_to_end import picture
from tests.pty.meter import Window, observe
from tests.pty.session import Session

_WINDOW_S, _QUICK_S = 20.0, 8.0
_SETTLED_S = 20
_WITHIN_S = 60.0


def run(quick: bool) -> list[Row]:
    """Bytes and processor time of a still screen."""
    seconds = _QUICK_S if quick else _WINDOW_S
    with programs.quiet_r2k() as session:
        wait_painted(session)
        terminal, engine = session.processes()
        ours = observe(session, seconds, [terminal])
        of_engine = engine.cpu_s()
        observe(session, seconds, [])
        engine_share = (engine.cpu_s() - of_engine) / seconds
    table = _still(programs.floor("datatable", 20, 0, 0), seconds)
    reference = "DataTable of 20 rows, still"
    return [
        row("bytes while nothing changes", ours.sent, f"B in {seconds:g} s", reference, table.sent, 0.0, never=0.0),
        row("terminal CPU while nothing changes", 100 * ours.cpu_share, "%", reference, 100 * table.cpu_share, 0.5),
        row("engine CPU while nothing changes", 100 * engine_share, "%", "", None, None),
    ]


def _still(command: list[object], seconds: float) -> Window:
    with programs.started(command) as session:
        session.wait_text("S0001")
        session.wait_quiet(1.0)
        return observe(session, seconds, session.processes())


def memory(quick: bool) -> list[Row]:
    """Memory after the first picture has settled, with twenty symbols ticking."""
    bare = _memory_of(programs.floor("bare"), "HELLO")
    with programs.ticking_r2k(SYMBOLS) as session:
        wait_painted(session)
        session.watch(_QUICK_S if quick else _WINDOW_S)
        terminal, engine = session.processes()
        rss, both = terminal.rss_mb(), terminal.pss_mb() + engine.pss_mb()
    reference = "bare Textual app"
    return [
        row("terminal process, RSS", rss, "MB", reference, bare[0], 64.0, never=2.0),
        row("terminal and engine, PSS", both, "MB", reference, bare[1], 200.0, never=7.0),
    ]


def _memory_of(command: list[object], text: str) -> tuple[float, float]:
    with programs.started(command) as session:
        session.wait_text(text)
        session.wait_quiet(1.0)
        (process,) = session.processes()
        return process.rss_mb(), process.pss_mb()


def wait_painted(session: Session, test: Callable[[str], bool] = picture.complete) -> None:
    """Wait for numbers in all panels and for the calm after the start."""
    session.wait("numbers in all four panels", lambda: test(session.text()), within=_WITHIN_S)
    session.watch(3.0)
