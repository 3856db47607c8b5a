"""The feed view: topics with a countdown, what is missing, and a log that can be searched."""

from __future__ import annotations

import pytest

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.log import Level, LogEntry
from r2k_tui.ui.views.feed.log_panel import LogPanel
from r2k_tui.ui.views.feed.view import FeedView
from tests.fakes.still_market import LOG, NOW, StillLink, snapshot
from tests.ui.stage import Stage, on_stage, settled


def log_of(stage: Stage) -> LogPanel:
    view = stage.app.view
    assert isinstance(view, FeedView)
    return view.query_one(LogPanel)


def lines(stage: Stage) -> list[str]:
    """What the log shows, without its frame."""
    panel = log_of(stage)
    return [panel.render_line(y).text[1:-1].rstrip() for y in range(1, panel.size.height - 1)]


def frame_of(stage: Stage) -> str:
    panel = log_of(stage)
    return panel.render_line(0).text + panel.render_line(panel.size.height - 1).text


def entries(*numbers: int) -> tuple[LogEntry, ...]:
    return tuple(LogEntry(NOW, Level.INFO, "topic", f"thing {number}", number) for number in numbers)


async def test_the_newest_entry_stands_first() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("9")
        await settled(stage, pilot)
        assert lines(stage)[0] == " 11:40:00     info    readings  works again after failing 3 times"
        stage.link.say(log=entries(6))
        await settled(stage, pilot)
        assert lines(stage)[0].endswith("thing 6")
        assert "New York" in frame_of(stage)


async def test_what_a_slow_line_left_out_is_said() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("9")
        stage.link.say(log=entries(20))
        await settled(stage, pilot)
        assert [line[32:] for line in lines(stage)[:2]] == [
            "thing 20",
            "14 entries missing: more than the log keeps",
        ]


async def test_an_engine_that_is_lost_is_in_the_log_of_the_terminal() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("9")
        stage.app._receive(Lost("the engine ended with 9", 1.0))
        await settled(stage, pilot)
        assert lines(stage)[0].split(maxsplit=3)[1:] == [
            "error",
            "engine",
            "the engine ended with 9; another is started",
        ]
        assert any("works again" in line for line in lines(stage)), "what it said before stays"


async def test_words_filter_while_they_are_typed_and_escape_takes_them_back() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("9")
        await settled(stage, pilot)
        everything = lines(stage)
        await pilot.press("f", *"ERR")
        await settled(stage, pilot)
        assert [line for line in lines(stage) if line] == [line for line in everything if "defect" in line]
        await pilot.press("enter")
        await settled(stage, pilot)
        assert f"Log: 1 of {len(LOG)} with ERR" in frame_of(stage)
        stage.link.say(log=entries(6))
        await settled(stage, pilot)
        assert not any("thing 6" in line for line in lines(stage))
        await pilot.press("f")
        await settled(stage, pilot)
        await pilot.press("escape")
        await settled(stage, pilot)
        assert any("thing 6" in line for line in lines(stage))


async def test_escape_in_the_view_shows_everything_again() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("9", "f", *"zzz", "enter")
        await settled(stage, pilot)
        assert "no matching entries" in lines(stage)[0]
        await pilot.press("escape")
        await settled(stage, pilot)
        assert len([line for line in lines(stage) if line]) == len(LOG)
        assert stage.app.is_running


async def test_what_is_typed_into_the_filter_is_text() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("9", "f")
        await settled(stage, pilot)
        await pilot.press(*"q1n", "left_square_bracket", "slash")
        await settled(stage, pilot)
        assert log_of(stage).words == "q1n[/"
        assert isinstance(stage.app.view, FeedView)


async def test_who_has_scrolled_stays_on_what_they_read() -> None:
    stage = Stage(StillLink(snapshot(log=entries(*range(1, 100)))))
    async with on_stage(stage) as pilot:
        await pilot.press("9", *"jjjjj")
        await settled(stage, pilot)
        before = lines(stage)
        assert before[0].endswith("thing 94")
        stage.link.say(log=entries(100, 101))
        await settled(stage, pilot)
        assert lines(stage) == before
        await pilot.press("g")
        await settled(stage, pilot)
        assert lines(stage)[0].endswith("thing 101")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)], ids=str)
async def test_every_size_shows_topics_first_and_can_reach_the_log(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("9")
        await settled(stage, pilot)
        view = stage.app.view
        topics = view.query_one("#topics")
        screen = view.query_one("#panels").region
        assert screen.contains_region(topics.region)
        assert topics.size.height >= 4, "both topics, their titles and the frame"
        text = "\n".join(topics.render_line(y).text for y in range(topics.size.height))
        assert "● ok" in text
        assert "3s" in text, "the next try, counted down"
        await pilot.press(*["pagedown"] * 4)
        await settled(stage, pilot)
        assert screen.overlaps(log_of(stage).region)
        assert size[1] < 20 or screen.contains_region(log_of(stage).region)


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (60, 10)], ids=str)
async def test_small_windows_do_not_crash(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("9", "f", "x", "enter", "j", "G", "tab", "j", "escape")
        await settled(stage, pilot)
        assert stage.app.is_running
