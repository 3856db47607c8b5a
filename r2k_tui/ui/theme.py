"""R2K's own themes."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from r2k_tui.config.sections.display import SIXTEEN_COLORS

DARK = Theme(
    name="r2k",
    primary="#7aa2c8",
    secondary="#8a93a3",
    accent="#8fb8de",
    warning="#d9a441",
    error="#e06c6c",
    success="#5fb57d",
    foreground="#c9d1d9",
    background="#0f1419",
    surface="#141a21",
    panel="#1b232c",
    dark=True,
)
LIGHT = Theme(
    name="r2k-light",
    primary="#2f6690",
    secondary="#5c6670",
    accent="#24587f",
    warning="#8a5a00",
    error="#b3261e",
    success="#1a6e37",
    foreground="#20262c",
    background="#fbfbf8",
    surface="#f3f3ee",
    panel="#e7e7e0",
    dark=False,
)
# Blue for gains and orange for losses: distinguishable with every common color blindness.
BLUE_ORANGE = Theme(
    name="r2k-blue-orange",
    primary="#8a93a3",
    secondary="#8a93a3",
    accent="#c3cad6",
    warning="#f0dc82",
    error="#f0943c",
    success="#56a8f0",
    foreground="#d3d9e0",
    background="#0f1419",
    surface="#141a21",
    panel="#222b36",
    dark=True,
)
CONTRAST = Theme(
    name="r2k-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#00e5ff",
    warning="#ffe600",
    error="#ff7a7a",
    success="#3dff8a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#333333",
    dark=True,
)
# Textual's theme has one green for accents and for gains.
SIXTEEN = replace(BUILTIN_THEMES[SIXTEEN_COLORS], accent="ansi_cyan")
OWN = (DARK, LIGHT, BLUE_ORANGE, CONTRAST, SIXTEEN)
# Colors of Textual's themes that contrast too little with one of their own backgrounds (WCAG 2, level AA), moved toward
# white or black until they contrast with all of them.
_READABLE: dict[str, dict[str, str]] = {
    "textual-dark": {"error": "#d07e92"},
    "textual-light": {"accent": "#794f14", "success": "#28633a", "warning": "#794f14", "error": "#9b324c"},
    "nord": {"accent": "#ceb5c9", "success": "#acc497", "error": "#dfb1b5"},
    "gruvbox": {"success": "#bdc139", "warning": "#fda760", "error": "#fca499"},
    "catppuccin-mocha": {"error": "#f4a0ba"},
    "dracula": {"error": "#fe7070"},
    "tokyo-night": {"foreground": "#b0b8d9", "accent": "#fea46e", "warning": "#e0b26e", "error": "#f8a1b2"},
    "monokai": {"error": "#fa81ad"},
    "flexoki": {"accent": "#a27fcb", "success": "#829839", "warning": "#b0890d", "error": "#ca7873"},
    "catppuccin-latte": {"accent": "#973c06", "success": "#28641b", "warning": "#7c4f10", "error": "#b10c30"},
    "catppuccin-frappe": {"accent": "#f4bee6", "success": "#b6d99e", "warning": "#e6cc98", "error": "#f3c3c3"},
    "catppuccin-macchiato": {"error": "#f2aeb8"},
    "solarized-light": {
        "foreground": "#566b72",
        "accent": "#5c61a8",
        "success": "#5f6e00",
        "warning": "#b34213",
        "error": "#c22c29",
    },
    "solarized-dark": {
        "foreground": "#8c9c9e",
        "accent": "#9094d2",
        "success": "#90a319",
        "warning": "#da8460",
        "error": "#e77977",
    },
    "rose-pine-moon": {"error": "#ec81a0"},
    "rose-pine-dawn": {"accent": "#935956", "success": "#417078", "warning": "#8e5f1f", "error": "#995467"},
    "atom-one-dark": {"foreground": "#c7ccd4", "accent": "#d8c6e5", "warning": "#e6c88a", "error": "#f8bdbd"},
    "atom-one-light": {"accent": "#6a511c", "success": "#2a6019", "warning": "#585816", "error": "#9f2929"},
}
READABLE = tuple(replace(BUILTIN_THEMES[name], **colors) for name, colors in _READABLE.items())  # type: ignore[arg-type]
_WORDS = {
    DARK.name: "dark",
    LIGHT.name: "light",
    BLUE_ORANGE.name: "gains blue, losses orange",
    CONTRAST.name: "high contrast",
    SIXTEEN.name: "16 terminal colors, dark",
}


def names() -> list[str]:
    """The names of all themes: R2K's own first, then those of Textual."""
    return list(dict.fromkeys([*(theme.name for theme in OWN), *BUILTIN_THEMES]))


def described() -> list[tuple[str, str]]:
    """Name and description of every theme."""
    return [(name, _WORDS.get(name) or _described(BUILTIN_THEMES[name])) for name in names()]


def _described(theme: Theme) -> str:
    kind = "dark" if theme.dark else "light"
    return f"16 terminal colors, {kind}" if "ansi" in theme.name else f"{kind}, of Textual"
