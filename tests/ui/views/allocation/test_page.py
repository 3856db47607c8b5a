"""What the pages of view 5 share: panels, the target, and what stands there before a reply does."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.messages.allocation.portfolios import GetAllocation
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.views.allocation.page_order import PAGES
from tests.fakes.still_allocation import STUDY
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_rules_of_a_page_reach_the_page(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        for name in (kind.NAME for kind in PAGES):
            stage.app.view.open_page(name)
            await settled(stage, pilot)
            page = stage.app.view.query_one(f"#page-{name}")
            layout = page.styles.layout
            assert layout is not None and (layout.name == "vertical" or size[0] >= 100), name
            first = page.parts[0]
            if size[0] < 100:
                assert first.size.height >= size[1] - 6, name
            assert stage.app.view.focused is first, name


async def test_the_target_is_that_of_the_settings_until_another_is_chosen() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        page = stage.app.view.query_one("#page-weights")
        assert page.study is not None and page.aim(STUDY) == "max_sharpe"
        assert page.aim(msgspec.structs.replace(STUDY, plan=None)) == "equal"
        await pilot.press("l")
        await settled(stage, pilot)
        assert page.aim(STUDY) == "min_cvar95"


async def test_without_a_study_the_reason_stands_in_every_panel() -> None:
    stage = Stage()
    stage.link.answers[GetAllocation] = Failure("infeasible", "the sleeves clash")
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        page = stage.app.view.query_one("#page-weights")
        assert page.study is None
        assert stage.screen_text().count("the sleeves clash") == len(page.parts)
