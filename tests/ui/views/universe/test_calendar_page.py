"""The page of events: how it is reached, what its keys do, and what it says without a calendar."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetEvents
from r2k_tui.ui.views.universe.view import UniverseView
from tests.fakes.still_index import EVENTS
from tests.ui.stage import Stage, keys_to, on_stage, settled


def page(stage: Stage) -> list[str]:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return [view.pages["calendar"].render_line(y).text for y in range(view.pages["calendar"].size.height)]


def text(stage: Stage) -> str:
    return "\n".join(page(stage))


def row(stage: Stage) -> str:
    (found,) = [line for line in page(stage) if line[1:2] == "▸"]
    return found


async def test_it_is_the_first_page_and_says_shares_sources_and_what_is_missing() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7", "d")
        await settled(stage, pilot)
        for words in (
            *("today 5.61% (2)", "rest of the week 5.61% (2)", "next week 21.09% (13, 7 ~)", "89 of 120 known"),
            *("list of 2031-05-13", "problem below", "▸days", "earnings 21", "economy 2", "demo 2h"),
            *("CPI 08:30", "FOMC 14:00", "Nasdaq's calendar is not used", "M0099: 2031-05-19 at Yahoo"),
            "31 of 120 members: no source has an earnings date",
        ):
            assert words in text(stage), words


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_day_fits_on_the_screen(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press(*keys_to("calendar"))
        await settled(stage, pilot)
        for day in ("today", "tomorrow", "Tue 20 May", "Wed 21 May", "Thu 22 May", "Tue 27 May"):
            assert day in text(stage), day


async def test_left_and_right_choose_a_kind_up_and_down_an_event() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("calendar"))
        await settled(stage, pilot)
        await pilot.press("l")
        assert "▸all 26" in text(stage) and "CPI" in row(stage)
        await pilot.press("l", "j")
        assert "▸earnings 21" in text(stage) and "M0008" in row(stage)
        assert "CPI 08:30" in text(stage), "releases stay beside the days"
        await pilot.press("G")
        assert "M0035" in row(stage) and "31 of 120 members" in text(stage)
        await pilot.press("g")
        assert "M0001" in row(stage) and "weight that reports" in text(stage)
        await pilot.press("h", "h", "h")
        assert "▸economy 2" in text(stage)


async def test_enter_opens_a_day_and_there_the_chart_of_a_company() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("calendar"))
        await settled(stage, pilot)
        await pilot.press("j", "j", "enter")
        assert "M0004" in row(stage)
        assert "Tue 20 May" in page(stage)[1], "the day is at the top"
        await pilot.press("enter")
        await settled(stage, pilot)
        assert (stage.app.view.name, stage.app.context.symbol) == ("chart", "M0004")


async def test_enter_on_a_release_opens_nothing() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("calendar"), "l", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "universe"


async def test_why_there_is_no_calendar() -> None:
    stage = Stage()
    stage.link.answers[GetEvents] = Failure("not_found", "events are not known for that day")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("calendar"), "enter", "j", "l")
        await settled(stage, pilot)
        assert "events are not known for that day" in text(stage)
        # A failure later does not remove what is known.
        stage.mirror.events.take(EVENTS)
        stage.mirror.events.fail("the engine is gone")
        stage.app.view.paint()
        await pilot.pause()
        assert "weight that reports" in text(stage)
        await pilot.press("G")
        assert "no newer events: the engine is gone" in text(stage)
