"""Pasted text is text: what it holds of escape codes never becomes keys."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
# The control characters but tab and the ends of lines, which a paste of several lines has.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FEED = XTermParser.feed


class PastedText:
    """Takes the control characters out of what a terminal says was pasted, however its bytes are divided."""

    def __init__(self) -> None:
        self._inside = False
        # The end of what was let through, and what is kept back because it may begin the end of the paste.
        self._last, self._kept = "", ""

    def clean(self, text: str) -> str:
        """What may go on to the parser."""
        out, rest = "", self._kept + text
        self._kept = ""
        while rest:
            part, rest = self._pasted(rest) if self._inside else self._typed(rest)
            out += part
        return out

    def _typed(self, text: str) -> tuple[str, str]:
        """Up to the begin of a paste, of which a piece may have gone through before, and what follows."""
        seen = self._last + text
        at = seen.find(_BEGIN)
        if at < 0:
            self._last = seen[1 - len(_BEGIN) :]
            return text, ""
        self._inside, self._last = True, ""
        through = at + len(_BEGIN) - (len(seen) - len(text))
        return text[:through], text[through:]

    def _pasted(self, text: str) -> tuple[str, str]:
        at = text.find(_END)
        if at >= 0:
            self._inside = False
            return _CONTROL.sub("", text[:at]) + _END, text[at + len(_END) :]
        begun = next((n for n in range(len(_END) - 1, 0, -1) if text.endswith(_END[:n])), 0)
        self._kept = text[len(text) - begun :]
        return _CONTROL.sub("", text[: len(text) - begun]), ""


def _feed(parser: XTermParser, data: str) -> Iterable[Message]:
    pasted: PastedText = vars(parser).setdefault("r2k_pasted", PastedText())
    cleaned = pasted.clean(data)
    # No data at all is how the end of the input is told.
    return _FEED(parser, cleaned) if cleaned or not data else ()


def keep_pastes_text() -> None:
    """From now on no key is made of an escape code in a paste: Textual passes on what follows it as keys."""
    XTermParser.feed = _feed  # type: ignore[method-assign,assignment]
