"""Keys of the rules in view 9."""

from __future__ import annotations

from r2k_tui.model.messages.alerts import MuteAlert, TryAlert
from tests.ui.stage import Stage, on_stage, settled


async def test_mute_and_test_are_about_the_chosen_rule() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 50)) as pilot:
        await pilot.press("9")
        await settled(stage, pilot)
        rule = stage.app.view._rules.chosen  # type: ignore[attr-defined]
        assert rule is not None
        await pilot.press("m", "T")
        await settled(stage, pilot)
        asked = [one for one in stage.link.asked if isinstance(one, MuteAlert | TryAlert)]
        assert asked == [MuteAlert(rule.name, not rule.muted), TryAlert(rule.name)]


async def test_a_rule_out_of_sight_is_never_changed() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("9")
        await settled(stage, pilot)
        shown = stage.app.view._rules.display  # type: ignore[attr-defined]
        if shown:
            await pilot.press("l")
            await settled(stage, pilot)
        await pilot.press("m")
        await settled(stage, pilot)
        assert not [one for one in stage.link.asked if isinstance(one, MuteAlert)]
        assert "choose an alert" in stage.app.view.foot.words
