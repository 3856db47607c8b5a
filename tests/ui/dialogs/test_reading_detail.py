"""The cursor over readings and the cards it opens, as a person uses them."""

from __future__ import annotations

import pytest
from textual.events import Key

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetCard
from r2k_tui.ui.dialogs.reading_detail import ReadingDetail
from r2k_tui.ui.views.base import View
from tests.ui.dialogs.cards import panel, view
from tests.ui.stage import Stage, on_stage, settled


def card_text(stage: Stage) -> str:
    shown = stage.app.screen
    assert isinstance(shown, ReadingDetail)
    return "\n".join(shown.panel.render_line(y).text for y in range(shown.panel.size.height))


async def test_enter_opens_the_card_of_the_reading_under_the_cursor() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        for view_key, name in (("1", "risk"), ("4", "risk"), ("3", "momentum"), ("1", "momentum")):
            stage.link.asked.clear()
            found = await view(stage, pilot, view_key, name)
            assert found.selected == name
            await pilot.press("j", "enter")
            await settled(stage, pilot)
            key = {"risk": "risk.volatility", "momentum": "momentum.trend"}[name]
            text = card_text(stage)
            assert GetCard("^RUT", key) in stage.link.asked
            for words in (
                key,
                "^RUT",
                f"definition of {key}",
                f"formula of {key}",
                f"caveat of {key}",
                "1260 sessions",
            ):
                assert words in text, (view_key, words)
            for words in ("n 1,260", "2031-05-15", "demo SIMULATED", "month ends", "2021-08-05 to 2031-05-15"):
                assert words in text, (view_key, words)
            await pilot.press("escape")
            assert isinstance(stage.app.screen, View)
            assert panel(stage, name).selected == key


@pytest.mark.parametrize(("view_key", "name"), [("4", "tail"), ("1", "risk")])
async def test_escape_right_behind_enter_closes_the_card_that_enter_opens(view_key: str, name: str) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await view(stage, pilot, view_key, name)
        # On the dashboard, Enter on the score itself opens its view.
        for key in ("j", "enter", "escape"):
            stage.app.post_message(Key(key, None))
        await settled(stage, pilot)
        assert any(isinstance(request, GetCard) for request in stage.link.asked)
        assert isinstance(stage.app.screen, View)
        assert found.has_focus


async def test_what_the_source_cannot_give_is_said_on_the_card() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await view(stage, pilot, "3", "readings")
        while found.selected != "rs63":
            await pilot.press("j")
        await pilot.press("l", "enter")
        await settled(stage, pilot)
        text = card_text(stage)
        assert "beta_spy_252" in text
        assert "– no SPY" in text
        assert "no history" in text
        await pilot.press("q")
        stage.link.answers[GetCard] = Failure("unavailable", "no route to the service")
        await pilot.press("enter")
        await settled(stage, pilot)
        assert "no route to the service" in card_text(stage)


@pytest.mark.parametrize("size", [(40, 12), (30, 8), (200, 60)])
async def test_a_card_fits_any_screen(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        stage.app.push_screen(ReadingDetail(stage.app.context, "^RUT", "fhsvar95"))
        await settled(stage, pilot)
        assert "fhsvar95" in card_text(stage)
        await pilot.press("j", "j", "pagedown", "k", "pageup", "pageup")
        assert "1.90%" in card_text(stage)
