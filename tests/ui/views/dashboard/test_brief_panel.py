"""The brief on the dashboard: what is known at once, with its day; Enter opens all of it."""

from __future__ import annotations

from r2k_tui.model.brief import Brief, BriefSection, Sentence
from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.dialogs.brief import BriefScreen
from tests.ui.stage import Stage, on_stage, one_layout, settled

BRIEF = Brief(
    "^RUT", "2031-05-15", "since the close", "demo", True, (BriefSection("Market", (Sentence(("It rose.",)),)),)
)


def text(stage: Stage) -> str:
    panel = stage.app.dashboard.board.query_one("#brief")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_the_sentences_and_their_day() -> None:
    stage = Stage(dashboard=one_layout("quotes", "brief"))
    stage.link.answers[GetBrief] = BriefReply(BRIEF)
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        for words in ("Market", "It rose.", "SIM demo, as of 2031-05-15"):
            assert words in text(stage)
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, BriefScreen)


async def test_a_refusal_says_why() -> None:
    stage = Stage(dashboard=one_layout("quotes", "brief"))
    stage.link.answers[GetBrief] = Failure("limit", "too many requests of this terminal")
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        assert "too many requests of this terminal" in text(stage)
