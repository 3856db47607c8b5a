"""What an engine answers about allocation, by the memory link, from a folder of files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.model.messages.reply import AllocationReply, Done, Failure, HistoryReply, SimulationReply
from r2k_tui.model.messages.request import (
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetSimulation,
    StopLaboratory,
)
from tests.commands.test_allocation import write_market
from tests.engine.allocation.problems import SETTINGS, market


@pytest.fixture
async def link(exchange: ExchangeHours, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MemoryLink]:
    """An engine on six invented funds, with 100 IWM and a rate from a symbol."""
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    days = [str(day) for day in exchange.days()[exchange.days() <= np.datetime64("2025-09-18")][-1399:]]
    folder = write_market(tmp_path / "data", days)
    (folder / "IRX.csv").write_text(f"Date,Close\n{days[-1]},2.5\n")
    settings = Config(
        market=MarketSettings(index="IWM"),
        allocation=msgspec.structs.replace(SETTINGS, risk_free="^IRX"),
        portfolio=PortfolioSettings(holdings=(Holding("IWM", 100.0, 1.0),)),
    )
    made = MemoryLink(build_engine(EngineSetup(settings, "csv", data=str(folder))))
    await made.start()
    yield made
    await made.close()


async def test_the_rate_of_a_symbol_is_in_percent(link: MemoryLink) -> None:
    reply = await link.ask(GetAllocation())
    assert isinstance(reply, AllocationReply)
    assert reply.study.risk_free == pytest.approx(0.025)
    assert reply.study.risk_free_from == "^IRX of 2025-09-18"
    assert reply.study.plan is not None and reply.study.plan.target == "equal"
    best = reply.study.portfolios["max_sharpe"]
    assert best is not None and best.sharpe == pytest.approx((best.ret - 0.025) / best.vol)


async def test_futures_begin_with_what_is_held(link: MemoryLink) -> None:
    reply = await link.ask(GetSimulation("equal", years=1, paths=100))
    assert isinstance(reply, SimulationReply)
    level = 100 * float(np.prod(1 + market(1399).column("IWM")))
    assert reply.simulation.start == pytest.approx(100 * level, rel=1e-6)


async def test_correlation_of_a_pair_over_63_sessions(link: MemoryLink) -> None:
    reply = await link.ask(GetPairCorrelation("SPY", "TLT"))
    assert isinstance(reply, HistoryReply)
    values = np.frombuffer(reply.value)
    pair = market(1399).columns(("SPY", "TLT"))[-63:]
    assert len(values) == len(reply.time) // 8 == 1398 - 62
    assert values[-1] == pytest.approx(np.corrcoef(pair.T)[0, 1], abs=1e-6)


@pytest.mark.parametrize(
    ("request_", "kind", "words"),
    [
        (GetAllocation("best"), "usage", "no portfolio best"),
        (GetPairCorrelation("SPY", "NOPE"), "not_found", "NOPE is not among"),
    ],
)
async def test_what_cannot_be_answered(link: MemoryLink, request_: GetAllocation, kind: str, words: str) -> None:
    reply = await link.ask(request_)
    assert isinstance(reply, Failure)
    assert reply.kind == kind and words in reply.message


async def test_what_is_computed_can_be_stopped(link: MemoryLink) -> None:
    asked = asyncio.create_task(link.ask(GetBacktest("min_cvar95")))
    async for frame in link.frames():
        if any(feed.topic == "allocation" and feed.progress for feed in frame.feeds):
            break
    assert isinstance(await link.ask(StopLaboratory()), Done)
    reply = await asked
    assert isinstance(reply, Failure) and reply.kind == "cancelled"
