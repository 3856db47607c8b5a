"""What is red where quotes are LIVE, in every view: no error."""

from __future__ import annotations

import pytest
from rich.segment import Segment

from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.ui.actions.keymap import resolve
from r2k_tui.ui.context import AppSettings
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, settled

SIZES = ((80, 24), (120, 40))
WORDS = ("no route", "failing", "blocked", "!1", "!2")


def status(topic: str, state: FeedState = FeedState.FAILING) -> FeedStatus:
    return FeedStatus(topic, state, NOW - 90, NOW + 270, 3, 9, "no route to it.")


def segments(stage: Stage) -> list[Segment]:
    view = stage.app.view
    panels = (view.head, *view.parts)
    return [segment for panel in panels for y in range(panel.size.height) for segment in panel.render_line(y)]


def colour(segment: Segment) -> object:
    return segment.style.color if segment.style is not None else None


def header_of(stage: Stage) -> str:
    head = stage.app.view.head
    return "\n".join(head.render_line(y).text for y in range(head.size.height))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_error_is_red_beside_live_and_nothing_is_live_beside_a_red_one(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        stage.link.say(feeds=(status("quotes"),))
        await settled(stage, pilot)
        red = {colour(found) for found in segments(stage) if "!1" in found.text}
        assert len(red) == 1
        for key in "123456789":
            await pilot.press(key)
            await settled(stage, pilot)
            assert "LIVE" not in header_of(stage)
            assert "STALE" in header_of(stage)
        stage.link.say(
            feeds=(
                FeedStatus("quotes", FeedState.OK, NOW),
                status("daily"),
                status("intraday", FeedState.BLOCKED),
                *(status(topic) for topic in ("news", "macro", "members")),
            )
        )
        for key in "123456789":
            await pilot.press(key)
            await settled(stage, pilot)
            assert "LIVE" in header_of(stage)
            assert "!2" in header_of(stage)
            wrong = [found.text for found in segments(stage) if colour(found) in red]
            assert not [text for text in wrong if any(word in text for word in WORDS)], key


async def test_in_the_narrowest_list_a_blocked_feed_says_until_when_and_which_key() -> None:
    stage = Stage(watchlist=Watchlist(("XYZ",)))
    async with on_stage(stage, (80, 24)) as pilot:
        stage.link.say(feeds=(status("quotes", FeedState.BLOCKED),))
        await settled(stage, pilot)
        assert "XYZ     blocked to 12:05, r tries now" in stage.screen_text()
        assert "blocked until 12:05, r tries now" in header_of(stage)
        stage.file.edit(AppSettings(Display(), Watchlist(("XYZ",)), resolve({"refresh": "f5", "view_feed": "0"})))
        stage.app.reload_settings()
        await settled(stage, pilot)
        await pilot.pause()
        assert "F5 tries" in stage.screen_text()
        assert "F5 tries now  0" in header_of(stage)
