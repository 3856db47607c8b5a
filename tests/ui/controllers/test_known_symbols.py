"""The symbols that the terminal knows by name."""

from __future__ import annotations

import asyncio

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse, LeaveUniverse
from r2k_tui.ui.controllers.known_symbols import KnownSymbols
from tests.ui.stage import Stage, on_stage


async def test_names_come_from_the_lists_then_common_ones_then_members() -> None:
    stage = Stage()
    async with on_stage(stage):
        known = KnownSymbols(stage.app.context)
        assert known.name("IWM") == "IWM invented" and known.name("QQQ").startswith("Invesco")
        members = await known.members()
        symbol, name = next(iter(members.items()))
        assert known.name(symbol) == name and known.nearest(symbol) == ()
        assert known.nearest("IMW") == ("IWM",) and known.name("ZZZZ") == ""


async def test_the_engine_is_told_that_prices_are_not_wanted_unless_a_panel_shows_them() -> None:
    for readers, asked in ((set(), [GetUniverse(), LeaveUniverse()]), ({"members"}, [GetUniverse()])):
        stage = Stage()
        async with on_stage(stage, (80, 24)):
            stage.mirror.members.readers |= readers
            known = KnownSymbols(stage.app.context)
            await known.members()
            await known.members()
            sent = [one for one in stage.link.asked if isinstance(one, GetUniverse | LeaveUniverse)]
            assert sent == asked


async def test_who_stops_waiting_leaves_no_engine_that_sends_prices() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)):
        known = KnownSymbols(stage.app.context)
        waiting = asyncio.create_task(known.members())
        await asyncio.sleep(0)
        waiting.cancel()
        assert await known.members()
        assert stage.link.asked.count(GetUniverse()) == stage.link.asked.count(LeaveUniverse()) == 1


async def test_without_a_list_of_members_it_is_asked_for_again_later() -> None:
    stage = Stage()
    answer = stage.link.answers[GetUniverse]
    stage.link.answers[GetUniverse] = Failure("not_found", "no list")
    async with on_stage(stage):
        known = KnownSymbols(stage.app.context)
        assert await known.members() == {}
        stage.link.answers[GetUniverse] = answer
        assert await known.members()
