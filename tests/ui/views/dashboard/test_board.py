"""The board in a real app: layouts turned, saved, edited and resized; what is hidden costs nothing."""

from __future__ import annotations

import pytest
from textual.geometry import Size
from textual.pilot import Pilot

from r2k_tui.config.sections.dashboard import AUTO, PANELS, DashboardLayout, DashboardSettings
from r2k_tui.config.sections.display import Display
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.brief import GetBrief
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.messages.universe import GetEvents, GetHalts, GetUniverse, LeaveUniverse
from r2k_tui.ui.context import AppSettings
from tests.fakes.still_market import NOW, StillLink, quote
from tests.ui.stage import WATCHLIST, Stage, on_stage, one_layout, settled

BOTH = DashboardSettings(
    AUTO,
    (
        DashboardLayout("morning", ("quotes 3 | chart 2", "thesis | brief | halts")),
        DashboardLayout("calm", ("momentum", "risk")),
    ),
)
EVERY = one_layout("quotes | chart", *(" | ".join(PANELS[first : first + 5]) for first in (2, 7)), *PANELS[12:])
PANEL_REQUESTS = (GetUniverse, GetThesis, GetBrief, GetHalts, GetEvents)


def shown(stage: Stage) -> list[str]:
    names = {"feeds": "feed"}
    return [names.get(str(panel.id), str(panel.id)) for panel in stage.app.dashboard.board.shown]


def toasts(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


def asked(stage: Stage) -> set[type]:
    return {type(request) for request in stage.link.asked if isinstance(request, PANEL_REQUESTS)}


def covered(stage: Stage) -> int:
    """Cells of the board that a panel has."""
    return sum(panel.region.area for panel in stage.app.dashboard.board.shown)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50), (200, 60)])
async def test_the_packaged_layouts_fill_their_screens(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size):
        board = stage.app.dashboard.board
        assert covered(stage) == board.size.area
        assert all(panel.size for panel in board.shown) and board.shown[0] is stage.app.dashboard.table
        assert not board.query_one("#no-room").region


async def test_every_panel_at_once_shows_its_title_and_its_source() -> None:
    stage = Stage(dashboard=EVERY)
    async with on_stage(stage, (260, 80)) as pilot:
        await settled(stage, pilot)
        assert sorted(shown(stage)) == sorted(PANELS)
        for panel in stage.app.dashboard.board.loaded:
            lines = [panel.render_line(y).text for y in range(panel.size.height)]
            assert panel.TITLE in lines[0]
            assert "demo" in lines[-1] or "Invented" in lines[-1] or "SIM" in lines[-1], panel.id
            assert len(set(lines)) > 3, f"{panel.id} is empty"


async def test_the_key_goes_round_the_layouts_and_says_their_names() -> None:
    stage = Stage(dashboard=BOTH)
    async with on_stage(stage) as pilot:
        assert "events" in shown(stage)
        await pilot.press("L")
        await settled(stage, pilot)
        assert shown(stage) == ["quotes", "chart", "thesis", "brief", "halts"]
        assert toasts(stage) == ["layout 2 of 3: morning"]
        await pilot.press("L")
        await settled(stage, pilot)
        assert shown(stage) == ["momentum", "risk"] and covered(stage) == stage.app.dashboard.board.size.area
        await pilot.press("L")
        await settled(stage, pilot)
        assert "events" in shown(stage)


async def test_with_none_of_ones_own_it_says_where_they_come_from() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("L")
        assert "[[dashboard.layouts]]" in toasts(stage)[0]


async def test_w_saves_the_name_and_the_next_start_begins_with_it() -> None:
    stage = Stage(dashboard=BOTH)
    async with on_stage(stage) as pilot:
        await pilot.press("L", "w")
        await pilot.pause()
    assert stage.saved == [{("dashboard", "layout"): "morning"}]
    again = Stage(dashboard=DashboardSettings("morning", BOTH.layouts))
    async with on_stage(again) as pilot:
        await settled(again, pilot)
        assert shown(again) == ["quotes", "chart", "thesis", "brief", "halts"]


async def edit(stage: Stage, pilot: Pilot[None], fresh: AppSettings | str) -> None:
    stage.file.edit(fresh)
    stage.app.reload_settings()
    await stage.app.workers.wait_for_complete([w for w in stage.app.workers if w.group == "settings"])
    await settled(stage, pilot)


async def test_an_edit_of_the_file_rearranges_at_once_and_a_bad_one_changes_nothing() -> None:
    stage = Stage(dashboard=one_layout("quotes | chart"))
    async with on_stage(stage) as pilot:
        await edit(stage, pilot, AppSettings(Display(), WATCHLIST, dashboard=one_layout("feed 2 | quotes", "halts")))
        assert shown(stage) == ["feed", "quotes", "halts"]
        assert GetHalts() in stage.link.asked
        words = "own.toml:3: dashboard.layouts[0].rows: row 1: no panel 'haltz'; did you mean halts?"
        await edit(stage, pilot, words)
        assert shown(stage) == ["feed", "quotes", "halts"]
        assert any("did you mean halts?" in toast and "stay in force" in toast for toast in toasts(stage))


async def test_only_panels_on_the_screen_request_something() -> None:
    stage = Stage(dashboard=one_layout("quotes | chart", "risk | feed"))
    async with on_stage(stage, (200, 60)) as pilot:
        stage.link.say(quotes=(quote("IWM", 319.07, time=NOW - 1),))
        await settled(stage, pilot)
        assert asked(stage) == set()
    stage = Stage(dashboard=one_layout("quotes | chart", "thesis | risk"))
    async with on_stage(stage, (200, 60)) as pilot:
        await settled(stage, pilot)
        assert asked(stage) == {GetThesis}


async def test_a_hidden_panel_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(dashboard=one_layout("quotes | chart"))
    async with on_stage(stage, (200, 60)) as pilot:
        board, drawn = stage.app.dashboard, list[str]()
        for panel in (board.feed, board.alerts, *board.scores, board.table):
            original = panel.draw

            def draw(width: int, height: int, panel: object = panel, original: object = original) -> object:
                drawn.append(str(panel.id))  # type: ignore[attr-defined]
                return original(width, height)  # type: ignore[operator]

            monkeypatch.setattr(panel, "draw", draw)
        stage.link.say(quotes=(quote("IWM", 319.07, time=NOW - 1),))
        await settled(stage, pilot)
        assert set(drawn) == {"quotes"}


async def test_members_are_left_when_no_panel_shows_them_any_longer() -> None:
    settings = DashboardSettings("own", (DashboardLayout("own", ("breadth", "movers")), *BOTH.layouts[1:]))
    stage = Stage(dashboard=settings)
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        assert stage.link.asked.count(GetUniverse()) == 1, "two panels, one request"
        await pilot.press("L")
        await settled(stage, pilot)
        assert LeaveUniverse() in stage.link.asked
        stage.link.asked.clear()
        await pilot.press("L", "L")
        await settled(stage, pilot)
        assert GetUniverse() in stage.link.asked
        stage.link.asked.clear()
        await pilot.press("2")
        await settled(stage, pilot)
        assert LeaveUniverse() in stage.link.asked, "another view covers the dashboard"


async def test_from_the_dashboard_to_the_members_and_back_the_engine_keeps_sending() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        await pilot.press("7")
        await settled(stage, pilot)
        await pilot.press("1")
        await settled(stage, pilot)
        assert LeaveUniverse() not in stage.link.asked and stage.mirror.members.followed


async def test_what_has_no_room_is_said_with_the_size_that_has_and_comes_back() -> None:
    stage = Stage(dashboard=one_layout("quotes | chart | events", "momentum | risk", "thesis"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        assert len(shown(stage)) == 6
        await pilot.resize_terminal(80, 14)
        await settled(stage, pilot)
        line = stage.app.dashboard.board.query_one("#no-room")
        assert shown(stage) == ["quotes", "chart", "momentum", "risk"]
        assert line.render_line(0).text.strip() == "layout own needs 82x18: no room for events, thesis"
        assert line.region.y == stage.app.dashboard.board.region.bottom - 1
        for width, height in ((20, 5), (10, 3), (1, 1), (82, 18)):
            await pilot.resize_terminal(width, height)
            await settled(stage, pilot)
        assert len(shown(stage)) == 6 and not line.region
        await pilot.press("j")
        assert stage.app.is_running


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (40, 12), (60, 8), (30, 9), (300, 90)])
async def test_no_window_is_too_odd_for_all_panels(size: tuple[int, int]) -> None:
    stage = Stage(dashboard=EVERY)
    async with on_stage(stage, size) as pilot:
        await pilot.press("j", "tab", "enter", "escape", "L", "L")
        assert stage.app.is_running


async def test_the_focus_goes_on_where_its_panel_gives_way() -> None:
    stage = Stage(dashboard=one_layout("quotes | chart", "thesis"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        await pilot.press("tab", "tab")
        assert stage.app.view.focused is not None and stage.app.view.focused.id == "thesis"
        await pilot.resize_terminal(80, 9)
        await settled(stage, pilot)
        assert shown(stage) == ["quotes", "chart"] and stage.app.dashboard.table.has_focus


async def test_without_the_quotes_no_key_changes_the_list_out_of_sight() -> None:
    stage = Stage(dashboard=one_layout("momentum | risk"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        symbols, symbol = stage.app.dashboard.table.symbols, stage.app.context.symbol
        await pilot.press("minus", "s", "G", "j", "escape")
        await settled(stage, pilot)
        assert stage.app.dashboard.table.symbols == symbols and stage.app.context.symbol == symbol
        assert stage.saved == [] and stage.app.context.lists.sort == "none"
        assert not any(isinstance(request, GetBars) for request in stage.link.asked), "no chart, no bars"


async def test_a_panel_waits_for_the_first_picture_and_is_there_without_an_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("r2k_tui.ui.views.dashboard.view._LOAD_S", 0.05)

    class Silent(StillLink):
        async def ask(self, request: object) -> object:  # type: ignore[override]
            import asyncio

            await asyncio.Event().wait()

    stage = Stage(Silent(), dashboard=one_layout("quotes", "news"))
    async with stage.app.run_test(size=(120, 40)) as pilot:
        for _ in range(50):
            await pilot.pause(0.02)
            if "news" in shown(stage):
                break
        assert "news" in shown(stage)


async def test_what_has_no_room_is_said_again_after_a_layout_that_has_room() -> None:
    crowded = ("quotes", "movers", "contribution", "events", "halts", "alerts", "feed", "thesis")
    layouts = (
        DashboardLayout("some", ("quotes 3 | chart 2", "brief | news | portfolio | halts")),
        DashboardLayout("one", ("breadth",)),
        DashboardLayout("many", crowded),
    )
    stage = Stage(dashboard=DashboardSettings("some", layouts))
    async with on_stage(stage, (80, 24)) as pilot:
        for _ in range(2):
            await pilot.press("L")
            await settled(stage, pilot)
        line = stage.app.dashboard.board.query_one("#no-room")
        assert line.render_line(0).text.startswith(" layout many needs 34x42: no room for events, halts")


async def test_a_board_that_is_off_the_screen_arranges_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # A frame, or the timer that loads the other panels, may come while the app ends.
    board = Stage(dashboard=EVERY).app.dashboard.board
    monkeypatch.setattr(type(board), "size", Size(260, 80))
    board.load()
    assert board.shown == () and not board.is_attached
