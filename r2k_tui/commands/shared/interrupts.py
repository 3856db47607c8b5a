"""Ctrl+C during start-up and exit ends the process without a traceback."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path


def is_program() -> bool:
    """Whether this process is `r2k`, not another program that imports it."""
    path = Path(sys.argv[0] if sys.argv else "")
    return path.stem == "r2k" or path.parts[-2:] == ("r2k_tui", "__main__.py")


def end_at_once() -> None:
    """Let Ctrl+C end the process as if it had no handler."""
    _handle(signal.default_int_handler, signal.SIG_DFL)


def raise_again() -> None:
    """Let Ctrl+C raise KeyboardInterrupt."""
    _handle(signal.SIG_DFL, signal.default_int_handler)


def _handle(before: object, after: signal.Handlers | object) -> None:
    if not is_program() or threading.current_thread() is not threading.main_thread():
        return
    # Keep a handler that others have set, and an ignored signal, as under nohup.
    if signal.getsignal(signal.SIGINT) is before:
        signal.signal(signal.SIGINT, after)  # type: ignore[arg-type]
