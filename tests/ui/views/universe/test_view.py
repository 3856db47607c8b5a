"""The view of the members: what the keys do, what it shows, and when the engine is told."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import EventsReply, GetEvents, GetUniverse, LeaveUniverse, UniverseReply
from r2k_tui.ui.views.universe.view import UniverseView
from tests.fakes.still_index import EVENTS
from tests.fakes.still_market import NOW
from tests.fakes.still_universe import changes, history, members, summary, universe
from tests.ui.stage import Stage, on_stage, settled

WHOLE = universe(now=NOW)
SIZES = [(80, 24), (120, 40), (200, 60)]


def table(stage: Stage) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return "\n".join(view.table.render_line(y).text for y in range(view.table.size.height))


def view_of(stage: Stage) -> UniverseView:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return view


def under_the_cursor(stage: Stage) -> str:
    (row,) = [line for line in table(stage).split("\n") if "▸" in line]
    return row.split("▸")[1].split()[0]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_main_figures(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        view = stage.app.view
        bodies = "\n".join("".join(text for text, _ in line) for panel in view.parts for line in panel.draw(100, 30))
    for figure in (
        *("1-27 of 120", "M0000", "3.83%", "▲ +2.89%", "+10.06", "list of 2031-05-13", "demo 2031-05-15"),
        *("Industrials", "▲+4.08%", "▲ 62 up", "43.2%", "survivorship: list of", "8 carry", "up", "down"),
        *("98.1% of weight priced", "119 priced on 2031-05-15", "IWM forward P/E 17.2", "(survivorship)"),
        *("1 unknown to the source: M0007", "1 not traded: SETTLED RIGHTS"),
    ):
        assert figure in bodies, figure


async def test_the_cursor_moves_by_rows_pages_and_to_the_ends() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        seen = []
        for key in ("j", "j", "k", "pagedown", "G", "pageup", "g"):
            await pilot.press(key)
            await pilot.pause()
            seen.append(under_the_cursor(stage))
    assert seen == ["M0001", "M0002", "M0001", "M0011", "M0119", "M0109", "M0000"]


async def test_enter_opens_the_member_s_chart_and_the_cursor_is_still_there_afterwards() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7", "j", "j", "j", "enter")
        await settled(stage, pilot)
        assert (stage.app.view.name, stage.app.context.symbol) == ("chart", "M0003")
        await pilot.press("7")
        await settled(stage, pilot)
        assert under_the_cursor(stage) == "M0003"
        await pilot.press("j", "question_mark", "escape")
        await settled(stage, pilot)
        assert under_the_cursor(stage) == "M0004", "a window changes nothing"


async def test_sorting_goes_through_the_columns_and_turns_round() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7", "s", "s")
        await settled(stage, pilot)
        assert "Chg%▼" in table(stage) and under_the_cursor(stage) == "M0000"
        await pilot.press("g")
        await pilot.pause()
        assert under_the_cursor(stage) == WHOLE.summary.up[0].symbol
        await pilot.press("S", "g")
        await pilot.pause()
        assert "Chg%▲" in table(stage) and under_the_cursor(stage) == WHOLE.summary.down[0].symbol
        await pilot.press("G")
        await pilot.pause()
        assert under_the_cursor(stage) == "M0007", "what is not known stands last either way"


async def test_words_filter_while_they_are_typed_and_escape_shows_all() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7", "f", *"energy")
        await settled(stage, pilot)
        assert "15 of 120, filter: energy" in table(stage) and under_the_cursor(stage) == "M0005"
        await pilot.press("enter", "f", *" zzz")
        await settled(stage, pilot)
        assert "no member matches" in table(stage)
        await pilot.press("enter", "enter")
        assert stage.app.view.name == "universe", "nothing to open"
        await pilot.press("escape")
        await settled(stage, pilot)
        assert "of 120" in table(stage) and "filter" not in table(stage)


async def test_a_tick_changes_its_row_alone() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        before = table(stage).split("\n")
        shown = view_of(stage).table
        regions: list[object] = []
        shown.show_changes = regions.extend  # type: ignore[method-assign]
        stage.link.say(members=changes(WHOLE.members, {4: 33.33, 100: 1.0}, NOW - 1))
        await settled(stage, pilot)
        view_of(stage).paint()
        after = table(stage).split("\n")
        assert [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [6]
        assert "33.33" in after[6] and len(regions) == 1


async def test_a_frame_s_sums_are_shown() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        breadth = msgspec.structs.replace(WHOLE.summary.breadth, advancers=99)
        stage.link.say(universe=msgspec.structs.replace(WHOLE.summary, breadth=breadth))
        await settled(stage, pilot)
        assert "▲ 99 up" in stage.screen_text()


async def test_another_list_is_asked_for_and_the_cursor_stays_on_its_symbol() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7", "j", "j")
        await settled(stage, pilot)
        fewer = msgspec.structs.replace(members(60, now=NOW), key="new")
        stage.link.answers[GetUniverse] = UniverseReply(
            msgspec.structs.replace(
                WHOLE, members=fewer, summary=msgspec.structs.replace(summary(fewer), key="new"), history=history(5)
            )
        )
        stage.link.say(universe=msgspec.structs.replace(WHOLE.summary, key="new"))
        await settled(stage, pilot)
        await settled(stage, pilot)
        assert "of 60" in table(stage) and under_the_cursor(stage) == "M0002"


async def test_the_engine_is_told_when_another_view_is_shown_and_not_for_a_window() -> None:
    stage = Stage()
    # So small that the dashboard shows nothing of the members.
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7", "question_mark")
        await settled(stage, pilot)
        assert LeaveUniverse() not in stage.link.asked
        await pilot.press("escape", "1")
        await settled(stage, pilot)
        assert stage.link.asked.count(LeaveUniverse()) == 1
        asked = stage.link.asked.count(GetUniverse())
        await pilot.press("7")
        await settled(stage, pilot)
        assert stage.link.asked.count(GetUniverse()) == asked + 1


async def test_without_a_list_it_is_said_what_to_do() -> None:
    stage = Stage()
    words = "no list of what IWM holds; `r2k universe import FILE` takes an export of iShares"
    stage.link.answers[GetUniverse] = Failure("not_found", words)
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        assert "`r2k universe import FILE`" in table(stage)
        stage.link.say(
            feeds=(FeedStatus("holdings", FeedState.FAILING, message=words, failures=1, next_try=NOW + 600),)
        )
        await settled(stage, pilot)
        assert "next try in 10m" in table(stage) and table(stage).count("universe import FILE") == 1
        await pilot.press("j", "s", "enter", "e", "escape")
        await settled(stage, pilot)


async def test_members_without_a_price_are_counted_and_listed() -> None:
    stage = Stage()
    whole = msgspec.structs.replace(WHOLE, summary=msgspec.structs.replace(WHOLE.summary, unknown=()))
    stage.link.answers[GetUniverse] = UniverseReply(whole)
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        assert "1 without a price: M0007" in stage.screen_text()


async def test_progress_of_a_sweep_stands_in_the_frame() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        stage.link.say(feeds=(FeedStatus("universe", FeedState.OK, progress="400 of 1,962 members"),))
        await settled(stage, pilot)
        assert "universe: 400 of 1,962 members" in table(stage)


async def test_a_sector_of_the_map_filters_the_table() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        view_of(stage).sectors.focus()
        await pilot.pause()
        await pilot.press("j", "l", "enter")
        await settled(stage, pilot)
        assert "filter: Financials" in table(stage) and view_of(stage).table.has_focus


async def test_the_mouse_puts_the_cursor_and_sorts() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        await pilot.click("#members", offset=(5, 4))
        assert under_the_cursor(stage) == "M0002"
        await pilot.click("#members", offset=(3, 1))
        await pilot.pause()
        assert "Symbol▲" in table(stage)


def toasts(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


async def test_an_alert_is_asked_for_the_member_under_the_cursor() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7", "j", "a", *"> 400", "enter")
        await settled(stage, pilot)
    assert [fields["symbol"] for _, fields in stage.file.added] == ["M0001"]


async def test_a_member_that_is_not_on_the_list_is_not_removed_and_nothing_in_its_place() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7", "j", "minus")
        await settled(stage, pilot)
        assert toasts(stage) == ["M0001 is not on the list"]
    assert stage.saved == []


async def test_a_member_that_is_on_the_list_is_removed() -> None:
    stage = Stage(watchlist=Watchlist(("IWM", "M0001")))
    async with on_stage(stage) as pilot:
        await pilot.press("7", "j", "minus")
        await settled(stage, pilot)
        assert toasts(stage) == ["M0001 removed; saved; + adds it again"]
        assert stage.app.context.symbol == "IWM" and under_the_cursor(stage) == "M0001"
    assert stage.saved == [{("watchlist", "symbols"): ("IWM",)}]


def exported(folder: Path) -> list[str]:
    (file,) = folder.glob("r2k-universe-*-SIMULATED.csv")
    return file.read_text("utf-8").splitlines()


async def test_all_members_are_exported_whatever_the_filter_shows(tmp_path: Path) -> None:
    stage = Stage(display=Display(export_folder=str(tmp_path)))
    async with on_stage(stage) as pilot:
        await pilot.press("7", "f", *"energy", "enter", "e", "c")
        await settled(stage, pilot)
    lines = exported(tmp_path)
    assert len(lines) == 121
    head, first, eighth = (dict(enumerate(lines[n].split(","))) for n in (0, 2, 8))
    names = {name: place for place, name in head.items()}
    assert first[names["symbol"]] == "M0001" and first[names["new_extreme_52w"]] == "high"
    assert eighth[names["price"]] == "" and eighth[names["holdings_as_of"]] == "2031-05-13"
    assert first[names["source"]] == "demo" and first[names["simulated"]] == "true"


async def test_marks_stand_beside_members_with_events_and_nowhere_else() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        marked = dict(re.findall(r"(M\d{4}) ([Ex]) ", table(stage)))
    assert marked["M0001"] == "E" and marked["M0003"] == "x" and not {"M0000", "M0002"} & set(marked)


async def test_the_members_that_report_soon_and_all_of_them_again() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        for back in ("E", "escape"):
            await pilot.press("E")
            await settled(stage, pilot)
            assert "that report soon" in table(stage) and "filter: reports within 5 days" in table(stage)
            assert "M0001" in table(stage) and "M0000" not in table(stage)
            await pilot.press(back)
            await settled(stage, pilot)
            assert "that report soon" not in table(stage) and "M0000" in table(stage)
        await pilot.press("E", "f", *"real")
        await settled(stage, pilot)
        assert "that report soon" not in table(stage) and "filter: real" in table(stage)


async def test_newer_events_change_the_members_that_are_shown() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7", "E")
        await settled(stage, pilot)
        one = tuple(event for event in EVENTS.events if event.symbol == "M0008")
        stage.link.answers[GetEvents] = EventsReply(msgspec.structs.replace(EVENTS, events=one))
        stage.mirror.events.forget_request()
        stage.link.say(universe=WHOLE.summary)
        await settled(stage, pilot)
        assert "M0008" in table(stage) and "M0001" not in table(stage) and "1 of 120" in table(stage)


async def test_without_events_the_reason_is_told_and_nothing_is_filtered() -> None:
    stage = Stage()
    stage.link.answers[GetEvents] = Failure("not_found", "events [b]are[/b] not known for that day")
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        await pilot.press("E")
        await settled(stage, pilot)
        told = [notification.message for notification in stage.app._notifications]
        assert told == ["no days of earnings: events [b]are[/b] not known for that day"]
        assert "M0000" in table(stage) and "events: events [b]are[/b] not known" in stage.screen_text()
        assert "goes ex-dividend" not in table(stage), "without marks they are not explained"


async def test_no_report_within_days_is_said() -> None:
    stage = Stage()
    stage.link.answers[GetEvents] = EventsReply(msgspec.structs.replace(EVENTS, events=()))
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        await pilot.press("E")
        assert "no member is known to report within 5 days; Esc shows all" in table(stage)
