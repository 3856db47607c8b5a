"""What a changed line costs: the cells that differ, and no more."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from r2k_tui.ui.drawing.lines import _SINGLE, Line, fit, length
from r2k_tui.ui.views.chart.small_panel import PriceChart
from r2k_tui.ui.views.shared.score_panel import ScorePanel
from r2k_tui.ui.widgets.bars import FooterBar
from r2k_tui.ui.widgets.line_widget import LineWidget
from tests.fakes.still_market import NOW, quote
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.widgets.runs import RUNS


@given(RUNS, st.integers(0, 40))
def test_a_line_takes_exactly_the_cells_it_is_given(runs: list[tuple[str, str]], width: int) -> None:
    line = fit(runs, width)
    assert length(line) == width == sum(cell_len(text) for text, _ in line)


def test_what_counts_as_one_cell_is_one_cell_wide() -> None:
    assert all(cell_len(character) == 1 for character in map(chr, range(0x20, 0x2A00)) if _SINGLE(character))


async def test_a_panel_is_drawn_again_only_when_it_shows_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, drawn = Stage(), list[str]()
    for panel in (PriceChart, ScorePanel, FooterBar):
        draw = panel.draw

        def counted(self: LineWidget, width: int, height: int, draw: Any = draw) -> list[Line]:
            drawn.append(self.id or "")
            return draw(self, width, height)  # type: ignore[no-any-return]

        monkeypatch.setattr(panel, "draw", counted)
    async with on_stage(stage) as pilot:
        drawn.clear()
        stage.link.say(quotes=(quote("RTY=F", 3001.0, time=NOW - 1),))
        await settled(stage, pilot)
        assert drawn == [], "none of them shows this symbol"
        stage.link.say(quotes=(quote("IWM", 321.0, time=NOW - 1),))
        await settled(stage, pilot)
        assert drawn == ["chart"]
        drawn.clear()
        stage.link.say(scores=tuple(stage.mirror.scores.values()))
        await settled(stage, pilot)
        assert sorted(drawn) == ["momentum", "risk"]
        drawn.clear()
        await pilot.press("tab")
        await settled(stage, pilot)
        assert {"chart", "footer"} <= set(drawn), "the focus is to be seen"


async def test_the_focus_changes_lines_and_no_style() -> None:
    """A panel does not look up its styles when the focus comes or goes: nothing that applies to it may ask for it."""
    stage = Stage()
    async with on_stage(stage) as pilot:
        for keys in ([], ["2"], ["4"], ["7"], ["9"], ["question_mark"]):
            await pilot.press(*keys)
            await settled(stage, pilot)
        rules = list(stage.app.stylesheet.rules)
        panels = [panel for view in stage.app._views.values() for panel in view.query(LineWidget)]
        names = {name for panel in panels for name in (*panel._css_type_names, *panel.classes, panel.id, "*")}
        asked = [
            selectors.css
            for rule in rules
            for selectors in rule.selector_set
            if selectors.selectors[-1].name in names
            and selectors.selectors[-1].pseudo_classes & {"focus", "blur", "focus-within"}
        ]
        assert len(rules) > 50 and len(panels) > 20 and asked == []
        table = stage.app.dashboard.table
        await pilot.press("escape", "1")
        await settled(stage, pilot)
        looks = dict(table._looks)
        await pilot.press("tab")
        await settled(stage, pilot)
        assert not table.has_focus and looks and looks.items() <= table._looks.items()


async def test_a_look_is_blended_once_for_all_the_targets_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, blended = Stage(), list[str]()
    style = LineWidget._style
    monkeypatch.setattr(LineWidget, "_style", lambda self, names: blended.append(names) or style(self, names))
    async with on_stage(stage):
        panel = stage.app.screen.query_one(FooterBar)
        panel._looks.clear()
        blended.clear()
        looks = [panel._look(f"up-1+@sector={name}+cursor") for name in ("one", "two", "one")]
        assert looks == [panel._look("up-1+cursor")] * 3
    assert blended == ["up-1+cursor"]
