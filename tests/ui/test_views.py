"""The views beside the dashboard: each shows its main figures at every size, and says why where it cannot."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetHistory, GetStates
from tests.fakes.still_market import NOW
from tests.fakes.still_universe import changes
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(80, 24), (120, 40), (200, 60)]
FIGURES = {
    "3": ("78 strong", "82%", "2029-11", "+12.2%", "pending", "record close", "1086"),
    "4": ("31 normal", "filtered hist.", "2.1%", "Drawdown", "2002", "percent, px"),
    "5": ("max-Sharpe", "27.0%", "IWM", "within noise", "0.25 to 1.05", "CDaR 95", "+0.59"),
    "9": ("quotes", "ok", "demo does not know IWN"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_main_figures(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        for key, figures in FIGURES.items():
            await pilot.press(key)
            await settled(stage, pilot)
            parts = stage.app.view.parts
            bodies = "\n".join("".join(text for text, _ in line) for panel in parts for line in panel.draw(100, 60))
            shown = stage.screen_text()
            assert "SIMULATED" in shown and "3,210.55" in shown, key
            assert [figure for figure in figures if figure not in bodies] == [], key


@pytest.mark.parametrize("keys", ["1", "2", "345689"])
async def test_a_symbol_is_taken_off_the_list_only_where_it_is_seen(keys: str) -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        for key in keys:
            await pilot.press(key)
            await settled(stage, pilot)
            foot = stage.app.view.foot.render_line(0).text
            await pilot.press("minus")
            await settled(stage, pilot)
            told = [note.message for note in stage.app._notifications]
            stage.app.clear_notifications()
            if key in "12":
                assert "- remove" in foot and told == ["IWM removed; saved; + adds it again"] and len(stage.saved) == 1
            else:
                assert "remove" not in foot and stage.saved == [], key
                assert [words.partition(":")[0] for words in told] == ["nothing to remove here"], key


async def test_keys_go_from_view_to_view_and_back() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        seen = []
        for key in "3491431":
            await pilot.press(key)
            await settled(stage, pilot)
            seen.append(stage.app.view.name)
    assert seen == ["momentum", "risk", "feed", "dashboard", "risk", "momentum", "dashboard"]


async def test_what_cannot_be_had_is_said_and_what_was_had_stays() -> None:
    stage = Stage()
    stage.link.answers[GetStates] = Failure("unavailable", "no route to the service")
    async with on_stage(stage) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        assert "no route to the service" in stage.screen_text()
        stage.link.answers[GetHistory] = Failure("unavailable", "gone")
        stage.app.view.reload()
        await settled(stage, pilot)
        assert "gone" not in stage.screen_text()


async def test_a_panel_scrolls_to_what_does_not_fit() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("3")
        await settled(stage, pilot)
        panel = stage.app.view.query_one("#months")
        panel.focus()
        panel.styles.height = 9
        await pilot.pause()
        before = [panel.render_line(y).text for y in range(panel.size.height)]
        await pilot.press("j", "j")
        after = [panel.render_line(y).text for y in range(panel.size.height)]
    assert before[3:-1] == after[1:-3]


LEFT = {
    "1": ("j", "j", "tab", "tab", "j", "right_square_bracket"),
    "2": ("right_square_bracket", "z", "h", "h", "x", "h", "o"),
    "3": ("tab", "tab", "j", "j", "j"),
    "4": ("tab", "tab", "j", "j", "l"),
    "5": ("tab", "j", "d"),
    "6": ("tab", "j", "j"),
    "7": ("j", "j", "s", "d", "j"),
    "8": ("j", "j", "j"),
    "9": ("tab", "tab"),
}


async def test_every_view_opens_where_it_was_left() -> None:
    """Cursor, page, range, zoom, scroll and the panel with the focus stay while other views are shown."""
    stage = Stage()
    async with on_stage(stage, (100, 30)) as pilot:
        for key, keys in LEFT.items():
            await pilot.press(key, *keys)
            await settled(stage, pilot)
            view = stage.app.view
            left, focus, scroll = stage.screen_text(), view.focused, view.query_one("#panels").scroll_offset
            await pilot.press("3" if key != "3" else "4", "9" if key != "9" else "8")
            await settled(stage, pilot)
            assert stage.app.view is not view
            await pilot.press(key)
            await settled(stage, pilot)
            assert stage.app.view is view and stage.screen_text() == left, key
            assert view.focused is focus and view.query_one("#panels").scroll_offset == scroll, key


async def test_a_pause_holds_the_members_too() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("7")
        await settled(stage, pilot)
        members = stage.mirror.members
        before = members.price.tobytes()
        await pilot.press("space")
        assert members.held
        assert members.members is not None
        members.apply(changes(members.members, {0: 9999.0}, NOW), None)
        await pilot.press("j")
        await settled(stage, pilot)
        assert members.price.tobytes() == before and "9,999" not in stage.screen_text()
        answers = members.answers
        await pilot.press("space")
        stage.app.view.bars_changed(frozenset())
        await settled(stage, pilot)
        assert not members.held and members.answers == answers + 1
