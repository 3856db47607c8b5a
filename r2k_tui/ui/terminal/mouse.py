"""Mouse reports: only of buttons and of drags, and also in the legacy form.

Textual 8.2 asks for a report of every motion, which costs a slow line bytes for nothing, and for the form of urxvt,
which it does not read; it recognizes the legacy form of xterm and drops it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.drivers.web_driver import WebDriver

# The driver of a browser. An app loads the driver that it needs before anything here is applied.
BROWSER = "textual.drivers.web_driver"
# Buttons, drags, and coordinates of any size (SGR). A terminal without SGR sends the legacy form.
_MODES = (1000, 1002, 1006)
_LEGACY = "\x1b[M"
_BASE, _RELEASED, _BUTTONS, _SCROLLS = 32, 3, 3, 64
_MOVES = 32


class LegacyReports:
    """Translates legacy reports; they do not say which button was released, so the pressed one is remembered."""

    def __init__(self) -> None:
        self._pressed = 0

    def as_sgr(self, code: str) -> str:
        """A legacy report in the form that Textual reads; any other text as it is."""
        if not code.startswith(_LEGACY) or len(code) != len(_LEGACY) + 3:
            return code
        state, x, y = (ord(letter) - _BASE for letter in code[len(_LEGACY) :])
        if state & (_SCROLLS | _MOVES) or state & _BUTTONS != _RELEASED:
            if not state & (_SCROLLS | _MOVES):
                self._pressed = state & _BUTTONS
            return f"\x1b[<{state};{x};{y}M"
        return f"\x1b[<{state & ~_BUTTONS | self._pressed};{x};{y}m"


def _enable(driver: LinuxDriver | WebDriver) -> None:
    _switch(driver, "h")


def _disable(driver: LinuxDriver | WebDriver) -> None:
    _switch(driver, "l")


def _switch(driver: LinuxDriver | WebDriver, way: str) -> None:
    if driver._mouse:
        for mode in _MODES:
            driver.write(f"\x1b[?{mode}{way}")
        driver.flush()


def report_no_motion() -> None:
    """Ask terminals for reports of buttons and drags only, from now on."""
    browser = sys.modules.get(BROWSER)
    for driver in (LinuxDriver, *([browser.WebDriver] if browser is not None else [])):
        driver._enable_mouse_support = _enable
        driver._disable_mouse_support = _disable
