"""What asking brings about again and again is in the log once, and then as a number."""

from __future__ import annotations

import logging

import pytest

from r2k_tui.engine import dispatch
from r2k_tui.model.log import Level
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup
from tests.link.scripted_engine import moving_engine


async def test_a_defect_is_logged_once_however_often_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(dispatch, "answer", broken)
    engine = moving_engine()
    for _ in range(100):
        reply = await engine.ask(Lookup("IWM"), "a")
        assert isinstance(reply, Failure) and reply.kind == "defect"
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in told] == ["request Lookup"]
    assert told[0].exc_info is not None
    await engine.close()


async def test_what_asking_brings_about_is_noted_once_of_each_kind() -> None:
    engine = moving_engine()
    for number in range(100):
        engine.context.log_repeated(Level.WARNING, "news", "no newer headlines", f"S{number}: no newer headlines")
    assert [entry.message for entry in engine.market.event_log.since(1)] == ["S0: no newer headlines"]
    await engine.close()
