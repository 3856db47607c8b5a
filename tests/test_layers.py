"""Which part may know which, and what a process has loaded when: read from the modules of real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Set
from functools import cache
from pathlib import Path

import pytest

from r2k_tui.commands.shared.options import Options
from r2k_tui.link.wire import Ask, ReplyMessage, from_engine, pack
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.store.store import Store
from tests.pty.session import Session
from tests.pty.size import HOME

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
# Most modules of R2K, and of the packages that it needs, in each process when its first picture or snapshot is there.
# Just above what was reached: a module more is loaded for a reason, or later.
MOST_OF_TERMINAL, MOST_OF_ENGINE = (296, 200), (62, 16)
FOLDERS = {"csv": "csv_folder", "yahoo": "yahoo"}
TELL = "import json, sys; print(json.dumps(sorted(sys.modules)))"

# What the monitor's process begins with, and what it does then.
MONITOR_IMPORTS = """
import r2k_tui.cli, r2k_tui.commands.monitor.command, r2k_tui.bootstrap.build
import r2k_tui.link.pipe, r2k_tui.link.engine_client
import r2k_tui.ui.app, r2k_tui.ui.mirror.mirror, r2k_tui.ui.terminal.signals
import r2k_tui.ui.terminal.compositor
"""
MONITOR = """
r2k_tui.ui.terminal.compositor.send_changes_only()
r2k_tui.ui.app.ignore_foreign_input()
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

# The monitor in a terminal, up to the price on the screen: then its modules are written to a file. Not where the thread
# that writes has its turn: more may be loaded by then.
FIRST_PAINT = """
import json, sys
told, sign, *arguments = sys.argv[1:]
from textual.drivers._writer_thread import WriterThread

write, done = WriterThread.write, []

def watched(thread, text):
    if sign in text and not done:
        done.append(text)
        open(told, "w").write(json.dumps(sorted(sys.modules)))
    write(thread, text)

WriterThread.write = watched
sys.argv = ["r2k", *arguments]
from r2k_tui.__main__ import main
main()
"""

# The engine's process, up to the snapshot that it has sent: then its modules are written to stderr.
FIRST_ANSWER = """
import json, sys
from r2k_tui.bootstrap import engine_process

def go_on(body, out, first, *others):
    assert first.answered
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)

engine_process._go_on = go_on
engine_process.main()
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Settings without a way to a source, and a store that holds a price."""
    path, settings = tmp_path / "store.sqlite3", tmp_path / "r2k.toml"
    kept = Store(path, "yahoo")
    kept.save_quotes([Quote("^RUT", price=2467.7, received_at=1.0)])
    kept.close()
    settings.write_text(f'[yahoo]\nendpoint = "http://127.0.0.1:9"\n[store]\npath = "{path}"\n')
    return settings


# Every module of the package.
EVERYTHING = """
import importlib, pkgutil, threading, r2k_tui
for found in pkgutil.walk_packages(r2k_tui.__path__, "r2k_tui."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
threads = [thread.name for thread in threading.enumerate()]
assert threads == ["MainThread"], threads
"""

# An engine after its start: every topic was polled once, and the readings are computed.
ENGINE_IMPORTS = """
import asyncio, os, sys
from pathlib import Path
os.environ.update(dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9"))
from r2k_tui.bootstrap.build import build_engine
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.registry import find
from tests.end_to_end.invented import SHORT, write_market
"""
WAITING = """
data = Path.home() / name
write_market(data, SHORT)

async def main():
    engine = build_engine(EngineSetup(load(packaged_path()), find(name).info, data=str(data)))
    engine.restore()
    await engine.start()
    await engine.settle()
    assert bool(engine.market.quotes) == (name == "csv"), engine.market.feeds
    await engine.close()

asyncio.run(main())
"""

# Runs a script, then each of those that follow in a fork, and says which modules each fork has then: null if it failed.
IN_FORKS = """
import json, os, sys, traceback
begin, *scripts = sys.argv[1:]
names = {"__name__": "__main__"}
exec(begin, names)
for script in scripts:
    reading, writing = os.pipe()
    if not os.fork():
        os.close(reading)
        try:
            exec(script, names)
            with open(writing, "w") as told:
                json.dump(sorted(sys.modules), told)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading) as told:
        print(told.read() or "null")
    os.wait()
"""


def loaded_by(script: str, *arguments: str) -> frozenset[str]:
    """The modules that a fresh process has after running `script`."""
    modules: list[str] = json.loads(_run(script + TELL, *arguments).stdout.splitlines()[-1])
    return frozenset(modules)


def _run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done


@cache
def loaded_in_forks(begin: str, *scripts: str) -> dict[str, frozenset[str]]:
    """The modules that a fresh process has after running `begin` and one of `scripts`, by the script; all of them fork
    from one process. Fails where any of them does.
    """
    done = _run(IN_FORKS, begin, *scripts)
    modules: list[list[str] | None] = [json.loads(line) for line in done.stdout.splitlines()[-len(scripts) :]]
    found = {script: frozenset(names) for script, names in zip(scripts, modules, strict=True) if names is not None}
    assert len(found) == len(scripts), done.stderr
    return found


def terminal_s(script: str) -> frozenset[str]:
    """The modules of a monitor's process after a script."""
    return loaded_in_forks(MONITOR_IMPORTS, MONITOR, APP, EVERYTHING)[script]


def engine_s(source: str) -> frozenset[str]:
    """The modules of a waiting engine's process, by the name of its source."""
    waiting = {name: f"name = {name!r}\n{WAITING}" for name in FOLDERS}
    return loaded_in_forks(ENGINE_IMPORTS, *waiting.values())[waiting[source]]


def among(modules: Set[str], names: set[str]) -> set[str]:
    """Which of `names`, or of what lies in them, are loaded."""
    return {name for name in names if name in modules or any(module.startswith(f"{name}.") for module in modules)}


def test_the_contracts_hold() -> None:
    """In a process of its own: the linter switches off every logger that there is, and tests that follow read logs."""
    script = f"from importlinter.cli import lint_imports\nraise SystemExit(lint_imports({CONFIG!r}, cache_dir=None))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", [MONITOR, APP], ids=["imports", "app"])
def test_the_terminal_s_process_loads_nothing_of_the_engine(script: str) -> None:
    modules = terminal_s(script)
    assert {"textual", "r2k_tui.ui.app", "r2k_tui.link.engine_client"} <= modules, "the script does what it is for"
    assert among(modules, HEAVY | ENGINE_SIDE) == set()


def test_the_terminal_loads_for_its_first_picture_only_what_is_in_it() -> None:
    assert among(terminal_s(MONITOR), LATER) == set()


def counted(modules: Set[str]) -> tuple[int, int]:
    """How many are of R2K, and how many of packages that it needs."""
    own = {name for name in modules if name.partition(".")[0] == "r2k_tui"}
    others = {name for name in modules - own if name.partition(".")[0] not in sys.stdlib_module_names}
    return len(own), len(others - {name for name in others if name.startswith(("__", "_sysconfigdata", "_editable"))})


def test_the_terminal_has_loaded_little_when_its_first_picture_is_there(store: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    command = [sys.executable, "-P", "-c", FIRST_PAINT, str(told), "2,467.70", "--config", str(store)]
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    with Session(command, HOME, environment, ROOT) as session:
        session.wait("the modules", told.exists, within=60)
        session.wait_text("2,467.70", within=60)
    modules = set(json.loads(told.read_text()))
    assert {"r2k_tui.ui.app", "textual.app"} <= modules
    assert among(modules, HEAVY | ENGINE_SIDE | {"typer", "click", "textual.command"}) == set()
    own, others = counted(modules)
    assert (own <= MOST_OF_TERMINAL[0], others <= MOST_OF_TERMINAL[1]) == (True, True), (own, others)


def test_the_engine_has_loaded_little_when_its_first_snapshot_is_sent(store: Path) -> None:
    setup = Options(config=store).setup()
    done = subprocess.run(
        [sys.executable, "-P", "-c", FIRST_ANSWER],
        input=pack(setup) + pack(Ask(1, GetSnapshot())),
        capture_output=True,
        timeout=60,
        check=False,
    )
    reply = from_engine().decode(done.stdout[4:])
    assert isinstance(reply, ReplyMessage) and isinstance(reply.reply, Snapshot), done.stderr
    assert [quote.price for quote in reply.reply.quotes] == [2467.7]
    modules = set(json.loads(done.stderr.splitlines()[-1]))
    later = {"asyncio", "logging", "textual", "r2k_tui.engine.engine", "r2k_tui.config", "r2k_tui.model.messages.reply"}
    assert among(modules, HEAVY | SOURCES | later) == set()
    own, others = counted(modules)
    assert (own <= MOST_OF_ENGINE[0], others <= MOST_OF_ENGINE[1]) == (True, True), (own, others)


@pytest.mark.parametrize("source", ["csv", "yahoo"])
def test_an_engine_that_waits_has_loaded_no_pandas(source: str) -> None:
    """On files, and on the usual source without a network: the sessions of the exchange come from another process."""
    modules = engine_s(source)
    assert {"numpy", "r2k_tui.engine.services", f"r2k_tui.sources.{FOLDERS[source]}.source"} <= modules
    assert among(modules, HEAVY - {"numpy"}) | among(modules, {"curl_cffi"}) == set()


def test_nothing_is_done_at_import() -> None:
    """No thread is started and no file is made by loading every module of the package."""
    assert "r2k_tui.engine.services" in terminal_s(EVERYTHING)
