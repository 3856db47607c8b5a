"""Bytes of a keyboard, or lines of a pipe, as Textual's names of keys. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEQUENCES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1b[H": "home",
    "\x1b[F": "end",
    "\x1bOH": "home",
    "\x1bOF": "end",
    "\x1b[1~": "home",
    "\x1b[4~": "end",
    "\x1b[5~": "pageup",
    "\x1b[6~": "pagedown",
    "\x1b[3~": "delete",
    "\x1b[Z": "shift+tab",
    "\x1b": "escape",
    "\t": "tab",
    "\r": "enter",
    "\n": "enter",
    "\x7f": "backspace",
    "\x08": "backspace",
}
_TOKEN = re.compile("\x1b\\[[0-9;?]*[@-~]|\x1bO[A-Z]|\x1b|.", re.DOTALL)
_NAMES = frozenset({*_SEQUENCES.values(), "space"})
_FIRST_CONTROL, _PRINTABLE = 1, 32


def keys_of(text: str) -> Iterator[str]:
    """The keys that a terminal sent; sequences that are no key of R2K are left out."""
    for found in _TOKEN.findall(text):
        if found in _SEQUENCES:
            yield _SEQUENCES[found]
        elif len(found) == 1 and _FIRST_CONTROL <= ord(found) < _PRINTABLE and found != "\x1b":
            yield f"ctrl+{chr(ord(found) + 96)}"
        elif len(found) == 1 and found.isprintable():
            yield found


def keys_of_line(line: str, *, typing: bool) -> list[str]:
    """The keys of one line of a pipe: a key by its name (`tab`, `escape`), else each character is a key; Enter for an
    empty line. While a prompt is open (`typing`), the line is what is typed into it, and Enter follows.
    """
    text = line.rstrip("\r\n")
    if text.strip().casefold() in _NAMES or re.fullmatch(r"ctrl\+[a-z]", text.strip()):
        return [text.strip().casefold()]
    keys = [character for character in text if character.isprintable()]
    return [*keys, "enter"] if typing or not keys else keys
