"""The terminal is left as it was found."""

from __future__ import annotations

import os
import pty
import termios

import pytest
from textual.app import App

from r2k_tui.ui.plain.console import keys_at_once, run


def test_keys_come_at_once_and_the_terminal_is_restored() -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with pytest.raises(KeyError), keys_at_once(theirs) as is_terminal:
        assert is_terminal
        assert not termios.tcgetattr(theirs)[3] & (termios.ICANON | termios.ECHO)
        raise KeyError
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)


def test_a_pipe_is_no_terminal() -> None:
    read, write = os.pipe()
    with keys_at_once(read) as is_terminal:
        assert not is_terminal
    os.close(read)
    os.close(write)


def test_an_app_without_a_voice_is_refused() -> None:
    with pytest.raises(TypeError, match="has no voice"):
        run(App(), 0.01)
