"""When the screen is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.controllers.paint_pace import PaintPace
from tests.ui.stage import Stage


class Later:
    """Keeps what is to be called later."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def set_timer(self, _: float, call: Callable[[], None]) -> None:
        self.calls.append(call)


def pace(*, slow: bool) -> tuple[PaintPace, Later, list[str], Stage]:
    stage, later, painted = Stage(display=Display(low_bandwidth=slow)), Later(), list[str]()
    app: Any = later
    return PaintPace(app, stage.app.context, lambda: painted.append("now")), later, painted, stage


def test_at_once_and_not_while_it_is_paused() -> None:
    paints, later, painted, stage = pace(slow=False)
    paints.show()
    stage.mirror.pause()
    paints.show()
    assert painted == ["now"] and later.calls == []


def test_on_a_slow_line_once_for_all_that_comes_in_a_moment() -> None:
    paints, later, painted, stage = pace(slow=True)
    for _ in range(3):
        paints.show()
    assert painted == [] and len(later.calls) == 1
    later.calls.pop()()
    assert painted == ["now"]
    paints.show()
    stage.mirror.pause()
    later.calls.pop()()
    assert painted == ["now"], "paused meanwhile"
