"""The symbols of the probe, and what is read from an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.commands.doctor import provider_probe
from r2k_tui.commands.doctor.provider_probe import probe_providers, probed_symbols
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.source import SourceChoice
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.base import ProviderOff, SourceInfo
from tests.fakes.scripted_source import ScriptedSource


def test_the_roles_of_the_market_are_asked_for_once_each() -> None:
    symbols = probed_symbols(MarketSettings(index="^SP600", small_fund="IJR", treasury="IJR"))
    assert symbols[:2] == ("^SP600", "IJR") and symbols.count("IJR") == 1 and symbols[-1] == "RTY=F"


async def test_what_an_answer_lacks_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    source = ScriptedSource(name="yahoo")
    source.set_price("IWM", 240.0, time=1_790_000_000.0, delay_s=60.0)

    def make(_: EngineSetup, name: str) -> ScriptedSource:
        if name != "yahoo":
            raise ProviderOff(f"{name} cannot be loaded")
        return source

    monkeypatch.setattr(provider_probe, "make_provider", make)
    config = Config(source=SourceChoice(chain=("yahoo", "yahoo_chart")))
    yahoo, chart, *left = await probe_providers(EngineSetup(config, SourceInfo("yahoo"), log_path=str(Path())))
    assert (yahoo.answered, yahoo.symbols, yahoo.newest_at, yahoo.delay_s) == (True, ("IWM",), 1_790_000_000.0, 60.0)
    assert "^RUT" in yahoo.without_answer and {"bid", "ask", "volume"} <= set(yahoo.missing_fields)
    assert (chart.answered, chart.words) == (False, "yahoo_chart cannot be loaded")
    assert [(one.provider, one.answered) for one in left] == [("cboe", None), ("nasdaq", None)]
