"""However it ends: the right status, the terminal as it was, and nothing left running."""

from __future__ import annotations

import fcntl
import signal
import struct
import termios
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.pty.session import Session

# What is promised, plus what a busy machine may add: tests/bench times it.
_PROMISED_S, _BUSY_S = 2.0, 28.0
SIGNALS = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])


@pytest.fixture
def session(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> Session:
    """The monitor on a folder of files, all painted."""
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    session.wait_quiet(0.2)
    return session


@SIGNALS
def test_a_signal_restores_the_terminal(session: Session, number: signal.Signals) -> None:
    seen = session.processes()
    session.signal(number)
    assert session.wait_end(_PROMISED_S + _BUSY_S) == 128 + number
    assert_restored(session)
    assert_nobody_left(session, seen)
    assert b"Traceback" not in session.raw


@SIGNALS
def test_a_signal_ends_it_while_the_terminal_does_not_read(session: Session, number: signal.Signals) -> None:
    seen = session.processes()
    _stall(session)
    session.signal(number)
    assert session.wait_end(_PROMISED_S + _BUSY_S, reading=False) == 128 + number
    session.drain()
    assert_restored(session)
    assert_nobody_left(session, seen)


def test_a_lost_terminal_ends_it(session: Session) -> None:
    seen = session.processes()
    session.hang_up()
    assert session.wait_end(_PROMISED_S + _BUSY_S, reading=False) == 128 + signal.SIGHUP
    assert_nobody_left(session, seen)


def test_a_lost_terminal_ends_it_while_output_waits(session: Session) -> None:
    seen = session.processes()
    _stall(session)
    session.hang_up()
    assert session.wait_end(_PROMISED_S + _BUSY_S, reading=False) == 128 + signal.SIGHUP
    assert_nobody_left(session, seen)


def test_a_killed_terminal_takes_its_engine_with_it(session: Session) -> None:
    seen = session.processes()
    session.signal(signal.SIGKILL)
    assert session.wait_end() == -signal.SIGKILL
    assert_nobody_left(session, seen)


@SIGNALS
def test_a_signal_before_the_first_paint_ends_it_too(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path, number: signal.Signals
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("its engine", lambda: len(session.processes()) == 2)
    seen = session.processes()
    session.signal(number)
    assert session.wait_end(_PROMISED_S + _BUSY_S) in (128 + number, -number)
    assert session.modes() == session.modes_before
    assert_nobody_left(session, seen)


def _stall(session: Session) -> None:
    """Stop reading, and make the program send more than the line holds: it then hangs in its write."""
    session.send(b"t" * 12)
    held = -1

    def full() -> bool:
        nonlocal held
        before, held = held, _waiting_bytes(session)
        return 0 < held == before

    session.wait("a line that is full", full, reading=False)


def _waiting_bytes(session: Session) -> int:
    answer = fcntl.ioctl(session.terminal, termios.FIONREAD, struct.pack("i", 0))
    return int(struct.unpack("i", answer)[0])
