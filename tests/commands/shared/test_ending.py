"""Every outcome of a command: its exit status, and one line for the user."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.commands.shared import ending


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (HubUnavailable("no hub"), 3, "r2k: no hub"),
        (UsageError("no such view"), 2, "r2k: no such view"),
        (KeyError("x"), 4, "r2k: defect in R2K: KeyError: 'x'"),
        (SystemExit(1), 1, ""),
    ],
)
def test_status_and_line(
    error: BaseException,
    status: int,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("R2K_DEBUG", raising=False)

    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as end:
        ending.run(command)
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (status, "")
    assert err.splitlines()[:1] == ([line] if line else [])


def test_a_complete_command_ends_without_a_status(capsys: pytest.CaptureFixture[str]) -> None:
    ending.run(lambda: print("done"))
    assert capsys.readouterr() == ("done\n", "")


def test_a_defect_is_raised_for_whoever_debugs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("R2K_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ending.run(lambda: 1 / 0)


@pytest.mark.parametrize("error", [UsageError("no such view"), KeyError("x"), KeyboardInterrupt()])
def test_nothing_is_printed_on_the_screen_of_a_stored_picture(
    error: BaseException, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("R2K_DEBUG", raising=False)
    printed: list[str] = []
    monkeypatch.setattr(ending, "restore", lambda: printed.append(capsys.readouterr().err))

    def command() -> None:
        raise error

    with pytest.raises(SystemExit):
        ending.run(command)
    assert printed == [""]


_AFTER_A_HANGUP = """
import sys
from r2k_tui.commands.shared import ending

def command():
    print("begun", flush=True)
    sys.stdin.read()
    sys.stderr.write("to a terminal that has gone")
    sys.exit(129)

ending.run(command)
"""


def test_a_terminal_that_has_gone_does_not_change_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    # With it, what cannot be written fails at once.
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", _AFTER_A_HANGUP]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        os.close(ours)
        process.communicate()
    assert process.returncode == 129
