"""Each private name of the real yfinance, taken away in turn: the provider is switched off and says which it was."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yfinance
from yfinance.data import YfData

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import ProviderOff
from r2k_tui.sources.yahoo import client
from r2k_tui.sources.yahoo.private_names import PRIVATE_NAMES, PrivateName, check_private_names
from r2k_tui.sources.yahoo.source import YahooSource
from r2k_tui.sources.yahoo_chart.source import YahooChartSource
from tests.fakes.yahoo_server import FakeYahoo


def take_away(monkeypatch: pytest.MonkeyPatch, name: PrivateName) -> None:
    """Delete a name from the library that is loaded."""
    owner: Any = import_module(name.module)
    *before, last = name.path.split(".")
    for part in before:
        owner = getattr(owner, part)
    if name.of == "instance":
        monkeypatch.delattr(owner(), last)
    elif name.of == "value":
        monkeypatch.delitem(owner.data, last)
    elif last == "cache_clear":
        monkeypatch.setattr(YfData, "cache_get", lambda self: None)
    else:
        monkeypatch.delattr(owner, last)


def test_nothing_is_missing_in_the_library_that_is_installed() -> None:
    check_private_names()


@pytest.mark.parametrize("name", PRIVATE_NAMES, ids=lambda name: name.shown)
async def test_without_a_name_the_provider_is_off_and_another_goes_on(
    name: PrivateName, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with FakeYahoo(["IWM"]) as yahoo:
        settings = YahooSettings(endpoint=yahoo.url)
        first, second = YahooSource(settings, tmp_path), YahooChartSource(settings)
        take_away(monkeypatch, name)
        for call in (lambda: first.quotes(["IWM"]), lambda: first.bars("IWM", Interval.D1)):
            with pytest.raises(ProviderOff) as caught:
                await call()
            assert str(caught.value).startswith(
                f"yfinance {yfinance.__version__} no longer has {name.shown}, which R2K"
            )
        assert yahoo.requests == [], "a client that is not understood sends nothing"
        assert [quote.price for quote in (await second.quotes(["IWM"])).quotes] == [
            yahoo.quotes["IWM"]["regularMarketPrice"]
        ]
        await first.close()
        await second.close()


@pytest.mark.parametrize("module", sorted({name.module for name in PRIVATE_NAMES} - {"yfinance"}))
def test_a_module_that_is_gone_is_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ProviderOff, match=f"no longer has {module}"):
        check_private_names()


def test_a_parameter_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(YfData, "get_raw_json", lambda self, url, query=None: None)
    with pytest.raises(ProviderOff, match=r"no longer takes 'params' in YfData\.get_raw_json"):
        check_private_names()


def test_every_name_that_the_client_uses_is_in_the_table() -> None:
    tree = ast.parse(Path(str(client.__file__)).read_text("utf-8"))
    roots = {"yfinance": "", "const": "", "cache": "", "YfData": "YfData."}
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in roots:
            used.add(roots[node.value.id] + node.attr)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "data":
            used.add(f"YfData.{node.attr}")
    listed = [name.path for name in PRIVATE_NAMES]
    assert used, "the client uses yfinance"
    assert {name for name in used if not any(f"{path}.".startswith(f"{name}.") for path in listed)} == set()


async def test_a_provider_that_was_switched_off_is_tried_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with FakeYahoo(["IWM"]) as yahoo:
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
        with monkeypatch.context() as gone:
            gone.delattr("yfinance.const._QUERY1_URL_")
            with pytest.raises(ProviderOff):
                await source.quotes(["IWM"])
        assert len((await source.quotes(["IWM"])).quotes) == 1
        await source.close()


async def test_a_name_that_goes_while_it_runs_is_told_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with FakeYahoo(["IWM"]) as yahoo:
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
        await source.quotes(["IWM"])
        monkeypatch.setattr(YfData, "get_raw_json", lambda self, url, query=None: None)
        with pytest.raises(ProviderOff, match=r"yfinance .* changed "):
            await source.quotes(["IWM"])
        monkeypatch.delattr(YfData, "get_raw_json")
        with pytest.raises(ProviderOff, match=r"no longer has YfData\.get_raw_json"):
            await source.quotes(["IWM"])
        await source.close()
