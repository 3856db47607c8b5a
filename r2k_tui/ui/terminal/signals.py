"""What the terminal itself needs: to be left as it was found."""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress

_WATCHED = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
_GRACE_S = 0.8
# A sequence cut short ends, painting is shown at once; mouse reports, bracketed paste, focus reports and kitty keys
# are off; main screen, wrapping, cursor and colours are back.
_RESET = (
    b"\x18\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1004l\x1b[<u"
    b"\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[0m"
)
_TRIES, _BETWEEN_TRIES_S = 50, 0.01


class SignalGuard:
    """Ends the app on TERM, HUP, QUIT and INT with the terminal restored and status 128 + signal.

    A thread waits for the signals, so that they work while the event loop is stuck behind a terminal that does not
    read; when the app has not ended after a moment, the terminal is restored from here and the process left.
    """

    def __init__(self, end_engine: Callable[[], None]) -> None:
        self._end_engine = end_engine
        self._caught: signal.Signals | None = None
        self._done = threading.Event()
        self._modes = termios.tcgetattr(0) if os.isatty(0) else None

    @property
    def status(self) -> int:
        """Exit status that the signal asks for, 0 without one."""
        return 0 if self._caught is None else 128 + self._caught

    def watch(self, end_app: Callable[[], None]) -> None:
        """Begin to wait; call before any other thread is started. `end_app` must be callable from any thread."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        threading.Thread(target=self._wait, args=(end_app,), name="signals", daemon=True).start()

    def finish(self) -> None:
        """The app has ended by itself."""
        self._done.set()

    def _wait(self, end_app: Callable[[], None]) -> None:
        self._caught = signal.Signals(signal.sigwait(_WATCHED))
        with suppress(RuntimeError):
            end_app()
        if not self._done.wait(_GRACE_S):
            self._leave()

    def _leave(self) -> None:
        self._end_engine()
        self._restore()
        os._exit(self.status)

    def _restore(self) -> None:
        """Write through a descriptor of our own that never blocks: the terminal may have stopped reading."""
        with suppress(OSError, termios.error):
            own = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            if self._modes is not None:
                termios.tcsetattr(own, termios.TCSANOW, self._modes)
            _write_past(own, _RESET)
            os.close(own)


def _write_past(terminal: int, data: bytes) -> None:
    """Write to a terminal in which another writer hangs: it holds the line until it is woken and finds room."""
    for _ in range(_TRIES):
        termios.tcflush(terminal, termios.TCOFLUSH)
        # Dropping what waits wakes nobody; starting the flow again does.
        termios.tcflow(terminal, termios.TCOOFF)
        termios.tcflow(terminal, termios.TCOON)
        with suppress(BlockingIOError):
            data = data[os.write(terminal, data) :]
            if not data:
                return
        time.sleep(_BETWEEN_TRIES_S)


def is_terminal() -> bool:
    """Whether both ends of the app are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
