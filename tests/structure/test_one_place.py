"""One place for each change: rows of the table in docs/architecture.md, each tried out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.commands.monitor.live_config import RunningSettings
from r2k_tui.commands.shared.options import Options, ViewOptions
from r2k_tui.config.schema import Config
from r2k_tui.config.write import write_whole
from r2k_tui.engine.setup import EngineSetup

ROOT = Path(__file__).parents[2]
VIEW = ViewOptions("dashboard", "", ascii_only=False, no_mouse=False, low_bandwidth=False, kiosk=False)

SOURCE = '''
from r2k_tui.sources.demo.source import DemoSource

class Mine(DemoSource):
    """A market of one's own."""

    name = identity = "mine"

def make(options):
    return Mine()
'''

# Adds a row to a family before the table of readings is put together, as an edit of the file would.
READING = """
import json, runpy, sys
from r2k_tui.engine.readings.families import price
from r2k_tui.engine.readings.methodology import Methodology
from r2k_tui.engine.readings.reading import ReadingGroup, ReadingSpec, number

def compute(series):
    return (number(float(series.closes[-1]) ** 2, 1, ""),)

note = Methodology("C_t squared", "It means nothing.")
spec = ReadingSpec("close_squared", "price", "the last close times itself", note)
price.ROWS = (*price.ROWS, ReadingGroup((spec,), "1", compute))

page = runpy.run_path("docs/list_readings.py")["page"]()
assert "| `close_squared` | price | 1 | the last close times itself |" in page
assert "| `close_squared` | C_t squared | It means nothing. |" in page

from r2k_tui import cli
sys.argv = ["r2k", "readings", "IWM", "--demo", "--json"]
cli.main()
"""

# One edit of each table of the settings, and whether an engine must be made anew for it.
EDITS = {
    "market": ('[market]\nsmall_fund = "IJR"', True),
    "watchlist": ('[watchlist]\nsymbols = ["SPY"]', False),
    "source": ('[source]\ndata = "."', True),
    "replay": ("[replay]\nspeed = 5.0", True),
    "yahoo": ("[yahoo]\ndeadline_s = 5.0", True),
    "poll": ("[poll.quotes]\nopen = 7.0", True),
    "limits": ("[limits]\nburst = 7", True),
    "universe": ("[universe]\nchunk = 7", True),
    "risk": ("[risk]\ncapital = 7.0", True),
    "store": ("[store]\nenabled = false", True),
    "display": ("[display]\nascii = true", False),
    "portfolio": ("[portfolio]\ncash = 7.0", False),
    "allocation": ('[allocation]\nrebalance = "daily"', True),
    "fred": ("[fred]\ndeadline_s = 7.0", True),
    "thesis": ("[thesis]\npackaged = false", True),
    "alerts": ('[[alerts]]\nfield = "price"\nop = "above"\nvalue = 1.0', False),
    "delivery": ("[delivery]\ndeadline_s = 7.0", True),
    "built_in_alerts": ("[built_in_alerts]\ndrift = false", True),
    "hub": ('[hub]\nname = "other"', True),
    "keys": ('[keys]\nfind = "f3"', False),
}


def run(*arguments: str, **environment: str) -> Any:
    """The JSON that a process prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_a_source_is_an_installed_package_with_an_entry_point(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(SOURCE)
    facts = tmp_path / "mine-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text("[r2k_tui.sources]\nmine = mine:make\n")
    report = run("-m", "r2k_tui", "snapshot", "--source", "mine", "--json", PYTHONPATH=str(tmp_path))
    assert report["source"] == "mine"
    assert report["data"]["quotes"]["IWM"]["price"] > 0


def test_a_reading_is_a_row_of_its_family_in_json_and_docs_at_once() -> None:
    report = run("-c", READING)
    found = report["data"]["IWM"]
    assert found["close_squared"]["value"] == pytest.approx(found["last_close"]["value"] ** 2)
    assert found["close_squared"]["definition"] == "the last close times itself"


@pytest.mark.parametrize("table", EDITS)
def test_a_setting_is_noticed_while_the_monitor_runs(table: str, tmp_path: Path) -> None:
    """No table is left out, so that a new field of any needs no code of its own to be reloaded."""
    file = tmp_path / "config.toml"
    file.write_text("")
    options = Options(config=file, demo=True)
    renewed: list[EngineSetup] = []
    settings = RunningSettings(options, VIEW, options.setup(), renewed.append)
    before = settings.read()
    text, engine = EDITS[table]
    write_whole(file, text)
    assert settings.changed()
    fresh = settings.read()
    assert fresh.engine is engine
    assert fresh != before
    assert getattr(renewed[-1].config, table) != getattr(Config(), table), "what an engine made later begins with"


def test_every_table_of_the_settings_is_tried() -> None:
    assert set(EDITS) == {field.name for field in msgspec.structs.fields(Config)}
