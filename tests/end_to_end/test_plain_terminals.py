"""Terminals that can do less, and what a person has asked of colours in the environment."""

from __future__ import annotations

import re

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.session import Session

# To its end: the last one may have been sent in part.
_COLOUR = re.compile(rb"[;\[][34]8;2;(\d+);(\d+);(\d+)(?=[;m])")


def painted(session: Session) -> bytes:
    """All that was sent until the market is there."""
    session.wait_text("SIMULATED", "LIVE")
    sent = session.raw
    session.press("q")
    assert session.wait_end() == 0
    return sent


def coloured(sent: bytes) -> bool:
    """Whether anything was painted in a colour: red, green and blue differ, as they do not in grey."""
    return any(len(set(levels)) > 1 for levels in _COLOUR.findall(sent))


@pytest.mark.parametrize(("asked", "expected"), [("", True), ("1", False)])
def test_no_color_counts_where_it_is_not_empty(start: Start, asked: str, expected: bool) -> None:
    assert coloured(painted(start("--demo", NO_COLOR=asked, COLORTERM="truecolor"))) is expected


def test_a_dumb_terminal_gets_a_plain_message(start: Start) -> None:
    session = start("--demo", TERM="dumb")
    assert session.wait_end() == 2
    assert "TERM=dumb" in session.text() and "r2k snapshot" in session.text()
    assert b"\x1b" not in session.raw


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp437"}, {"LC_ALL": "C"}],
    ids=str,
)
def test_ascii_comes_by_itself_where_the_terminal_has_no_more(start: Start, environment: dict[str, str]) -> None:
    assert painted(start("--demo", **environment)).isascii()


def test_more_than_ascii_is_drawn_where_the_terminal_has_it(start: Start) -> None:
    assert not painted(start("--demo")).isascii()
