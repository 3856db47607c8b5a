"""A key that does nothing here says what it would do, and where."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.ui.actions.keymap import resolve
from r2k_tui.ui.actions.table import ACTIONS
from r2k_tui.ui.controllers.key_places import KeyPlaces
from r2k_tui.ui.registry import VIEWS
from tests.ui.stage import Stage, keys_to, on_stage, settled


def foot_of(stage: Stage) -> str:
    return stage.app.view.foot.render_line(0).text.strip()


PLACES = [
    (["x"], "x toggles the crosshair: in the chart (2)"),
    (["F"], "F chooses a saved screen of the members: in the universe (7)"),
    (["m"], "m mutes or unmutes the alert: in the feed (9)"),
    (["d"], "d, next page of the view: in the allocation (5), universe (7) and feed (9)"),
    (["2", "S"], "S reverses the sort: in the dashboard (1) and universe (7)"),
    (["3", "C"], "C chooses columns: in the dashboard (1)"),
    (["5", "Z"], "Z zooms out: in the chart (2)"),
]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_says_what_and_where(size: tuple[int, int]) -> None:
    stage, pressed = Stage(), list[str]()
    async with on_stage(stage, size) as pilot:
        for keys, words in PLACES:
            await pilot.press("1", *keys)
            await settled(stage, pilot)
            assert foot_of(stage) == words
            assert "is installed" not in foot_of(stage)
            pressed += keys
            installed = {view.name for view in stage.app._views.values()}
            shown = {spec.name for spec in VIEWS if spec.key in pressed}
            assert installed == {"dashboard", *shown}, "no other view is shown"


async def test_on_a_page_the_keys_of_the_members_are_one_key_away() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("insiders"), "s")
        await settled(stage, pilot)
        assert foot_of(stage) == "s sorts by the next column: among the members (Esc) and in the dashboard (1)"


async def test_keys_of_one_s_own_are_named() -> None:
    stage = Stage()
    actions = resolve({"crosshair": "K", "view_chart": "f2", "back": "B"})
    async with on_stage(stage) as pilot:
        stage.file.edit(msgspec.structs.replace(stage.app.context.settings, actions=actions))
        stage.app.reload_settings()
        await pilot.press("K")
        await settled(stage, pilot)
        assert foot_of(stage) == "K toggles the crosshair: in the chart (F2)"
        await pilot.press(*keys_to("insiders"), "F")
        await settled(stage, pilot)
        assert "among the members (B)" in foot_of(stage)
        await pilot.press("1", "f", *"nothing is named so", "enter")
        await settled(stage, pilot)
        assert "no row matches; B shows all" in stage.screen_text()
        await pilot.press("7", "B", "f", *"nothing is named so", "enter")
        await settled(stage, pilot)
        assert "no member matches; B shows all" in stage.screen_text()


async def test_a_key_of_a_comparison_names_the_key_that_begins_one() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        for view in ("1", "2"):
            await pilot.press(view, "V")
            await settled(stage, pilot)
            assert foot_of(stage) == "V compares by volatility: in the chart (2) after ="


async def test_every_key_of_a_panel_has_a_place() -> None:
    """Whatever is added to the table: somewhere it works, and the words fit a line of 120 cells."""
    stage = Stage()
    async with on_stage(stage):
        places = KeyPlaces(stage.app.context, VIEWS, {})
        view = stage.app.view
        for action in ACTIONS:
            if action.panel and not view.key_handler(action.panel):
                words = places.words(action.panel, action.amount, view)
                assert " in the " in words and "nowhere" not in words, action.id
                assert len(words) < 120


async def test_a_handler_without_a_row_in_the_table_is_named_as_it_is() -> None:
    stage = Stage()
    async with on_stage(stage):
        places = KeyPlaces(stage.app.context, VIEWS, {})
        assert places.words("no_such", 0, stage.app.view) == "no such: not available here"
