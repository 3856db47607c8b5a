"""A source is built from the values of a setup."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.bootstrap import source as module
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.bootstrap.source import make_provider, make_source
from r2k_tui.config.load import with_proxy
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.source import PROVIDERS
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import SourceInfo, Unavailable
from r2k_tui.sources.registry import SourceEntry, SourceOptions
from tests.fakes.recorded_day import DAY, write_recording
from tests.fakes.scripted_source import ScriptedSource


async def test_a_past_day_is_a_past_day_for_the_source(tmp_path: Path) -> None:
    (tmp_path / "IWM.csv").write_text("Date,Close\n2025-01-02,200\n2025-01-03,210\n")
    request = SetupRequest(source="csv", data=str(tmp_path), as_of="2025-01-02")
    source = make_source(resolve(request, Config()))
    assert source.identity.endswith("as of 2025-01-02")
    batch = await source.quotes(["IWM"])
    assert [quote.price for quote in batch.quotes] == [200.0]
    await source.close()


async def test_a_replay_plays_the_day_of_its_setup(tmp_path: Path) -> None:
    folder = write_recording(tmp_path / "bars")
    source = make_source(resolve(SetupRequest(source="replay", data=str(folder)), Config()))
    assert source.identity.endswith(str(DAY))
    await source.close()


async def test_a_setup_that_publishes_makes_a_chain_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[SourceOptions] = []

    def make(options: SourceOptions) -> ScriptedSource:
        made.append(options)
        return ScriptedSource()

    monkeypatch.setattr(module, "find", lambda _: SourceEntry(SourceInfo("yahoo"), make))
    setup = resolve(SetupRequest(), Config())
    for publishes in (False, True):
        make_source(msgspec.structs.replace(setup, publishes=publishes), lambda: 1234.0)
    assert [options.publishes for options in made] == [False, True]
    assert all(options.clock is not None and options.clock() == 1234.0 for options in made)


@pytest.mark.parametrize("name", PROVIDERS)
async def test_every_provider_goes_through_the_proxy_of_the_source(name: str, tmp_path: Path) -> None:
    """Nobody listens at this proxy, and nothing goes beside it."""
    setup = resolve(SetupRequest(store=str(tmp_path / "s")), with_proxy(Config(), "http://127.0.0.1:9"))
    provider = make_provider(setup, name)
    with pytest.raises(Unavailable, match="No connection to the proxy"):
        await provider.bars({"cboe_history": "^VIX", "nasdaq": "IWM"}.get(name, "^RUT"), Interval.D1)
    await provider.close()
