"""The page of weights: the sentence on the choice, both samples side by side, portfolios, pairs."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.allocation.portfolios import AllocationReply, GetAllocation, GetPairCorrelation
from tests.fakes.still_allocation import STUDY
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_sentence_comes_first(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        lines = stage.screen_text().splitlines()
    top = next(i for i, line in enumerate(lines) if "Weights: now and target" in line)
    assert "max-Sharpe instead of your own weights: Sharpe +0.25 out of sample" in lines[top + 1]
    shown = " ".join(" ".join(lines).replace("│", " ").split())
    assert "in sample it looked like +0.45" in shown and "within noise" in shown


async def test_what_is_wrong_names_its_symbol_once_and_is_whole() -> None:
    stage = Stage()
    words = "no daily bars: the market does not list it; it lists " + " ".join(f"S{i}" for i in range(40)) + " END"
    problems = (Problem("BIL", "missing", words), Problem("IEF", "note", "IEF is in no sleeve"))
    study = msgspec.structs.replace(STUDY, problems=(*problems, *problems))
    stage.link.answers[GetAllocation] = AllocationReply(study)
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        shown = stage.screen_text()
    assert shown.count("BIL: no daily bars") == shown.count(" END") == shown.count("IEF is in no sleeve") == 1
    assert "IEF: IEF" not in shown


async def test_another_target_has_another_sentence() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        await pilot.press("h")
        await settled(stage, pilot)
        assert "min-vol instead of your own weights: Sharpe +0.32 out of sample" in stage.screen_text()


async def test_both_samples_stand_below_and_fit_80_columns() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        await pilot.press("tab")
        await settled(stage, pilot)
        panel = stage.app.view.focused
        shown = stage.screen_text()
    assert panel is not None and panel.id == "samples"
    assert "min-CVaR" in shown and "noise" in shown and "turnover a year" in shown and "…" not in shown


async def test_at_120x40_the_sentence_and_both_samples_are_on_one_screen() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        shown = stage.screen_text()
    assert "target max-Sharpe" in shown and "In sample and out of sample" in shown and "0.05 to 0.45" in shown


async def test_a_pair_is_asked_for_once_the_members_are_known() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        page = stage.app.view.query_one("#page-weights")
        assert page.requests() == {"allocation": GetAllocation(), "pair": GetPairCorrelation("SPY", "IWM")}
