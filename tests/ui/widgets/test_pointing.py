"""A click follows the target under it: the panel's own handler, else that of what is around it; a wheel scrolls."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import MouseScrollDown, MouseScrollUp

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.widgets.line_widget import LineWidget


class Panel(LineWidget):
    done: ClassVar[list[str]] = []

    def draw(self, width: int, height: int) -> list[Line]:
        return [(aimed(("own", "dim"), "own", "a"), ("    ", "dim"), aimed(("around", "dim"), "around", "b"))] * 2

    def click_own(self, word: str) -> None:
        self.done.append(f"own {word}{' twice' if self.twice else ''}")

    def clicked(self, x: int, y: int) -> None:
        self.done.append(f"cell {x} {y}")

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        self.done.append(f"wheel {rows}")
        return rows > 0


class Around(Vertical):
    def click_around(self, word: str) -> Awaitable[object]:
        async def opens() -> None:
            Panel.done.append(f"around {word}")

        return opens()

    def on_mouse_scroll_up(self) -> None:
        Panel.done.append("left to what is around")


class Stage(App[None]):
    def compose(self) -> ComposeResult:
        with Around():
            yield Panel(id="panel")


async def test_each_click_does_what_is_drawn_there() -> None:
    Panel.done = []
    app = Stage()
    async with app.run_test(size=(30, 4)) as pilot:
        await pilot.click("#panel", offset=(1, 0))
        await pilot.click("#panel", offset=(4, 1))
        await pilot.click("#panel", offset=(8, 0))
        await pilot.click("#panel", offset=(1, 1), times=2)
        await pilot.click("#panel", offset=(1, 0), button=3)
        await pilot.pause()
    assert Panel.done == ["own a", "cell 4 1", "around b", "own a", "own a twice"]


async def test_a_wheel_that_scrolls_nothing_is_left_to_what_is_around() -> None:
    Panel.done = []
    app = Stage()
    async with app.run_test(size=(30, 4)) as pilot:
        for kind in (MouseScrollDown, MouseScrollUp):
            await pilot._post_mouse_events([kind], "#panel", offset=(1, 1), button=0)
            await pilot.pause()
    assert Panel.done == ["wheel 3", "wheel -3", "left to what is around"]
