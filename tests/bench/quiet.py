"""What the monitor costs while nothing changes, and the memory it stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.bench import programs
from tests.bench.row import Row, row
from tests.bench.ticking_source import SYMBOLS
from tests.end_to_end import picture
from tests.pty.meter import Window, observe
from tests.pty.session import Session

_WINDOW_S, _QUICK_S = 20.0, 8.0
_HALF_MINUTE_S = 30.0
_WITHIN_S, _CALM_S = 60.0, 3.0
# Of both processes together. The countdown to the next bell changes once a minute, which is one cell and its address.
_MOST_CPU, _MOST_MB, _COUNTDOWN_B = 0.3, 110.0, 60.0


class _Still(NamedTuple):
    """What a program did while nothing changed, first and later; `own` is the share of a processor that the process of
    the terminal took later.
    """

    begin: Window
    later: Window
    own: float


def run(quick: bool) -> list[Row]:
    """Bytes and processor time of a still screen, from three seconds after the first whole picture on; `quick` without
    the rows that take half a minute, and beside the table: both sleep.
    """
    first_s, seconds = (_QUICK_S, _QUICK_S) if quick else (_HALF_MINUTE_S, _WINDOW_S)
    ours, table = programs.measured_together(
        lambda: _still_monitor(first_s, seconds), lambda: _still_table(seconds), together=quick
    )
    reference, table_cpu = "DataTable of 20 rows, still", 100 * table.own
    sent, whole = ours.begin.sent + ours.later.sent, first_s + seconds
    first, later = 100 * ours.begin.cpu_share, 100 * ours.later.cpu_share
    in_half_minute = row("terminal and engine CPU, first half minute", first, "%", "", None, _MOST_CPU)
    return [
        row("bytes while nothing changes", sent, f"B in {whole:g} s", reference, table.later.sent, 0.0, never=0.0),
        *(() if quick else (in_half_minute,)),
        row("terminal and engine CPU while nothing changes", later, "%", reference, table_cpu, _MOST_CPU),
        row("the terminal alone", 100 * ours.own, "%", reference, table_cpu, None),
        *(() if quick else _unreachable()),
    ]


def _unreachable() -> list[Row]:
    """The same without a network, at any hour: in trading hours quotes are tried for, less and less often."""
    with programs.unreachable_r2k() as session:
        session.wait("why there are no prices", lambda: "No prices" in session.text(), within=_WITHIN_S)
        session.watch(_CALM_S)
        begin = observe(session, _HALF_MINUTE_S, session.processes())
        both = sum(process.pss_mb() for process in session.processes())
    share = 100 * begin.cpu_share
    return [
        row("bytes without a network", begin.sent, f"B in {_HALF_MINUTE_S:g} s", "", None, _COUNTDOWN_B),
        row("terminal and engine CPU without a network, first half minute", share, "%", "", None, _MOST_CPU),
        row("terminal and engine without a network, PSS", both, "MB", "", None, _MOST_MB),
    ]


def _still_monitor(first_s: float, seconds: float) -> _Still:
    with programs.quiet_r2k() as session:
        wait_painted(session)
        begin = observe(session, first_s, session.processes())
        terminal, engine = session.processes()
        own = terminal.cpu_s()
        later = observe(session, seconds, [terminal, engine])
        return _Still(begin, later, (terminal.cpu_s() - own) / later.seconds)


def _still_table(seconds: float) -> _Still:
    with programs.started(programs.floor("datatable", 20, 0, 0)) as session:
        session.wait_text("S0001")
        session.wait_quiet(1.0)
        window = observe(session, seconds, session.processes())
        return _Still(window, window, window.cpu_share)


def memory(quick: bool) -> list[Row]:
    """Memory after the first picture has settled, with twenty symbols ticking; and on a still market, which whole runs
    alone are told.
    """
    bare = _memory_of(programs.floor("bare"), "HELLO")
    with programs.ticking_r2k(SYMBOLS) as session:
        wait_painted(session)
        session.watch(_QUICK_S if quick else _WINDOW_S)
        terminal, engine = session.processes()
        rss, both = terminal.rss_mb(), terminal.pss_mb() + engine.pss_mb()
    reference = "bare Textual app"
    return [
        row("terminal process, RSS", rss, "MB", reference, bare[0], 64.0, never=2.0),
        row("terminal and engine, PSS", both, "MB", reference, bare[1], _MOST_MB, never=7.0),
        *(() if quick else (_still_memory(reference, bare[1]),)),
    ]


def _still_memory(reference: str, bare_mb: float) -> Row:
    with programs.quiet_r2k() as session:
        wait_painted(session)
        both = sum(process.pss_mb() for process in session.processes())
    return row("terminal and engine on a still market, PSS", both, "MB", reference, bare_mb, _MOST_MB)


def _memory_of(command: list[object], text: str) -> tuple[float, float]:
    with programs.started(command) as session:
        session.wait_text(text)
        session.wait_quiet(1.0)
        (process,) = session.processes()
        return process.rss_mb(), process.pss_mb()


def wait_painted(session: Session, test: Callable[[str], bool] = picture.complete) -> None:
    """Wait for numbers in all panels and for the calm after the start."""
    session.wait("numbers in all four panels", lambda: test(session.text()), within=_WITHIN_S)
    session.watch(_CALM_S)
