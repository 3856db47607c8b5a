"""Escape and a key that arrive as one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from r2k_tui.ui.actions.table import ACTIONS
from r2k_tui.ui.terminal.escape_keys import split_escape_keys
from tests.cases import cases

OWN = {key for action in ACTIONS for key in action.keys}


@pytest.fixture(autouse=True)
def _as_ever() -> Iterator[None]:
    yield
    split_escape_keys(OWN)


def heard(text: str) -> list[str]:
    """The keys that are known at once, without waiting for more."""
    return [event.key for event in XTermParser().feed(text) if isinstance(event, Key)]


@cases(
    ("text", "keys"),
    [
        ("\x1b2", ["escape", "2"]),
        ("\x1bj", ["escape", "j"]),
        ("\x1bG", ["escape", "G"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b?", ["escape", "question_mark"]),
        ("\x1bf", ["escape", "f"]),
        ("\x1b ", ["escape", "space"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b[A", ["up"]),
        ("\x1bOA", ["up"]),
        ("\x1b\t", ["shift+tab"]),
    ],
)
def test_a_key_behind_an_escape_is_heard(text: str, keys: list[str]) -> None:
    split_escape_keys(OWN)
    assert heard(text) == keys


def test_a_key_that_a_person_has_put_on_alt_stays_there() -> None:
    split_escape_keys({*OWN, "alt+j", "alt+1", "alt+shift+g"})
    assert heard("\x1bj") == heard("\x1bG") == [], "as ever, known when nothing follows"
    assert heard("\x1b1") == ["inverted_exclamation_mark"]
    assert heard("\x1bk") == ["escape", "k"]
