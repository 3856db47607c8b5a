"""An engine is built from the values of a setup, before its source is loaded."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.config.schema import Config
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot
from tests.fakes.recorded_day import DAY, write_recording


async def test_the_first_snapshot_says_what_the_source_is() -> None:
    engine = build_engine(resolve(SetupRequest(source="demo"), Config()))
    snapshot = await engine.ask(GetSnapshot(), "test")
    assert isinstance(snapshot, Snapshot)
    assert (snapshot.facts.name, snapshot.facts.simulated) == ("demo", True)
    await engine.close()


async def test_a_replay_runs_on_its_own_clock(tmp_path: Path) -> None:
    folder = write_recording(tmp_path / "bars")
    setup = resolve(SetupRequest(source="replay", data=str(folder), speed=2.0), Config())
    engine = build_engine(setup, lambda: 0.0)
    snapshot = await engine.ask(GetSnapshot(), "test")
    assert isinstance(snapshot, Snapshot) and snapshot.facts.replay is not None
    assert (snapshot.facts.replay.day, snapshot.facts.replay.speed) == (str(DAY), 2.0)
    await engine.close()
