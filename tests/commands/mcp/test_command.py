"""`r2k mcp` before it serves."""

from __future__ import annotations

import sys

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.mcp import command
from r2k_tui.commands.shared.options import Options


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r'pip install "r2k-tui\[mcp\]"'):
        command.run(Options(demo=True))


def test_on_a_terminal_it_says_who_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", Terminal())
        with pytest.raises(UsageError, match="name this command in its settings"):
            command.run(Options(demo=True))
