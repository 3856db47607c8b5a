"""The comparison as a person uses it: keys in, a picture and requests out."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.charts.comparison import GetComparison
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.widgets.plain_ascii import PlainText
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.chart.comparison.invented import comparison
from tests.ui.views.chart.test_view import press


async def typed(stage: Stage, pilot: Pilot[None], text: str) -> str:
    """The screen after `=`, this text after what is in the line, and Enter."""
    await press(stage, pilot, "equals_sign")
    return await press(stage, pilot, *("space" if letter == " " else letter for letter in text), "enter")


async def to_range(stage: Stage, pilot: Pilot[None]) -> None:
    """View 2, one year."""
    await press(stage, pilot, "2", *["right_square_bracket"] * 5)


def stage_with(*symbols: str, **parts: object) -> Stage:
    stage = Stage()
    stage.link.answers[GetComparison] = comparison(*symbols, **parts)  # type: ignore[arg-type]
    return stage


def prompt(stage: Stage) -> str:
    """The words of the open line."""
    return str(stage.app.screen.query_one(PlainText).render())


def requests(stage: Stage) -> list[GetComparison]:
    return [request for request in stage.link.asked if isinstance(request, GetComparison)]


async def test_symbols_are_compared_and_esc_leaves() -> None:
    stage = stage_with("IWM", "SPY", "IWN")
    async with on_stage(stage, (80, 24)) as pilot:
        await to_range(stage, pilot)
        shown = await typed(stage, pilot, "spy iwn")
        after = await press(stage, pilot, "escape")
    assert requests(stage)[0].symbols == ("IWM", "SPY", "IWN")
    for word in ("Comparison 1Y 1d percent since Tue 01 Jan 2030", "· price", "A IWM", "B SPY", "C IWN", "corr A"):
        assert word in shown, word
    assert "Comparison" not in after
    assert "IWM 1Y 1d" in after


async def test_forms_volatility_and_dividends_by_their_keys() -> None:
    stage = stage_with("IWM", "SPY")
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, "spy")
        by_volatility = await press(stage, pilot, "V")
        percent = await press(stage, pilot, "y")
        await press(stage, pilot, "y")
        assert requests(stage)[-1].total
        index = await press(stage, pilot, "y")
    assert "log return/volatility" in by_volatility
    assert "σ" in by_volatility
    assert "percent since" in percent
    assert "indexed to 100" in index


async def test_keys_of_one_symbol_do_nothing_and_say_so() -> None:
    stage = stage_with("IWM", "SPY")
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, "spy")
        await press(stage, pilot, "i")
        told = stage.app.view.foot.render_line(0).text
    assert "i chooses indicators: in the chart of one symbol: Esc leaves the comparison" in told


async def test_the_crosshair_leaves_first() -> None:
    stage = stage_with("IWM", "SPY")
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, "spy")
        crossed = await press(stage, pilot, "x", "h")
        without = await press(stage, pilot, "escape")
    assert "┊" in crossed
    assert "to Thu 28 Feb 2030" in crossed
    assert "┊" not in without
    assert "Comparison" in without


async def test_a_symbol_without_bars_is_refused_in_the_line() -> None:
    stage = stage_with("IWM", left_out=(Problem("XYZ", "no_bars", "XYZ: nobody has 1d bars of XYZ"),))
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, "xyz")
        told = prompt(stage)
        assert "XYZ: nobody has 1d bars of XYZ" in told
        await press(stage, pilot, "escape")
        shown = await press(stage, pilot)
    assert "Comparison" not in shown


@pytest.mark.parametrize(("text", "words"), [("iwm", "IWM is named twice"), ("a b c d e f", "at most 6")])
async def test_what_cannot_be_compared_asks_nobody(text: str, words: str) -> None:
    stage = stage_with("IWM", "SPY")
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, text)
        told = prompt(stage)
    assert words in told
    assert requests(stage) == []


async def test_a_failure_later_keeps_the_picture_and_says_so() -> None:
    stage = stage_with("IWM", "SPY")
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, "spy")
        stage.link.answers[GetComparison] = Failure("unavailable", "no route to host")
        stage.app.view.reload()  # type: ignore[attr-defined]
        await settled(stage, pilot)
        await pilot.pause()
        shown = await press(stage, pilot)
    assert "A IWM" in shown
    assert "no route to host" in shown


async def test_another_symbol_elsewhere_ends_the_comparison() -> None:
    stage = stage_with("IWM", "SPY")
    async with on_stage(stage) as pilot:
        await to_range(stage, pilot)
        await typed(stage, pilot, "spy")
        shown = await press(stage, pilot, "1", "j", "2")
    assert "Comparison" not in shown
