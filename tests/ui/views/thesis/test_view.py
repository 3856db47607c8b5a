"""Views 6 and 8: figures with day and lag, the ledger, and the window that a row opens into."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, Macro, MacroFigure
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.reply import Failure, PolicyStudyReply, ThesisReply
from r2k_tui.model.messages.request import GetMacro, GetPolicyStudy, GetThesis
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.macro.figures import figure_lines
from r2k_tui.ui.views.macro.policy import event_lines, outcome_lines, state_lines
from r2k_tui.ui.views.macro.view import MacroView
from r2k_tui.ui.views.thesis.evidence_dialog import EvidenceScreen
from r2k_tui.ui.views.thesis.ledger import claim_line, evidence_lines, value_text, why_lines
from r2k_tui.ui.views.thesis.view import ThesisView
from tests.fakes.still_economy import FIGURES, LEDGER, STUDY, TODAY
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


def text_of(lines: list[tuple[tuple[str, str], ...]]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_macro_at_every_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("6")
        await settled(stage, pilot)
        assert isinstance(stage.app.view, MacroView)
        shown = stage.screen_text()
        bodies = "\n".join(text_of(panel.picture(100, 60)) for panel in stage.app.view.parts)
    assert "SIMULATED" in shown and "Macro and valuation" in shown
    for figure in ("24.31", "3.63%", "+0.79pp", "cutting", "2031 Q1", "45d", "first cut +12m", "14 to 69%", "pending"):
        assert figure in bodies, figure


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_thesis_at_every_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("8")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, ThesisView)
        bodies = "\n".join(text_of(panel.picture(110, 60)) for panel in view.parts)
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
        await pilot.pause()
        await settled(stage, pilot)
        assert len(stage.link.asked) > before
        assert "series 30s old" in stage.screen_text()
        stage.link.say(feeds=(FeedStatus("macro", FeedState.FAILING, NOW - 30, message="FRED is down"),))
        await pilot.pause()
        await settled(stage, pilot)
        assert "FRED is down" in stage.screen_text()
        before = len(stage.link.asked)
        stage.link.say(feeds=(FeedStatus("quotes", FeedState.OK, NOW),))
        await pilot.pause()
        assert len(stage.link.asked) == before


async def test_the_data_behind_the_views_can_be_exported() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        for key in ("6", "8"):
            await pilot.press(key)
            await settled(stage, pilot)
            table = stage.app.view.table_of_data()
            assert all(len(row) == len(table.header) for row in table.rows)
            assert len(table.rows) == (len(FIGURES) if key == "6" else len(LEDGER.claims))
            assert {"vintage", "revision"} <= set(table.header)


@pytest.mark.parametrize("width", [36, 58, 66, 90, 130])
def test_numbers_are_never_cut(width: int) -> None:
    for figure, line in zip(
        FIGURES, (line for line in figure_lines(ledger_macro(), width) if len(line) > 1), strict=False
    ):
        assert figure.name in text_of([line])
    lines = [*outcome_lines(STUDY, width), *state_lines(STUDY), *event_lines(STUDY, width)]
    assert all(length(line) <= max(width, 64) for line in lines)


def ledger_macro():  # type: ignore[no-untyped-def]
    return Macro(TODAY, FIGURES)


def test_a_claim_at_every_width_keeps_its_numbers() -> None:
    for claim in LEDGER.claims:
        for width in (60, 78, 118, 198):
            text = text_of([claim_line(claim, width)])
            assert claim.claim in text
        assert claim.reason.split(" ")[0] in text_of(why_lines(claim, 60))


def test_evidence_fits_its_plot_into_what_is_left() -> None:
    tall, short = (evidence_lines(LEDGER.claims[0], 100, height) for height in (40, 20))
    assert len(tall) > len(short)
    assert len(short) <= 20
    assert any("⠀" < character <= "⣿" for character in text_of(short))


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


def test_a_narrow_row_has_mark_words_and_what_was_measured() -> None:
    for claim in LEDGER.claims:
        line = claim_line(claim, 38)
        (text,) = text_of([line]).split("\n")
        assert (
            len(text) == 38 and text[3:8] == claim.claim[:5] and text.endswith(value_text(claim.measured, claim.unit))
        )


def test_a_figure_says_of_which_publication_it_is() -> None:
    gdp = MacroFigure(
        *("gdp", FigureGroup.GROWTH, "GDP", FigureUnit.PERCENT, 3.3, "2031 Q1"),
        source="GDP, FRED",
        revision="second estimate of 2031-05-29",
    )
    assert "second estimate of 2031-05-29; GDP, FRED" in text_of(figure_lines(Macro(TODAY, (gdp,)), 120))


async def test_what_is_missing_of_the_target_stands_below_the_moves() -> None:
    short = msgspec.structs.replace(STUDY, problems=("DFEDTARU ends on 2031-01-02",))
    stage = Stage()
    stage.link.answers[GetPolicyStudy] = PolicyStudyReply(short)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("6")
        await settled(stage, pilot)
        bodies = "\n".join(text_of(panel.picture(100, 60)) for panel in stage.app.view.parts)
    assert "! DFEDTARU ends on 2031-01-02" in bodies
