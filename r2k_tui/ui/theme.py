"""The looks: R2K's own themes, and which style has which colour."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

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
OWN = (DARK, LIGHT)
# What `t` goes through; any other theme of Textual can be set in the config.
CYCLE = ("r2k", "r2k-light", "ansi-dark")


def names() -> list[str]:
    """Every theme that can be had."""
    return [*(theme.name for theme in OWN), *BUILTIN_THEMES]
