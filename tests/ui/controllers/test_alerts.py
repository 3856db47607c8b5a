"""Alerts on the screen: told once, marked, listed, muted, tested, added."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.link.engine_client import Lost
from tests.fakes.still_alerts import FIRED, alert
from tests.fakes.still_market import NOW, StillLink, snapshot
from tests.ui.controllers.alerting import NEW, row, toasts
from tests.ui.stage import Stage, on_stage, settled


class TestTold:
    async def test_a_new_alert_is_a_toast_and_a_mark_on_its_row(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            assert "!" not in row(stage, "IWM")
            stage.link.say(alerts=(NEW,))
            await settled(stage, pilot)
            assert toasts(stage) == ["SIMULATED IWM price 319.00, above 318.50"]
            assert "IWM    !" in row(stage, "IWM") and "!" not in row(stage, "RTY=F")

    async def test_the_mark_shows_under_the_cursor_too(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            stage.link.say(alerts=(NEW,))
            await settled(stage, pilot)
            assert row(stage, "IWM").startswith("│▸")
            strip = stage.app.dashboard.table.render_line(3)
            marked = [segment for segment in strip if segment.text == "!"]
            other = next(segment for segment in strip if "IWM" in segment.text)
            assert marked and marked[0].style.bgcolor != other.style.bgcolor  # type: ignore[union-attr]

    async def test_a_terminal_that_joins_is_told_of_no_old_one(self) -> None:
        stage = Stage(StillLink(snapshot(alerts=FIRED)))
        async with on_stage(stage):
            assert toasts(stage) == []
            assert len(stage.mirror.alerts.log) == 3
            assert "!" in row(stage, "IWM")

    async def test_after_a_gap_only_what_is_new_is_told(self) -> None:
        stage = Stage(StillLink(snapshot(alerts=FIRED)))
        async with on_stage(stage) as pilot:
            stage.mirror.apply(Lost("gone", 0.1))
            # Another engine counts anew.
            whole = snapshot(alerts=(*FIRED, msgspec.structs.replace(NEW, id=1)))
            stage.app._receive(msgspec.structs.replace(whole, epoch="other"))
            await settled(stage, pilot)
            assert toasts(stage) == ["SIMULATED IWM price 319.00, above 318.50"]

    async def test_a_storm_is_told_at_once(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            stage.link.say(alerts=tuple(alert(i, "IWM", f"words {i}", 1) for i in range(10, 30)))
            await settled(stage, pilot)
            assert toasts(stage) == ["SIMULATED words 29"]
            assert next(iter(stage.app._notifications)).title == "20 alerts, newest: rule"

    @pytest.mark.parametrize(
        ("channels", "told", "marked"), [((), 0, False), (("mark",), 0, True), (("toast",), 1, False)]
    )
    async def test_each_channel_by_itself(self, channels: tuple[str, ...], told: int, marked: bool) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            stage.link.say(alerts=(msgspec.structs.replace(NEW, channels=channels),))
            await settled(stage, pilot)
            assert len(toasts(stage)) == told and ("!" in row(stage, "IWM")) is marked

    async def test_words_are_no_markup(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            stage.link.say(alerts=(msgspec.structs.replace(NEW, text="[@click=app.quit]x[/] [b", rule="[/]"),))
            await settled(stage, pilot)
            assert toasts(stage) == ["SIMULATED [@click=app.quit]x[/] [b"]


class TestDashboard:
    async def test_the_newest_has_a_panel_once_there_is_one(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            assert not stage.app.dashboard.board.has("alerts")
            stage.link.say(alerts=(NEW,))
            await settled(stage, pilot)
            assert stage.app.dashboard.board.has("alerts")
            assert "price 319.00" in stage.screen_text()

    async def test_a_small_screen_has_no_room_for_it(self) -> None:
        stage = Stage(StillLink(snapshot(alerts=FIRED)))
        async with on_stage(stage, (80, 24)):
            assert not stage.app.dashboard.board.has("alerts")


def test_the_mark_goes_with_time() -> None:
    stage = Stage()
    stage.mirror.apply(snapshot(alerts=(NEW,)))
    assert stage.mirror.alerts.marked("IWM", NOW) and not stage.mirror.alerts.marked("IWM", NOW + 3601)
