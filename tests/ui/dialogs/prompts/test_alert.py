"""The line that takes an alert."""

from __future__ import annotations

import msgspec

from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.messages.alerts import GetAlerts, UseRules
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.dialogs.prompts.alert import AlertPrompt
from tests.fakes.still_alerts import ALERTS
from tests.ui.controllers.alerting import toasts
from tests.ui.stage import WATCHLIST, Stage, on_stage, settled


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
            assert stage.app.screen is stage.app.dashboard and "kiosk mode" in toasts(stage)[0]

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
