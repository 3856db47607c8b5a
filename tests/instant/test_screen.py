"""The terminal is taken for a picture and given back, however the process ends."""

from __future__ import annotations

import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from r2k_tui.instant import screen
from tests.pty.session import Session
from tests.pty.size import SMALL

_BEGIN = """
import os, sys, time
from r2k_tui.instant.screen import TakenScreen
taken = TakenScreen(b"a stored picture", (80, 24))
taken.take()
"""
_STAY = "time.sleep(60)"


@pytest.fixture
def program() -> Iterator[Callable[..., Session]]:
    """Runs a program that has taken the screen."""
    with ExitStack() as stack:

        def begin(rest: str, within: str = "a stored picture") -> Session:
            session = stack.enter_context(Session([sys.executable, "-c", _BEGIN + rest], SMALL))
            session.wait(within, lambda: within.encode() in session.raw)
            return session

        yield begin


def restored(session: Session) -> bool:
    raw = session.raw
    return (
        session.modes() == session.modes_before
        and raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h") >= 0
        and raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
        and raw.rfind(b"\x1b[?7h") > raw.rfind(b"\x1b[?7l")
    )


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=lambda number: number.name
)
def test_a_signal_restores_it(program: Callable[..., Session], number: signal.Signals) -> None:
    session = program(_STAY)
    assert session.modes() != session.modes_before
    session.signal(number)
    assert session.wait_end() == -number
    assert restored(session)


@pytest.mark.parametrize("end", ["", "sys.exit(3)", "raise SystemExit('words')"])
def test_an_end_restores_it(program: Callable[..., Session], end: str) -> None:
    session = program(end)
    session.wait_end()
    assert restored(session)


def test_what_is_printed_after_leaving_is_on_the_screen_of_before(program: Callable[..., Session]) -> None:
    session = program("taken.leave(); print('no such folder'); taken.leave()")
    session.wait_end()
    assert restored(session)
    assert session.raw.index(b"no such folder") > session.raw.rfind(b"\x1b[?1049l")


def test_keys_are_neither_echoed_nor_lost_nor_signals(program: Callable[..., Session]) -> None:
    session = program("time.sleep(0.3); keys = os.read(0, 99); taken.leave(); print(keys)")
    session.send(b"jx\x03\r")
    session.wait_end()
    assert session.raw.count(b"jx") == 1
    assert repr(b"jx\x03\r").encode() in session.raw


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    kept = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Session([sys.executable, "-c", f"{_BEGIN}{_STAY}"], SMALL) as session:
            session.wait_text("a stored picture")
            session.signal(signal.SIGHUP)
            session.watch(0.2)
            session.signal(signal.SIGTERM)
            assert session.wait_end() == -signal.SIGTERM
    finally:
        signal.signal(signal.SIGHUP, kept)


def test_it_is_suspended_with_the_terminal_restored_and_shown_again(program: Callable[..., Session]) -> None:
    session = program(_STAY)
    session.signal(signal.SIGTSTP)
    session.wait("the stop", lambda: _stopped(session.pid))
    session.drain()
    assert restored(session)
    session.signal(signal.SIGCONT)
    session.wait("the picture again", lambda: session.raw.count(b"a stored picture") == 2)
    assert session.modes() != session.modes_before
    session.signal(signal.SIGTERM)
    session.wait_end()
    assert restored(session)


def test_a_signal_restores_a_terminal_that_does_not_read() -> None:
    script = _BEGIN.replace('b"a stored picture"', 'b"x" * 2_000_000') + _STAY
    with Session([sys.executable, "-c", script], SMALL) as session:
        session.wait("raw modes", lambda: session.modes() != session.modes_before, reading=False)
        session.signal(signal.SIGTERM)
        assert session.wait_end(reading=False) == -signal.SIGTERM
        session.drain()
        assert session.modes() == session.modes_before
        assert b"\x1b[?1049l" in session.raw


def test_after_the_hand_over_it_is_the_apps_to_restore(program: Callable[..., Session]) -> None:
    session = program(
        "import signal; taken.hand_over(); [print(str(signal.getsignal(n))) for n in (2, 15)]; print('given')",
        within="given",
    )
    session.wait_end()
    assert b"default_int_handler" in session.raw
    assert b"\r\n0\r\n" in session.raw
    assert b"\x1b[?1049l" not in session.raw


def test_the_hand_over_leaves_a_handler_of_the_app_alone(program: Callable[..., Session]) -> None:
    session = program(
        "import signal; signal.signal(signal.SIGTSTP, print); taken.hand_over();"
        " print(signal.getsignal(signal.SIGTSTP) is print)",
        within="True",
    )
    session.wait_end()


def test_a_child_that_ends_restores_nothing(program: Callable[..., Session]) -> None:
    session = program("child = os.fork()\nif child: os.waitpid(child, 0); print('!'); os.read(0, 9)\n", within="!")
    assert b"\x1b[?1049l" not in session.raw
    session.send(b"q")
    session.wait_end()
    assert restored(session)


def test_the_modes_are_those_of_textual() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    everything = -1
    changed = screen.raw([everything, 0, 0, everything, 0, 0, [b"\x04"] * 32])
    assert changed[0] == LinuxDriver._patch_iflag(everything)
    assert changed[3] == LinuxDriver._patch_lflag(everything)
    assert changed[6][termios.VMIN] == 1


@pytest.mark.parametrize(
    ("environment", "size"),
    [({"COLUMNS": "90", "LINES": "30"}, (90, 30)), ({"COLUMNS": "0", "LINES": "x"}, (80, 24)), ({}, (80, 24))],
)
def test_the_window_is_as_the_app_finds_it(
    environment: dict[str, str], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import shutil

    found = os.terminal_size((80, 24))
    monkeypatch.setattr(os, "get_terminal_size", lambda _: found)
    assert screen.window(environment) == size
    for name in ("COLUMNS", "LINES"):
        monkeypatch.setenv(name, environment.get(name, ""))
    assert shutil.get_terminal_size() == size


def test_tests_have_no_terminal_of_their_own() -> None:
    assert not screen.is_own_terminal()


def _stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"
