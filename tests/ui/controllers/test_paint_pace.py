"""When the screen is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from r2k_tui.config.sections.display import Display
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.frame import Frame
from r2k_tui.ui.controllers import paint_pace
from r2k_tui.ui.controllers.paint_pace import PaintPace
from tests.ui.stage import Stage


class Later:
    """Keeps what is to be called later."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def set_timer(self, _: float, call: Callable[[], None]) -> None:
        self.calls.append(call)


QUOTES = Frame("a", 1, 1, 0.0, quotes=(Quote("IWM"),))
HEALTH = Frame("a", 2, 2, 0.0, feeds=(FeedStatus("macro"),))
OUTAGE = Frame("a", 3, 3, 0.0, feeds=(FeedStatus("macro"), FeedStatus("quotes")))


def pace(*, slow: bool) -> tuple[PaintPace, Later, list[str], Stage]:
    stage, later, painted = Stage(display=Display(low_bandwidth=slow)), Later(), list[str]()
    app: Any = later
    return PaintPace(app, stage.app.context, lambda: painted.append("now")), later, painted, stage


async def test_at_once_and_not_while_it_is_paused() -> None:
    paints, later, painted, stage = pace(slow=False)
    paints.show(QUOTES)
    stage.mirror.pause()
    paints.show(QUOTES)
    assert painted == ["now"] and later.calls == []


async def test_on_a_slow_line_once_for_all_that_comes_in_a_moment() -> None:
    paints, later, painted, stage = pace(slow=True)
    for _ in range(3):
        paints.show(QUOTES)
    assert painted == [] and len(later.calls) == 1
    later.calls.pop()()
    assert painted == ["now"]
    paints.show(QUOTES)
    stage.mirror.pause()
    later.calls.pop()()
    assert painted == ["now"], "paused meanwhile"


async def test_optional_topics_that_speak_one_after_the_other_are_painted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(paint_pace, "_now", lambda: now[0])
    paints, later, painted, _ = pace(slow=False)
    paints.show(HEALTH)
    assert not paints.is_behind
    for _ in range(3):
        paints.show(HEALTH)
    assert painted == ["now"] and len(later.calls) == 1
    assert paints.is_behind
    later.calls.pop()()
    assert painted == ["now", "now"]
    paints.show(QUOTES)
    paints.show(OUTAGE)
    assert painted == ["now"] * 4, "neither prices wait nor why there are none"
    paints.show(Frame("a", 4, 4, 0.0, halts=()))
    assert painted == ["now"] * 5, "nor the end of a halt"
    now[0] += 1.0
    paints.show(HEALTH)
    assert painted == ["now"] * 6 and later.calls == []
