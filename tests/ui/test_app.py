"""The app: its keys, its themes, and what no window may break."""

from __future__ import annotations

import pytest

from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.ui.theme import names
from r2k_tui.ui.widgets.line_widget import LineWidget
from tests.fakes.still_market import NOW, StillLink, quote
from tests.ui.stage import Stage, on_stage, settled


async def test_pause_holds_the_picture_and_catches_up() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("space")
        stage.link.say(quotes=(quote("IWM", 321.99, time=NOW - 1),))
        await settled(stage, pilot)
        assert "321.99" not in stage.screen_text() and "PAUSED" in stage.screen_text()
        await pilot.press("space")
        await settled(stage, pilot)
        assert "321.99" in stage.screen_text() and "PAUSED" not in stage.screen_text()


async def test_a_picture_that_is_held_still_is_not_called_live() -> None:
    stage, now = Stage(), [NOW]
    stage.mirror.wall = lambda: now[0]
    async with on_stage(stage) as pilot:
        assert "demo LIVE <10s" in stage.screen_text() and "<10s ●" in stage.screen_text()
        await pilot.press("space")
        now[0] += 45.0
        stage.link.say(quotes=(quote("IWM", 321.99, time=NOW + 44),))
        await settled(stage, pilot)
        stage.app._paint_ages()
        await settled(stage, pilot)
        held = stage.screen_text()
        assert "PAUSED 40s" in held and "demo 40s" in held and "40s ○" in held and "318.42" in held
        assert not any(word in held for word in ("LIVE", "●", "<10s", "321.99"))
        await pilot.press("j")
        await settled(stage, pilot)
        assert "321.99" not in stage.screen_text(), "a key does not let the picture go on"
        await pilot.press("space")
        await settled(stage, pilot)
        assert "321.99" in stage.screen_text() and "<10s ●" in stage.screen_text()


async def test_while_it_is_held_still_only_steps_of_ages_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, now, sent = Stage(), [NOW + 10.0], list[str]()
    stage.mirror.wall = lambda: now[0]
    async with on_stage(stage) as pilot:
        await pilot.press("space")
        await settled(stage, pilot)
        monkeypatch.setattr(LineWidget, "show_changes", lambda self, _: sent.append(self.id or ""))
        for told in (set[str](), {"header", "quotes"}):
            now[0] += 5.0 if not told else 10.0
            stage.app._paint_ages()
            assert set(sent) == told


async def test_refresh_asks_the_engine() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("r")
        await settled(stage, pilot)
    assert Refresh() in stage.link.asked


async def test_escape_never_quits_and_q_does() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("escape", "question_mark", "escape", "escape")
        assert stage.app.is_running
        await pilot.press("q")
    assert stage.app.return_code == 0


async def test_a_lost_engine_is_said_and_the_last_picture_stays() -> None:
    stage = Stage()

    class Dying(StillLink):
        async def frames(self):  # type: ignore[no-untyped-def,override]
            raise LinkLost("the engine was killed by signal 9")
            yield

    stage.link = Dying()
    async with stage.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = stage.screen_text()
    assert "ENGINE LOST" in text and "3,210.55" in text


async def test_every_theme_can_be_had() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("t")
        seen = {stage.app.theme}
        for _ in names():
            await pilot.press("t")
            seen.add(stage.app.theme)
    assert seen == set(names())
