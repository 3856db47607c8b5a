"""The outlets where people use them: a status line of tmux, and a terminal that Ctrl+C ends."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.program import ROOT, Program, r2k
from tests.pty.session import Session
from tests.pty.size import SMALL

pytestmark = pytest.mark.slow
PAGE = (ROOT / "docs" / "outlets.md").read_text("utf-8")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    """The store of an engine that runs."""
    path = tmp_path / "store.sqlite3"
    engine = Program("engine", "--demo", "--store", path)
    try:
        written = [*r2k("line"), "--demo", "--store", str(path), "--format", "{IWM.price} {gauge} {score}"]
        engine.until(lambda: subprocess.run(written, cwd=ROOT, capture_output=True, check=False).returncode == 0)
        yield path
    finally:
        engine.kill()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_the_line_of_the_page_stands_in_a_real_status_line(store: Path, tmp_path: Path) -> None:
    program = tmp_path / "r2k"
    program.write_text(
        f'#!/bin/sh\nline="$1"; shift\nPYTHONPATH="{ROOT}" '
        f'exec "{sys.executable}" -m r2k_tui "$line" --demo --store "{store}" "$@"\n'
    )
    program.chmod(0o755)
    (own,) = re.findall(r"^set -g status-right '.*'$", PAGE, re.MULTILINE)
    conf = tmp_path / "tmux.conf"
    conf.write_text(f"set -g status-interval 1\nset -g status-right-length 60\n{own}\n")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    server = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(conf)]
    path = {"PATH": environment["PATH"]}
    try:
        with Session([*server, "new-session", "sleep 120"], SMALL, path, tmp_path) as terminal:
            shown = re.compile(r"\d+\.\d\d [+-]?\d+\.\d\d% \w+ SIM\s*$")
            terminal.wait("the line", lambda: shown.search(_status_line(terminal)) is not None, 30)
            price = _status_line(terminal).split()[-4]
            terminal.wait("a newer price", lambda: _status_line(terminal).split()[-4:][0] != price, 60)
    finally:
        subprocess.run([*server, "kill-server"], env=environment, capture_output=True, check=False)


def _status_line(terminal: Session) -> str:
    return terminal.text().splitlines()[-1]


def test_ctrl_c_ends_a_stream_on_a_terminal_without_a_word(tmp_path: Path) -> None:
    with Session(r2k("watch", "IWM", "--demo"), SMALL, folder=ROOT) as terminal:
        terminal.wait_text("IWM  ", "LIVE ", "SIMULATED", within=60)
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 0
        assert "Traceback" not in terminal.text() and "r2k:" not in terminal.text()
        assert terminal.modes() == terminal.modes_before
        assert terminal.processes() == []
