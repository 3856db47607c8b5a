"""`/` and the palette: what they find, and where it leads."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.bars import GetChart
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.subscription import Lookup
from r2k_tui.ui.dialogs.find import FindScreen
from tests.ui.controllers.finding.line import typed
from tests.ui.stage import Stage, on_stage, settled


async def test_an_empty_line_offers_the_last_places_first_but_not_this_one() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        for key in ("4", "3", "8"):
            await pilot.press(key)
            await settled(stage, pilot)
        found = await typed(stage, pilot, "")
        assert [place.name for place in found.places[:2]] == ["momentum", "risk"]
        assert len({place[:2] for place in found.places}) == len(found.places)
        await pilot.press("enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "momentum"


async def test_the_palette_is_the_same_with_the_actions_first() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await typed(stage, pilot, "", "ctrl+p")
        assert found.places[0].kind == "action"
        await pilot.press("escape")
        found = await typed(stage, pilot, "russell value", "ctrl+p")
        assert found.places[0].name == "IWN"


async def test_a_typo_is_looked_up_then_answered_and_never_replaced_unasked() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await typed(stage, pilot, "iwmm")
        assert [(place.kind, place.name) for place in found.places[:2]] == [("look up", "IWMM"), ("symbol", "IWM")]
        await pilot.press("enter")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, FindScreen), "the line stays"
        assert "did you mean IWM? Enter goes there" in found.words[0]
        await pilot.press("enter")
        await settled(stage, pilot)
        assert stage.app.context.symbol == "IWM" and not stage.app.screen.is_modal


async def test_names_from_outside_are_text() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        for name in ("[b]x[/b]", "\x1b[31mx", "x\u202ey"):
            found = await typed(stage, pilot, name)
            shown = "".join(found.render_line(y).text for y in range(found.size.height))
            assert "\x1b" not in shown and "\u202e" not in shown, name
            await pilot.press("escape")


@pytest.mark.parametrize("symbol", ["IWN", "IWM/SPY"])
async def test_the_open_chart_asks_for_the_symbol_that_was_found(symbol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The chart asks before the app has gone to the symbol, as it does on a busy machine.
    monkeypatch.setattr("r2k_tui.ui.views.chart.view.REST_S", 0.0)
    stage = Stage()
    stage.link.answers[Lookup] = Done()
    async with on_stage(stage) as pilot:
        await pilot.press("2")
        await settled(stage, pilot)
        await typed(stage, pilot, symbol)
        await pilot.press("enter")
        await settled(stage, pilot)
        asked = [request.symbol for request in stage.link.asked if isinstance(request, GetChart)]
    assert (stage.app.context.symbol, asked[-1]) == (symbol, symbol)
