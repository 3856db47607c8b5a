"""The looks: what a colour means is the same in every theme."""

from __future__ import annotations

import pytest
from textual.theme import Theme

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.theme import OWN, described, names
from tests.ui.stage import Stage, on_stage


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_what_neither_rises_nor_falls_has_a_colour_of_its_own(theme: Theme) -> None:
    assert theme.accent not in (theme.success, theme.error, theme.warning)


def test_every_name_is_offered_once() -> None:
    assert len(names()) == len(set(names())) and {*(t.name for t in OWN), "ansi-dark", "ansi-light"} <= set(names())
    assert [name for name, words in described() if words] == names()


async def test_in_sixteen_colours_the_selected_row_is_one_bar() -> None:
    stage = Stage(display=Display(theme="ansi-dark"))
    async with on_stage(stage):
        table = stage.app.dashboard.table
        (row,) = [line for y in range(table.size.height) if "▸" in (line := table.render_line(y)).text]
        styles = {segment.style for segment in row if "│" not in segment.text}
    (bar,) = styles
    assert bar is not None and bar.reverse and not bar.bold and not bar.dim
    assert bar.color is not None and bar.color.is_default
