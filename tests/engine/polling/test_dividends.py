"""Dividends in the engine: one request a symbol and half a day, kept over a restart, a failure is told."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.model.messages.bars import DividendsReply, GetDividends
from r2k_tui.sources.base import RateLimited, Unavailable
from tests.engine.stage import Stage, ask

PAID = (Dividend("2025-06-16", 0.7),)


class _Payer:
    """What a source knows of dividends, and what it was asked."""

    def __init__(self, stage: Stage) -> None:
        self.asked: list[str] = []
        self.error: Exception | None = None
        stage.source.dividends = self.dividends  # type: ignore[attr-defined]

    async def dividends(self, symbol: str) -> DividendRecord:
        self.asked.append(symbol)
        if self.error is not None:
            raise self.error
        return DividendRecord(symbol, PAID, "scripted")


@pytest.fixture
def payer(stage: Stage) -> _Payer:
    return _Payer(stage)


async def known(engine: object, *symbols: str) -> DividendsReply:
    reply = await ask(engine, GetDividends(symbols))  # type: ignore[arg-type]
    assert isinstance(reply, DividendsReply), reply
    return reply


async def test_each_symbol_is_asked_for_once_and_again_the_next_day(stage: Stage, payer: _Payer) -> None:
    async with stage.running() as engine:
        for _ in range(2):
            reply = await known(engine, "IWM", "SPY", "IWM")
            assert [(record.symbol, record.paid) for record in reply.records] == [("IWM", PAID), ("SPY", PAID)]
        assert payer.asked == ["IWM", "SPY"]
        stage.clock.now += 13 * 3600
        await known(engine, "IWM")
        assert payer.asked == ["IWM", "SPY", "IWM"]


async def test_a_restart_knows_them_without_a_request(stage: Stage, payer: _Payer) -> None:
    async with stage.running() as engine:
        await known(engine, "IWM")
    async with stage.running() as engine:
        assert (await known(engine, "IWM")).records[0].paid == PAID
    assert payer.asked == ["IWM"]


async def test_a_failure_is_a_problem_and_the_record_before_stays(stage: Stage, payer: _Payer) -> None:
    async with stage.running() as engine:
        await known(engine, "IWM")
        stage.clock.now += 13 * 3600
        payer.error = Unavailable("no route")
        reply = await known(engine, "IWM", "SPY")
    assert [record.symbol for record in reply.records] == ["IWM"]
    assert [(p.symbol, p.kind) for p in reply.problems] == [("IWM", "unavailable"), ("SPY", "unavailable")]
    assert "the record before is used" in reply.problems[0].message


async def test_a_refusal_ends_the_round(stage: Stage, payer: _Payer) -> None:
    payer.error = RateLimited("too many")
    async with stage.running() as engine:
        reply = await known(engine, "IWM", "SPY")
    assert payer.asked == ["IWM"] and [p.symbol for p in reply.problems] == ["IWM", "SPY"]


async def test_a_source_without_a_record_says_so(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await known(engine, "IWM")
    assert reply.records == () and "has no record of dividends" in reply.problems[0].message
