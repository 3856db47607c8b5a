"""The program as a shell sees it: streams, exit status, a reader that goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def command(folder: Path, tmp_path: Path) -> list[str]:
    own = tmp_path / "own.toml"
    own.write_text(f'[watchlist]\nsymbols = ["IWM"]\n[source]\nname = "csv"\ndata = "{folder}"\n')
    return [sys.executable, "-m", "r2k_tui", "--config", str(own)]


def run(command: list[str], *arguments: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, *arguments], cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )


def test_data_on_stdout_words_on_stderr_status_0(command: list[str]) -> None:
    done = run(command, "snapshot", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["data"]["quotes"]["IWM"]["state"] == "CLOSED"


WARNS = """
import sys, warnings
from r2k_tui import cli
cli.app = lambda: warnings.warn("a library's own affair", DeprecationWarning)
warnings.simplefilter("always")
cli.main()
"""


def test_a_library_s_warning_is_not_for_people() -> None:
    """Whatever its filter: one that another thread restores at the wrong moment lets every warning through."""
    done = run([sys.executable, "-c", WARNS])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("arguments", [("snapshot", "--json"), ("snapshot",), ("config", "default"), ("doctor",)])
def test_a_reader_that_is_gone_is_no_error(command: list[str], arguments: tuple[str, ...]) -> None:
    """As with `| head -1` of a reader that was quicker than the writer."""
    read, write = os.pipe()
    os.close(read)
    done = run(command, *arguments, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_head_gets_its_line(command: list[str]) -> None:
    quoted = " ".join(f"'{part}'" for part in command)
    script = f"set -o pipefail; {quoted} history IWM | head -1"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_a_full_disk_is_an_error(command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = run(command, "snapshot", "--json", stdout=full.fileno())
    assert done.returncode == 1
    assert "No space left" in done.stderr


def test_broken_settings(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("wachlist = 3\n")
    done = run(command, "snapshot")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{tmp_path / 'own.toml'}:1: wachlist: unknown key; did you mean `watchlist`?" in done.stderr


def test_the_monitor_without_a_terminal(command: list[str]) -> None:
    done = run(command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "r2k snapshot" in done.stderr


def test_a_log_is_written_where_it_was_asked_for(command: list[str], tmp_path: Path) -> None:
    log = tmp_path / "r2k.log"
    done = run(command, "snapshot", "--json", "--log", str(log), "-v")
    assert (done.returncode, done.stderr) == (0, "")
    assert log.read_text()
