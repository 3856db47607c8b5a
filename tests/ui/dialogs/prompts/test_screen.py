"""The line for a filter: Tab completes names of columns; nothing else is lost."""

from __future__ import annotations

from textual.events import Key
from textual.widgets import Input

from r2k_tui.ui.dialogs.prompts.screen import ScreenPrompt
from tests.ui.stage import Stage, on_stage, settled


async def test_tab_completes() -> None:
    completed = [
        ("cap < 5 and fw", "cap < 5 and fwd_pe", ""),
        ("avg_", "avg_", "avg_50d avg_200d"),
        ("ab", "above_", "above_50d above_200d"),
        ("Ran", "range_52w", ""),
        ("zz", "zz", "no column begins so"),
        ("cap ", "cap ", "no column begins so"),
    ]
    stage = Stage()
    async with on_stage(stage) as pilot:
        for typed, line, told in completed:
            changes = list[str]()
            prompt = ScreenPrompt("Filter", typed, changes.append)
            await stage.app.push_screen(prompt)
            await settled(stage, pilot)
            await pilot.press("tab")
            await settled(stage, pilot)
            assert prompt.query_one(Input).value == line, typed
            assert prompt.note == told, typed
            assert changes[-1:] == [line.strip()], typed
            await stage.app.pop_screen()


async def test_tab_right_behind_a_key_loses_no_key() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        prompt = ScreenPrompt("Filter", "", lambda _: None)
        await stage.app.push_screen(prompt)
        await settled(stage, pilot)
        for key, mark in (("f", "f"), ("w", "w"), ("tab", None), ("space", " "), ("1", "1")):
            stage.app.post_message(Key(key, mark))
        await settled(stage, pilot)
        assert prompt.query_one(Input).value == "fwd_pe 1"


async def test_enter_keeps_and_escape_clears() -> None:
    stage, changes = Stage(), list[str]()
    async with on_stage(stage) as pilot:
        for key, last in (("enter", "cap"), ("escape", "")):
            await stage.app.push_screen(ScreenPrompt("Filter", "cap", changes.append))
            await settled(stage, pilot)
            await pilot.press(key)
            await settled(stage, pilot)
            assert changes[-1] == last
            assert not isinstance(stage.app.screen, ScreenPrompt)
