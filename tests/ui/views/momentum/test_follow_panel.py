"""The strip of what followed."""

from __future__ import annotations

from r2k_tui.ui.views.momentum.follow_panel import FollowPanel
from tests.ui.stage import Stage, on_stage, settled


async def test_the_horizon_of_the_strip_goes_round() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        found = stage.app.view.query_one(FollowPanel)
        marks = {}
        for _ in range(4):
            body = "\n".join("".join(text for text, _ in line) for line in found.draw(90, 30))
            marks[found.horizon] = [word for word in body.split() if word[1:] in ("2029-11", "2031-04")]
            await pilot.press("right_square_bracket")
        assert found.horizon == "6m"
        found.focus()
        await pilot.pause()
        await pilot.press("l")
        assert found.horizon == "12m"
    assert marks == {
        "6m": ["▼2029-11", "·2031-04"],
        "12m": ["▲2029-11", "·2031-04"],
        "1m": ["▼2029-11", "▲2031-04"],
        "3m": ["▼2029-11", "·2031-04"],
    }
