"""One place for each change: rows of the table in docs/architecture.md, each tried out."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.commands.monitor.live_config import RunningSettings, needs_engine
from r2k_tui.commands.shared.options import Options, ViewOptions, long_running
from r2k_tui.config.schema import Config, reload_of
from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.config.write import write_whole
from r2k_tui.engine.alerts import channels
from r2k_tui.engine.alerts.channels import Channel
from r2k_tui.engine.dispatch import SUBJECTS, handlers_of
from r2k_tui.engine.request_scope import RequestScope
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.channels import EngineChannel
from r2k_tui.model.messages.alerts import TryAlert
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.reply import Reply
from r2k_tui.ui.actions.table import ACTIONS
from tests.end_to_end.invented import SHORT, write_market
from tests.engine.alerts.test_service import LEVEL, AlertStage
from tests.engine.stage import Stage, ask
from tests.ui.stage import on_stage, settled
from tests.ui.test_registry import ExtraView, extended_stage

ROOT = Path(__file__).parents[2]
VIEW = ViewOptions("dashboard", "", ascii_only=False, no_mouse=False, low_bandwidth=False, kiosk=False)

SOURCE = '''
from r2k_tui.sources.csv_folder.source import CsvFolderSource

class Mine(CsvFolderSource):
    """Files of one's own."""

    name = identity = "mine"

def make(options):
    return Mine(options.data)
'''

# Adds a row to a family before the table of readings is put together, as an edit of the file would.
READING = """
import json, runpy, sys
from r2k_tui.engine.readings.families import price
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingSpec, number

def compute(series):
    return (number(float(series.closes[-1]) ** 2, 1, ""),)

note = Methodology("C_t squared", "It means nothing.")
spec = ReadingSpec("close_squared", "price", "the last close times itself", note)
price.ROWS = (*price.ROWS, ReadingGroup((spec,), "1", compute))

page = runpy.run_path("docs/list_readings.py")["page"]()
assert "| `close_squared` | price | 1 | the last close times itself |" in page
assert "| `close_squared` | C_t squared | It means nothing. |" in page

from r2k_tui import cli
sys.argv = ["r2k", "readings", "IWM", "--source", "csv", "--data", sys.argv[1], "--json"]
cli.main()
"""

# One edit of each table of the settings, and whether an engine must be made anew for it.
EDITS = {
    "market": ('[market]\nsmall_fund = "IJR"', True),
    "watchlist": ('[watchlist]\nsymbols = ["SPY"]', False),
    "source": ('[source]\ndata = "."', True),
    "replay": ("[replay]\nspeed = 5.0", True),
    "record": ("[record]\nmax_mb = 7.0", True),
    "yahoo": ("[yahoo]\ndeadline_s = 5.0", True),
    "cboe": ("[cboe]\ndeadline_s = 5.0", True),
    "nasdaq": ("[nasdaq]\ndeadline_s = 5.0", True),
    "nasdaq_trader": ("[nasdaq_trader]\ndeadline_s = 5.0", True),
    "poll": ("[poll.quotes]\nopen = 7.0", True),
    "limits": ("[limits]\nburst = 7", True),
    "universe": ("[universe]\nchunk = 7", True),
    "dashboard": ('[[dashboard.layouts]]\nname = "calm"\nrows = ["risk"]', False),
    "risk": ("[risk]\ncapital = 7.0", True),
    "store": ("[store]\nenabled = false", True),
    "display": ("[display]\nascii = true", False),
    "portfolio": ("[portfolio]\ncash = 7.0", True),
    "portfolios": ('[[portfolios]]\nname = "IRA"', True),
    "allocation": ('[allocation]\nrebalance = "daily"', True),
    "fred": ("[fred]\ndeadline_s = 7.0", True),
    "sec": ('[sec]\ncontact = "a@example.org"', True),
    "releases": ("[releases]\nfeeds = []", True),
    "finra": ("[finra]\ndeadline_s = 5.0", True),
    "french": ("[french]\ndeadline_s = 5.0", True),
    "thesis": ("[thesis]\npackaged = false", True),
    "screens": ('[[screens]]\nname = "dear"\nexpr = "price > 9"', True),
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
    write_market(tmp_path / "data", SHORT)
    where = ("--source", "mine", "--data", str(tmp_path / "data"))
    report = run("-m", "r2k_tui", "snapshot", *where, "--json", PYTHONPATH=str(tmp_path))
    assert report["source"] == "mine"
    assert report["data"]["quotes"]["IWM"]["price"] > 0


def test_a_reading_is_a_row_of_its_family_in_json_and_docs_at_once(tmp_path: Path) -> None:
    write_market(tmp_path, SHORT)
    report = run("-c", READING, str(tmp_path))
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
    setup = long_running(options.setup(), kiosk=VIEW.kiosk)
    settings = RunningSettings(options, VIEW, setup, renewed.append)
    before = settings.sections(setup, ACTIONS)
    text, engine = EDITS[table]
    write_whole(file, text)
    assert settings.changed()
    fresh = settings.read()
    assert fresh != before
    assert (fresh.engine != before.engine) is engine
    assert needs_engine(setup, renewed[-1]) is engine
    assert (reload_of(table) == "engine") is engine, "the section says so itself"
    assert getattr(renewed[-1].config, table) != getattr(Config(), table), "what an engine made later begins with"


def test_every_table_of_the_settings_is_tried() -> None:
    assert set(EDITS) == {field.name for field in msgspec.structs.fields(Config)}


async def test_an_alert_channel_is_a_class_with_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered: asyncio.Queue[Alert] = asyncio.Queue()

    class Pager:
        """A channel as a developer adds one."""

        kind: EngineChannel = "command"
        name = key = "pager"

        @classmethod
        def configured(cls, delivery: Delivery) -> Sequence[Channel]:
            return [cls()]

        async def deliver(self, alert: Alert) -> None:
            delivered.put_nowait(alert)

    monkeypatch.setattr(channels, "CHANNEL_TYPES", (*channels.CHANNEL_TYPES, Pager))
    async with AlertStage(tmp_path / "r2k.sqlite3", LEVEL).running() as engine, asyncio.timeout(20):
        assert await ask(engine, TryAlert("level")) == Done()
        alert = await delivered.get()
    assert (alert.rule, alert.test) == ("level", True)


async def test_a_view_is_a_class_with_its_row() -> None:
    """The key, the find line, the footer and the help: tests/ui/test_registry.py tries each."""
    stage = extended_stage()
    async with on_stage(stage) as pilot:
        await pilot.press("0")
        await settled(stage, pilot)
        assert isinstance(stage.app.view, ExtraView)
        assert "one row, one class" in stage.screen_text()


class GetWeather(msgspec.Struct, frozen=True, tag="get_weather"):
    """A request that no subject answers yet."""

    town: str


class Weather(msgspec.Struct, frozen=True, tag="weather"):
    """Its reply."""

    words: str


async def get_weather(scope: RequestScope, request: GetWeather) -> Any:
    """The weather, from a handler as a developer adds one."""
    return Weather(f"{request.town} for {scope.reader}")


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_a_request_is_a_handler_with_its_row(subject: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = handlers_of(subject)
    async with Stage(None).running() as engine:
        request: Any = GetWeather("Rome")
        before: Reply = await engine.ask(request, "ann")
        assert "nobody answers GetWeather" in str(before)
        module = importlib.import_module(f"r2k_tui.engine.{subject}.requests")
        monkeypatch.setattr(module, "HANDLERS", {**table, GetWeather: get_weather})
        assert await engine.ask(request, "ann") == Weather("Rome for ann")
