"""The cursor of pages whose rows are companies."""

from __future__ import annotations

import re

from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.stage import Stage, keys_to, on_stage, settled

PAGES = ("halts", "changes", "ranks", "short-interest", "insiders")


def page(stage: Stage, name: str) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    panel = view.pages[name]
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


def symbol(stage: Stage, name: str) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return view.pages[name].symbol


async def test_enter_opens_the_chart_of_the_company_under_the_cursor() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        for name in PAGES:
            stage.app.context.page = name
            await pilot.press("7")
            await settled(stage, pilot)
            first = symbol(stage, name)
            await pilot.press("j")
            chosen = symbol(stage, name)
            assert first and chosen
            marks = [line for line in page(stage, name).splitlines() if line.startswith("│▸")]
            assert len(marks) == 1 and re.search(rf"\b{re.escape(chosen)}\b", marks[0]), name
            assert stage.app.view.subject == chosen
            await pilot.press("enter")
            await settled(stage, pilot)
            assert stage.app.view.name == "chart" and stage.app.view.context.symbol == chosen, name


async def test_the_cursor_stays_in_view_and_the_first_company_shows_the_top() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("changes"))
        await settled(stage, pilot)
        seen = [symbol(stage, "changes")]
        for _ in range(29):
            await pilot.press("j")
            seen.append(symbol(stage, "changes"))
            assert f"│▸{seen[-1]}" in page(stage, "changes")
        assert len(set(seen)) == 30
        await pilot.press("j", "j", "k")
        assert symbol(stage, "changes") == seen[-2]
        await pilot.press("g")
        assert symbol(stage, "changes") == seen[0] and "▸30 added" in page(stage, "changes")


async def test_past_the_last_company_the_page_scrolls_to_its_end() -> None:
    stage = Stage()
    async with on_stage(stage, (60, 9)) as pilot:
        await pilot.press(*keys_to("insiders"))
        await settled(stage, pilot)
        await pilot.press("G")
        last = symbol(stage, "insiders")
        before = page(stage, "insiders")
        assert f"│▸{last}" in before
        await pilot.press("j", "j")
        after = page(stage, "insiders")
        assert after.splitlines()[1:4] != before.splitlines()[1:4] and symbol(stage, "insiders") == last
        await pilot.press("k", "k")
        assert page(stage, "insiders") == before and symbol(stage, "insiders") == last
        await pilot.press("k")
        assert symbol(stage, "insiders") != last


async def test_a_key_of_the_members_says_that_they_are_elsewhere() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("insiders"), "F")
        await settled(stage, pilot)
        assert (
            "F chooses a saved screen of the members: among the members (Esc)"
            in stage.app.view.foot.render_line(0).text
        )
