"""Input thread that sleeps until a byte arrives; Textual 8.2 wakes its own ten times a second."""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Callable
from contextlib import suppress

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from r2k_tui.ui.terminal.foreign_input import ForgivingDecoder

# How often, and how long after a byte, the parser may decide by the time alone that something is complete: a lone
# Escape, or a paste without an end.
_LOOK_S, _UNDECIDED_S = 0.1, ESCAPE_DELAY + 1.5
_READ_BYTES = 1 << 12
_PIPE = "r2k_wake_up"
_START, _DISABLE = LinuxDriver.start_application_mode, LinuxDriver.disable_input


class SleepingInput:
    """Bytes of a terminal, waited for without a time limit; `wake_up` ends the wait once it can be read."""

    def __init__(self, terminal: int, wake_up: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._terminal, self._clock = terminal, clock
        self._undecided_until = float("-inf")
        self._selector = selectors.SelectSelector()
        self._selector.register(terminal, selectors.EVENT_READ)
        self._selector.register(wake_up, selectors.EVENT_READ)

    def nap(self) -> float | None:
        """Seconds that the next wait may take; None for no limit."""
        return _LOOK_S if self._clock() < self._undecided_until else None

    def read(self) -> bytes | None:
        """Next bytes; empty at the end of the input, None when there are none yet."""
        ready = self._selector.select(self.nap())
        if all(key.fd != self._terminal for key, _ in ready):
            return None
        self._undecided_until = self._clock() + _UNDECIDED_S
        return os.read(self._terminal, _READ_BYTES)

    def close(self) -> None:
        """Release the selector."""
        self._selector.close()


def _run(driver: LinuxDriver) -> None:
    """Read and pass on input until `exit_event` is set; see LinuxDriver.run_input_thread."""
    parser = XTermParser(driver._debug)
    decode = ForgivingDecoder().decode
    source = SleepingInput(driver.fileno, vars(driver)[_PIPE][0])
    try:
        while not driver.exit_event.is_set():
            data = source.read()
            if text := decode(data) if data else "":
                for message in parser.feed(text):
                    driver.process_message(message)
            for message in parser.tick():
                driver.process_message(message)
            if data == b"" or (data is None and source.nap() is None):
                # A closed input, which is always ready, or woken for the end a moment before the event is set.
                driver.exit_event.wait(_LOOK_S)
    finally:
        source.close()
        with suppress(EOFError, ParseError):
            list(parser.feed(""))


def _start(driver: LinuxDriver) -> None:
    _end_former(driver)
    vars(driver)[_PIPE] = os.pipe()
    _START(driver)  # type: ignore[no-untyped-call]


def _end_former(driver: LinuxDriver) -> None:
    """End the thread of a driver that starts again without having stopped, as after SIGSTOP and SIGCONT."""
    if _PIPE in vars(driver) and driver._key_thread is not None and driver._key_thread.is_alive():
        driver.exit_event.set()
        os.write(vars(driver)[_PIPE][1], b"\0")
        driver._key_thread.join()
        driver.exit_event.clear()
    _close(driver)


def _disable(driver: LinuxDriver) -> None:
    if _PIPE in vars(driver):
        os.write(vars(driver)[_PIPE][1], b"\0")
    _DISABLE(driver)
    _close(driver)


def _close(driver: LinuxDriver) -> None:
    for end in vars(driver).pop(_PIPE, ()):
        os.close(end)


def sleep_until_input() -> None:
    """Wake for input alone from now on; a driver that runs already keeps its thread."""
    LinuxDriver.run_input_thread = _run  # type: ignore[method-assign,assignment]
    LinuxDriver.start_application_mode = _start  # type: ignore[method-assign]
    LinuxDriver.disable_input = _disable  # type: ignore[method-assign,assignment]
