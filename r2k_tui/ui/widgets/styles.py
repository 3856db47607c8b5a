"""The styles of a theme by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from textual.color import Color

from r2k_tui.ui.widgets.contrast import readable

# Each style: theme variable of its color, opacity, and text attributes. Read from the theme directly: as component
# classes they would cost the start of the app one style sheet lookup per style and widget.
STYLES: dict[str, tuple[str, float, str]] = {
    "text": ("foreground", 1.0, ""),
    "dim": ("foreground", 0.55, ""),
    "bright": ("foreground", 1.0, "bold"),
    "accent": ("accent", 1.0, ""),
    "volume": ("foreground", 0.4, ""),
    "area": ("accent", 0.45, ""),
    "shade": ("foreground", 0.12, ""),
    "line-1": ("warning", 1.0, ""),
    "line-2": ("primary", 0.8, ""),
    "line-3": ("foreground", 0.65, ""),
    "line-4": ("warning", 0.6, ""),
    "line-5": ("primary", 0.5, ""),
    "up": ("success", 1.0, ""),
    "down": ("error", 1.0, ""),
    "flat": ("foreground", 0.75, ""),
    "warn": ("warning", 1.0, ""),
    "frame": ("foreground", 0.3, ""),
    "frame-focus": ("accent", 1.0, ""),
    "key": ("accent", 1.0, "bold"),
    "alarm": ("background", 1.0, "bold"),
}
# Styles of areas and frames, which hold no text and may be faint; any other is brought to a contrast that can be read.
GRAPHICS = frozenset({"volume", "area", "shade", "frame"})
# The backgrounds of a heat map, from a small to a large gain or loss: theme variable and step.
HEAT: dict[str, tuple[str, int]] = {
    f"{way}-{step}": (variable, step)
    for way, variable in (("up", "success"), ("down", "error"))
    for step in range(1, 5)
}
_SHARE_OF_A_STEP, _STRONG = 0.13, 3
# Styles that change the background: theme variable and opacity.
GROUNDS: dict[str, tuple[str, float]] = {
    "cursor": ("panel", 1.0),
    "alarm": ("warning", 1.0),
    **{name: (variable, _SHARE_OF_A_STEP * step) for name, (variable, step) in HEAT.items()},
}


def blended(names: Sequence[str], colors: Mapping[str, str], background: Color) -> Style:
    """The named styles over a background; a translucent color is blended with what is behind it."""
    variable, share, words = STYLES["text"]
    in_sixteen = background.ansi is not None
    for name in names:
        if name in GROUNDS:
            ground, much = GROUNDS[name]
            behind = Color.parse(colors[ground])
            in_sixteen = in_sixteen or behind.ansi is not None
            background = behind if much == 1.0 else background + behind.with_alpha(much)
        variable, share, words = STYLES.get(name, (variable, share, words))
    color = Color.parse(colors[variable])
    if in_sixteen or color.ansi is not None:
        return _in_terminal_colors(names, colors, (variable, share, words))
    mixed = color if share == 1.0 else background + color.with_alpha(share)
    if GRAPHICS.isdisjoint(names):
        mixed = readable(mixed, background)
    return Style.parse(words) + Style(color=mixed.rich_color, bgcolor=background.rich_color)


def _in_terminal_colors(names: Sequence[str], colors: Mapping[str, str], style: tuple[str, float, str]) -> Style:
    """The same in the terminal's own sixteen colors, which cannot be blended: dim and reverse stand in."""
    variable, share, words = style
    heat = next((HEAT[name] for name in names if name in HEAT), None)
    if heat is not None:
        # A large change in reverse, a small one in its color alone.
        (variable, step), share = heat, 1.0
        words += " reverse" if step >= _STRONG else ""
    elif "alarm" in names:
        variable, words = "warning", f"{words} reverse"
    elif any(name in GROUNDS for name in names):
        # One bar: runs in colors of their own would make it patchy.
        variable, share, words = "foreground", 1.0, "reverse"
    if share < 1.0:
        words += " dim"
    return Style.parse(words.strip()) + Style(color=Color.parse(colors[variable]).rich_color)
