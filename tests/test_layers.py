"""Which part may know which, and what a process has loaded when: read from the modules of real processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = str(ROOT / "pyproject.toml")
HEAVY = {"numpy", "pandas", "scipy", "yfinance", "exchange_calendars"}
# All of a source but its `info`, which says what it is before it is loaded.
SOURCES = {
    *(f"r2k_tui.sources.{name}.source" for name in ("yahoo", "csv_folder", "demo", "replay", "cboe", "nasdaq")),
    "r2k_tui.sources.yahoo.client",
    "r2k_tui.sources.yahoo.http",
    "r2k_tui.sources.csv_folder.tables",
    "r2k_tui.sources.demo.simulation",
}
ENGINE_SIDE = {
    "r2k_tui.analytics",
    "r2k_tui.store",
    "r2k_tui.engine.engine",
    "r2k_tui.engine.services",
    *SOURCES,
}
# What a key, another command or another terminal needs, and the first picture does not.
LATER = {
    "csv",
    "importlib.metadata",
    "textual.drivers.web_driver",
    "r2k_tui.commands.command_line",
    "r2k_tui.commands.outlets",
    "r2k_tui.ui.dialogs.drawing.alert_request",
    "r2k_tui.ui.drawing.copied",
}
HOME = {"csv": "csv_folder", "yahoo": "yahoo"}
TELL = "import json, sys; print(json.dumps(sorted(sys.modules)))"

MONITOR = """
import r2k_tui.cli, r2k_tui.commands.monitor.command, r2k_tui.bootstrap.build
import r2k_tui.link.pipe, r2k_tui.link.engine_client
import r2k_tui.ui.app, r2k_tui.ui.mirror.mirror, r2k_tui.ui.terminal.signals
"""

# The app in a terminal that is not there, every view shown once and the help over it.
APP = """
import asyncio
from tests.ui.stage import Stage, on_stage, settled
from r2k_tui.ui.actions.table import ACTIONS

async def main():
    stage = Stage()
    async with on_stage(stage) as pilot:
        for key in ("2", "3", "4", "5", "6", "7", "8", "9", "1", "j", "]", "c", "question_mark", "escape"):
            await pilot.press(key)
            await settled(stage, pilot)

asyncio.run(main())
"""

# What the engine's process does until the terminal has its first picture, on a store that holds one.
FIRST_PICTURE = """
import asyncio, sys, time
from pathlib import Path
import r2k_tui.bootstrap.engine_process
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.sources.base import SourceInfo
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.store.store import Store
from r2k_tui.bootstrap.build import build_engine

path = sys.argv[1]
store = Store(Path(path), "yahoo")
store.save_quotes([Quote("^RUT", price=2467.7, received_at=1.0)])
store.close()

async def main():
    settings = load(packaged_path())
    engine = build_engine(EngineSetup(settings, SourceInfo("yahoo"), store=path))
    engine.restore()
    snapshot = await engine.ask(GetSnapshot(), "terminal")
    assert [quote.price for quote in snapshot.quotes] == [2467.7]

asyncio.run(main())
"""


# An engine after its start: every topic was polled once, and the readings are computed.
WAITING = """
import asyncio, os, sys
from pathlib import Path
os.environ.update(dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9"))
from r2k_tui.bootstrap.build import build_engine
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.registry import find
from tests.end_to_end.invented import write_market

name, data = sys.argv[1:]
write_market(Path(data))

async def main():
    engine = build_engine(EngineSetup(load(packaged_path()), find(name).info, data=data))
    engine.restore()
    await engine.start()
    await engine.settle()
    assert bool(engine.market.quotes) == (name == "csv"), engine.market.feeds
    await engine.close()

asyncio.run(main())
"""


def loaded_by(script: str, *arguments: str) -> set[str]:
    """The modules that a fresh process has after running `script`."""
    done = subprocess.run(
        [sys.executable, "-c", script + TELL, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(modules)


def among(modules: set[str], names: set[str]) -> set[str]:
    """Which of `names`, or of what lies in them, are loaded."""
    return {name for name in names if name in modules or any(module.startswith(f"{name}.") for module in modules)}


def test_the_contracts_hold() -> None:
    """In a process of its own: the linter switches off every logger that there is, and tests that follow read logs."""
    script = f"from importlinter.cli import lint_imports\nraise SystemExit(lint_imports({CONFIG!r}, cache_dir=None))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", [MONITOR, APP], ids=["imports", "app"])
def test_the_terminal_s_process_loads_nothing_of_the_engine(script: str) -> None:
    modules = loaded_by(script)
    assert {"textual", "r2k_tui.ui.app", "r2k_tui.link.engine_client"} <= modules, "the script does what it is for"
    assert among(modules, HEAVY | ENGINE_SIDE) == set()


def test_the_terminal_loads_for_its_first_picture_only_what_is_in_it() -> None:
    applied = "r2k_tui.ui.terminal.compositor.send_changes_only()\nr2k_tui.ui.app.ignore_foreign_input()\n"
    modules = loaded_by(MONITOR + "import r2k_tui.ui.terminal.compositor\n" + applied)
    assert among(modules, LATER) == set()


def test_the_first_picture_needs_no_source_and_no_pandas(tmp_path: Path) -> None:
    modules = loaded_by(FIRST_PICTURE, str(tmp_path / "store.sqlite3"))
    assert {"r2k_tui.bootstrap.engine_process", "r2k_tui.store.store"} <= modules
    assert (
        among(
            modules,
            (HEAVY - {"numpy"})
            | SOURCES
            | {"r2k_tui.sources.as_of", "textual", "r2k_tui.engine.services", "r2k_tui.engine.calendar.venues"},
        )
        == set()
    )


@pytest.mark.parametrize("source", ["csv", "yahoo"])
def test_an_engine_that_waits_has_loaded_no_pandas(source: str, tmp_path: Path) -> None:
    """On files, and on the usual source without a network: the sessions of the exchange come from another process."""
    modules = loaded_by(WAITING, source, str(tmp_path / "data"))
    assert {"numpy", "r2k_tui.engine.services", f"r2k_tui.sources.{HOME[source]}.source"} <= modules
    assert among(modules, HEAVY - {"numpy"}) | among(modules, {"curl_cffi"}) == set()


def test_nothing_is_done_at_import() -> None:
    """No thread is started and no file is made by loading every module of the package."""
    script = """
import importlib, pkgutil, threading, r2k_tui
for found in pkgutil.walk_packages(r2k_tui.__path__, "r2k_tui."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
threads = [thread.name for thread in threading.enumerate()]
assert threads == ["MainThread"], threads
"""
    assert "r2k_tui.engine.services" in loaded_by(script)
