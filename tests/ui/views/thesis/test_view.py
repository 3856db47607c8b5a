"""Views 6 and 8: figures with day and lag, the ledger, and the window that a row opens into."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.ui.views.thesis.evidence_dialog import EvidenceScreen
from r2k_tui.ui.views.thesis.view import ThesisView
from tests.fakes.still_economy import FIGURES, LEDGER
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, painted, settled
from tests.ui.views.thesis.screen import SIZES, text_of


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_thesis_at_every_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("8")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, ThesisView)
        bodies = "\n".join(text_of(panel.draw(110, 60)) for panel in view.parts)
        assert "SIMULATED" in stage.screen_text() and ("✗" if size[0] < 60 else "does not hold") in stage.screen_text()
    for words in (
        "3,210.55",
        "✗ does not hold",
        "◐ other measure",
        "○ unproven",
        "✓ holds",
        "· not testable",
        "59% to 94%",
    ):
        assert words in bodies, words


async def test_the_cursor_moves_and_enter_opens_the_evidence() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("8")
        await settled(stage, pilot)
        assert "near: +2.55 off" in stage.screen_text()
        await pilot.press("j", "j")
        await settled(stage, pilot)
        assert "14 of 17 = 82 %" in stage.screen_text()
        await pilot.press("enter")
        await settled(stage, pilot)
        window = stage.app.screen
        assert isinstance(window, EvidenceScreen)
        shown = "\n".join(window.panel.render_line(y).text for y in range(window.panel.size.height))
        assert "2029-11" in shown and "-15.1%" in shown and "pending" in shown and "SIMULATED" in shown
        await pilot.press("j", "escape")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, ThesisView)


async def test_what_is_known_at_once_shows_before_what_takes_long() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("8")
        await settled(stage, pilot)
    asked = [request for request in stage.link.asked if isinstance(request, GetThesis)]
    assert {request.whole for request in asked} == {False, True}


async def test_what_cannot_be_had_is_said() -> None:
    stage = Stage()
    stage.link.answers[GetThesis] = stage.link.answers[GetPolicyStudy] = Failure("missing", "no policy rate")
    stage.link.answers[GetMacro] = Failure("unavailable", "the engine has no source")
    async with on_stage(stage, (120, 40)) as pilot:
        for key, words in (("6", "the engine has no source"), ("6", "no policy rate"), ("8", "no policy rate")):
            await pilot.press(key)
            await settled(stage, pilot)
            assert words in stage.screen_text()


async def test_a_round_of_the_topic_that_has_ended_asks_again_and_a_failure_shows() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("6")
        await settled(stage, pilot)
        before = len(stage.link.asked)
        stage.link.say(feeds=(FeedStatus("macro", FeedState.OK, NOW - 30),))
        await painted(stage, pilot)
        await settled(stage, pilot)
        assert len(stage.link.asked) > before
        assert "series 30s ago" in stage.screen_text()
        stage.link.say(feeds=(FeedStatus("macro", FeedState.FAILING, NOW - 30, message="FRED is down"),))
        await painted(stage, pilot)
        await settled(stage, pilot)
        assert "FRED is down" in stage.screen_text()
        before = len(stage.link.asked)
        stage.link.say(feeds=(FeedStatus("quotes", FeedState.OK, NOW),))
        await painted(stage, pilot)
        assert len(stage.link.asked) == before


async def test_the_data_behind_the_views_can_be_exported() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        for key in ("6", "8"):
            await pilot.press(key)
            await settled(stage, pilot)
            table = stage.app.view.export_table()
            assert all(len(row) == len(table.header) for row in table.rows)
            assert len(table.rows) == (len(FIGURES) if key == "6" else len(LEDGER.claims))
            assert {"vintage", "revision"} <= set(table.header)


async def test_an_older_ledger_stays_when_a_new_one_cannot_be_had() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("8")
        await settled(stage, pilot)
        stage.link.answers[GetThesis] = Failure("unavailable", "gone")
        stage.app.view.reload()
        await settled(stage, pilot)
        assert "gone" not in stage.screen_text()
        assert stage.app.view.reply("whole", ThesisReply) is not None
