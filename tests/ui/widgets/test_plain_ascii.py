"""On a terminal that has only ASCII nothing else is sent, whatever lies on the screen."""

from __future__ import annotations

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.widgets.plain_ascii import spelled_out
from tests.ui.stage import Stage, on_stage, settled


def whole_screen(stage: Stage) -> str:
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


async def test_no_window_has_more() -> None:
    stage = Stage(display=Display(ascii=True))
    windows = ("question_mark", "C", "slash", "plus", "a", "e", "f", "n", "ctrl+p", "4 question_mark", "9 minus")
    async with stage.app.run_test(size=(100, 32), notifications=True) as pilot:
        for keys in (*"123456789", *windows):
            await settled(stage, pilot)
            await pilot.press(*keys.split(" "))
            stage.app.notify("a notice – of ▲", title="İz", severity="warning")
            await settled(stage, pilot)
            await pilot.pause()
            shown = whole_screen(stage)
            assert "a notice - of ^" in shown, keys
            assert {letter for letter in shown if not letter.isascii()} == set(), keys
            stage.app.clear_notifications()
            if keys in windows:
                await pilot.press("escape", "1")


async def test_the_help_names_the_arrows() -> None:
    stage = Stage(display=Display(ascii=True))
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("question_mark")
        await settled(stage, pilot)
        assert "j Down  Next row" in whole_screen(stage)


def test_words_for_arrows() -> None:
    assert spelled_out("h ←") == "h Left" and spelled_out("< Space") == "< Space"
