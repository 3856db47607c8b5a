"""The page of changes: how it is reached, what its keys do, and what it asks."""

from __future__ import annotations

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetListChanges
from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.stage import Stage, keys_to, on_stage, settled


def page(stage: Stage) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return "\n".join(view.pages["changes"].render_line(y).text for y in range(view.pages["changes"].size.height))


def asked(stage: Stage) -> list[GetListChanges]:
    return [request for request in stage.link.asked if isinstance(request, GetListChanges)]


async def test_it_is_asked_for_when_it_is_shown_and_back_leads_to_the_members() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        assert asked(stage) == []
        await pilot.press(*keys_to("changes")[1:])
        await settled(stage, pilot)
        assert asked(stage) == [GetListChanges()]
        assert "▸30 added" in page(stage)
        view = stage.app.view
        assert isinstance(view, UniverseView) and not view.table.size.height
        await pilot.press("escape")
        await settled(stage, pilot)
        assert view.table.size.height and not view.pages["changes"].size.height
        assert view.table.has_focus


async def test_left_and_right_choose_a_section_from_its_top() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("changes"))
        await settled(stage, pilot)
        await pilot.press("G")
        assert "▸30 added" not in page(stage)
        await pilot.press("l")
        assert "▸28 deleted" in page(stage)
        await pilot.press("h", "h")
        assert "▸share counts" in page(stage)


async def test_brackets_choose_the_list_that_is_compared() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("changes"))
        await settled(stage, pilot)
        await pilot.press("[")
        await settled(stage, pilot)
        await pilot.press("]")
        await settled(stage, pilot)
        # Both steps begin at the answer, which is always the same here; the newest list is never compared with itself.
        assert [request.since for request in asked(stage)] == ["", "2031-03-31", "2031-04-30"]


async def test_keys_of_the_hidden_table_do_nothing() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("changes"))
        await settled(stage, pilot)
        view = stage.app.view
        before = len(stage.app.screen_stack)
        await pilot.press("f", "s")
        assert isinstance(view, UniverseView) and view.table.list.sort == "weight"
        assert len(stage.app.screen_stack) == before


async def test_why_there_is_nothing_to_compare() -> None:
    stage = Stage()
    stage.link.answers[GetListChanges] = Failure("not_found", "nothing to compare: only 2031-05-13 is kept")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("changes"))
        await settled(stage, pilot)
        assert "only 2031-05-13 is kept" in page(stage)
