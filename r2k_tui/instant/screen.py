"""The terminal between the start of the process and the app: its alternate screen, raw input, signals, and the way
back.
"""

from __future__ import annotations

import atexit
import os
import sys
import termios
import time

try:
    # `signal` loads `enum`, which takes as long as a picture takes to be shown.
    import _signal as signals
except ImportError:
    import signal as signals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INPUT, OUTPUT = 0, 2
# Ends a truncated sequence and a synchronized update; turns off mouse reports, bracketed paste, focus reports and kitty
# keys; restores main screen, wrapping, cursor and colors.
RESET = (
    b"\x18\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1004l\x1b[<u"
    b"\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[0m"
)
ENTER_ALTERNATE = "\x1b[?1049h"
# Alternate screen, no cursor, no wrapping.
_ENTER = ENTER_ALTERNATE.encode() + b"\x1b[?25l\x1b[?7l"
# What was entered is left: the title, mouse and key modes were not touched yet.
_LEAVE = b"\x18\x1b[m\x1b[?1049l\x1b[?7h\x1b[?25h"
_ENDING = (signals.SIGTERM, signals.SIGHUP, signals.SIGINT, signals.SIGQUIT)
_TRIES, _BETWEEN_TRIES_S = 50, 0.01
_INPUT_FLAGS = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
_LOCAL_FLAGS = termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG
_IFLAG, _LFLAG, _CC = 0, 3, 6


def raw(modes: list[Any]) -> list[Any]:
    """The modes in which keys are neither echoed nor taken for signals, as Textual sets them."""
    changed = [*modes[:_CC], [*modes[_CC]]]
    changed[_IFLAG] &= ~_INPUT_FLAGS
    changed[_LFLAG] &= ~_LOCAL_FLAGS
    changed[_CC][termios.VMIN] = 1
    return changed


def window(environment: Any) -> tuple[int, int]:
    """Columns and rows of the window, as the app will find them; 0 where they are not known."""
    stated = [environment.get(name, "") for name in ("COLUMNS", "LINES")]
    columns, rows = (int(text) if text.isdecimal() else 0 for text in stated)
    if columns <= 0 or rows <= 0:
        found = os.get_terminal_size(1)
        columns, rows = columns if columns > 0 else found.columns, rows if rows > 0 else found.lines
    return columns, rows


def is_own_terminal() -> bool:
    """Whether input and output are one terminal, whose foreground is this process."""
    if not all(os.isatty(descriptor) for descriptor in (INPUT, 1, OUTPUT)):
        return False
    devices = {os.fstat(descriptor).st_rdev for descriptor in (INPUT, 1, OUTPUT)}
    return len(devices) == 1 and os.tcgetpgrp(INPUT) == os.getpgrp()


def write_past(terminal: int, data: bytes) -> None:
    """Write to a terminal on which another writer is blocked: wake it until there is room."""
    for _ in range(_TRIES):
        termios.tcflush(terminal, termios.TCOFLUSH)
        # Discarding wakes no writer; restarting the flow does.
        termios.tcflow(terminal, termios.TCOOFF)
        termios.tcflow(terminal, termios.TCOON)
        try:
            data = data[os.write(terminal, data) :]
        except BlockingIOError:
            time.sleep(_BETWEEN_TRIES_S)
            continue
        if not data:
            return


class TakenScreen:
    """The screen of a terminal while it shows a stored picture. `take` enters it, `leave` restores the terminal, and
    `hand_over` gives it to the app, which then restores it.

    A signal that ends the process restores the terminal first. Keys stay in the queue of the terminal. While the
    process is suspended the terminal is as it was before.
    """

    def __init__(self, painted: bytes, size: tuple[int, int]) -> None:
        self._painted, self._size = painted, size
        self.modes = termios.tcgetattr(INPUT)
        self.taken = False
        self._owner = os.getpid()
        self._handlers: list[tuple[int, Any]] = []

    def take(self) -> None:
        """Show the picture. Raises OSError, termios.error."""
        for number in (*_ENDING, signals.SIGTSTP):
            before = signals.getsignal(number)
            if before is not signals.SIG_IGN:
                # What is ignored stays so, as under nohup.
                self._handlers.append((number, before))
                signals.signal(number, self._suspended if number == signals.SIGTSTP else self._ended)
        atexit.register(self.leave)
        self._show()

    def _show(self) -> None:
        self.taken = True
        termios.tcsetattr(INPUT, termios.TCSANOW, raw(self.modes))
        rest = memoryview(_ENTER + self._painted)
        while rest:
            rest = rest[os.write(OUTPUT, rest) :]

    def leave(self) -> None:
        """Restore the terminal, unless that is done or the app's to do."""
        if self.taken and os.getpid() == self._owner:
            self.taken = False
            self._restore()

    def hand_over(self) -> None:
        """The app has taken over: it restores the terminal to `modes`."""
        self.taken = False
        atexit.unregister(self.leave)
        for number, before in self._handlers:
            # The app may have put its own in their places. One from outside of Python cannot be put back.
            if signals.getsignal(number) in (self._ended, self._suspended):
                signals.signal(number, signals.SIG_DFL if before is None else before)
        self._handlers.clear()

    def _restore(self) -> None:
        try:
            termios.tcsetattr(INPUT, termios.TCSANOW, self.modes)
            os.write(OUTPUT, _LEAVE)
        except (OSError, termios.error):
            # The terminal is gone.
            return

    def _restore_past(self) -> None:
        """Restore a terminal that may not be reading, through a descriptor that does not block."""
        try:
            own = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError:
            return
        try:
            termios.tcsetattr(own, termios.TCSANOW, self.modes)
            write_past(own, _LEAVE)
        except (OSError, termios.error):
            # The terminal is gone.
            return
        finally:
            os.close(own)

    def _ended(self, number: int, _frame: object) -> None:
        """Die of a signal, as without a handler, with the terminal restored."""
        if self.taken and os.getpid() == self._owner:
            self.taken = False
            self._restore_past()
        signals.signal(number, signals.SIG_DFL)
        os.kill(os.getpid(), number)

    def _suspended(self, _number: int, _frame: object) -> None:
        """Stop with the terminal restored; afterwards show the picture again, if it still fits."""
        was_taken = self.taken
        self.leave()
        os.kill(os.getpid(), signals.SIGSTOP)
        if was_taken and is_own_terminal() and window(os.environ) == self._size:
            self._show()


def complain(error: BaseException) -> None:
    """Write why there is no stored picture: only for those who ask for the whole story."""
    sys.stderr.write(f"r2k: no stored picture: {type(error).__name__}: {error}\n")
