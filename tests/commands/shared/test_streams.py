"""Streams that are closed, full or cannot say more than ASCII; an interrupt at any moment; a taken port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.setup import check_day
from r2k_tui.commands.shared.streams import escaped, in_ascii

PROGRAM = (sys.executable, "-m", "r2k_tui")
COMMANDS = (
    "snapshot --demo",
    "snapshot --demo --json",
    "history IWM --demo",
    "config show",
    "config default",
    "--help",
)


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    program = " ".join(PROGRAM)
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("r2k", program, 1)],
        capture_output=True,
        text=True,
        errors="replace",
        env={**kept, **home, **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_said_with_the_status_of_a_part(tmp_path: Path, command: str) -> None:
    done = shell(f"r2k {command} >/dev/full", tmp_path)
    assert done.returncode == 1
    assert "r2k: cannot write to stdout: No space left on device" in done.stderr
    assert "defect" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "2>/dev/full", "| head -c 1"])
@pytest.mark.parametrize("command", ["history IWM --demo", "config default"])
def test_a_closed_stream_is_no_error(tmp_path: Path, command: str, redirection: str) -> None:
    done = shell(f"r2k {command} {redirection}", tmp_path)
    assert done.returncode == 0
    assert "defect" not in done.stderr and "Traceback" not in done.stderr and "ignored" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_stream_gets_what_its_encoding_can_say(tmp_path: Path, encoding: str) -> None:
    for command in ("snapshot --demo", "readings --demo", "--help", "study risk --demo"):
        done = shell(f"r2k {command}", tmp_path, PYTHONIOENCODING=encoding)
        assert "defect" not in done.stderr and "Traceback" not in done.stderr, command
        assert done.returncode in (0, 1) and done.stdout
    found = shell("r2k snapshot --demo --json", tmp_path, PYTHONIOENCODING=encoding)
    assert found.stdout.isascii() and json.loads(found.stdout)["schema"] == "r2k/1"


def test_cron_without_locale_and_terminal(tmp_path: Path) -> None:
    done = shell("r2k snapshot --demo </dev/null", tmp_path, LANG="C", LC_ALL="C")
    assert done.returncode == 0, done.stderr


def test_doctor_tells_of_ascii(tmp_path: Path) -> None:
    done = shell("r2k doctor --demo", tmp_path, PYTHONIOENCODING="latin-1")
    assert "the monitor draws with ASCII only" in done.stdout


def test_ascii_spelling() -> None:
    assert in_ascii("▲ 1 – 2… é ≥ 漢") == "^ 1 - 2... e >= ?"
    assert json.loads(escaped('"– 😀"')) == "– 😀"


@pytest.mark.parametrize("text", ["20250918", "2025-W38-4", "2025-9-18", "2025-09-18T00:00", " 2025-09-18", ""])
def test_a_day_is_written_in_one_way(text: str) -> None:
    with pytest.raises(UsageError, match="expected a day as YYYY-MM-DD"):
        check_day("--as-of", text)
    assert check_day("--as-of", "2025-09-18").isoformat() == "2025-09-18"


@pytest.mark.parametrize("when", [0.05, 0.15, 0.3, 0.6, 1.0, 1.6, 2.2])
def test_an_interrupt_shows_no_traceback(tmp_path: Path, when: float) -> None:
    # Whether loading, working or ending: the moments stand for a start of any speed.
    process = subprocess.Popen(
        [*PROGRAM, "simulate", "--demo"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    time.sleep(when)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    if when > 0.1:
        assert "Traceback" not in told and "Abort" not in told
        assert process.returncode in (0, 1, 3, 130, -signal.SIGINT)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="the extra web is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = shell(f"r2k web --demo --port {port}", tmp_path)
    assert done.returncode == 2
    assert f"port {port} is in use" in done.stderr and "--port" in done.stderr


def test_the_user_s_own_place_of_settings(tmp_path: Path) -> None:
    own = tmp_path / "config" / "r2k-tui" / "config.toml"
    assert shell("r2k config path", tmp_path).stdout == f"{own}\n"
    assert not own.exists()
    assert shell("r2k config init", tmp_path).stdout == f"{own}\n"
    lines = own.read_text().splitlines()
    assert lines and all(line.lstrip().startswith("#") or not line.strip() for line in lines)
    assert shell("r2k config check", tmp_path).returncode == 0
    again = shell("r2k config init", tmp_path)
    assert again.returncode == 2 and "exists already" in again.stderr
    own.unlink()
    assert shell("r2k config path --edit", tmp_path).returncode == 2, "no editor is known"
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "# edited" >>"$1"\n')
    editor.chmod(0o755)
    assert shell("r2k config path --edit", tmp_path, EDITOR=str(editor)).returncode == 0
    assert own.read_text().endswith("# edited\n")
    assert shell("r2k config path", tmp_path, R2K_CONFIG="/nowhere/a.toml").stdout == "/nowhere/a.toml\n"


def test_snapshot_and_the_next_start_tell_of_a_damaged_store(tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite3"
    store.write_bytes(b"no database" * 1000)
    first = shell(f"r2k snapshot --demo --store {store}", tmp_path)
    assert "the store was damaged" in first.stderr and "s.sqlite3.damaged-" in first.stderr
    second = shell(f"r2k snapshot --demo --store {store} --json", tmp_path)
    (told,) = [problem for problem in json.loads(second.stdout)["problems"] if problem["kind"] == "store"]
    assert "an earlier start found the store damaged" in told["message"] and ".damaged-" in told["message"]
    assert "damaged" not in shell(f"r2k snapshot --demo --store {store}", tmp_path).stderr


def test_snapshot_tells_of_a_store_from_a_newer_version(tmp_path: Path) -> None:
    import sqlite3

    store = tmp_path / "s.sqlite3"
    with sqlite3.connect(store) as db:
        db.execute("PRAGMA user_version = 9999")
    for _ in range(2):
        assert "it is left as it is" in shell(f"r2k snapshot --demo --store {store}", tmp_path).stderr
