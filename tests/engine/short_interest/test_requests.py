"""The request for short interest: an answer without waiting for more than is known, or a failure with its reason."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetShortInterest, ShortInterestReply
from tests.engine.short_interest.case import ShortCase, fill, interest
from tests.engine.stage import Stage, ask
from tests.fakes.finra_server import FinraServer


async def test_what_is_kept_comes_at_once(tmp_path: Path) -> None:
    with FinraServer() as finra:
        fill(finra)
        case = ShortCase(tmp_path / "r2k.sqlite3", finra)
        async with case.running() as engine:
            await interest(engine)
        finra.answer("/", hang=True)
        case.clock.now += 10 * 86400  # another file may be out, and its request hangs
        async with case.running() as engine:
            reply = await ask(engine, GetShortInterest())
        assert isinstance(reply, ShortInterestReply) and reply.interest.settlement == "2025-08-29"


async def test_without_members_there_is_a_failure(tmp_path: Path) -> None:
    async with Stage(tmp_path / "r2k.sqlite3").running() as engine:
        reply = await ask(engine, GetShortInterest())
    assert isinstance(reply, Failure) and reply.kind == "not_found"
    assert "[universe] short_interest = false" in reply.message
