"""A terminal that sends what it should not, or says it is larger than any: the monitor goes on, and its keys work."""

from __future__ import annotations

import os
import sys
import time

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import Size

pytestmark = pytest.mark.slow
# What is promised, plus what a busy machine may add.
_SECOND_S, _BUSY_S = 1.0, 10.0
_MOST = Size(500, 200)
# Its pixels are told as well, in two bytes each.
_HUGE = Size(8191, 4095)
_LARGEST_MB = 600.0
_NO_TEXT = (
    b"\xe9",
    "Zürich für Größe".encode("latin-1").translate(None, b"Zrich fuGe"),
    b"\x1b[M \xff!",
    b"\x1b[M\xc3\xa9!",
    bytes(range(0x80, 0x100)),
    b"\xed\xa0\x80\xf8\x88\x80\x80\x80\xc0\x80",
    b"\x1b[200~caf\xe9 \xff\x1b[201~",
    b"\x1b[99999999999;1u",
    b"\x1b[55296;1u",
    b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
)
_BROKEN = (
    "from r2k_tui.ui.terminal import paste as pastes\nfrom r2k_tui.ui.app import R2KApp\n"
    "def broken(self, *_): raise ValueError('no such thing')\n"
    "{where} = broken\n"
    "import sys; sys.argv = ['r2k', '--demo']\n"
    "from r2k_tui.cli import main; main()"
)


@pytest.fixture
def session(start: Start) -> Session:
    """The monitor on a simulated market."""
    session = start("--demo")
    session.wait_text("LIVE", within=60.0)
    return session


def assert_help_opens(session: Session, within: float = _SECOND_S + _BUSY_S) -> None:
    deadline = time.monotonic() + within
    while "Keys" not in session.text():
        assert time.monotonic() < deadline, f"no key is heard:\n{session.text()}"
        session.press("?")
        session.watch(0.25)


def test_bytes_that_are_no_text_end_nothing(session: Session) -> None:
    for sent in _NO_TEXT:
        session.send(sent)
        session.press_and_wait("?")
        session.wait(f"help after {sent!r}", lambda: "Keys" in session.text())
        session.press("escape")
        session.wait_without("Keys")
    session.press("q")
    assert session.wait_end() == 0
    assert b"Traceback" not in session.raw


@pytest.mark.parametrize(
    "sent", [b"\x1b[200~pasted", b"\x1b[200~\x1b[201", b"\x1b[", b"\x1b]0;", b"\x1bP", b"\x1b[M", b"\x1b[<0;3"]
)
def test_what_never_ends_holds_no_key_for_more_than_a_second(session: Session, sent: bytes) -> None:
    session.send(sent)
    assert_help_opens(session)


@pytest.mark.parametrize("begin", [b"\x1b[200~", b""])
def test_megabytes_of_a_paste_hold_no_key_once_they_are_read(session: Session, begin: bytes) -> None:
    session.send(begin)
    for _ in range(2000):
        _send_all(session, b"quite long " * 100)
    assert_help_opens(session)


def _send_all(session: Session, data: bytes) -> None:
    while data:
        try:
            data = data[os.write(session.terminal, data) :]
        except BlockingIOError:
            session.watch(0.01)


@pytest.mark.parametrize("report", [b"", b"\x1b[48;100000;100000;0;0t"])
def test_a_size_beyond_all_windows_is_bounded_and_told(session: Session, report: bytes) -> None:
    session.resize(_MOST)
    if report:
        session.send(report)
    else:
        _HUGE.give(session.terminal)
    session.wait_text("500 x 200", within=60.0)
    assert max(process.rss_mb() for process in session.processes()) < _LARGEST_MB
    session.press("q")
    assert session.wait_end(30.0) == 0


def test_a_size_beyond_all_windows_is_bounded_from_the_start(start: Start) -> None:
    session = start("--demo", size=_MOST)
    _HUGE.give(session.terminal)
    session.wait_text("LIVE", "500 x 200", within=60.0)
    assert max(process.rss_mb() for process in session.processes()) < _LARGEST_MB


@pytest.mark.parametrize("where", ["R2KApp._pause", "pastes._tick"])
def test_a_defect_ends_with_four_and_plain_words(where: str) -> None:
    with Session([sys.executable, "-c", _BROKEN.format(where=where)]) as session:
        if "tick" not in where:
            session.wait_text("LIVE", within=60.0)
            session.press("space")
        assert session.wait_end(30.0) == 4
        assert b"defect in R2K" in session.raw
        assert b"Traceback" not in session.raw
