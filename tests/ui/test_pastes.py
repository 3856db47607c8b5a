"""A paste that holds escape codes: text to the last character, however the line divides it."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from r2k_tui.ui.pastes import PastedText, keep_pastes_text

HOSTILE = "say\x1b[31m-- hi\x1b\x1b[A\rq\x9b1m"
TYPED = f"a\x1b[200~{HOSTILE}\x1b[201~b"


def heard(pieces: list[str]) -> list[str]:
    """Keys by name, pastes in brackets."""
    keep_pastes_text()
    parser, found = XTermParser(), []
    for piece in pieces:
        for event in parser.feed(piece):
            if isinstance(event, events.Key):
                found.append(event.key)
            elif isinstance(event, events.Paste):
                found.append(f"<{event.text}>")
    return found


@pytest.mark.parametrize("size", range(1, len(TYPED) + 1))
def test_it_is_one_paste_and_no_key(size: int) -> None:
    pieces = [TYPED[at : at + size] for at in range(0, len(TYPED), size)]
    assert heard(pieces) == ["a", "<say[31m-- hi[A\rq1m>", "b"]


def test_two_pastes_and_keys_between_them() -> None:
    assert heard(["\x1b[200~one\x1b[201~x\x1b[A\x1b[200~two\x1b[201~"]) == ["<one>", "x", "up", "<two>"]


def test_an_escape_that_is_typed_is_not_held_back() -> None:
    assert PastedText().clean("\x1b") == "\x1b"
    assert heard(["\x1b[A", "\x1b[B"]) == ["up", "down"]
