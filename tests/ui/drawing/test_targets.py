"""A run says what a click on it does, and looks as it did."""

from __future__ import annotations

from textual.color import Color

from r2k_tui.ui.drawing.lines import fit, whole
from r2k_tui.ui.drawing.targets import ClickTarget, aimed, all_aimed, run_at, target_at, target_of, without_target
from r2k_tui.ui.widgets.styles import blended

COLORS = {"foreground": "#ffffff", "accent": "#00ff00", "panel": "#111111"}


def test_a_target_is_found_under_its_cells_alone() -> None:
    line = ((" ", "dim"), aimed(("1M", "accent"), "range", "1M"), (" ", "dim"), aimed(("日本", "dim"), "group", "2"))
    found = [target_at(line, x) for x in range(-1, 9)]
    one, two = ClickTarget("range", "1M"), ClickTarget("group", "2")
    assert found == [None, None, one, one, None, two, two, two, two, None]
    assert run_at(line, 8) is None and run_at(line, -1) is None


def test_what_is_done_to_a_line_keeps_its_targets() -> None:
    line = all_aimed((("a longer text", "dim"), (" and more", "text")), "action", "help")
    for changed in (fit(line, 30), fit(line, 6), whole(line, 8), tuple((t, s + "+cursor") for t, s in line)):
        assert target_at(changed, 0) == ClickTarget("action", "help")
    assert target_at(fit(line, 30), 29) is None


def test_a_target_changes_no_color() -> None:
    style = aimed(("x", "accent+cursor"), "footer", "row:1")[1]
    assert target_of(style) == ClickTarget("footer", "row:1")
    ground = Color.parse("#000000")
    assert blended(style.split("+"), COLORS, ground) == blended(["accent", "cursor"], COLORS, ground)


def test_a_style_without_a_target_has_none() -> None:
    assert target_of("accent+cursor") is None and target_of("") is None


def test_without_its_target_a_style_has_the_names_of_its_look() -> None:
    assert without_target(aimed(("x", "accent"), "range", "1M")[1] + "+cursor") == "accent+cursor"
    assert without_target("accent+cursor") == "accent+cursor"
