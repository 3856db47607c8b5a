"""The choice of a layout: turned by a key, saved, and kept over edits of the settings."""

from __future__ import annotations

from r2k_tui.config.sections.dashboard import DashboardLayout, DashboardSettings
from r2k_tui.ui.mirror.layouts import LayoutChoice

MORNING, CALM = DashboardLayout("morning", ("quotes | chart",)), DashboardLayout("calm", ("risk",))
BOTH = DashboardSettings("auto", (MORNING, CALM))


def test_it_begins_with_that_of_the_settings_and_goes_round() -> None:
    choice = LayoutChoice(DashboardSettings("calm", (MORNING, CALM)))
    assert choice.name == "calm" and choice.rows is not None and choice.rows[0].cells[0].panel == "risk"
    assert choice.step(1) == "layout 1 of 3: auto" and choice.rows is None
    assert choice.step(-1) == "layout 3 of 3: calm"


def test_a_difference_from_the_settings_can_be_saved_once() -> None:
    choice = LayoutChoice(BOTH)
    assert choice.changes() == {}
    choice.step(1)
    assert choice.changes() == {("dashboard", "layout"): "morning"}
    choice.saved()
    assert choice.changes() == {}


def test_an_edit_of_the_rows_changes_the_screen_and_keeps_the_choice() -> None:
    choice = LayoutChoice(BOTH)
    choice.step(1)
    other = DashboardSettings("auto", (DashboardLayout("morning", ("risk | chart",)), CALM))
    assert choice.apply(other) and choice.name == "morning"
    assert choice.rows is not None and choice.rows[0].cells[0].panel == "risk"
    assert not choice.apply(other)


def test_an_edit_of_a_layout_that_is_not_shown_changes_nothing_on_the_screen() -> None:
    choice = LayoutChoice(BOTH)
    assert not choice.apply(DashboardSettings("auto", (MORNING,)))
    assert choice.names == ("auto", "morning")


def test_a_layout_that_left_the_file_and_another_name_in_it() -> None:
    choice = LayoutChoice(BOTH)
    choice.step(2)
    assert choice.apply(DashboardSettings("auto", (MORNING,))) and choice.name == "auto"
    assert choice.apply(DashboardSettings("morning", (MORNING,))) and choice.name == "morning"
    assert choice.changes() == {}


def test_what_was_saved_by_the_screen_is_no_edit() -> None:
    choice = LayoutChoice(BOTH)
    choice.step(1)
    choice.saved()
    choice.step(1)
    assert not choice.apply(DashboardSettings("morning", (MORNING, CALM)))
    assert choice.name == "calm"
