"""A view is one row of the registry and one class: key, footer, help and find line read the row."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.config.sections.display import Display
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.ui.actions.table import actions_for, bindings, help_entry
from r2k_tui.ui.app import R2KApp
from r2k_tui.ui.context import AppContext, AppSettings
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.registry import VIEWS, ViewSpec
from r2k_tui.ui.views.base import View
from r2k_tui.ui.widgets.text_panel import TextPanel
from tests.fakes.still_market import FACTS, NOW
from tests.ui.stage import WATCHLIST, Stage, on_stage, settled

EXTENDED = (*VIEWS, ViewSpec("extra", "0", "Extra", f"{__name__}:ExtraView"))
ACTIONS = actions_for(EXTENDED)


class ExtraView(View):
    """A view with a panel that handles keys of the table of actions."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "extra")
        self.sorted_by: list[int] = []
        self.parts = (TextPanel("Extra", self._body, id="extra"),)

    def _body(self, width: int, height: int) -> list[Line]:
        return [(("one row, one class", "text"),)]

    def on_key_sort(self, steps: int) -> None:
        self.sorted_by.append(steps)


class ExtendedApp(R2KApp):
    """The monitor with one view more."""

    BINDINGS = [*bindings(ACTIONS)]  # noqa: RUF012  (as Textual declares it)
    VIEWS = EXTENDED


def extended_stage() -> Stage:
    stage = Stage()
    settings = AppSettings(Display(), WATCHLIST, ACTIONS)
    stage.mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    stage.app = ExtendedApp(settings, stage.mirror, EngineClient(lambda: stage.link), stage.file)
    return stage


async def test_a_row_of_the_registry_gives_a_view_its_key() -> None:
    stage = extended_stage()
    async with on_stage(stage) as pilot:
        await pilot.press("0")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, ExtraView) and view.name == "extra"
        assert "one row, one class" in stage.screen_text()
        await pilot.press("s")
        assert view.sorted_by == [1], "the row of the action holds the amount"
        foot = view.foot.render_line(0).text
        assert "1-0 views" in foot and "s sort" in foot and "range" not in foot
        await pilot.press("1")
        await settled(stage, pilot)
        assert stage.app.view.name == "dashboard"


async def test_the_find_line_and_the_help_know_it() -> None:
    assert ("0", "Extra") in [help_entry(action) for action in ACTIONS]
    stage = extended_stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash", *"extra", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "extra"


def names(views: Iterable[ViewSpec]) -> list[str]:
    return [spec.name for spec in views]


def test_the_registry_gives_every_view_a_name_and_a_key_of_its_own() -> None:
    assert len(set(names(VIEWS))) == len({spec.key for spec in VIEWS}) == len(VIEWS)
