"""Keys by name, as a terminal sends them."""

from __future__ import annotations

from textual.keys import format_key

_NAMED = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "shift+tab": "\x1b[Z",
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
}


def key_bytes(name: str) -> bytes:
    """The bytes of a key: a name such as `down`, `ctrl+p`, `slash`, or the character itself."""
    if name in _NAMED:
        return _NAMED[name].encode()
    if name.startswith("ctrl+"):
        return bytes([ord(name[-1].upper()) & 0x1F])
    return format_key(name).encode()
