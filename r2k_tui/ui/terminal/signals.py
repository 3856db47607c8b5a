"""Signals: the terminal is left as it was found."""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from r2k_tui.instant.screen import RESET, write_past

_WATCHED = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
_GRACE_S = 0.8


class SignalGuard:
    """Ends the app on TERM, HUP, QUIT and INT, with the terminal restored and status 128 + signal.

    A thread waits for the signals, so that they work while the event loop is blocked by a terminal that does not read.
    If the app has not ended after a grace period, the thread restores the terminal and ends the process. `modes`: those
    to restore, where the terminal has others already.
    """

    def __init__(self, end_engine: Callable[[], None], modes: list[Any] | None = None) -> None:
        self._end_engine = end_engine
        self._caught: signal.Signals | None = None
        self._done = threading.Event()
        self._modes = modes or (termios.tcgetattr(0) if os.isatty(0) else None)

    @property
    def status(self) -> int:
        """Exit status of the signal, 0 without one."""
        return 0 if self._caught is None else 128 + self._caught

    def watch(self, end_app: Callable[[], None]) -> None:
        """Start waiting; call before any other thread starts. `end_app` must be callable from any thread."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        threading.Thread(target=self._wait, args=(end_app,), name="signals", daemon=True).start()

    def finish(self) -> None:
        """The app has ended on its own."""
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
        """Write through a separate non-blocking descriptor: the terminal may have stopped reading."""
        with suppress(OSError, termios.error):
            own = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            if self._modes is not None:
                termios.tcsetattr(own, termios.TCSANOW, self._modes)
            write_past(own, RESET)
            os.close(own)


def is_terminal() -> bool:
    """Whether both input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
