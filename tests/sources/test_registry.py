"""The sources by name: those that are built in, and those that are installed."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.source import PROVIDERS, SourceChoice
from r2k_tui.sources.base import NotFound, ProviderChain, ProviderOff, SourceInfo
from r2k_tui.sources.registry import SourceOptions, UnknownSource, find, opt_in_providers
from tests.fakes.recorded_day import DAY, write_recording
from tests.fakes.scripted_source import ScriptedSource


class EntryPoint:
    """What an installed package offers."""

    def __init__(self, name: str, made: object) -> None:
        self.name, self._made = name, made

    def load(self) -> object:
        return lambda _: self._made


@pytest.fixture
def options(tmp_path: Path) -> SourceOptions:
    return SourceOptions(Config(), tmp_path, tmp_path / "cache")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    """Entry points in the place of those of this machine."""
    points: list[EntryPoint] = []

    def entry_points(**wanted: str) -> list[EntryPoint]:
        assert wanted == {"group": "r2k_tui.sources"}
        return points

    monkeypatch.setattr(metadata, "entry_points", entry_points)
    return points


@pytest.mark.parametrize("name", ["yahoo", "yahoo_chart", "cboe", "nasdaq", "cboe_history", "csv", "demo"])
async def test_what_is_known_before_loading_is_what_the_source_says(name: str, options: SourceOptions) -> None:
    entry = find(name)
    source: Any = entry.make(options)
    facts = source.capabilities
    assert source.name == entry.info.name == name
    assert facts.info is entry.info
    await source.close()


def test_only_the_folder_source_needs_a_folder() -> None:
    assert [name for name in ("yahoo", "yahoo_chart", "csv", "demo", "replay") if find(name).needs_data] == ["csv"]


async def test_a_replay_is_built_from_a_folder_and_a_day(tmp_path: Path) -> None:
    options = SourceOptions(Config(), write_recording(tmp_path / "bars"), tmp_path / "cache", day=DAY)
    entry = find("replay")
    source = entry.make(options)
    facts = source.capabilities
    assert source.name == entry.info.name
    assert facts.info is entry.info


def test_a_replay_of_nothing_is_not_found(options: SourceOptions) -> None:
    with pytest.raises(NotFound, match="needs a day"):
        find("replay").make(options)


def test_an_installed_source_is_found(installed: list[EntryPoint], options: SourceOptions) -> None:
    source = ScriptedSource(name="other")
    installed.append(EntryPoint("other", source))
    entry = find("other")
    assert entry.make(options) is source  # type: ignore[comparison-overlap]
    assert entry.info == SourceInfo("other")


@pytest.mark.parametrize("where", ["factory", "module"])
def test_an_installed_source_says_what_it_is(
    where: str, installed: list[EntryPoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = SourceInfo("theirs", live=False, simulated=True, keeps_store=False)
    point = EntryPoint("other", ScriptedSource(name="other"))
    factory = point.load()
    monkeypatch.setattr(point, "load", lambda: factory)
    if where == "factory":
        monkeypatch.setattr(factory, "info", said, raising=False)
    else:
        monkeypatch.setattr(sys.modules[__name__], "INFO", said, raising=False)
    installed.append(point)
    assert find("other").info == SourceInfo("other", live=False, simulated=True, keeps_store=False)


def test_an_installed_source_cannot_take_a_built_in_name(installed: list[EntryPoint]) -> None:
    before = find("csv")
    installed.append(EntryPoint("csv", ScriptedSource()))
    assert find("csv") is before


def test_an_unknown_name_is_answered_with_those_there_are(installed: list[EntryPoint]) -> None:
    installed += [EntryPoint("zeta", None), EntryPoint("alpha", None)]
    with pytest.raises(
        UnknownSource,
        match="no source 'yaho'; there are yahoo, yahoo_chart, csv, demo, replay, cboe, nasdaq, cboe_history, alpha, z",
    ):
        find("yaho")


def chained(*names: str) -> Config:
    return Config(source=SourceChoice(chain=names))


async def test_yahoo_is_a_chain_and_one_provider_of_it(options: SourceOptions) -> None:
    source = find("yahoo").make(msgspec.structs.replace(options, config=chained("yahoo")))
    assert isinstance(source, ProviderChain) and source.name == source.identity == "yahoo"
    assert [status.topic for status in source.providers()] == ["yahoo"]
    await source.close()


async def test_the_chain_goes_by_the_engines_clock(installed: list[EntryPoint], options: SourceOptions) -> None:
    member = ScriptedSource(name="mine")
    member.set_price("IWM", 100.0)
    installed.append(EntryPoint("mine", member))
    options = msgspec.structs.replace(options, config=chained("mine"), clock=lambda: 1234.0)
    source = find("yahoo").make(options)
    assert isinstance(source, ProviderChain)
    assert [quote.source for quote in (await source.quotes(["IWM"])).quotes] == ["mine"]
    assert [status.last_success for status in source.providers()] == [1234.0]


def test_a_hub_gets_no_opt_in_provider(
    installed: list[EntryPoint], options: SourceOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = EntryPoint("mine", ScriptedSource(name="mine"))
    factory = point.load()
    monkeypatch.setattr(point, "load", lambda: factory)
    monkeypatch.setattr(factory, "info", SourceInfo("mine", opt_in=True), raising=False)
    installed.append(point)
    options = msgspec.structs.replace(options, config=chained("mine"))
    assert find("yahoo").make(options).name == "yahoo"
    with pytest.raises(ProviderOff, match="mine is opt-in, so the hub does not publish it"):
        find("yahoo").make(msgspec.structs.replace(options, publishes=True))


def test_the_settings_know_every_provider_that_is_built_in() -> None:
    for name in PROVIDERS:
        assert find(name).info.name == name
    assert {info.name for info in opt_in_providers()} <= set(PROVIDERS)
