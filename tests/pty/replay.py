"""Output as a screen: pyte, fed with what it understands."""

from __future__ import annotations

import codecs
import re

import pyte

from tests.pty.sequences import LONGEST, SEQUENCE
from tests.pty.size import Size

Cell = tuple[str, str, str, bool]
_ALTERNATE = ("1049", "1047", "47")


class Replay:
    """A screen that output is written to. pyte mishandles private sequences, repeats and scrolls: they are put
    into words that it knows, or left out."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self._screen = pyte.Screen(size.columns, size.rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest, self._last = "", " "
        self._text: str | None = None

    def feed(self, data: bytes) -> None:
        """Write the next piece of output; a sequence may be cut in two."""
        self._text = None
        text = self._rest + self._decoder.decode(data)
        out, end = [], 0
        for found in SEQUENCE.finditer(text):
            out += [self._plain(text[end : found.start()]), self._known(found)]
            end = found.end()
        rest = text[end:]
        begun = rest.rfind("\x1b")
        if begun < 0 or len(rest) - begun >= LONGEST:
            begun = len(rest)
        self._rest = rest[begun:]
        out.append(self._plain(rest[:begun]))
        self._stream.feed("".join(out))

    def resize(self, size: Size) -> None:
        """The window has another size."""
        self.size, self._text = size, None
        self._screen.resize(size.rows, size.columns)

    def text(self) -> str:
        """The screen as lines of text."""
        if self._text is None:
            columns = range(self.size.columns)
            # Not pyte's own lines: they measure the width of each cell, of which the right half of a wide one is empty.
            rows = [self._screen.buffer[y] for y in range(self.size.rows)]
            self._text = "\n".join("".join([row[x].data for x in columns]).rstrip() for row in rows)
        return self._text

    def region(self, top: int, left: int, bottom: int, right: int) -> tuple[tuple[Cell, ...], ...]:
        """The cells of a rectangle (from 0, ends included) with their colours."""
        buffer = self._screen.buffer
        cells = [[buffer[y][x] for x in range(left, right + 1)] for y in range(top, bottom + 1)]
        return tuple(tuple((cell.data, cell.fg, cell.bg, cell.reverse) for cell in row) for row in cells)

    def _plain(self, text: str) -> str:
        self._last = text[-1:] or self._last
        return text

    def _known(self, found: re.Match[str]) -> str:
        pre, par, fin = found["pre"], found["par"], found["fin"]
        if fin is None:
            return "" if found["osc"] is not None or found["dcs"] is not None else found[0]
        if fin == "b" and not pre:
            return self._last * int(par or 1)
        if fin in "ST" and not pre:
            return self._scroll(fin, int((par or "1").split(";")[0] or 1))
        if pre not in ("", "?") or found["mid"] or fin in "ut":
            return ""
        if pre == "?" and par.split(";")[0] in _ALTERNATE:
            return "\x1b[2J\x1b[H"
        if fin == "m" and ":" in par:
            return "\x1b[" + re.sub(r"4:\d", "4", par).replace(":", ";") + "m"
        return found[0]

    def _scroll(self, way: str, lines: int) -> str:
        row, step = (self.size.rows, "\x1bD") if way == "S" else (1, "\x1bM")
        return f"\x1b7\x1b[{row}H{step * lines}\x1b8"
