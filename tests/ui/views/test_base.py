"""What opening and resizing a view costs: one round of styles, one layout."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual._compositor import Compositor, ReflowResult
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Size
from textual.widget import Widget

from r2k_tui.ui.widgets.line_widget import LineWidget
from tests.ui.stage import Stage, on_stage, settled


async def test_a_panel_is_styled_once_when_its_view_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: Counter[object] = Counter()
    apply = Stylesheet.apply

    def counted(self: Stylesheet, node: DOMNode, **how: Any) -> None:
        styled[node] += 1
        apply(self, node, **how)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    stage = Stage()
    async with on_stage(stage) as pilot:
        for key in ("1", "2", "4", "7", "1"):
            await pilot.press(key)
            await settled(stage, pilot)
        panels = [panel for view in stage.app._views.values() for panel in view.query(LineWidget)]
        assert len(panels) > 20 and {panel: styled[panel] for panel in panels if styled[panel] != 1} == {}
        styled.clear()
        stage.app.theme = "nord"
        await settled(stage, pilot)
        assert all(styled[panel] for panel in stage.app.view.query(LineWidget)), "colors of another theme"


async def test_a_size_that_is_laid_out_gets_no_other_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = list[Size]()
    reflow = Compositor.reflow

    def counted(self: Compositor, parent: Widget, size: Size) -> ReflowResult:
        laid_out.append(size)
        return reflow(self, parent, size)

    stage = Stage()
    async with on_stage(stage, (100, 30)) as pilot:
        monkeypatch.setattr(Compositor, "reflow", counted)
        await pilot.resize_terminal(100, 30)
        await settled(stage, pilot)
        assert laid_out == []
        await pilot.resize_terminal(120, 40)
        await settled(stage, pilot)
        assert set(laid_out) == {Size(120, 40)} and stage.app.view.size == Size(120, 40)
        assert stage.app.view.has_class("-wide") and stage.app.view.has_class("-tall")
        laid_out.clear()
        await pilot.resize_terminal(100, 30)
        await settled(stage, pilot)
        assert set(laid_out) == {Size(100, 30)} and stage.app.view.foot.region.bottom == 30
