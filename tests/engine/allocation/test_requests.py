"""What an engine answers about allocation, by the memory link, from a folder of files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.risk.ratios import sharpe
from r2k_tui.bootstrap.build import build_engine
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.engine.allocation.worker.client import AllocationWorkerClient
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.model.messages.allocation import (
    AllocationReply,
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetSimulation,
    SimulationReply,
    StopAllocation,
)
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.sources.csv_folder.info import INFO as CSV
from tests.commands.allocation.market import write_market
from tests.engine.allocation.problems import SETTINGS, market

# Bills that pay 5 % in the first half of the days and cost something in the second.
BILLS = np.where(np.arange(1399) < 700, 5.0, -0.1)


@pytest.fixture
async def link(exchange: ExchangeHours, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MemoryLink]:
    """An engine on six invented funds, with 100 IWM and a rate from a symbol."""
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    days = [str(day) for day in exchange.days()[exchange.days() <= np.datetime64("2025-09-18")][-1399:]]
    folder = write_market(tmp_path / "data", days)
    (folder / "IRX.csv").write_text(
        "Date,Close\n" + "".join(f"{day},{rate}\n" for day, rate in zip(days, BILLS, strict=True))
    )
    settings = Config(
        market=MarketSettings(index="IWM"),
        allocation=msgspec.structs.replace(SETTINGS, risk_free="^IRX"),
        portfolio=PortfolioSettings(holdings=(Holding("IWM", 100.0, 1.0),)),
    )
    made = MemoryLink(build_engine(EngineSetup(settings, CSV, data=str(folder))))
    await made.start()
    yield made
    await made.close()


async def test_each_day_has_the_rate_of_the_close_before_it(link: MemoryLink) -> None:
    reply = await link.ask(GetAllocation())
    assert isinstance(reply, AllocationReply)
    assert reply.study.risk_free == pytest.approx(BILLS[:-1].mean() / 100)
    assert reply.study.risk_free_from == "^IRX of each day, mean"
    assert reply.study.plan is not None and reply.study.plan.target == "equal"
    best = reply.study.portfolios["max_sharpe"]
    assert best is not None
    daily = market(1399).columns(tuple(best.weights))[1:] @ np.array(list(best.weights.values()))
    assert best.sharpe == pytest.approx(sharpe(daily, BILLS[:-1] / 100), rel=1e-5)
    assert not [one for one in reply.study.problems if one.kind != "note"], "a rate below zero is no wrong price"
    assert best.sharpe != pytest.approx((best.ret - BILLS[-1] / 100) / best.vol, rel=0.05)


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
    assert isinstance(await link.ask(StopAllocation()), Done)
    reply = await asked
    assert isinstance(reply, Failure) and reply.kind == "cancelled"


async def test_another_target_is_no_other_computation(link: MemoryLink, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await link.ask(GetAllocation("max_sharpe"))
    monkeypatch.setattr(AllocationWorkerClient, "_do", None)  # whatever is not known by now fails
    second = await link.ask(GetAllocation("min_vol"))
    assert isinstance(first, AllocationReply) and isinstance(second, AllocationReply)
    assert second.study.portfolios == first.study.portfolios
    for reply, target in ((first, "max_sharpe"), (second, "min_vol")):
        assert reply.study.plan is not None and reply.study.plan.target == target
