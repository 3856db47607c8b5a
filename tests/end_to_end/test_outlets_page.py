"""Every command of docs/outlets.md runs: to its end, or until Ctrl+C."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.line.template import QUOTE_PARTS, TOPICS, parse
from r2k_tui.commands.mcp.tools import TOOLS
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.store import Store
from tests.fakes.broker import Broker, free_port
from tests.fakes.program import ROOT, Program
from tests.fakes.still_market import SCORES, SESSION, quote

PAGE = (ROOT / "docs" / "outlets.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
RUNS_S, SHOWN_S, ENDS_S = 6.0, 60.0, 20.0
pytestmark = pytest.mark.slow


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which `r2k` is this package, with a store that an engine has just written."""
    (tmp_path / "bin").mkdir()
    r2k = tmp_path / "bin" / "r2k"
    r2k.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m r2k_tui "$@"\n')
    r2k.chmod(0o755)
    path, now = tmp_path / "store.sqlite3", time.time()
    store = Store(path, "yahoo")
    store.save_quotes(msgspec.structs.replace(quote(symbol), received_at=now, time=now) for symbol in ("IWM", "^RUT"))
    store.save_latest("facts", now, (("", SourceFacts("yahoo")),))
    store.save_latest("session", now, (("XNYS", msgspec.structs.replace(SESSION, changes_at=now + 3600)),))
    store.save_latest("score", now, [(item.kind.value, item) for item in SCORES])
    store.close()
    (tmp_path / "own.toml").write_text(f'[store]\npath = "{path}"\n')
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    return {**environment, "R2K_CONFIG": str(tmp_path / "own.toml")}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """The address of a hub with an engine."""
    broker = Broker(tmp_path)
    engine = Program("engine", "--demo", "--publish", broker.url)
    try:
        engine.wait_for(lambda it: any("leading" in line for line in it.errors))
        yield broker.url
    finally:
        engine.kill()
        broker.kill()


def test_the_page_has_commands() -> None:
    assert {line.split()[1] for line in COMMANDS} == {"watch", "line", "serve"}


def _wait_shown(process: subprocess.Popen[bytes], file: Path, words: str, within: float) -> None:
    """Wait until these words are in a file, or the command has ended; no longer than that."""
    end = time.monotonic() + within
    while words not in file.read_text("utf-8") and process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs_as_written(
    line: str, program: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if "jq" in line and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    if "nats://" in line:
        line = line.replace("nats://127.0.0.1:4222", request.getfixturevalue("hub"))
    line = line.replace("127.0.0.1:9464", f"127.0.0.1:{free_port()}")
    files = tmp_path / "out", tmp_path / "err"
    with files[0].open("w") as stdout, files[1].open("w") as stderr:
        process = subprocess.Popen(["bash", "-c", line], env=program, stdout=stdout, stderr=stderr, process_group=0)
    try:
        if "serve" in line:
            _wait_shown(process, files[1], "metrics at", SHOWN_S)
        else:
            _wait_shown(process, files[0], "\n", RUNS_S if "jq" in line else SHOWN_S)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(ENDS_S)
    finally:
        process.kill()
    out, err = (file.read_text("utf-8") for file in files)
    assert "Traceback" not in err and "r2k: " not in err, err
    if "serve" in line:
        assert "metrics at http://127.0.0.1:" in err
    elif "jq" not in line:
        assert out
        assert process.returncode in (0, 130, -signal.SIGINT)


def test_the_lists_of_the_page_are_those_of_the_code() -> None:
    for part in QUOTE_PARTS:
        assert re.search(rf"`(\{{IWM\.)?{re.escape(part)}\}}?`", PAGE), part
    for topic in TOPICS:
        assert f"`{{{topic}}}`" in PAGE, topic
    for tool in TOOLS:
        assert f"`{tool.name}`" in PAGE, tool.name
    source = (ROOT / "r2k_tui/commands/outlets/exposition.py").read_text("utf-8")
    for metric in set(re.findall(r'"(r2k_[a-z_]+)"', source)):
        assert f"`{metric}`" in PAGE, metric
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    for extra in re.findall(r"r2k-tui\[(\w+)\]", PAGE):
        assert extra in extras


def test_the_other_formats_of_the_page_can_be_read() -> None:
    for format_ in re.findall(r"--format ['\"](.*?)['\"]", PAGE):
        parse(format_.replace("%%", "%"))
    for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL):
        json.loads(block)
