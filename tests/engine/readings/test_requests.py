"""What the engine answers about risk, the size of a position, and the card of a reading."""

from __future__ import annotations

from typing import Any

import pytest

from r2k_tui.model.messages.reply import CardReply, Failure, PositionSizeReply, RiskStudyReply
from r2k_tui.model.messages.request import GetCard, GetPositionSize, GetRiskStudy, Request
from tests.engine.stage import Stage, ask
from tests.engine.virtual_time import START


async def answered(stage: Stage, request: Request) -> Any:
    async with stage.running() as engine:
        return await ask(engine, request)


async def test_the_study_of_risk(stage: Stage) -> None:
    reply = await answered(stage, GetRiskStudy("^RUT"))
    assert isinstance(reply, RiskStudyReply)
    assert reply.study.symbol == "^RUT"
    assert [row.window for row in reply.study.cone] == [10, 21, 63, 126, 252]
    assert reply.study.drawdowns
    assert {outcome.symbol for episode in reply.study.episodes for outcome in episode.outcomes} == {"^RUT", "IWM"}


async def test_the_index_is_bought_through_its_fund_at_the_quote(stage: Stage) -> None:
    stage.source.set_price("IWM", 150.0, time=START)
    reply = await answered(stage, GetPositionSize("^RUT"))
    assert isinstance(reply, PositionSizeReply)
    assert (reply.size.symbol, reply.size.price, reply.size.price_as_of) == ("IWM", 150.0, "2025-09-18 12:00")
    assert reply.size.capital == stage.config.risk.capital
    volatility = reply.size.rules[1]
    assert volatility.shares == int(volatility.fraction * stage.config.risk.capital / 150.0)


async def test_a_card_ends_with_what_it_is_now(stage: Stage) -> None:
    stage.source.set_price("IWM", 150.0, time=START)
    reply = await answered(stage, GetCard("IWM", "ret_1d"))
    assert isinstance(reply, CardReply)
    values, times = memoryview(reply.history.value).cast("d"), memoryview(reply.history.time).cast("q")
    assert values[-1] == reply.reading.value
    assert list(times) == sorted(set(times))
    assert len(values) == len(times) > 20
    assert (reply.reading.key, reply.history.symbol, reply.history.name) == ("ret_1d", "IWM", "ret_1d")
    assert reply.formula == "C_t / C_{t-n} - 1"
    assert reply.caveat
    assert reply.chosen == "one session in 4"


@pytest.mark.parametrize("key", ["momentum", "momentum.trend"])
async def test_the_card_of_a_score_and_of_a_component(stage: Stage, key: str) -> None:
    reply = await answered(stage, GetCard("^RUT", key))
    assert isinstance(reply, CardReply)
    assert (reply.reading.key, reply.reading.unit, reply.chosen) == (key, "index", "each session of ten years")
    values = memoryview(reply.history.value).cast("d")
    assert all(0 <= value <= 100 for value in values)
    assert reply.reading.value is None or values[-1] == reply.reading.value


async def test_a_date_has_no_history(stage: Stage) -> None:
    reply = await answered(stage, GetCard("IWM", "record_close_date"))
    assert reply.history.value == b""
    assert isinstance(reply.reading.value, str)


@pytest.mark.parametrize("key", ["rv22x", "risk.rv21", ""])
async def test_a_reading_that_does_not_exist(stage: Stage, key: str) -> None:
    assert await answered(stage, GetCard("IWM", key)) == Failure("usage", f"no reading {key}")


@pytest.mark.parametrize("request_", [GetRiskStudy("XYZ"), GetPositionSize("XYZ"), GetCard("XYZ", "rv21")])
async def test_a_symbol_without_bars_is_not_found(stage: Stage, request_: Request) -> None:
    assert await answered(stage, request_) == Failure("not_found", "nobody has 1d bars of XYZ")
