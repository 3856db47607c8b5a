"""The harness itself: programs small enough to know what they must do."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.pty.session import Session
from tests.pty.size import SMALL, Size

_ECHO = "import sys\nfor line in sys.stdin: print('heard', line.strip(), flush=True)"
_SIZE = (
    "import os, signal, time\n"
    "def told(word): os.write(1, ('%s %d %d\\n' % (word, *os.get_terminal_size())).encode())\n"
    "signal.signal(signal.SIGWINCH, lambda *_: told('now'))\n"
    "told('first')\n"
    "while True: time.sleep(1)"
)
_FAMILY = (
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], process_group=0)\n"
    "print('born', flush=True)\ntime.sleep(60)"
)
_SILENT = "import time; time.sleep(60)"


def _python(program: str, size: Size = SMALL) -> Session:
    return Session([sys.executable, "-c", program], size)


def test_what_is_typed_is_heard_and_what_is_said_is_seen() -> None:
    with _python(_ECHO) as session:
        session.send(b"one\n")
        session.wait_text("heard one")
        session.press("ctrl+d")
        assert session.wait_end() == 0


def test_a_text_that_does_not_come_fails_with_the_screen() -> None:
    with _python("print('something else', flush=True); import time; time.sleep(60)") as session:
        session.wait_text("something else")
        with pytest.raises(AssertionError, match=r"no right words on the screen: waited 0\.1 s\n(?s:.*)something else"):
            session.wait_text("right words", within=0.1)


def test_a_program_that_ends_is_not_waited_for() -> None:
    ended = r"the program ended with 0\n(?s:.*)the last word"
    with _python("print('the last word')") as session, pytest.raises(AssertionError, match=ended):
        session.wait_text("right words", within=30.0)


def test_its_last_words_are_read_though_it_has_ended() -> None:
    with _python("print('the last word')") as session:
        session.wait_end(within=10.0, reading=False)
        session.wait_text("the last word")


def test_a_window_can_be_made_another_size() -> None:
    with _python(_SIZE, Size(70, 20)) as session:
        session.wait_text("first 70 20")
        session.resize(Size(50, 10))
        session.wait_text("now 50 10")


def test_a_signal_that_kills_is_the_status() -> None:
    with _python(_SILENT) as session:
        session.signal(signal.SIGTERM)
        assert session.wait_end() == -signal.SIGTERM


def test_a_lost_terminal_is_a_hangup() -> None:
    with _python(_SILENT) as session:
        session.hang_up()
        assert session.wait_end() == -signal.SIGHUP


def test_all_of_a_family_is_seen_and_ended() -> None:
    with _python(_FAMILY) as session:
        session.wait_text("born")
        seen = session.processes()
        assert len(seen) == 2
        assert all(process.alive() for process in seen)
        assert seen[0].rss_mb() > 1.0
        session.signal(signal.SIGKILL)
        session.wait_end()
        assert [process.pid for process in session.processes()] == [seen[1].pid], "an orphan is family"
    assert not any(process.alive() for process in seen)


def test_modes_are_those_of_the_terminal() -> None:
    with _python("import tty, time; tty.setraw(0); print('raw', flush=True); time.sleep(60)") as session:
        session.wait_text("raw")
        assert session.modes() != session.modes_before
