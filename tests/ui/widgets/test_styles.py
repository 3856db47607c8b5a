"""What the names of styles mean in the colours of a theme."""

from __future__ import annotations

from textual.color import Color

from r2k_tui.ui.widgets.styles import GROUNDS, HEAT, STYLES, blended

BLACK = Color.parse("#000000")
THEME = {
    "foreground": "#ffffff",
    "accent": "#0000ff",
    "warning": "#ffff00",
    "primary": "#00ffff",
    "success": "#00ff00",
    "error": "#ff0000",
    "background": "#000000",
    "panel": "#333333",
}
TERMINAL = {
    name: f"ansi_{name2}"
    for name, name2 in zip(THEME, ("white", "blue", "yellow", "cyan", "green", "red", "black", "black"), strict=True)
}


def colours(*names: str) -> tuple[str, str]:
    style = blended(names, THEME, BLACK)
    assert style.color is not None and style.bgcolor is not None
    assert style.color.triplet is not None and style.bgcolor.triplet is not None
    return style.color.triplet.hex, style.bgcolor.triplet.hex


def test_a_faint_colour_is_mixed_with_what_lies_behind() -> None:
    assert colours("text") == ("#ffffff", "#000000")
    assert colours("dim")[0] == "#8c8c8c"


def test_the_cursor_lies_behind_the_colour_of_its_text() -> None:
    assert colours("up", "cursor") == ("#00ff00", "#333333")
    assert colours("alarm") == ("#000000", "#ffff00")


def test_a_larger_change_has_a_stronger_ground() -> None:
    greens = [int(colours(f"up-{step}")[1][3:5], 16) for step in range(1, 5)]
    assert greens == sorted(set(greens))
    assert set(HEAT) <= set(GROUNDS)


def test_in_the_terminal_s_own_colours_faint_and_reverse_stand_in() -> None:
    def drawn(*names: str) -> tuple[bool, bool]:
        style = blended(names, TERMINAL, Color.parse("ansi_black"))
        return bool(style.dim), bool(style.reverse)

    assert drawn("text") == (False, False)
    assert drawn("dim") == (True, False)
    assert drawn("text", "cursor") == (False, True)
    assert [drawn(f"down-{step}")[1] for step in range(1, 5)] == [False, False, True, True]


def test_every_style_takes_its_colour_from_the_theme() -> None:
    assert {variable for variable, _, _ in STYLES.values()} <= set(THEME)
    assert all(0 < share <= 1 for _, share, _ in STYLES.values())
