"""Pictures of the chart view: one behavior each. `pytest --snapshot-update` takes them anew; look at each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from tests.ui.stage import Stage, settled

Compare = Callable[..., bool]
SIX_MONTHS = ("right_square_bracket",) * 3


def _run(stage: Stage, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def before(pilot: Pilot[None]) -> None:
        await settled(stage, pilot)
        for key in ("2", *keys):
            await pilot.press(key)
            await settled(stage, pilot)

    return before


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_candles_with_hours_outside_the_session(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, "right_square_bracket"))


def test_line_with_bands_a_channel_and_a_lower_pane(snap_compare: Compare) -> None:
    stage = Stage()
    chosen = ("i", "j", "j", "j", "space", "j", "j", "space", "escape")
    assert snap_compare(
        stage.app, terminal_size=(120, 40), run_before=_run(stage, *SIX_MONTHS, "c", "o", "o", "o", *chosen)
    )


def test_wide_candles_under_the_crosshair(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(
        stage.app, terminal_size=(120, 40), run_before=_run(stage, *SIX_MONTHS, "z", "z", "x", "h", "h")
    )


def test_area_on_a_logarithmic_scale(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "left_square_bracket", "c", "c", "y"))


def test_the_list_of_indicators(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "i", "j", "j"))


def test_a_symbol_without_volume(snap_compare: Compare) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "G", "o"))


def test_ascii(snap_compare: Compare) -> None:
    stage = Stage(display=Display(ascii=True))
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "right_square_bracket", "x", "h"))


def test_the_terminals_own_colours(snap_compare: Compare) -> None:
    stage = Stage(display=Display(theme="ansi-dark"))
    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=_run(stage, "right_square_bracket", "x", "h"))
