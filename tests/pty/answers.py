"""What a terminal answers when a program asks it something."""

from __future__ import annotations

import codecs
import re

from tests.pty.sequences import LONGEST, SEQUENCE
from tests.pty.size import Size

_DEVICE = {"": "\x1b[?62;22c", ">": "\x1b[>1;10;0c", "=": "\x1bP!|00000000\x1b\\"}
_STATUS = {"5": "\x1b[0n", "6": "\x1b[1;1R"}
_CELL_WIDTH, _CELL_HEIGHT = 8, 16
_DARK, _LIGHT = "1e1e/1e1e/1e1e", "d4d4/d4d4/d4d4"


class Answers:
    """Reads the output of a program and says what must be written back: device, cursor, modes, colours, sizes."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def to(self, data: bytes, size: Size) -> bytes:
        """The answers to the questions in the next piece of output; a question may be cut in two."""
        text = self._rest + self._decoder.decode(data)
        out, end = [], 0
        for found in SEQUENCE.finditer(text):
            out.append(_answer(found, size))
            end = found.end()
        begun = text.find("\x1b", end)
        self._rest = text[begun:] if begun >= 0 and len(text) - begun < LONGEST else ""
        return "".join(out).encode()


def _answer(found: re.Match[str], size: Size) -> str:
    if found["fin"]:
        return _to_control(found["pre"], found["par"], found["mid"], found["fin"], size)
    osc = found["osc"] or ""
    if osc.endswith(";?"):
        return f"\x1b]{osc[:-2]};rgb:{_DARK if osc.startswith('11;') else _LIGHT}\x1b\\"
    return "\x1bP0+r\x1b\\" if (found["dcs"] or "").startswith("+q") else ""


def _to_control(pre: str, par: str, mid: str, fin: str, size: Size) -> str:
    if fin == "c" and par in ("", "0"):
        return _DEVICE.get(pre, "")
    if fin == "n" and not pre:
        return _STATUS.get(par, "")
    if fin == "p" and mid == "$" and pre == "?":
        # Synchronised output is known and off; every other mode is not known.
        return f"\x1b[?{par};{2 if par == '2026' else 0}$y"
    if fin == "q" and pre == ">":
        return "\x1bP>|r2k-tests(1)\x1b\\"
    if fin == "t":
        return _window(par, size)
    return ""


def _window(par: str, size: Size) -> str:
    answers = {
        "14": f"\x1b[4;{size.rows * _CELL_HEIGHT};{size.columns * _CELL_WIDTH}t",
        "16": f"\x1b[6;{_CELL_HEIGHT};{_CELL_WIDTH}t",
        "18": f"\x1b[8;{size.rows};{size.columns}t",
    }
    return answers.get(par, "")
