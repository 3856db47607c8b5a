"""The page of readings of the index: how it is reached, and what its keys do."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetCard, GetIndexReadings
from r2k_tui.model.messages.universe import GetUniverse, UniverseReply
from r2k_tui.ui.dialogs.reading_detail import ReadingDetail
from r2k_tui.ui.views.universe.index_page import IndexPage
from r2k_tui.ui.views.universe.pages import PAGES
from r2k_tui.ui.views.universe.view import UniverseView
from tests.fakes.still_market import NOW
from tests.fakes.still_universe import members, summary, universe
from tests.ui.stage import Stage, on_stage, settled

TURNS = ("7", *["d"] * (1 + PAGES.index(IndexPage)))


def page(stage: Stage) -> str:
    view = next(screen for screen in stage.app.screen_stack if isinstance(screen, UniverseView))
    return "\n".join(view.pages["index"].render_line(y).text for y in range(view.pages["index"].size.height))


async def test_down_chooses_a_reading_and_enter_opens_its_card() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*TURNS)
        await settled(stage, pilot)
        assert GetIndexReadings() in stage.link.asked
        assert "▸loss_makers_count" in page(stage)
        await pilot.press("k", "j")
        assert "▸loss_makers_weight" in page(stage) and "what loss_makers_weight is" in page(stage)
        await pilot.press("enter")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, ReadingDetail)
        assert GetCard("^RUT", "loss_makers_weight") in stage.link.asked


async def test_why_there_are_none() -> None:
    stage = Stage()
    stage.link.answers[GetIndexReadings] = Failure("unavailable", "the source cannot be loaded")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*TURNS)
        await settled(stage, pilot)
        assert "the source cannot be loaded" in page(stage)
        await pilot.press("j", "enter")
        assert isinstance(stage.app.screen, UniverseView)


async def test_more_known_of_the_members_brings_other_readings() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*TURNS)
        await settled(stage, pilot)
        asked = stage.link.asked.count(GetIndexReadings())
        whole, fewer = universe(now=NOW), msgspec.structs.replace(members(60, now=NOW), key="new")
        later = msgspec.structs.replace(summary(fewer), key="new")
        stage.link.answers[GetUniverse] = UniverseReply(msgspec.structs.replace(whole, members=fewer, summary=later))
        stage.link.say(universe=later)
        await settled(stage, pilot)
        await settled(stage, pilot)
        assert stage.link.asked.count(GetIndexReadings()) == asked + 1
