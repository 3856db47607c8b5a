"""The monitor as lines of text: every view and panel by its key, and no picture in any line."""

from __future__ import annotations

import re

import pytest

from r2k_tui.config.sections.display import Display
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.ui.actions.table import ACTIONS
from r2k_tui.ui.registry import VIEWS
from tests.fakes.still_market import NOW, quote
from tests.ui.plain.spoken import SpokenStage, speaking

GRAPHIC = re.compile("[\x00-\x1f\x7f-\x9f─-◿⠀-⣿]")


async def test_it_begins_with_the_keys_and_the_watchlist() -> None:
    stage = SpokenStage()
    async with speaking(stage):
        pass
    assert stage.lines[0].startswith("R2K, plain mode. ? lists the keys, q quits.")
    assert "IWM 318.42, up 4.02, +1.28%, live" in stage.lines and "IWN: no price" in stage.lines


async def test_every_view_is_read_by_its_key_without_a_picture() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        for spec in (*VIEWS[1:], VIEWS[0]):
            heard = await stage.heard(pilot, spec.key)
            assert heard[0].startswith(f"{spec.title} view."), spec
            assert len(heard) > 1, spec
            panels = await stage.heard(pilot, *["tab"] * len(stage.app.view.parts))
            assert len(panels) >= 1, spec
    assert [line for line in stage.lines if GRAPHIC.search(line) or not line.strip()] == []


async def test_rows_are_read_as_the_cursor_moves() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        assert await stage.heard(pilot, "k") == ["^RUT 3,210.55, up 40.45, +1.28%, live"]
        assert await stage.heard(pilot, "j") == ["IWM 318.42, up 4.02, +1.28%, live"]


async def test_own_keys_read_panel_view_and_header() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        assert "IWM 318.42, up 4.02, +1.28%, live" in await stage.heard(pilot, "0")
        assert any(line.startswith("Momentum ^RUT") for line in await stage.heard(pilot, "'"))
        (header,) = await stage.heard(pilot, ":")
        assert "^RUT 3,210.55" in header and "LIVE" in header


async def test_help_lists_every_key_as_text() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        heard = await stage.heard(pilot, "?")
    assert len(heard) == len(ACTIONS) + 3
    assert any(line.endswith(": Quit") for line in heard) and "0: Read the panel again" in heard


async def test_a_prompt_echoes_what_is_typed_and_holds_announcements() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        heard = await stage.heard(pilot, "+")
        assert heard[0].startswith("Add which symbol?") and stage.app.is_typing
        assert await stage.heard(pilot, "X", "Y", "backspace") == []
        assert stage.echoed == ["X", "Y", "\b \b"]
        stage.app.notify("something happened")
        stage.app._queue.spoken(float("-inf"))
        stage.app._announce()
        assert "something happened" not in stage.lines
        assert "Dashboard view." in await stage.heard(pilot, "escape")
        stage.app._queue.spoken(float("-inf"))
        stage.app._announce()
        assert "something happened" in stage.lines


async def test_alerts_are_announced_with_their_rule() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        alert = Alert(99, "over 300", "IWM", NOW, 318.42, "IWM is above 300.00", "demo", channels=("toast",))
        stage.link.say(alerts=(alert,))
        while not any("IWM is above 300.00" in line for line in stage.lines):
            await pilot.pause(0.05)


async def test_space_silences_prices_but_not_the_answer_to_a_key() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        await stage.heard(pilot, "space")
        stage.link.say(quotes=(quote("IWM", 400.0),))
        while stage.mirror._live_quotes.get("IWM").price != 400.0:  # type: ignore[union-attr]
            await pilot.pause()
        assert stage.app._queue._waiting == {}
        assert len(await stage.heard(pilot, "0")) > 3


async def test_with_ascii_no_other_character_is_sent() -> None:
    stage = SpokenStage(display=Display(ascii=True))
    async with speaking(stage) as pilot:
        await stage.heard(pilot, "3", "8", "?")
    assert all(line.isascii() for line in stage.lines)


async def test_after_its_last_screen_it_says_nothing_more() -> None:
    """A timer may fire while the app closes."""
    stage = SpokenStage()
    async with speaking(stage):
        pass
    assert not stage.app.screen_stack and not stage.app.is_typing
    said = len(stage.lines)
    stage.app.notify("too late")
    stage.app._queue.spoken(float("-inf"))
    stage.app._announce()
    assert len(stage.lines) == said


async def test_q_ends_it() -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        await stage.heard(pilot, "q")
        await pilot.pause()
    assert not stage.app.is_running


@pytest.mark.parametrize(("key", "where"), [("m", "in the feed (9)"), ("y", "in the chart (2)")])
async def test_a_key_that_does_nothing_here_says_where_it_works(key: str, where: str) -> None:
    stage = SpokenStage()
    async with speaking(stage) as pilot:
        (said,) = await stage.heard(pilot, key)
    assert where in said
