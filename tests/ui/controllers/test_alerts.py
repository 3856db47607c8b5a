"""Alerts on the screen: told once, marked, listed, muted, tested, added."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.messages.reply import Failure, Reply
from r2k_tui.model.messages.request import GetAlerts, MuteAlert, Request, TryAlert, UseRules
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.dialogs.alert_prompt import AlertPrompt
from tests.fakes.still_alerts import ALERTS, FIRED, alert
from tests.fakes.still_market import NOW, StillLink, snapshot
from tests.ui.stage import WATCHLIST, Stage, on_stage, settled

NEW = alert(9, "IWM", "IWM price 319.00, above 318.50", 1, "over")


def toasts(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


def row(stage: Stage, symbol: str) -> str:
    table = stage.app.dashboard.table
    lines = [table.render_line(y).text for y in range(table.size.height)]
    return next(line for line in lines if symbol in line)


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
            assert not stage.app.dashboard.alerts.display
            stage.link.say(alerts=(NEW,))
            await settled(stage, pilot)
            assert stage.app.dashboard.alerts.display
            assert "price 319.00" in stage.screen_text()

    async def test_a_small_screen_has_no_room_for_it(self) -> None:
        stage = Stage(StillLink(snapshot(alerts=FIRED)))
        async with on_stage(stage, (80, 24)):
            assert not stage.app.dashboard.alerts.display


class TestView:
    async def test_it_lists_rules_and_what_has_fired_newest_first(self) -> None:
        stage = Stage(StillLink(snapshot(alerts=FIRED)))
        async with on_stage(stage) as pilot:
            await pilot.press("9")
            await settled(stage, pilot)
            text = stage.screen_text()
            assert "IWM over 318" in text and "◆ fired" in text and "drift from target" in text
            assert text.index("while R2K") < text.index("record close 3,265.00") < text.index("317.10")

    async def test_looking_at_the_alerts_takes_the_marks_away(self) -> None:
        stage = Stage(StillLink(snapshot(alerts=FIRED)))
        async with on_stage(stage) as pilot:
            await pilot.press("9", "1")
            await settled(stage, pilot)
            assert "!" not in row(stage, "IWM")

    async def test_m_mutes_the_rule_under_the_cursor_and_lets_it_speak_again(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            await pilot.press("9")
            await settled(stage, pilot)
            await pilot.press("m", "tab", "j", "j", "m")
            await settled(stage, pilot)
            asked = [request for request in stage.link.asked if isinstance(request, MuteAlert)]
            assert asked == [MuteAlert("IWM over 318", True), MuteAlert("quiet", False)]
            assert sum(isinstance(request, GetAlerts) for request in stage.link.asked) >= 3, "looked at again"

    async def test_capital_t_tests_it(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            await pilot.press("9")
            await settled(stage, pilot)
            stage.link.answers[TryAlert] = Failure("not_found", "no alert is called so")
            await pilot.press("T")
            await settled(stage, pilot)
            assert TryAlert("IWM over 318") in stage.link.asked
            assert "no alert is called so" in stage.app.view.foot.render_line(0).text

    async def test_a_key_before_the_rules_have_come_is_meant_for_the_first(self) -> None:
        class Slow(StillLink):
            """An engine whose rules come when they are let go."""

            let_go = asyncio.Event()

            async def ask(self, request: Request) -> Reply:
                if isinstance(request, GetAlerts):
                    await self.let_go.wait()
                return await super().ask(request)

        stage = Stage(link := Slow())
        async with on_stage(stage) as pilot:
            await pilot.press("9", "T")
            link.let_go.set()
            await settled(stage, pilot)
            assert TryAlert("IWM over 318") in stage.link.asked

    async def test_a_key_where_no_rules_can_be_had_says_why(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            stage.link.answers[GetAlerts] = Failure("unavailable", "the engine keeps no alerts")
            await pilot.press("9", "T")
            await settled(stage, pilot)
            assert not [request for request in stage.link.asked if isinstance(request, TryAlert)]
            assert "no alert selected: the engine keeps no alerts" in stage.app.view.foot.render_line(0).text

    async def test_where_there_is_no_room_left_and_right_turn_the_page(self) -> None:
        stage = Stage()
        async with on_stage(stage, (80, 24)) as pilot:
            await pilot.press("9")
            await settled(stage, pilot)
            assert "Topics" in stage.screen_text() and "l Alerts" in stage.screen_text()
            await pilot.press("l")
            await settled(stage, pilot)
            shown = [part.id for part in stage.app.view.parts if part.display]
            assert shown == ["rules", "fired"] and "h Feed" in stage.screen_text()
            await pilot.press("j", "T")
            await settled(stage, pilot)
            assert TryAlert("IWM moves") in stage.link.asked
            await pilot.press("h")
            await settled(stage, pilot)
            assert [part.id for part in stage.app.view.parts if part.display] == ["topics", "problems", "log"]

    async def test_nothing_is_done_to_a_rule_on_the_page_that_is_not_shown(self) -> None:
        stage = Stage()
        async with on_stage(stage, (80, 24)) as pilot:
            await pilot.press("9", "m")
            await settled(stage, pilot)
            assert not [request for request in stage.link.asked if isinstance(request, MuteAlert)]
            assert "choose an alert" in stage.app.view.foot.render_line(0).text
            assert "IWM over 318" in stage.screen_text()
            await pilot.press("m")
            await settled(stage, pilot)
            assert MuteAlert("IWM over 318", True) in stage.link.asked

    async def test_it_opens_on_alerts_that_were_not_looked_at(self) -> None:
        stage = Stage()
        async with on_stage(stage, (80, 24)) as pilot:
            stage.link.say(alerts=(NEW,))
            await settled(stage, pilot)
            await pilot.press("9")
            await settled(stage, pilot)
            assert "price 319.00" in stage.screen_text()


class TestAdding:
    async def test_a_adds_one_on_the_selected_symbol_and_keeps_it(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            await pilot.press("a", *"2% in 15m", "enter")
            await settled(stage, pilot)
            fields = {"symbol": "IWM", "field": "price", "op": "changes_by", "value": "2%", "within": "15m"}
            assert stage.file.added == [("alerts", {"name": "IWM price changes by 2% 15m", **fields})]
            assert not isinstance(stage.app.screen, AlertPrompt)

    async def test_the_meaning_shows_while_one_types_and_a_refusal_stays(self) -> None:
        stage = Stage()
        async with on_stage(stage) as pilot:
            await pilot.press("a", *"> 3")
            await settled(stage, pilot)
            prompt = stage.app.screen
            assert isinstance(prompt, AlertPrompt)
            assert "fires at once" in str(prompt.query_one("Static").render())
            await pilot.press(*"x", "enter")
            await settled(stage, pilot)
            assert stage.app.screen is prompt and "not understood" in str(prompt.query_one("Static").render())
            await pilot.press("escape")
            await settled(stage, pilot)
            assert stage.file.added == [] and stage.app.screen is stage.app.dashboard

    async def test_a_name_that_is_taken_is_refused(self) -> None:
        stage = Stage()
        known = msgspec.structs.replace(ALERTS.rules[0], name="IWM price above 400")
        stage.link.answers[GetAlerts] = msgspec.structs.replace(ALERTS, rules=(known,))
        async with on_stage(stage) as pilot:
            await pilot.press("a", *"> 400", "enter")
            await settled(stage, pilot)
            assert stage.file.added == [] and isinstance(stage.app.screen, AlertPrompt)

    async def test_in_a_kiosk_none_is_added(self) -> None:
        stage = Stage(kiosk=True)
        async with on_stage(stage) as pilot:
            await pilot.press("a")
            await settled(stage, pilot)
            assert stage.app.screen is stage.app.dashboard and "kiosk" in toasts(stage)[0]

    async def test_rules_that_were_edited_are_judged_at_once_by_the_same_engine(self) -> None:
        stage = Stage()
        rule = RuleSettings(field="price", op="above", value=1.0, symbol="IWM")
        async with on_stage(stage) as pilot:
            stage.file.edit(AppSettings(stage.app.context.display, WATCHLIST, alerts=(rule,)))
            stage.app.reload_settings()
            for _ in range(50):
                await settled(stage, pilot)
                if UseRules((rule,)) in stage.link.asked:
                    break
            assert UseRules((rule,)) in stage.link.asked
            assert stage.link.starts == 1


def test_the_mark_goes_with_time() -> None:
    stage = Stage()
    stage.mirror.apply(snapshot(alerts=(NEW,)))
    assert stage.mirror.alerts.marked("IWM", NOW) and not stage.mirror.alerts.marked("IWM", NOW + 3601)
