"""A paste that holds escape codes: text to the last character, however the line divides it."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser

from r2k_tui.ui.terminal.paste import PastedText, sanitize_pastes
from tests.cases import cases

HOSTILE = "say\x1b[31m-- hi\x1b\x1b[A\rq\x9b1m"
TYPED = f"a\x1b[200~{HOSTILE}\x1b[201~b"


def heard(pieces: list[str]) -> list[str]:
    """Keys by name, pastes in brackets."""
    sanitize_pastes()
    parser, found = XTermParser(), []
    for piece in pieces:
        for event in parser.feed(piece):
            if isinstance(event, events.Key):
                found.append(event.key)
            elif isinstance(event, events.Paste):
                found.append(f"<{event.text}>")
    return found


@cases("size", range(1, len(TYPED) + 1))
def test_it_is_one_paste_and_no_key(size: int) -> None:
    pieces = [TYPED[at : at + size] for at in range(0, len(TYPED), size)]
    assert heard(pieces) == ["a", "<say[31m-- hi[A\rq1m>", "b"]


def test_two_pastes_and_keys_between_them() -> None:
    assert heard(["\x1b[200~one\x1b[201~x\x1b[A\x1b[200~two\x1b[201~"]) == ["<one>", "x", "up", "<two>"]


def test_an_escape_that_is_typed_is_not_held_back() -> None:
    assert PastedText().clean("\x1b") == "\x1b"
    assert heard(["\x1b[A", "\x1b[B"]) == ["up", "down"]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_paste_without_an_end_is_over_after_a_silence() -> None:
    clock = Clock()
    pasted = PastedText(clock)
    assert pasted.clean("\x1b[200~abc") == "\x1b[200~abc"
    clock.now += 0.5
    assert pasted.overdue() == ""
    clock.now += 0.5
    assert pasted.overdue() == "\x1b[201~"
    assert pasted.clean("q") == "q"


def test_a_paste_without_an_end_is_over_at_a_key_after_a_second() -> None:
    clock = Clock()
    pasted = PastedText(clock)
    pasted.clean("\x1b[200~abc")
    for _ in range(5):
        clock.now += 0.3
        out = pasted.clean("\x1b[A")
    assert out == "\x1b[A"


def test_a_long_paste_that_keeps_coming_stays_a_paste() -> None:
    clock = Clock()
    pasted = PastedText(clock)
    pasted.clean("\x1b[200~")
    for _ in range(500):
        clock.now += 0.02
        assert pasted.clean("qq") == "qq"
    assert pasted.clean("\x1b[201~") == "\x1b[201~"


def test_an_endless_paste_costs_no_time_beyond_what_is_kept() -> None:
    pasted = PastedText(Clock())
    pasted.clean("\x1b[200~")
    assert sum(len(pasted.clean("x" * 4096)) for _ in range(1000)) == 1 << 14


def test_a_flood_that_is_not_marked_as_a_paste_is_no_key() -> None:
    clock = Clock()
    pasted = PastedText(clock)
    assert pasted.clean("q" * 4096).startswith("\x1b[200~q")
    assert pasted.clean("q" * 10) == "q" * 10, "its last piece belongs to it"
    clock.now += 0.2
    assert pasted.overdue() == "\x1b[201~"
    assert pasted.clean("q") == "q"
