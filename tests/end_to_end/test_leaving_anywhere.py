"""Ended, stopped and resized in the middle of whatever it does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
# What is promised, plus what a busy machine may add.
_PROMISED_S, _BUSY_S = 2.0, 10.0
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_LONG_HISTORY = 9000


@pytest.fixture
def session(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> Session:
    """The monitor on a folder of files, all painted."""
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    return session


def _help(session: Session) -> None:
    session.press("question_mark")
    session.wait_text("Ctrl+P")


def _prompt(session: Session) -> None:
    session.press("plus")
    session.wait_text("Add which symbol?")
    session.send(b"half a wo")


def _palette(session: Session) -> None:
    session.press("ctrl+p")
    session.wait_quiet(0.2)


def _study(session: Session) -> None:
    """The view of studies has just been asked for: the engine is computing."""
    session.press("3")


def _optimiser(session: Session) -> None:
    """The optimiser is loading, or at work, in a process of its own."""
    session.press("5")
    session.wait("the optimiser's process", lambda: len(session.processes()) > 2, within=60.0)


PHASES: dict[str, Callable[[Session], None]] = {
    "help open": _help,
    "prompt open": _prompt,
    "palette open": _palette,
    "study": _study,
    "optimiser": _optimiser,
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_it(session: Session, phase: str, number: signal.Signals) -> None:
    PHASES[phase](session)
    seen = session.processes()
    session.signal(number)
    assert session.wait_end(_PROMISED_S + _BUSY_S) == 128 + number
    assert_restored(session)
    assert_nobody_left(session, seen)
    assert b"Traceback" not in session.raw


@pytest.mark.parametrize("phase", PHASES)
def test_a_terminal_that_goes_ends_it(session: Session, phase: str) -> None:
    PHASES[phase](session)
    seen = session.processes()
    session.hang_up()
    assert session.wait_end(_PROMISED_S + _BUSY_S, reading=False) == 128 + signal.SIGHUP
    assert_nobody_left(session, seen)


def test_a_terminal_that_goes_with_hup_ignored_ends_it_without_a_spin(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    """As under nohup: no signal tells of it, reading and writing fail."""
    kept = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        session = start("--source", "csv", "--data", market[0], "--config", settings)
    finally:
        signal.signal(signal.SIGHUP, kept)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    seen = session.processes()
    worked = seen[0].cpu_s()
    session.hang_up()
    begun = time.perf_counter()
    session.wait_end(_PROMISED_S + _BUSY_S, reading=False)
    assert time.perf_counter() - begun < _PROMISED_S + _BUSY_S
    assert_nobody_left(session, seen)
    assert worked >= 0


def test_it_stops_and_goes_on(session: Session) -> None:
    """Ctrl+Z and fg."""
    shown = session.text()
    session.press("ctrl+z")
    session.wait("a stopped program", lambda: _stopped(session.pid))
    session.drain()
    assert_restored(session)
    session.signal(signal.SIGCONT)
    session.wait("the picture again", lambda: picture.complete(session.text()))
    session.press("j")
    session.wait("a key that works", lambda: session.text() != shown)
    seen = session.processes()
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)
    assert_nobody_left(session, seen)


@pytest.mark.slow(seconds=10)
def test_it_is_stopped_for_longer_than_an_engine_may_be_silent(session: Session) -> None:
    session.press("ctrl+z")
    session.wait("a stopped program", lambda: _stopped(session.pid))
    engine = [process.pid for process in session.processes() if process.pid != session.pid]
    session.watch(10.0)
    session.signal(signal.SIGCONT)
    session.wait("the picture again", lambda: picture.complete(session.text()))
    assert [process.pid for process in session.processes() if process.pid != session.pid] == engine
    assert "LOST" not in session.text()


def test_a_kiosk_does_not_stop(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings, "--kiosk")
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    session.press("ctrl+z")
    session.wait_text("no suspending in kiosk mode")
    assert not _stopped(session.pid)


def test_two_hundred_sizes(session: Session) -> None:
    for number in range(200):
        session.resize(Size(20 + (number * 37) % 200, 4 + (number * 13) % 60))
        if number % 10 == 0:
            session.drain()
    for size in (SMALL, LARGE, HOME):
        session.resize(size)
    session.wait("the picture in the last size", lambda: picture.complete(session.text()))
    assert b"Traceback" not in session.raw
    seen = session.processes()
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)
    assert_nobody_left(session, seen)


def test_a_window_that_was_small_for_a_moment_which_the_app_has_missed(session: Session) -> None:
    """It hears of one change, to the size it has; the terminal has dropped what did not fit."""
    session.signal(signal.SIGSTOP)
    session.wait("the stop", lambda: _stopped(session.pid))
    for size in (Size(20, 4), HOME):
        session.resize(size)
    assert not picture.complete(session.text())
    session.signal(signal.SIGCONT)
    session.wait("the whole picture", lambda: picture.complete(session.text()))


def _stopped(pid: int) -> bool:
    with Path(f"/proc/{pid}/stat").open() as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] == "T"


assert os.name == "posix"
