"""The table of panels: the names that the settings accept, and a class behind each."""

from __future__ import annotations

from r2k_tui.config.sections import dashboard
from r2k_tui.ui.registry import NAMES
from r2k_tui.ui.views.dashboard.panels import PANELS, load_panel, needs_of
from r2k_tui.ui.widgets.board_panel import BoardPanel
from tests.cases import cases
from tests.ui.stage import Stage

LOADED = [spec.name for spec in PANELS if spec.target]


def test_it_has_the_names_of_the_settings() -> None:
    assert tuple(spec.name for spec in PANELS) == dashboard.PANELS


@cases("name", LOADED)
def test_each_is_loaded_by_its_name_and_opens_something(name: str) -> None:
    panel = load_panel(name, Stage().app.context)
    assert isinstance(panel, BoardPanel) and panel.id == name == panel.NAME
    assert panel.OPENS.startswith(("run(", "panel(")) or panel.OPENS in [f"view({view!r})" for view in NAMES]


def test_the_quotes_need_the_rows_of_their_lists() -> None:
    assert needs_of(40)["quotes"].rows == 40
    assert needs_of(2)["quotes"].rows == needs_of(2)["quotes"].height, "frame and headings at least"
