"""Ctrl+C while the program is loaded or ends: the process goes, without a traceback."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path


def is_program() -> bool:
    """Whether this process is `r2k`, and not another program that imports a part of it."""
    path = Path(sys.argv[0] if sys.argv else "")
    return path.stem == "r2k" or path.parts[-2:] == ("r2k_tui", "__main__.py")


def end_at_once() -> None:
    """From now on Ctrl+C ends the process as if it had no handler."""
    _handle(signal.default_int_handler, signal.SIG_DFL)


def raise_again() -> None:
    """From now on Ctrl+C is a KeyboardInterrupt."""
    _handle(signal.SIG_DFL, signal.default_int_handler)


def _handle(before: object, after: signal.Handlers | object) -> None:
    if not is_program() or threading.current_thread() is not threading.main_thread():
        return
    # A handler that somebody else has set, or a signal that is ignored as under nohup, stays.
    if signal.getsignal(signal.SIGINT) is before:
        signal.signal(signal.SIGINT, after)  # type: ignore[arg-type]
