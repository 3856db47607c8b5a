"""What is stored is what the view shows, without what is of the moment."""

from __future__ import annotations

import pytest

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.terminal.takeover.capture import capture
from r2k_tui.ui.terminal.takeover.cells import StoredCells
from tests.pty.replay import Replay
from tests.pty.size import Size
from tests.ui.stage import Stage, on_stage, settled


def text_of(cells: StoredCells) -> list[str]:
    return ["".join(text for text, _ in row) for row in cells.rows]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_the_bytes_paint_the_cells(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size):
        picture = capture(stage.app.view)
    assert picture is not None
    assert picture.cells.size == size
    shown = Replay(Size(*size))
    shown.feed(picture.painted.encode())
    assert shown.text().splitlines() == [line.rstrip() for line in text_of(picture.cells)]


async def test_it_is_the_view_without_its_state() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)):
        picture, screen = capture(stage.app.view), stage.screen_text()
    assert picture is not None
    head, *lines = text_of(picture.cells)
    assert "LIVE" in screen
    assert "closes" in screen
    for words in ("LIVE", "OPEN", "closes", "opens", "●"):
        assert words not in "\n".join([head, *lines])
    row, column, width = picture.place.row, picture.place.column, picture.place.width
    assert (row, head[column : column + width].strip()) == (0, "")
    assert head.startswith(" R2K ")
    assert any("IWM" in line and "○" in line for line in lines)


async def test_in_ascii_it_is_ascii() -> None:
    stage = Stage(display=Display(ascii=True))
    async with on_stage(stage, (120, 40)):
        picture = capture(stage.app.view)
    assert picture is not None
    lines = text_of(picture.cells)
    assert all(line.isascii() for line in lines)
    assert any("IWM" in line and " o |" in line for line in lines)


async def test_what_lies_over_the_view_is_not_stored() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24), notices=True) as pilot:
        plain = capture(stage.app.view)
        stage.app.notify("a notice over a corner of it", timeout=600)
        await settled(stage, pilot)
        noticed = capture(stage.app.view)
        await pilot.press("question_mark")
        await settled(stage, pilot)
        under = capture(stage.app.view)
    assert plain is not None
    assert plain.cells == noticed.cells == under.cells  # type: ignore[union-attr]


async def test_a_view_that_waits_is_not_stored() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)):
        stage.mirror.scores.clear()
        stage.app.view.paint()
        assert capture(stage.app.view) is None
