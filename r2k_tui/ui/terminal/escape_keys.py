"""Escape closely followed by a key: both arrive as the bytes of Alt with that key, above all over a slow line.

Textual takes such a pair for Alt, or drops the escape. R2K binds nothing to Alt unless the user does, so here both
Escape and the key work at once.
"""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from typing import NamedTuple, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

from r2k_tui.ui.actions.keymap import spelled

_ESCAPE = "\x1b"
# Replies of the terminal begin with an escape and one of these.
_BEGIN_REPLIES = "[O]PX^_"
_BEHIND = {chr(code): spelled(chr(code)) for code in range(0x21, 0x7F) if chr(code) not in _BEGIN_REPLIES} | {
    " ": "space",
    "\r": "enter",
}
_TEXTUALS_OWN = {character: ANSI_SEQUENCES_KEYS.get(_ESCAPE + character) for character in _BEHIND}


class _Key(NamedTuple):
    """The part of a key that Textual's table reads."""

    value: str


def split_escape_keys(keys: Collection[str]) -> None:
    """Read Escape and a key as two keys, except where `keys`, all bound keys, hold that key with Alt."""
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
