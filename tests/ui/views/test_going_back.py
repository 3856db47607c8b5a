"""Esc undoes the nearest of what is on, from wherever the cursor is, one press at a time."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.messages.alerts import MuteAlert
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.ui.widgets.text_panel import TextPanel
from tests.fakes.still_market import FACTS, NOW
from tests.ui.stage import Stage, keys_to, on_stage, settled

SIZES = [(80, 24), (120, 40)]


def title_of(stage: Stage, panel: str) -> str:
    return next(part for part in stage.app.view.parts if part.id == panel).render_line(0).text


def undone(stage: Stage) -> str:
    return stage.app.view.foot.render_line(0).text.strip()


@pytest.mark.parametrize("size", SIZES)
async def test_filter_sort_and_columns_of_the_list_from_another_panel(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        own = title_of(stage, "quotes")
        await pilot.press("s", "C", "j", "space", "escape", "f", *"iw", "enter", "tab")
        await settled(stage, pilot)
        assert "filtered" in title_of(stage, "quotes")
        lists, seen = stage.app.context.lists, list[str]()
        for left in (3, 2, 1):
            assert len(stage.app.view.switched_on()) == left
            await pilot.press("escape")
            await settled(stage, pilot)
            seen.append(undone(stage))
        assert seen == ["undone: filter", "undone: sort", "undone: columns"]
        assert (lists.filter, lists.sort, lists.columns) == ("", "none", ()) and stage.app.view.switched_on() == []
        assert not stage.app.dashboard.table.has_focus, "what is on comes before the way back"
        await pilot.press("escape")
        await settled(stage, pilot)
        assert stage.app.dashboard.table.has_focus and title_of(stage, "quotes").strip("╭─╮") == own.strip("╭─╮")


async def test_two_presses_at_once_undo_two_things() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("s", "f", *"iw", "enter", "space")
        await settled(stage, pilot)
        await pilot.press("escape", "escape")
        await settled(stage, pilot)
        assert not stage.app.context.lists.filter and stage.app.context.lists.sort == "none" and stage.mirror.paused
        await pilot.press("escape")
        await settled(stage, pilot)
        assert not stage.mirror.paused and undone(stage) == "undone: pause"
        await pilot.press(*["escape"] * 20)
        assert stage.app.is_running, "Esc never quits"


async def test_what_is_saved_is_not_on() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("s", "w")
        await settled(stage, pilot)
        assert stage.saved and stage.app.view.switched_on() == [] and "by " not in title_of(stage, "quotes")
        await pilot.press("S", "escape")
        await settled(stage, pilot)
        assert (stage.app.context.lists.sort, stage.app.context.lists.descending) == ("symbol", False)


@pytest.mark.parametrize("size", SIZES)
async def test_page_filter_and_sort_of_the_members(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("7", "s", "f", *"energy", "enter")
        await settled(stage, pilot)
        assert "filtered" in title_of(stage, "members") and ("by Last ▼" if size[0] > 100 else "sorted") in title_of(
            stage, "members"
        )
        await pilot.press("d")
        await settled(stage, pilot)
        seen = []
        while stage.app.view.switched_on():
            await pilot.press("escape")
            await settled(stage, pilot)
            seen.append(undone(stage))
        assert seen == ["undone: Calendar of events", "undone: filter", "undone: sort"]


@pytest.mark.parametrize("size", SIZES)
async def test_everything_of_a_chart(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("2")
        await settled(stage, pilot)
        plain = title_of(stage, "prices")
        await pilot.press("p", "x", "z", "y", "v")
        await settled(stage, pilot)
        title = title_of(stage, "prices")
        assert all(label in title for label in ("cross", "zoom", "log", "no vol", "hours")), title
        for name in ("crosshair", "zoom", "log", "regular hours", "no volume"):
            await pilot.press("escape")
            await settled(stage, pilot)
            assert undone(stage) == f"undone: {name}"
        assert title_of(stage, "prices") == plain


async def test_a_mute_made_here_is_undone_and_no_other() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("9", "l", "m")
        await settled(stage, pilot)
        muted = [request for request in stage.link.asked if isinstance(request, MuteAlert)]
        assert [request.muted for request in muted] == [True]
        await pilot.press("escape", "escape", "escape")
        await settled(stage, pilot)
        muted = [request for request in stage.link.asked if isinstance(request, MuteAlert)]
        assert [request.muted for request in muted] == [True, False], "three presses unmute once"


async def test_a_replay_that_is_held_goes_on_once() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        held = Replay("2031-05-18", 1.0, NOW, NOW, NOW + 3600.0, held=True)
        stage.link.say(facts=msgspec.structs.replace(FACTS, replay=held))
        await settled(stage, pilot)
        await pilot.press("escape", "escape", "escape")
        await settled(stage, pilot)
        assert [type(request) for request in stage.link.asked].count(ControlReplay) == 1


async def test_the_panel_with_the_focus_comes_first() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        panels = [part for part in stage.app.view.parts if isinstance(part, TextPanel)]
        for panel in panels:
            panel.on_key_move(1)
        await settled(stage, pilot)
        scrolled = [panel for panel in panels if panel.modes()]
        assert len(scrolled) > 1 and all("scrolled" in title_of(stage, str(panel.id)) for panel in scrolled)
        scrolled[-1].focus()
        await pilot.press("escape")
        await settled(stage, pilot)
        assert [bool(panel.modes()) for panel in scrolled] == [True] * (len(scrolled) - 1) + [False]


async def test_a_hidden_page_keeps_what_is_on_there() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("9", "f", "x", "enter", "l", "escape")
        await settled(stage, pilot)
        await pilot.press("h")
        await settled(stage, pilot)
        assert "with x" in title_of(stage, "log"), "the log was out of sight"
        await pilot.press("escape")
        await settled(stage, pilot)
        assert "with x" not in title_of(stage, "log") and undone(stage) == "undone: the filter of the log"


async def test_pages_are_as_scrolled_as_they_say() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("insiders"), "j", "j")
        await settled(stage, pilot)
        assert "scrolled" not in stage.screen_text(), "lines follow the cursor there"
