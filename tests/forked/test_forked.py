"""A fork beside a process that was started anew: the same streams, signals and statuses for the same command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cases import cases
from tests.forked.order import ANEW, Call, Closing, order_of, taken

PROGRAM = (sys.executable, "-m", "r2k_tui")
ANEW_TOO = pytest.mark.parametrize("anew", [False, True], ids=["forked", "anew"])


@pytest.fixture(autouse=True)
def _forked(forked: None) -> None:
    """The processes of all tests here."""


def environment(anew: bool) -> dict[str, str]:
    return {**os.environ, **({ANEW: "1"} if anew else {})}


def end(*arguments: str, anew: bool = False, **more: Any) -> subprocess.CompletedProcess[str]:
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run([*PROGRAM, *arguments], env=environment(anew), text=True, timeout=60, check=False, **streams)


@pytest.mark.parametrize(
    "line", ["--version", "--nonsense", "config path", "config default", "history IWM --source none", "line -h"]
)
def test_the_same_words_and_status(line: str) -> None:
    ours, real = (end(*line.split(), anew=anew) for anew in (False, True))
    assert (ours.returncode, ours.stdout, ours.stderr) == (real.returncode, real.stdout, real.stderr)


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_the_same_without_streams(closed: tuple[int, ...]) -> None:
    ours, real = (end("config", "default", anew=anew, preexec_fn=Closing(*closed)) for anew in (False, True))
    assert (ours.returncode, ours.stdout, ours.stderr) == (real.returncode, real.stdout, real.stderr)


def test_the_working_folder_is_the_one_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[watchlist]\nsymbols = 3\n")
    ours, real = (end("config", "check", "--config", "own.toml", anew=anew, cwd=tmp_path) for anew in (False, True))
    assert (ours.returncode, ours.stderr) == (real.returncode, real.stderr)
    assert ours.returncode == 2 and "own.toml" in ours.stderr


@ANEW_TOO
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_signal_ends_it(anew: bool, number: signal.Signals, status: int) -> None:
    command = [*PROGRAM, "watch", "--demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(anew), start_new_session=True) as process:
        assert process.stdout is not None and process.stdout.readline()
        assert os.getsid(process.pid) == process.pid
        words = Path(f"/proc/{process.pid}/cmdline").read_text()
        assert ("tests.forked.server" in words) is not anew
        process.send_signal(number)
        assert process.wait(60) == status


def test_what_python_takes_at_its_start_is_compared() -> None:
    assert taken({b"HOME": b"/a", b"PYTHONPATH": b"/b"}) == taken({b"LANG": b"C.UTF-8"}), (
        "as Python does without a locale"
    )
    assert taken({b"LANG": b"C"}) != taken({}) != taken({b"PYTHONUTF8": b"0"})


@cases(
    ("command", "forks"),
    [
        (["-m", "r2k_tui", "--version"], True),
        (["-P", "-m", "r2k_tui.bootstrap.engine_process"], True),
        (["-c", "import r2k_tui"], False),
        (["-X", "importtime", "-m", "r2k_tui"], False),
        (["-m", "pytest"], False),
        (["-m"], False),
    ],
)
def test_modules_of_r2k_are_forked_and_nothing_else(command: list[str], forks: bool) -> None:
    arguments, executables = [sys.executable, *command], [os.fsencode(sys.executable)]
    usual = (True, (), None, None, *[-1] * 8, True, False, -1, None, None, None, -1, None)
    assert (order_of(Call(arguments, executables, *usual)) is not None) is forks


def test_a_process_that_says_so_is_started_anew(monkeypatch: pytest.MonkeyPatch, anew: None) -> None:
    usual = (True, (), None, None, *[-1] * 8, True, False, -1, None, None, None, -1, None)
    assert order_of(Call([*PROGRAM], [os.fsencode(sys.executable)], *usual)) is None
