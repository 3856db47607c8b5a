"""`r2k --plain` in a terminal and through a pipe: lines, the normal screen, a terminal left as it was."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT, Start

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
# Escape sequences; the alternate screen and the cursor among them.
_ESCAPE = b"\x1b"
_GRAPHIC = re.compile("[─-◿⠀-⣿]")


def test_keys_are_answered_with_lines_on_the_normal_screen(start: Start) -> None:
    session = start("--demo", "--plain")
    session.wait_text("Dashboard view.", within=_WITHIN_S)
    session.press("2")
    session.wait_text("Chart view.", within=_WITHIN_S)
    session.press("j")
    session.press("?")
    session.wait_text("Read the whole view", within=_WITHIN_S)
    session.press("+")
    session.wait_text("Add which symbol?", within=_WITHIN_S)
    session.send(b"\x1b")
    session.press("q")
    assert session.wait_end(_WITHIN_S) == 0
    assert _ESCAPE not in session.raw and not _GRAPHIC.search(session.raw.decode())
    assert session.modes() == session.modes_before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_the_terminal_as_it_was(start: Start, number: signal.Signals) -> None:
    session = start("--demo", "--plain")
    session.wait_text("R2K, plain mode", within=_WITHIN_S)
    session.signal(number)
    assert session.wait_end(_WITHIN_S) == 128 + number
    assert session.modes() == session.modes_before


def test_a_pipe_of_lines_is_answered_with_lines(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "r2k_tui", "--demo", "--plain"]
    done = subprocess.run(
        command, cwd=ROOT, input="9\ntab\n?\n", stdout=subprocess.PIPE, timeout=60, text=True, check=False
    )
    assert done.returncode == 0
    assert "Feed view." in done.stdout and "Read the panel again" in done.stdout
    assert not _GRAPHIC.search(done.stdout) and "\x1b" not in done.stdout


def test_a_reader_that_is_gone_ends_it() -> None:
    command = [sys.executable, "-m", "r2k_tui", "--demo", "--plain"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as run:
        assert run.stdout is not None and run.stdin is not None and run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        run.stdin.write(b"?\n?\n")
        run.stdin.close()
        errors = run.stderr.read()
        assert run.wait(30) == 0 and errors == b""


def test_each_line_is_written_to_a_pipe_at_once() -> None:
    """Also by a Python that buffers what it writes, which is any that nobody told otherwise."""
    command, pipe = [sys.executable, "-m", "r2k_tui", "--demo", "--plain"], subprocess.PIPE
    buffering = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, cwd=ROOT, env=buffering, stdin=pipe, stdout=pipe) as run:
        assert run.stdin is not None and run.stdout is not None
        assert select.select([run.stdout], [], [], _WITHIN_S)[0], "nothing was written while it runs"
        assert run.stdout.readline().startswith(b"R2K, plain mode.")
        run.stdin.write(b"q\n")
        run.stdin.close()
        assert run.wait(_WITHIN_S) == 0


def test_a_reader_that_closes_the_pipe_is_no_error() -> None:
    command, pipe = [sys.executable, "-m", "r2k_tui", "--demo", "--plain"], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as run:
        assert run.stdout is not None and run.stderr is not None
        assert run.stdout.readline().startswith(b"R2K, plain mode.")
        run.stdout.close()
        assert run.wait(_WITHIN_S) == 0
        assert run.stderr.read() == b""
