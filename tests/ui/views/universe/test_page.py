"""A page of view 7, among its neighbors."""

from __future__ import annotations

from r2k_tui.ui.views.universe.pages import PAGES
from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.stage import Stage, keys_to, on_stage, settled


async def test_every_page_is_shown_alone_and_back_leads_to_the_members() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        for page in PAGES:
            await pilot.press("d")
            await settled(stage, pilot)
            view = stage.app.view
            assert isinstance(view, UniverseView)
            assert [name for name, each in view.pages.items() if each.size.height] == [page.NAME]
            assert view.pages[page.NAME].has_focus and not view.table.size.height
        await pilot.press("escape")
        await settled(stage, pilot)
        assert view.table.size.height and not any(page.size.height for page in view.pages.values())


async def test_another_section_is_shown_from_its_top() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("ranks"))
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, UniverseView)
        ranks = view.pages["ranks"]
        await pilot.press("h", "pagedown", "pagedown", "pagedown")
        assert "▲" in ranks.render_line(0).text
        await pilot.press("h", "l")
        assert "▲" not in ranks.render_line(0).text
