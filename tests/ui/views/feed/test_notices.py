"""Notices as lines, and on their page."""

from __future__ import annotations

import pytest

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.mirror.notices import Notice
from r2k_tui.ui.views.feed.notices import notice_lines
from tests.cases import cases
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, settled

LONG = "exported to a folder whose name is long, with every row of the table that was on the screen"


def texts(*notices: Notice, width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in notice_lines(notices, width, NOW)]


def test_each_has_its_time_and_its_severity() -> None:
    given = [Notice(NOW, severity, "done") for severity in ("information", "warning", "error")]
    assert texts(*given, width=80) == [
        " 12:00:00     info    done",
        " 12:00:00     warning done",
        " 12:00:00     error   done",
    ]
    assert texts(width=80) == [" no notice so far"]


@cases("width", [24, 38, 44, 78, 118])
def test_words_are_wrapped_and_none_is_lost(width: int) -> None:
    lines = texts(Notice(NOW - 86400.0, "error", LONG), width=width)
    assert all(length(((line, ""),)) <= width for line in lines)
    assert " ".join(" ".join(lines).split()).endswith(LONG)


def shown(stage: Stage) -> str:
    """Which of the two is on the screen."""
    panels = {part.id: part.display for part in stage.app.view.parts}
    assert panels["log"] != panels["notices"]
    return "Log" if panels["log"] else "Notices"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_key_shows_the_notices_in_place_of_the_log_and_esc_the_log_again(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("9")
        assert "Notices" not in stage.screen_text(), "without any, they are not offered"
        for number in range(30):
            stage.app.notify(f"notice {number:02d}", severity="warning")
        await settled(stage, pilot)
        assert "d Notices" in stage.screen_text()
        await pilot.press("d")
        await settled(stage, pilot)
        assert shown(stage) == "Notices" and "notice 29" in stage.screen_text()
        await pilot.press(*["j"] * 30)
        await settled(stage, pilot)
        assert "notice 10" in stage.screen_text() and "notice 09" not in stage.screen_text()
        assert "Notices · scrolled" in stage.screen_text()
        await pilot.press("escape")
        await settled(stage, pilot)
        assert "notice 29" in stage.screen_text() and "scrolled" not in stage.screen_text()
        await pilot.press("escape")
        await settled(stage, pilot)
        assert shown(stage) == "Log"


async def test_from_the_page_of_alerts_the_key_leads_to_the_notices() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        stage.app.notify("something")
        await pilot.press("9", "l", "d")
        await settled(stage, pilot)
        assert shown(stage) == "Notices" and "something" in stage.screen_text()
        await pilot.press("l", "h")
        await settled(stage, pilot)
        assert shown(stage) == "Notices"
