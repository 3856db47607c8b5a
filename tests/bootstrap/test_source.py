"""A source is built from the values of a setup."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.bootstrap.source import make_source
from r2k_tui.config.schema import Config
from tests.fakes.recorded_day import DAY, write_recording


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
