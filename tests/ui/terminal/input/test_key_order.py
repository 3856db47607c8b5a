"""Keys that arrive together: each reaches what the one before it opened, or what that has left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

import pytest
from textual.app import App
from textual.binding import Binding
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from r2k_tui.ui.dialogs.find import FindScreen
from r2k_tui.ui.dialogs.help import HelpScreen
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.terminal.input import key_order
from r2k_tui.ui.views.base import View
from tests.ui.stage import Stage, on_stage

NAMES = {"/": "slash", "\r": "enter", "\x1b": "escape", "?": "question_mark", ".": "full_stop"}

_WITHIN_S = 20.0


def arrive_together(app: App[None], text: str) -> None:
    """Put all keys of a text in the app's queue at once, as one packet of a slow line does."""
    for character in text:
        printed = character if character.isprintable() else None
        app.post_message(Key(NAMES.get(character, character), printed))


async def until(pilot: Pilot[None], test: Callable[[], bool]) -> None:
    """Wait for something on the screen."""
    async with asyncio.timeout(_WITHIN_S):
        while not test():
            await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("/vix\r3", "momentum"),
        ("/vix\r\r\r4", "risk"),
        ("2/vix\r\x1b3", "momentum"),
        ("3/\x1b\x1b2", "chart"),
        ("?\x1b?x\x1b\x1b2", "chart"),
        ("t\r\r3", "momentum"),
        ("/nord\r4", "risk"),
        ("/display.range\r\x1b5", "allocation"),
    ],
)
async def test_the_view_that_the_last_key_shows(keys: str, shown: str) -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        arrive_together(stage.app, keys)
        await until(pilot, lambda: isinstance(stage.app.screen, View) and stage.app.screen.name == shown)


@pytest.mark.parametrize(("keys", "window"), [("/vix\r?", HelpScreen), ("?\x1b/", FindScreen)])
async def test_a_window_behind_a_window(keys: str, window: type[Screen[object]]) -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        arrive_together(stage.app, keys)
        await until(pilot, lambda: isinstance(stage.app.screen, window))


@pytest.mark.parametrize("keys", ["q/", "2q?", "/vix\rq3", "qqqq"])
async def test_the_end_comes_before_what_is_typed_behind_it(keys: str) -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        arrive_together(stage.app, keys)
        await until(pilot, lambda: stage.app._exit)


class _Waiting(Window[None]):
    """A window that answers a key late."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss", "Close", priority=True)]

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.release = asyncio.Event(), asyncio.Event()

    async def on_key(self) -> None:
        """Wait before the key is read."""
        self.asked.set()
        await self.release.wait()


async def test_a_window_that_does_not_answer_holds_no_key_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "_LONGEST_S", 0.01)
    stage, window, closed = Stage(), _Waiting(), asyncio.Event()
    async with on_stage(stage):
        await stage.app.push_screen(window, lambda _: closed.set())
        arrive_together(stage.app, "a\x1b")
        try:
            async with asyncio.timeout(_WITHIN_S):
                await closed.wait()
        finally:
            window.release.set()


async def test_a_late_answer_lets_no_key_past_the_one_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "_LONGEST_S", 0.01)
    stage, late, window, closed = Stage(), _Waiting(), _Waiting(), asyncio.Event()
    async with on_stage(stage), asyncio.timeout(_WITHIN_S):
        try:
            await stage.app.push_screen(late)
            arrive_together(stage.app, "a")
            await late.asked.wait()
            monkeypatch.setattr(key_order, "_LONGEST_S", _WITHIN_S)
            await stage.app.push_screen(window, lambda _: closed.set())
            # It is passed on once the one before it is given up.
            arrive_together(stage.app, "b")
            await window.asked.wait()
            arrive_together(stage.app, "\x1b")
            late.release.set()
            for _ in range(20):
                await asyncio.sleep(0)
            assert not closed.is_set()
        finally:
            late.release.set()
            window.release.set()
        await closed.wait()
