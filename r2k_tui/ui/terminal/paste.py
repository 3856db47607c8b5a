"""Pasted text stays text: escape codes in it never become keys, and no paste blocks the keyboard for long."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
# Control characters except tab and line ends, which a paste of several lines has.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# One key: a character, perhaps with Alt, or an escape sequence.
_ONE_KEY = re.compile(r"(?:\x1b?[^\x1b]|\x1b(?:\[[0-9;:<?]*[A-Za-z~]|O[A-Za-z])?)\Z")
_FEED, _TICK = XTermParser.feed, XTermParser.tick
# A paste without an end is over after this much silence, or at a single key after this much time.
_SILENCE_S, _LONG_S = 0.8, 0.8
# A key arrives on its own; the chunks of a paste follow each other closely.
_APART_S = 0.05
# Longer pastes are cut: nothing in R2K takes more, and every character delays the keys behind it.
_MOST = 1 << 14
# More characters at once than anybody types are a paste, even from a terminal that does not mark it.
_TYPED_AT_ONCE = 256


class PastedText:
    """Removes control characters from what a terminal marks as pasted, however the bytes are split."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._inside = self._unmarked = False
        # The end of what was passed on, and what is held back because it may begin the end marker.
        self._last, self._held_back = "", ""
        self._begun_at = self._last_input_at = 0.0
        self._room = _MOST

    def clean(self, text: str) -> str:
        """The part of the input that may go on to the parser."""
        now, out = self._clock(), ""
        if self._inside and self._is_key(text, now):
            out = self._over()
        self._last_input_at = now
        rest, self._held_back = self._held_back + text, ""
        while rest:
            part, rest = self._pasted(rest) if self._inside else self._typed(rest)
            out += part
        return out

    def overdue(self) -> str:
        """The end marker of a paste that has none, once nothing more arrives."""
        silence = _APART_S if self._unmarked else _SILENCE_S
        if not self._inside or self._clock() - self._last_input_at < silence:
            return ""
        return self._over()

    def _is_key(self, text: str, now: float) -> bool:
        apart = now - self._last_input_at >= _APART_S
        if self._unmarked:
            return apart
        return apart and now - self._begun_at >= _LONG_S and _ONE_KEY.match(text) is not None

    def _over(self) -> str:
        self._inside = self._unmarked = False
        self._held_back = ""
        return _END

    def _begin(self) -> None:
        self._inside, self._last, self._room = True, "", _MOST
        self._begun_at = self._clock()

    def _typed(self, text: str) -> tuple[str, str]:
        """Input up to the start of a paste, whose marker may have begun in an earlier chunk, and the rest."""
        seen = self._last + text
        at = seen.find(_BEGIN)
        if at < 0:
            if len(text) > _TYPED_AT_ONCE and "\x1b" not in text:
                self._begin()
                self._unmarked = True
                return _BEGIN, text
            self._last = seen[1 - len(_BEGIN) :]
            return text, ""
        self._begin()
        through = at + len(_BEGIN) - (len(seen) - len(text))
        return text[:through], text[through:]

    def _pasted(self, text: str) -> tuple[str, str]:
        at = text.find(_END)
        if at >= 0:
            self._inside = self._unmarked = False
            return self._cut(text[:at]) + _END, text[at + len(_END) :]
        begun = next((n for n in range(len(_END) - 1, 0, -1) if text.endswith(_END[:n])), 0)
        self._held_back = text[len(text) - begun :]
        return self._cut(text[: len(text) - begun]), ""

    def _cut(self, text: str) -> str:
        kept = _CONTROL.sub("", text)[: self._room]
        self._room -= len(kept)
        return kept


def _of(parser: XTermParser) -> PastedText:
    pasted: PastedText = vars(parser).setdefault("r2k_pasted", PastedText())
    return pasted


def _feed(parser: XTermParser, data: str) -> Iterable[Message]:
    cleaned = _of(parser).clean(data)
    # Empty data signals the end of the input.
    return _FEED(parser, cleaned) if cleaned or not data else ()


def _tick(parser: XTermParser) -> Iterable[Message]:
    if end := _of(parser).overdue():
        yield from _FEED(parser, end)
    yield from _TICK(parser)


def sanitize_pastes() -> None:
    """Make no key of an escape code in a paste: Textual passes on what follows it as keys."""
    XTermParser.feed = _feed  # type: ignore[method-assign,assignment]
    XTermParser.tick = _tick  # type: ignore[method-assign,assignment]
