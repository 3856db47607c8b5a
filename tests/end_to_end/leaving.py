"""What must be true when the program has ended: the terminal as it was, and nothing left running."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tests.pty.processes import Process
from tests.pty.session import Session

# An engine that is still loading looks up only when that is done.
_LEFT_S = 20.0
# Mode, and whether it must be on (h) or off (l) at the end: main screen, cursor, mouse, paste and focus reports.
_END = {b"1049": b"l", b"25": b"h", b"1000": b"l", b"1002": b"l", b"1006": b"l", b"2004": b"l", b"1004": b"l"}


def assert_restored(session: Session) -> None:
    """The terminal is in the modes that it was in before, on its main screen, with a cursor and without a mouse."""
    assert session.modes() == session.modes_before
    raw = session.raw
    for mode, wanted in _END.items():
        on, off = raw.rfind(b"\x1b[?" + mode + b"h"), raw.rfind(b"\x1b[?" + mode + b"l")
        if on != off:
            assert (on > off) == (wanted == b"h"), f"mode {mode.decode()} was left {'on' if on > off else 'off'}"
    assert b"\x1b[?1049h" in raw, "the program never took the screen"


def assert_nobody_left(session: Session, seen: Sequence[Process]) -> None:
    """None of the processes seen runs any more, nor any other of the program's session."""
    deadline = time.perf_counter() + _LEFT_S
    while left := [process for process in {*seen, *session.processes()} if process.alive()]:
        assert time.perf_counter() < deadline, f"still there: {left}"
        session.watch(0.05)
