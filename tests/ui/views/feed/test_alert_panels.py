"""Rules, and what has fired, in the view of feeds."""

from __future__ import annotations

import asyncio

from r2k_tui.model.messages.alerts import GetAlerts, MuteAlert, TryAlert
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from tests.fakes.still_alerts import FIRED
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.controllers.alerting import NEW, row
from tests.ui.stage import Stage, on_stage, settled


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
