"""Who is asked for halts."""

from __future__ import annotations

import time

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.engine.halts.provider import HaltProvider, halt_provider
from r2k_tui.sources.base import Source, SourceInfo
from r2k_tui.sources.demo.source import DemoSource
from tests.cases import cases
from tests.fakes.scripted_source import LIVE, ScriptedSource

CLOSES = msgspec.structs.replace(LIVE, info=SourceInfo("csv", live=False), remote=False)
RECORDED = msgspec.structs.replace(LIVE, recorded=True)


def provider(source: Source, as_of: str | None = None, **universe: bool) -> HaltProvider:
    return halt_provider(Config(universe=UniverseSettings(**universe)), source, as_of, time.time)


async def test_a_live_remote_source_has_nasdaq_trader_asked() -> None:
    found = provider(ScriptedSource())
    assert (found.name, found.why) == ("nasdaq_trader", "") and found.asked is found.feed is not None
    await found.feed.close()


def test_a_source_with_halts_of_its_own_is_asked_itself() -> None:
    source = DemoSource()
    found = provider(source)
    assert (found.name, found.asked, found.feed) == ("demo", source, None)


@cases(
    ("source", "as_of", "settings", "why"),
    [
        (ScriptedSource(), "2025-09-18", {}, "not known for 2025-09-18"),
        (DemoSource(), "2025-09-18", {}, "not known for 2025-09-18"),
        (ScriptedSource(CLOSES, "csv"), None, {}, "the csv source has none"),
        (ScriptedSource(RECORDED, "replay"), None, {}, "the replay source has none"),
        (ScriptedSource(), None, {"halts": False}, "[universe] halts = false"),
        (ScriptedSource(), None, {"enabled": False}, "[universe] enabled = false"),
    ],
)
def test_nobody_is_asked(source: Source, as_of: str | None, settings: dict[str, bool], why: str) -> None:
    found = provider(source, as_of, **settings)
    assert found.asked is None is found.feed and why in found.why
