"""The page of rules: asked once, chosen by left and right, and what it says without a result."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.allocation.rules import GetRules
from r2k_tui.model.messages.outcome import Failure
from tests.fakes.still_rules import STUDY
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.test_pictures import Compare, _run

# Pages before this one are turned over backward: those after it are fewer.
_BACK = 3


async def test_left_and_right_choose_the_rule_that_is_plotted_without_asking_again() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("5", *("D" * _BACK))
        await settled(stage, pilot)
        first = stage.screen_text()
        await pilot.press("l")
        await settled(stage, pilot)
        second = stage.screen_text()
        await pilot.press("h", "h")
        await settled(stage, pilot)
        last = stage.screen_text()
        assert stage.app.view.switched_on() == [], "a chosen rule is no target of the trades"
    assert "▸ten-month average" in first and "R ten-month average, B hold IWM; 1 of 4 tried" in first
    assert "▸dual momentum" in second and "R dual momentum" in second
    assert "▸gauge-scaled" in last and "R gauge-scaled" in last
    assert stage.link.asked.count(GetRules()) == 1


async def test_the_page_exports_the_rules_with_the_number_tried_and_no_weights() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5", *("D" * _BACK))
        await settled(stage, pilot)
        table = stage.app.view.export_table()
    tried = table.header.index("tried")
    assert [(row[0], row[tried]) for row in table.rows] == [(rule.name, 4) for rule in STUDY.rules]
    assert table.header[0] == "rule"


async def test_a_failure_is_told_in_the_page() -> None:
    stage = Stage()
    stage.link.answers[GetRules] = Failure("not_found", "neither IWM nor ^RUT has daily bars")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5", *("D" * _BACK))
        await settled(stage, pilot)
        assert "neither IWM nor ^RUT has daily bars" in stage.screen_text()


async def test_at_80_columns_the_first_panel_has_signals_and_intervals_and_the_others_are_a_tab_away() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5", *("D" * _BACK))
        await settled(stage, pilot)
        first = stage.screen_text()
        await pilot.press("tab")
        await settled(stage, pilot)
        second = stage.screen_text()
    assert "4 rules tried" in first and first.count("within noise") == 3 and "next decision 2031-05-30" in first
    assert "1 of 4 tried" in second


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_rules(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, "5", *("D" * _BACK)))
