"""Keys whose requests a hub refuses say so at once: no window opens, nothing is asked and nothing kept."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.link.nats.quota import REFUSED
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation.portfolios import StopAllocation
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Watch
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.dialogs.prompts.add import AddPrompt
from r2k_tui.ui.dialogs.prompts.alert import AlertPrompt
from r2k_tui.ui.widgets.plain_ascii import PlainText
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.stage import WATCHLIST, Stage, on_stage, settled


def of_hub() -> Stage:
    return Stage(StillLink(msgspec.structs.replace(snapshot(), refused=REFUSED)))


def toasts(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


async def test_a_opens_no_line_for_an_alert() -> None:
    stage = of_hub()
    async with on_stage(stage) as pilot:
        await pilot.press("a")
        await settled(stage, pilot)
        assert not isinstance(stage.app.screen, AlertPrompt)
        assert toasts(stage) == [REFUSED["use_rules"]]
        assert "alert" not in stage.app.view.foot.render_line(0).text
        assert stage.file.added == []


@pytest.mark.parametrize(
    ("view", "key", "kind"), [("9", "m", MuteAlert), ("9", "T", TryAlert), ("5", "escape", StopAllocation)]
)
async def test_other_keys_say_it_without_asking(view: str, key: str, kind: type[msgspec.Struct]) -> None:
    stage = of_hub()
    async with on_stage(stage) as pilot:
        await pilot.press(view)
        await settled(stage, pilot)
        await pilot.press(key)
        await settled(stage, pilot)
        assert REFUSED[str(kind.__struct_config__.tag)] in stage.app.view.foot.render_line(0).text
        assert not [request for request in stage.link.asked if isinstance(request, kind)]


async def test_alerts_of_the_file_are_not_called_read() -> None:
    stage = of_hub()
    async with on_stage(stage) as pilot:
        rule = next(iter(_rules()))
        stage.file.edit(AppSettings(stage.app.context.display, WATCHLIST, alerts=(rule,)))
        stage.app.reload_settings()
        await stage.app.workers.wait_for_complete(
            [worker for worker in stage.app.workers if worker.group in ("settings", "alerts")]
        )
        await settled(stage, pilot)
        assert toasts(stage) == [REFUSED["use_rules"]]
        assert not [request for request in stage.link.asked if isinstance(request, UseRules)]


def _rules() -> list[object]:
    from r2k_tui.model.alerts.rule import RuleSettings
    from r2k_tui.ui.dialogs.drawing.alert_request import read

    rule = read("> 300", "IWM")
    assert isinstance(rule, RuleSettings), rule
    return [rule]


async def test_a_full_hub_is_told_where_the_symbol_is_asked_for() -> None:
    stage = of_hub()
    stage.link.answers[Watch] = Failure("limit", "the hub watches 2 of your 9 symbols: there is a limit")
    async with on_stage(stage) as pilot:
        await pilot.press("plus")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, AddPrompt)
        assert "the hub watches 2 of your 9" in str(stage.app.screen.query_one(PlainText).render())


async def test_an_engine_of_one_s_own_refuses_nothing() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        assert "alert" in stage.app.view.foot.render_line(0).text or stage.mirror.refusal(UseRules) == ""
        await pilot.press("a")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, AlertPrompt)
