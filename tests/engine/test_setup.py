"""What an engine is told at birth survives the pipe to its process."""

from __future__ import annotations

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.sources.base import SourceInfo


def test_everything_survives_its_bytes() -> None:
    replay = ReplaySetup("2025-09-18", 60.0, store="/s", played=True)
    setup = EngineSetup(
        Config(),
        SourceInfo("csv", live=False, keeps_store=False),
        data="/data",
        store="/store",
        lists="/lists",
        as_of="2025-09-18",
        log_path="/log",
        verbose=True,
        replay=replay,
        alerts=True,
        attach="nats://h",
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(setup), type=EngineSetup) == setup


def test_one_that_answers_a_command_tells_of_no_alert_and_replays_nothing() -> None:
    setup = EngineSetup(Config(), SourceInfo("yahoo"))
    assert (setup.alerts, setup.replay, setup.as_of, setup.attach) == (False, None, None, "")
