"""The handler of factor requests."""

from __future__ import annotations

from r2k_tui.engine.dispatch import handler_of
from r2k_tui.engine.factors.requests import get_factors
from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors
from r2k_tui.model.messages.outcome import Failure
from tests.engine.factors.conftest import Opened


def test_the_subject_answers_its_request() -> None:
    assert handler_of(GetFactors) is get_factors


async def test_without_symbols_the_funds_of_small_caps_are_compared(opened: Opened) -> None:
    async with opened() as link:
        reply = await link.ask(GetFactors())
        refused = await link.ask(GetFactors(model="x"))
    assert isinstance(reply, FactorsReply) and list(reply.study.fits) == ["IWM", "IWN"]
    assert {problem.symbol for problem in reply.study.problems} == {"IWO", "IJR"}
    assert reply.study.model == "ff5"
    assert isinstance(refused, Failure) and refused.kind == "usage"
