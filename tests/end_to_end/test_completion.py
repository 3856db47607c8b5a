"""Completion in real shells: the Tab key, and what it writes into the line."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT
from tests.pty.session import Session

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
_PROMPT = "ready> "
SETTINGS = """\
[watchlist]
symbols = ["IWM", "RTY=F", "^RUT"]
[[portfolios]]
name = "Pension"
[[screens]]
name = "cheap"
expression = "cap < 500e6"
"""
# How each shell starts without the user's own files, loads the script, and shows a prompt that the test knows.
_BEGIN = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"source <(r2k completion bash); PS1='{_PROMPT}'"),
    "zsh": (
        ["zsh", "-f", "-i"],
        f"autoload -U compinit; compinit -u -D; source <(r2k completion zsh); PS1='{_PROMPT}'",
    ),
    "fish": (["fish", "--no-config"], f"function fish_prompt; echo -n '{_PROMPT}'; end; r2k completion fish | source"),
}


@contextmanager
def _shell(name: str, folder: Path) -> Iterator[Session]:
    """A shell in which `r2k` is this one."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: its completion is not tried")
    (folder / "bin").mkdir()
    program = folder / "bin" / "r2k"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m r2k_tui "$@"\n')
    program.chmod(0o755)
    (folder / "settings.toml").write_text(SETTINGS)
    (folder / "positions.csv").write_text("symbol,shares,cost\n")
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "R2K_CONFIG": str(folder / "settings.toml"),
    }
    command, begin = _BEGIN[name]
    with Session(command, environment=environment, folder=folder) as session:
        session.send(f"{begin}\n".encode())
        session.wait("the prompt", lambda: _line(session) == _PROMPT.strip(), _WITHIN_S)
        yield session


def _line(session: Session) -> str:
    """The last line that is not blank and begins with the prompt."""
    lines = [line.rstrip() for line in session.text().splitlines()]
    return next((line for line in reversed(lines) if line.startswith(_PROMPT.strip())), "")


def _completed(session: Session, typed: str, wanted: str) -> None:
    """Type, press Tab, see the line completed, and clear it."""
    session.send(typed.encode())
    session.wait(f"{typed} typed", lambda: _line(session).endswith(typed.rstrip()), _WITHIN_S)
    session.send(b"\t")
    session.wait(f"{typed} completed", lambda: wanted in _line(session), _WITHIN_S)
    session.send(b"\x15")
    session.wait("the line cleared", lambda: _line(session) == _PROMPT.strip(), _WITHIN_S)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_tab_key(shell: str, tmp_path: Path) -> None:
    with _shell(shell, tmp_path) as session:
        _completed(session, "r2k snaps", "r2k snapshot")
        _completed(session, "r2k study follow", "r2k study followthrough")
        _completed(session, "r2k snapshot --as", "--as-of")
        _completed(session, "r2k --view univ", "--view universe")
        _completed(session, "r2k history RT", "RTY=F")
        _completed(session, "r2k history RTY=", "RTY=F")
        _completed(session, "r2k portfolio show Pen", "Pension")
        _completed(session, "r2k universe screen che", "cheap")
        _completed(session, "r2k readings --keys ret_ytd,rsi", "ret_ytd,rsi14")
        _completed(session, "r2k portfolio import posi", "positions.csv")
        _completed(session, "r2k --data=posi", "--data=positions.csv")
        _completed(session, "r2k notes IWM ed", "IWM edit")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_broken_settings_leave_the_line_alone(shell: str, tmp_path: Path) -> None:
    with _shell(shell, tmp_path) as session:
        (tmp_path / "settings.toml").write_text("[broken")
        session.send(b"r2k portfolio show Pen\t")
        session.wait_quiet(1.0)
        assert "rror" not in session.text() and "Traceback" not in session.text()
        assert "portfolio show Pen" in _line(session)
