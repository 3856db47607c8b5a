"""Streams that are closed, full or cannot say more than ASCII; an interrupt at any moment; a taken port."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.setup import check_day
from r2k_tui.commands.shared.streams import escaped, in_ascii
from tests.cases import cases
from tests.forked.order import Closing
from tests.forked.spawning import start_anew

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "r2k_tui")
# The signs of redirections and their streams.
NUMBERS = {"<": 0, ">": 1, "2>": 2}
COMMANDS = (
    "snapshot --demo",
    "snapshot --demo --json",
    "history IWM --demo",
    "config show",
    "config default",
    "--help",
)


def clean(folder: Path) -> dict[str, str]:
    """An environment without a locale, with its home in `folder` and the sessions of the exchange in its cache."""
    kept = {name: os.environ[name] for name in ("PATH", "XDG_CACHE_HOME") if name in os.environ}
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    return {**kept, **home}


@pytest.fixture
def files(folder: Path) -> str:
    """The options that make a folder of prices the source: less to read, and to store, than of the simulated market."""
    return f"--source csv --data {folder}"


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a shell does with a line; redirections are made here, by the same names, and so is a pipe, whose status is
    that of `r2k`.
    """
    line, _, reader = line.partition(" | ")
    words = line.split()
    redirections = [word for word in words if "<" in word or ">" in word]
    streams: dict[str, Any] = {"stdin": None, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command: list[str] = [*PROGRAM, *(word for word in words[1:] if word not in redirections)]
    closed = tuple(NUMBERS[word[:-2]] for word in redirections if word.endswith("&-"))
    with ExitStack() as opened:
        if reader:
            reads = subprocess.Popen(reader.split(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            streams["stdout"] = opened.enter_context(reads).stdin
        for word in redirections:
            sign, _, path = word.partition("/")
            if path:
                mode = "r" if sign == "<" else "w"
                streams[("stdin", "stdout", "stderr")[NUMBERS[sign]]] = opened.enter_context(
                    Path(f"/{path}").open(mode)
                )
        return subprocess.run(
            command,
            **streams,
            preexec_fn=Closing(*closed) if closed else None,
            text=True,
            errors="replace",
            env={**clean(folder), **environment},
            timeout=120,
            check=False,
        )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_said_with_the_status_of_a_part(tmp_path: Path, command: str) -> None:
    done = shell(f"r2k {command} >/dev/full", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "r2k: cannot write to stdout: No space left on device" in done.stderr
    assert "defect" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "2>/dev/full", "| head -c 1"])
@pytest.mark.parametrize("command", ["history IWM --demo", "config default"])
def test_a_closed_stream_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, redirection: str
) -> None:
    if command == "config default":
        monkeypatch.setattr(subprocess, "_fork_exec", start_anew)
    done = shell(f"r2k {command} {redirection}", tmp_path)
    assert done.returncode == 0
    told = done.stderr or ""
    assert "defect" not in told and "Traceback" not in told and "ignored" not in told


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_stream_gets_what_its_encoding_can_say(tmp_path: Path, files: str, encoding: str) -> None:
    for command in ("snapshot --demo", f"readings {files}", "--help", "study risk --demo"):
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


@cases("text", ["20250918", "2025-W38-4", "2025-9-18", "2025-09-18T00:00", " 2025-09-18", ""])
def test_a_day_is_written_in_one_way(text: str) -> None:
    with pytest.raises(UsageError, match="expected a day as YYYY-MM-DD"):
        check_day("--as-of", text)
    assert check_day("--as-of", "2025-09-18").isoformat() == "2025-09-18"


# While the command line is loaded, the command, the numbers, the market, the laboratory, and when all is loaded.
MODULES = ("typer", "r2k_tui.commands.shared.options", "numpy", "r2k_tui.sources.demo.market", "r2k_tui.engine.context")


@pytest.mark.parametrize("module", MODULES)
def test_an_interrupt_shows_no_traceback(tmp_path: Path, module: str) -> None:
    # The interpreter tells of each module in the moment in which it is loaded.
    command = [sys.executable, "-X", "importtime", "-m", "r2k_tui", "simulate", "--demo"]
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    # It waits soon after for what it has told to be read, however late the interrupt comes.
    with subprocess.Popen(command, **streams, pipesize=4096, cwd=ROOT, env=clean(tmp_path)) as process:
        assert process.stderr is not None
        assert any(line.rpartition("|")[2].strip() == module for line in process.stderr), f"{module} was not loaded"
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
    assert "Traceback" not in told and "Abort" not in told
    assert process.returncode in (130, -signal.SIGINT)


def test_an_interrupt_while_it_prints_shows_no_traceback(tmp_path: Path) -> None:
    # Nobody reads: it is held in the middle of what it prints.
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    command = [*PROGRAM, "history", "IWM", "--demo"]
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, env=clean(tmp_path)) as process:
        os.close(writer)
        select.select([reader], [], [], 60)
        process.send_signal(signal.SIGINT)
        try:
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    os.close(reader)
    assert b"Traceback" not in told and b"Abort" not in told
    assert process.returncode in (130, -signal.SIGINT)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
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


def test_snapshot_and_the_next_start_tell_of_a_damaged_store(tmp_path: Path, files: str) -> None:
    store = tmp_path / "s.sqlite3"
    store.write_bytes(b"no database" * 1000)
    first = shell(f"r2k snapshot {files} --store {store}", tmp_path)
    assert "the store was damaged" in first.stderr and "s.sqlite3.damaged-" in first.stderr
    second = shell(f"r2k snapshot {files} --store {store} --json", tmp_path)
    (told,) = [problem for problem in json.loads(second.stdout)["problems"] if problem["kind"] == "store"]
    assert "an earlier start found the store damaged" in told["message"] and ".damaged-" in told["message"]
    assert "damaged" not in shell(f"r2k snapshot {files} --store {store}", tmp_path).stderr


def test_snapshot_tells_of_a_store_from_a_newer_version(tmp_path: Path) -> None:
    import sqlite3

    store = tmp_path / "s.sqlite3"
    with sqlite3.connect(store) as db:
        db.execute("PRAGMA user_version = 9999")
    for _ in range(2):
        assert "it is left as it is" in shell(f"r2k snapshot --demo --store {store}", tmp_path).stderr
