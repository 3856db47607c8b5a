"""The cursor over readings and the cards it opens, as a person uses them."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.pilot import Pilot

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.reply import Failure
from r2k_tui.model.messages.request import GetCard, GetPositionSize, GetReadings
from r2k_tui.ui.dialogs.reading_detail import ReadingDetail
from r2k_tui.ui.views.base import View
from r2k_tui.ui.views.momentum.follow_panel import FollowPanel
from r2k_tui.ui.views.momentum.readings import momentum_keys
from r2k_tui.ui.widgets.reading_panel import ReadingPanel
from tests.ui.stage import Stage, on_stage, settled


def panel(stage: Stage, name: str) -> ReadingPanel:
    return stage.app.view.query_one(f"#{name}", ReadingPanel)


def card_text(stage: Stage) -> str:
    shown = stage.app.screen
    assert isinstance(shown, ReadingDetail)
    return "\n".join(shown.panel.render_line(y).text for y in range(shown.panel.size.height))


async def view(stage: Stage, pilot: Pilot[None], key: str, focus: str) -> ReadingPanel:
    await pilot.press(key)
    await settled(stage, pilot)
    found = panel(stage, focus)
    found.focus()
    await pilot.pause()
    return found


@pytest.mark.parametrize(("view_key", "name"), [("1", "risk"), ("4", "risk"), ("3", "momentum"), ("1", "momentum")])
async def test_enter_opens_the_card_of_the_reading_under_the_cursor(view_key: str, name: str) -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        found = await view(stage, pilot, view_key, name)
        assert found.selected == name
        await pilot.press("j", "enter")
        await settled(stage, pilot)
        key = {"risk": "risk.volatility", "momentum": "momentum.trend"}[name]
        text = card_text(stage)
        assert GetCard("^RUT", key) in stage.link.asked
        for words in (key, "^RUT", f"definition of {key}", f"formula of {key}", f"caveat of {key}", "1260 sessions"):
            assert words in text, words
        for words in ("n 1,260", "2031-05-15", "demo SIMULATED", "month ends", "2021-08-05 to 2031-05-15"):
            assert words in text, words
        await pilot.press("escape")
        assert isinstance(stage.app.screen, View)
        assert panel(stage, name).selected == key


@pytest.mark.parametrize(("view_key", "name"), [("4", "tail"), ("1", "risk")])
async def test_escape_right_behind_enter_closes_the_card_that_enter_opens(view_key: str, name: str) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await view(stage, pilot, view_key, name)
        for key in ("enter", "escape"):
            stage.app.post_message(Key(key, None))
        await settled(stage, pilot)
        assert any(isinstance(request, GetCard) for request in stage.link.asked)
        assert isinstance(stage.app.screen, View)
        assert found.has_focus


async def test_the_cursor_shows_only_with_the_focus() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await view(stage, pilot, "4", "tail")
        assert "▸" in "".join(found.render_line(y).text for y in range(found.size.height))
        panel(stage, "risk").focus()
        await pilot.pause()
        assert "▸" not in "".join(found.render_line(y).text for y in range(found.size.height))


async def test_the_cursor_goes_over_a_table_in_both_directions() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        found = await view(stage, pilot, "4", "tail")
        seen = []
        for key in ("l", "l", "h", "j", "j", "j", "l", "j", "G", "k", "g"):
            await pilot.press(key)
            seen.append(found.selected)
    assert seen == [
        *("rv63", "rv252", "rv63", "rv21_pctile_2520", "maxdd_px", "fhsvar95", "fhsvar99", "hvar99_252"),
        *("cfvar99_1260", "cfvar99_252", "rv63"),
    ]


async def test_the_cursor_stays_on_its_reading_and_the_picture_follows_it() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        found = await view(stage, pilot, "3", "readings")
        found.styles.height = 6
        await pilot.pause()
        await pilot.press("G")
        text = [found.render_line(y).text for y in range(found.size.height)]
        assert found.selected in ("rsi14", "mom_12_1")
        assert any("▸" in line and "RSI" in line for line in text)
        kept = found.selected
        stage.app.view.reload()
        await settled(stage, pilot)
        assert found.selected == kept


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


async def test_the_horizon_of_the_strip_goes_round() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        found = stage.app.view.query_one(FollowPanel)
        marks = {}
        for _ in range(4):
            body = "\n".join("".join(text for text, _ in line) for line in found.draw(90, 30))
            marks[found.horizon] = [word for word in body.split() if word[1:] in ("2029-11", "2031-04")]
            await pilot.press("right_square_bracket")
        assert found.horizon == "6m"
        found.focus()
        await pilot.pause()
        await pilot.press("l")
        assert found.horizon == "12m"
    assert marks == {
        "6m": ["▼2029-11", "·2031-04"],
        "12m": ["▲2029-11", "·2031-04"],
        "1m": ["▼2029-11", "▲2031-04"],
        "3m": ["▼2029-11", "·2031-04"],
    }


async def test_new_daily_bars_of_any_symbol_bring_new_readings_once() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        request = GetReadings("^RUT", momentum_keys())
        before = stage.link.asked.count(request)
        for symbol in ("SPY", "HYG"):
            stage.link.say(bars_changed=((symbol, Interval.D1),))
        stage.link.say(bars_changed=(("IWM", Interval.M1),))
        for _ in range(200):  # bounded: run_test swallows a timeout
            if stage.link.asked.count(request) > before:
                break
            await pilot.pause(0.02)
        await settled(stage, pilot)
        assert stage.link.asked.count(request) == before + 1


async def test_the_position_is_that_of_the_selected_symbol() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        stage.app.context.symbol = "IWN"
        found = await view(stage, pilot, "4", "size")
        assert GetPositionSize("IWN") in stage.link.asked
        await pilot.press("enter")
        await settled(stage, pilot)
        assert GetCard("IWN", "fhscvar95") in stage.link.asked
        body = "\n".join("".join(text for text, _ in line) for line in found.draw(60, 14))
    for figure in ("IWN", "318.42 (2031-05-15 12:00)", "74%", "230", "73,237", "107% without the limit of 100%"):
        assert figure in body, figure
