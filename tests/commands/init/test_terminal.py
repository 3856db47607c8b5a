"""The theme that suits a terminal."""

from __future__ import annotations

import os
import pty
import sys
import threading
import tty
from collections.abc import Iterator
from typing import TextIO

import pytest

from r2k_tui.commands.init.terminal import background, luminance, theme_for
from tests.cases import cases


@cases(
    ("environment", "shade", "theme", "why"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, None, "r2k", "truecolor, a dark background"),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, 0.9, "r2k-light", "truecolor, a light background"),
        ({"TERM": "xterm-256color"}, 0.1, "r2k", "256 colors, a dark background"),
        ({"TERM": "xterm"}, None, "ansi-dark", "16 colors, a dark background"),
        ({"TERM": "xterm", "COLORFGBG": "0;15"}, None, "ansi-light", "16 colors, a light background"),
        ({"TERM": "xterm", "COLORFGBG": "0;15"}, 0.0, "ansi-dark", "16 colors, a dark background"),
        ({"TERM": "dumb", "COLORFGBG": "0;15"}, None, "r2k", "no terminal to look at"),
        ({}, None, "r2k", "no terminal to look at"),
        ({"NO_COLOR": "1", "TERM": "xterm", "COLORTERM": "truecolor"}, None, "r2k-contrast", "NO_COLOR is set"),
        ({"NO_COLOR": "", "TERM": "xterm", "COLORTERM": "truecolor"}, None, "r2k", "truecolor, a dark background"),
    ],
)
def test_the_theme_follows_colors_and_background(
    environment: dict[str, str], shade: float | None, theme: str, why: str
) -> None:
    assert theme_for(environment, shade) == (theme, why)


@cases(
    ("answer", "shade"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c", 1.0),
        (b"\x1b]11;rgb:00/00/00\x07\x1b[?1;2c", 0.0),
        (b"\x1b]11;rgba:0000/ffff/0000/ffff\x07", 0.587),
    ],
)
def test_luminance_of_an_answer(answer: bytes, shade: float) -> None:
    assert luminance(answer) == pytest.approx(shade)


def test_an_answer_without_a_color_has_none() -> None:
    assert luminance(b"\x1b[?62c") is None and luminance(b"") is None


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, TextIO]]:
    """The two ends of a terminal."""
    ours, theirs = pty.openpty()
    tty.setcbreak(theirs)
    monkeypatch.setenv("TERM", "xterm")
    with open(theirs) as stream:  # noqa: PTH123
        yield ours, stream
    os.close(ours)


def use(monkeypatch: pytest.MonkeyPatch, stream: TextIO) -> None:
    """Within a test: before it, the capture of its output would put its own streams in place again."""
    monkeypatch.setattr(sys, "stdin", stream)
    monkeypatch.setattr(sys, "stderr", stream)


def test_a_terminal_that_answers_is_asked_once(ends: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch) -> None:
    def answer() -> None:
        asked = b""
        while not asked.endswith(b"\x1b[c"):
            asked += os.read(ends[0], 64)
        os.write(ends[0], b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c")

    use(monkeypatch, ends[1])
    thread = threading.Thread(target=answer)
    thread.start()
    assert background() == pytest.approx(1.0)
    thread.join()


def test_what_somebody_types_ahead_is_left_alone(ends: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, ends[1])
    os.write(ends[0], b"IWM\n")
    assert background() is None
    assert os.read(ends[1].fileno(), 10) == b"IWM\n"


def test_without_a_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert background() is None
