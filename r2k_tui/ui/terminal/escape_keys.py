"""Escape with a key close behind it: both arrive as the bytes of Alt with that key, above all over a slow line.

Textual takes such a pair for Alt, or drops the escape. Nothing in R2K is on Alt unless a person puts it there, so here
Escape works at once, and the key behind it as well.
"""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from typing import NamedTuple, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

from r2k_tui.ui.actions.keymap import spelled

_ESCAPE = "\x1b"
# What the terminal says of itself begins with an escape and one of these.
_BEGIN_REPLIES = "[O]PX^_"
_BEHIND = {chr(code): spelled(chr(code)) for code in range(0x21, 0x7F) if chr(code) not in _BEGIN_REPLIES} | {
    " ": "space",
    "\r": "enter",
}
_TEXTUALS_OWN = {character: ANSI_SEQUENCES_KEYS.get(_ESCAPE + character) for character in _BEHIND}


class _Key(NamedTuple):
    """What Textual wants to know of a key in its table."""

    value: str


def escape_at_once(keys: Collection[str]) -> None:
    """Take a key behind an escape for two keys, except where `keys`, those that have an action, hold it with Alt."""
    table = cast(MutableMapping[str, object], ANSI_SEQUENCES_KEYS)
    for character, name in _BEHIND.items():
        pair, own = _ESCAPE + character, _TEXTUALS_OWN[character]
        if _with_alt(name).isdisjoint(keys):
            table[pair] = (Keys.Escape, _Key(name))
        elif own is not None:
            table[pair] = own
        else:
            table.pop(pair, None)


def _with_alt(name: str) -> set[str]:
    return {f"alt+{name}", f"alt+{name.lower()}", f"alt+shift+{name.lower()}"}
