"""Ignores input that is neither text nor a terminal report, where Textual would end the app.

Textual 8.2 decodes input strictly as UTF-8, trusts every number in a report, and lets an error in either end its input
thread.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
from codecs import IncrementalDecoder
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

from r2k_tui.ui.terminal.mouse import BROWSER, LegacyReports

if TYPE_CHECKING:
    from textual.drivers.web_driver import WebDriver

# A legacy mouse report: three bytes follow, each a number rather than a character.
_MOUSE, _MOUSE_BYTES = b"\x1b[M", 3
_LEAST_NUMBER = 0x20
_SURROGATES = range(0xD800, 0xE000)
_EXTENDED, _MOUSE_CODE = XTermParser._parse_extended_key, XTermParser.parse_mouse_code
_LEGACY = LegacyReports()


class ForgivingDecoder(IncrementalDecoder):
    """UTF-8 without invalid bytes; the numbers of a legacy mouse report stay three characters."""

    def __init__(self, errors: str = "ignore") -> None:
        super().__init__(errors)
        self._utf8 = codecs.getincrementaldecoder("utf-8")("ignore")
        self._seen, self._numbers = b"", 0

    def decode(self, data: Any, final: bool = False) -> str:
        """See IncrementalDecoder."""
        return self._utf8.decode(self._without_numbers(bytes(data)), final)

    def _without_numbers(self, data: bytes) -> bytes:
        if not self._numbers and _MOUSE not in self._seen + data:
            self._seen = (self._seen + data)[1 - len(_MOUSE) :]
            return data
        out = bytearray()
        for byte in data:
            if self._numbers and byte >= _LEAST_NUMBER:
                self._numbers -= 1
                out += chr(byte).encode()
                continue
            self._numbers = 0
            out.append(byte)
            self._seen = (self._seen + bytes([byte]))[-len(_MOUSE) :]
            if self._seen == _MOUSE:
                self._numbers, self._seen = _MOUSE_BYTES, b""
        return bytes(out)


def _decoder_of(_encoding: str) -> Callable[[], IncrementalDecoder]:
    return ForgivingDecoder


def _extended_key(parser: XTermParser, sequence: str) -> list[Key] | None:
    """The keys in a keyboard report; a number that is no character gives a key that is ignored."""
    try:
        keys = _EXTENDED(parser, sequence)
    except (ValueError, OverflowError):
        return [Key(Keys.Ignore, sequence)]
    if keys and any(ord(letter) in _SURROGATES for key in keys for letter in key.character or ""):
        return [Key(Keys.Ignore, sequence)]
    return keys


def _mouse(parser: XTermParser, code: str) -> Message | None:
    """The event in a mouse report; None where it is impossible, as in a window without size."""
    try:
        return _MOUSE_CODE(parser, _LEGACY.as_sgr(code))
    except (ValueError, OverflowError, ZeroDivisionError):
        return None


def _end_with_the_server(read: Callable[[WebDriver], None]) -> Callable[[WebDriver], None]:
    """Reading of the input of a page by `read`; without a server there is no page, and the monitor ends as on TERM."""

    def until_the_server_is_gone(driver: WebDriver) -> None:
        read(driver)
        if not driver.exit_event.is_set():
            os.kill(os.getpid(), signal.SIGTERM)

    return until_the_server_is_gone


def ignore_foreign_input() -> None:
    """Skip undecodable input from now on, so that the keys after it arrive."""
    XTermParser._parse_extended_key = _extended_key  # type: ignore[assignment]
    XTermParser.parse_mouse_code = _mouse  # type: ignore[method-assign,assignment]
    browser: Any = sys.modules.get(BROWSER)
    if browser is not None and browser.getincrementaldecoder is not _decoder_of:
        browser.getincrementaldecoder = _decoder_of
        browser.WebDriver.run_input_thread = _end_with_the_server(browser.WebDriver.run_input_thread)
