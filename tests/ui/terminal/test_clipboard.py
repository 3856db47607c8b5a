"""OSC 52: the codes, in pieces for screen; where they do not arrive it is said."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from r2k_tui.ui.terminal import clipboard
from tests.cases import cases


def test_the_text_in_base64() -> None:
    text = "é\t1\n"
    assert clipboard.osc52(text, {}) == f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"


def test_screen_gets_pieces_of_the_same() -> None:
    text = "x" * 5000
    pieces = clipboard.osc52(text, {"STY": "1.pts"}).split("\x1b\\")[:-1]
    assert all(piece.startswith("\x1bP") and len(piece) <= 766 for piece in pieces) and len(pieces) > 5
    assert "".join(piece[2:] for piece in pieces) == clipboard.osc52(text, {})


@cases(
    ("environment", "words"),
    [
        ({"TERM": "xterm-256color"}, "if nothing arrives"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal of macOS"),
        ({"VTE_VERSION": "6800"}, "GNOME Terminal"),
        ({"STY": "1", "TERM": "screen"}, "screen hands it on"),
        ({"TERM": "tmux-256color"}, "set-clipboard on"),
    ],
)
def test_what_is_known_of_the_arrival(environment: dict[str, str], words: str) -> None:
    assert words in clipboard.doubt(environment)


def test_where_there_is_no_clipboard() -> None:
    assert "console" in clipboard.refusal({"TERM": "linux"})
    assert "browser" in clipboard.refusal({"TERM": "xterm"}, web=True)
    assert clipboard.refusal({"TERM": "xterm"}) == ""


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a program named tmux of a script."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    program = tmp_path / "tmux"

    def make(script: str) -> None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)

    return make


def _read(path: Path) -> str:
    return path.read_text()


async def test_tmux_says_what_it_takes(tmux: Callable[[str], None]) -> None:
    for answer, takes in (("on", True), ("external", False), ("off", False)):
        tmux(f"echo {answer}")
        assert await clipboard.tmux_takes_codes() is takes


async def test_tmux_gets_the_text_on_its_input_alone(tmux: Callable[[str], None], tmp_path: Path) -> None:
    asked, text = tmp_path / "asked", tmp_path / "text"
    tmux(f'echo "$*" > {asked}; cat > {text}')
    await clipboard.tmux_copy("a\tb\n$(x) é")
    assert [_read(asked), _read(text)] == ["load-buffer -w -\n", "a\tb\n$(x) é"]


async def test_a_tmux_that_fails_is_an_error_with_its_words(tmux: Callable[[str], None]) -> None:
    tmux("echo no server running >&2; exit 1")
    with pytest.raises(OSError, match="no server running"):
        await clipboard.tmux_takes_codes()


async def test_a_tmux_that_is_silent_is_given_up(tmux: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "_TMUX_S", 0.1)
    tmux("exec sleep 60")
    with pytest.raises(OSError, match="did not answer"):
        await clipboard.tmux_takes_codes()
