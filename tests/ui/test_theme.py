"""The looks: what a colour means is the same in every theme."""

from __future__ import annotations

from itertools import product

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.theme import OWN, READABLE, described, names
from r2k_tui.ui.widgets.contrast import LEAST, contrast
from r2k_tui.ui.widgets.styles import GRAPHICS, HEAT, STYLES, blended
from tests.cases import cases
from tests.ui.stage import Stage, on_stage


@cases("theme", OWN)
def test_what_neither_rises_nor_falls_has_a_colour_of_its_own(theme: Theme) -> None:
    assert theme.accent not in (theme.success, theme.error, theme.warning)


# Backgrounds of a theme: those of views, of windows, and of bars, the cursor and notices.
BACKGROUNDS = ("background", "surface", "panel")
WRITTEN = ("foreground", "accent", "success", "warning", "error")


def colors_of(name: str) -> dict[str, str]:
    themes = BUILTIN_THEMES | {theme.name: theme for theme in (*READABLE, *OWN)}
    return themes[name].to_color_system().generate()


# The terminal itself decides about the sixteen colors.
TRUE_COLOR = [name for name in names() if Color.parse(colors_of(name)["background"]).ansi is None]


@cases("name", TRUE_COLOR)
def test_every_color_of_text_contrasts_with_every_background(name: str) -> None:
    """What Textual draws itself: prompts, notices, help."""
    colors = colors_of(name)
    low = {
        (color, ground): round(contrast(Color.parse(colors[color]), Color.parse(colors[ground])), 2)
        for color in WRITTEN
        for ground in BACKGROUNDS
    }
    assert {pair: ratio for pair, ratio in low.items() if ratio < LEAST} == {}


@cases("name", TRUE_COLOR)
def test_every_style_of_text_can_be_read_wherever_it_stands(name: str) -> None:
    """What panels draw: dim text, up and down, on the cursor, in a heat map, as an alarm."""
    colors = colors_of(name)
    low: dict[tuple[str, ...], float] = {}
    for ground, over, style in product(BACKGROUNDS, ("", "cursor", *HEAT), STYLES.keys() - GRAPHICS):
        names = [part for part in (style, over) if part]
        drawn = blended(names, colors, Color.parse(colors[ground]))
        assert drawn.color is not None and drawn.bgcolor is not None
        ratio = contrast(Color.from_rich_color(drawn.color), Color.from_rich_color(drawn.bgcolor))
        if ratio < LEAST:
            low[(*names, ground)] = round(ratio, 2)
    assert low == {}


@cases("name", TRUE_COLOR)
def test_gains_and_losses_stay_apart(name: str) -> None:
    colors = colors_of(name)
    assert len({colors[key] for key in ("success", "error", "foreground")}) == 3


def test_every_name_is_offered_once() -> None:
    assert len(names()) == len(set(names())) and {*(t.name for t in OWN), "ansi-dark", "ansi-light"} <= set(names())
    assert [name for name, words in described() if words] == names()


async def test_in_sixteen_colours_the_selected_row_is_one_bar() -> None:
    stage = Stage(display=Display(theme="ansi-dark"))
    async with on_stage(stage):
        table = stage.app.dashboard.table
        (row,) = [line for y in range(table.size.height) if "▸" in (line := table.render_line(y)).text]
        styles = {segment.style for segment in row if "│" not in segment.text}
    (bar,) = styles
    assert bar is not None and bar.reverse and not bar.bold and not bar.dim
    assert bar.color is not None and bar.color.is_default


async def test_the_app_uses_the_readable_colors_of_textual_s_themes() -> None:
    stage = Stage(display=Display(theme="nord"))
    async with on_stage(stage):
        used = stage.app.available_themes
        assert stage.app.current_theme.error == "#dfb1b5"
    assert all(used[theme.name] is theme for theme in (*READABLE, *OWN))
