"""The filter of the members: words at once, expressions by the engine, faults beside the rows."""

from __future__ import annotations

from array import array

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetScreen, GetUniverse, ScreenRefusal, ScreenReply, UniverseReply
from r2k_tui.model.screens.result import MissingColumn, ScreenResult
from r2k_tui.ui.dialogs.prompts.screen import ScreenPrompt
from r2k_tui.ui.views.universe import screen_filter
from r2k_tui.ui.views.universe.screen_filter import AGAIN_S
from r2k_tui.ui.widgets.plain_ascii import PlainText
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.universe.test_view import WHOLE, table, view_of

KEY = WHOLE.members.key


def result(text: str, *rows: int, key: str = KEY) -> ScreenReply:
    index = array("H", rows).tobytes()
    return ScreenReply(ScreenResult(text, key, index, 120, "2031-05-15", (MissingColumn("fwd_pe", 12),)))


def staged() -> Stage:
    stage = Stage()
    stage.link.answers[GetUniverse] = UniverseReply(WHOLE)
    return stage


def shown(stage: Stage) -> list[int]:
    return sorted(view_of(stage).table.list.shown(NOW))


def below(stage: Stage) -> str:
    return str(prompt(stage).query(PlainText).last().content)


async def evaluated(stage: Stage, pilot: Pilot[None]) -> None:
    """Wait until the screen that was asked for has come."""
    await pilot.pause()
    asking = [worker for worker in stage.app.workers if worker.group == "screen" and not worker.is_cancelled]
    if asking:  # an empty list would stand for all workers
        await stage.app.workers.wait_for_complete(asking)
    await settled(stage, pilot)


def prompt(stage: Stage) -> ScreenPrompt:
    screen = stage.app.screen
    assert isinstance(screen, ScreenPrompt)
    return screen


async def test_an_expression_shows_its_members_and_what_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = staged()
    stage.link.answers[GetScreen] = result("fwd_pe < 9", 3, 7)
    async with on_stage(stage, (120, 40)) as pilot:
        # However long this machine takes from key to key, the typing rests only after the last one.
        monkeypatch.setattr(screen_filter, "_REST_S", 3600.0)
        await pilot.press("7", "f", *"fwd_pe", "space", "less_than_sign", "space")
        monkeypatch.setattr(screen_filter, "_REST_S", 0.0)
        await pilot.press("9")
        await evaluated(stage, pilot)
        asked = [request for request in stage.link.asked if isinstance(request, GetScreen)]
        assert asked == [GetScreen("fwd_pe < 9")], "once the typing rests, and once"
        assert prompt(stage).note == "2 of 120 members; 12 lack fwd_pe"
        await pilot.press("enter")
        await settled(stage, pilot)
        assert shown(stage) == [3, 7]
        assert "2 of 120, filter: fwd_pe < 9; 2 of" in table(stage)
        await pilot.press("escape")
        assert len(shown(stage)) == 120


async def test_words_alone_still_filter_by_words() -> None:
    stage = staged()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7", "f", *"m0007", "enter")
        await settled(stage, pilot)
        assert shown(stage) == [7]
        assert not any(isinstance(request, GetScreen) for request in stage.link.asked)


async def test_a_fault_is_told_and_the_rows_stay() -> None:
    stage = staged()
    stage.link.answers[GetScreen] = result("fwd_pe < 9", 3, 7)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        view_of(stage).table.filter("fwd_pe < 9")
        await evaluated(stage, pilot)
        stage.link.answers[GetScreen] = ScreenRefusal("fwdpe < 9", "no column fwdpe; did you mean fwd_pe?", 0, 5)
        view_of(stage).table.filter("fwdpe < 9")
        await evaluated(stage, pilot)
        screens = view_of(stage).table.screens
        assert (screens.note, screens.wrong) == ("fwdpe: no column fwdpe; did you mean fwd_pe?", True)
        assert shown(stage) == [3, 7]
        stage.link.answers[GetScreen] = Failure("unavailable", "no route")
        view_of(stage).table.filter("fwd_pe < 8")
        await evaluated(stage, pilot)
        assert (screens.note, screens.wrong) == ("no route", True)


async def test_a_screen_in_view_is_evaluated_again_and_follows_its_list() -> None:
    stage = staged()
    stage.link.answers[GetScreen] = result("fwd_pe < 9", 3)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        now = [NOW]
        stage.mirror.wall = lambda: now[0]
        view_of(stage).table.filter("fwd_pe < 9")
        await evaluated(stage, pilot)
        stage.link.answers[GetScreen] = result("fwd_pe < 9", 4, 5)
        view_of(stage).table.screen_again()
        await evaluated(stage, pilot)
        assert shown(stage) == [3], "not due yet"
        now[0] += AGAIN_S
        view_of(stage).table.screen_again()
        await evaluated(stage, pilot)
        assert shown(stage) == [4, 5]
        other = msgspec.structs.replace(WHOLE, members=msgspec.structs.replace(WHOLE.members, key="other"))
        stage.mirror.members.take(other, NOW)
        assert len(shown(stage)) == 120, "rows of another list say nothing of this one"


async def test_words_typed_before_the_sign_do_not_stay_as_a_filter() -> None:
    stage = staged()
    stage.link.answers[GetScreen] = ScreenRefusal("m0007 <", "something must follow", 7, 8)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7", "f", *"m0007", "less_than_sign")
        await evaluated(stage, pilot)
        assert len(shown(stage)) == 120
        assert prompt(stage).note == "the end: something must follow"
        assert below(stage) == "      ^\nthe end: something must follow"


async def test_enter_keeps_no_faulty_expression_and_the_marks_point_at_the_word() -> None:
    stage = staged()
    stage.link.answers[GetScreen] = ScreenRefusal("cap > 5 and pee < 9", "no column pee", 12, 15)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7", "f")
        prompt(stage).query_one(Input).value = "  cap > 5 and pee < 9"
        await evaluated(stage, pilot)
        assert below(stage) == "              ^^^\npee: no column pee"
        await pilot.press("enter")
        assert prompt(stage).note == "pee: no column pee"
        prompt(stage).query_one(Input).value = "cap > 5 and pee < 9" + " " * 110
        await evaluated(stage, pilot)
        assert below(stage) == "pee: no column pee", "a line that scrolls would be marked elsewhere"
        assert "filter: pee: no column pee" in table(stage)
        stage.link.answers[GetScreen] = Failure("unavailable", "no route")
        prompt(stage).query_one(Input).value = "cap > 5"
        await evaluated(stage, pilot)
        await pilot.press("enter")
        assert not isinstance(stage.app.screen, ScreenPrompt)


async def test_a_saved_screen_is_chosen_by_its_key() -> None:
    stage = staged()
    saved = (ScreenSettings("dear", "price > 9"), ScreenSettings("cheap", "fwd_pe < 9", "c"))
    stage.app.context.settings = msgspec.structs.replace(stage.app.context.settings, screens=saved)
    stage.link.answers[GetScreen] = result("fwd_pe < 9", 3)
    async with on_stage(stage, (120, 40)) as pilot:
        for key, text in (("c", "fwd_pe < 9"), ("1", "price > 9")):
            await pilot.press("7", "F", key)
            await evaluated(stage, pilot)
            assert stage.link.asked.count(GetScreen(text)) == 1
        assert shown(stage) == [3]


async def test_without_saved_screens_it_says_where_they_belong() -> None:
    stage = staged()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("7", "F")
        await settled(stage, pilot)
        assert any("[[screens]] in the settings" in note.message for note in stage.app._notifications)
