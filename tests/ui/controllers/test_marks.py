"""Notes and lines as a person keeps them: keys in, requests and a picture out."""

from __future__ import annotations

import pytest

from r2k_tui.model.marks import Note, PriceLine
from r2k_tui.model.messages.charts.marks import AddLine, GetMarks, MarkKind, MarksReply, RemoveMark, SaveNote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.dialogs.marks import MarksWindow
from r2k_tui.ui.drawing.numbers import NOTED
from r2k_tui.ui.widgets.plain_ascii import PlainText
from tests.fakes.still_market import StillLink, snapshot
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.chart.test_view import press

REPLY = MarksReply(
    (Note(1, "IWM", "held the average", 1_900_000_000.0), Note(2, "IWM", "gap", 1_900_000_000.0, "2031-05-15")),
    (PriceLine(1, "IWM", 318.0, 1_900_000_000.0), PriceLine(2, "IWM", 900.0, 1_900_000_000.0)),
)
WRITES = (SaveNote, AddLine, RemoveMark)


def stage_with(reply: MarksReply = REPLY, link: StillLink | None = None, **options: object) -> Stage:
    stage = Stage(**({"link": link} if link else {}), **options)  # type: ignore[arg-type]
    for kind in (GetMarks, *WRITES):
        stage.link.answers[kind] = reply
    return stage


def written(stage: Stage) -> list[object]:
    return [request for request in stage.link.asked if isinstance(request, WRITES)]


async def test_a_sign_beside_the_symbol_in_the_list() -> None:
    stage = stage_with()
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        rows = stage.screen_text().splitlines()
    noted = [row for row in rows if NOTED in row]
    assert len(noted) == 1
    assert "IWM" in noted[0]


async def test_the_chart_shows_bars_with_a_note_and_lines_with_their_price() -> None:
    stage = stage_with()
    async with on_stage(stage) as pilot:
        shown = await press(stage, pilot, "2", *["right_square_bracket"] * 5)
    assert "─318.00" in shown or "◂318" in shown
    assert "▲ 900.00" in shown
    assert f"{NOTED} 1 note" in shown
    marks_row = [line for line in shown.splitlines() if NOTED in line]
    assert len(marks_row) >= 2


async def test_a_note_on_the_bar_under_the_crosshair() -> None:
    stage = stage_with()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", *["right_square_bracket"] * 5)
        await press(stage, pilot, "x", "h", "N", *"gap", "enter")
        await press(stage, pilot, "escape")
    (note,) = written(stage)
    assert isinstance(note, SaveNote)
    assert (note.symbol, note.text, note.time) == ("IWM", "gap", None)
    assert note.day.startswith("2031-05-")


async def test_a_line_at_a_price_and_its_removal() -> None:
    stage = stage_with()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "2", "H", "ctrl+u", *"1,250.5", "enter", "down", "ctrl+d")
    assert written(stage) == [AddLine("IWM", 1250.5), RemoveMark(MarkKind.LINE, 1)]


async def test_a_line_becomes_an_alert_from_the_side_on_which_the_price_is() -> None:
    stage = stage_with()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "H", "ctrl+a", "down", "ctrl+a")
    (_, above), (_, below) = stage.file.added
    assert (above["op"], above["value"], above["symbol"]) == ("crosses_above", 900.0, "IWM")
    assert (below["op"], below["value"]) == ("crosses_below", 318.0)


async def test_what_is_no_price_is_told_and_asks_nobody() -> None:
    stage = stage_with()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "H", "ctrl+u", *"abc", "enter")
        assert isinstance(stage.app.screen, MarksWindow)
        words = str(stage.app.screen.query_one(PlainText).render())
    assert words == "not a price; write it as 250.5"
    assert written(stage) == []


@pytest.mark.parametrize("key", ["N", "H"])
async def test_a_hub_that_refuses_is_told_before_anything_is_typed(key: str) -> None:
    refused = {
        "save_note": "they are written where its engine runs",
        "add_line": "they are written where its engine runs",
    }
    stage = stage_with(link=StillLink(snapshot(refused=refused)))
    async with on_stage(stage) as pilot:
        await press(stage, pilot, key)
        assert not isinstance(stage.app.screen, MarksWindow)
        (notice,) = [n.message for n in stage.app._notifications]
    assert notice == "they are written where its engine runs"


async def test_a_failure_to_keep_is_told_with_the_text_still_there() -> None:
    stage = stage_with()
    stage.link.answers[SaveNote] = Failure("store", "nothing was kept: disk full")
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "N", *"abc", "enter")
        assert isinstance(stage.app.screen, MarksWindow)
        words = str(stage.app.screen.query_one(PlainText).render())
    assert words == "nothing was kept: disk full"
