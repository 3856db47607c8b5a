"""The page of short interest: how it is reached, what its keys do, and what it says where there is none."""

from __future__ import annotations

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetShortInterest
from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.stage import Stage, keys_to, on_stage, settled

PATH = keys_to("short-interest")


def page(stage: Stage) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    shown = view.pages["short-interest"]
    return "\n".join(shown.render_line(y).text for y in range(shown.size.height))


async def test_left_and_right_choose_an_order_or_the_squeeze_list() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*PATH)
        await settled(stage, pilot)
        assert GetShortInterest() in stage.link.asked
        told = page(stage)
        assert "▸most shorted" in told and "S000" in told
        assert "settled 2031-04-30, 16 d ago; published 2031-05-09 by its file; FINRA" in told
        assert "FINRA 2031-04-30 ─╯" in told, "the frame names source and settlement"
        await pilot.press("l")
        assert "▸days to cover" in page(stage)
        await pilot.press("l")
        assert "▸largest change" in page(stage)
        await pilot.press("l")
        assert "▸squeeze list" in page(stage) and "at least 5 days to cover" in page(stage)
        await pilot.press("l", "h", "h")
        assert "▸largest change" in page(stage)


async def test_why_there_is_none() -> None:
    stage = Stage()
    words = "short interest is not known: FINRA's file has another header: no column symbolCode in 'a|b'. The end"
    stage.link.answers[GetShortInterest] = Failure("not_found", words)
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*PATH)
        await settled(stage, pilot)
        told = page(stage)
        assert "short interest is not known: FINRA's file" in told and "S000" not in told
        assert "The end" in told, "a long reason is wrapped"
