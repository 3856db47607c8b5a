"""Symbols, pages, themes and saved screens: found, and opened where they are."""

from __future__ import annotations

import msgspec

from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.model.messages.universe import GetScreen, GetUniverse, LeaveUniverse
from r2k_tui.ui.views.allocation.view import AllocationView
from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.controllers.finding.line import gone_to, typed
from tests.ui.stage import Stage, on_stage, settled


async def test_a_fund_is_found_by_its_common_name_whatever_the_quotes_call_it() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await typed(stage, pilot, "russell value")
        assert (found.places[0].kind, found.places[0].name) == ("symbol", "IWN")
        assert "VTWV" in [place.name for place in found.places], "common funds that are on no list, too"


async def test_a_member_is_found_by_its_company_and_the_engine_is_asked_once() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        members = stage.link.answers[GetUniverse].universe.members  # type: ignore[attr-defined]
        await gone_to(stage, pilot, members.names[3].lower())
        assert (stage.app.view.name, stage.app.context.symbol) == ("chart", members.symbols[3])
        await typed(stage, pilot, "a")
        asked = [request for request in stage.link.asked if isinstance(request, GetUniverse | LeaveUniverse)]
    assert asked == [GetUniverse(), LeaveUniverse()], "its prices are not wanted"


async def test_a_view_a_page_and_a_reading_open() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await gone_to(stage, pilot, "short interest")
        view = stage.app.view
        assert isinstance(view, UniverseView) and view._page is view.pages["short-interest"]
        await gone_to(stage, pilot, "mom")
        assert stage.app.view.name == "momentum"


async def test_a_theme_is_applied_and_named() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await gone_to(stage, pilot, "nord")
        assert stage.app.theme == "nord"
        assert [notice.message for notice in stage.app._notifications] == ["theme nord; w saves it"]


async def test_a_saved_screen_shows_its_members_from_whatever_page() -> None:
    stage = Stage()
    screen = ScreenSettings("cheap", "price < 5")
    stage.app.context.settings = msgspec.structs.replace(stage.app.context.settings, screens=(screen,))
    async with on_stage(stage) as pilot:
        await pilot.press("7", "d")
        await settled(stage, pilot)
        await gone_to(stage, pilot, "cheap")
        while GetScreen("price < 5") not in stage.link.asked:
            await pilot.pause(0.01)
        view = stage.app.view
        assert isinstance(view, UniverseView) and view._page is None and view.table.has_focus


async def test_a_page_of_the_allocation_is_found_and_opened_from_whatever_page() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        for words, page in (("rules", "rules"), ("versus", "versus"), ("trades", "trades")):
            await gone_to(stage, pilot, words)
            view = stage.app.view
            assert isinstance(view, AllocationView) and page == view._page.NAME
