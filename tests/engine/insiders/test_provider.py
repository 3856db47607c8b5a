"""Which provider of filings an engine has: never a network in a simulation, a folder, a replay or a past day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from r2k_tui.engine.insiders.provider import KeptFilings, SecFilings, SimulatedFilings, provider_of
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.sources.base import Capabilities, SourceInfo
from r2k_tui.sources.demo.source import DemoSource
from tests.engine.insiders.stage import InsiderStage
from tests.fakes.scripted_source import ALL, ScriptedSource


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Any]:
    stage = InsiderStage(tmp_path / "r2k.sqlite3", "http://127.0.0.1:9")
    yield SimpleNamespace(config=stage.config, as_of=None, clock=stage.clock)


async def members() -> tuple[str, ...]:
    return ("AAA",)


def provider(context: Any, source: Any) -> Any:
    kept = KeptFilings(None, None, InsiderState(), context.clock)  # type: ignore[arg-type]
    return provider_of(context, source, kept, members)


def test_a_remote_source_of_the_present_asks_the_sec(context: Any) -> None:
    found = provider(context, ScriptedSource())
    assert isinstance(found, SecFilings) and found.why_off == "" and not found.simulated


def test_the_demo_makes_its_own(context: Any) -> None:
    found = provider(context, DemoSource())
    assert isinstance(found, SimulatedFilings) and "SIMULATED" in found.origin


def test_a_folder_a_replay_and_a_past_day_ask_nobody(context: Any) -> None:
    local = Capabilities(SourceInfo("csv"), intervals=ALL, remote=False)
    assert "csv asks no network" in provider(context, ScriptedSource(local, "csv")).why_off
    replayed = msgspec.structs.replace(local, remote=True, recorded=True)
    assert "asks no network" in provider(context, ScriptedSource(replayed)).why_off
    past = SimpleNamespace(config=context.config, as_of="2025-01-02", clock=context.clock)
    assert "as of 2025-01-02 no filings are fetched" in provider(past, ScriptedSource()).why_off


def test_members_that_the_list_lacks(context: Any) -> None:
    found = provider(context, ScriptedSource())
    assert found.unmatched(("AAA", "BBB")) == (), "before the list is known"
    found._kept.state.match({"7": ("AAA",)})
    assert found.unmatched(("AAA", "BBB")) == ("BBB",)
