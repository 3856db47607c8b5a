"""Contrast of text with its background, as WCAG 2 measures it. Pure."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color

# Least contrast of text at level AA. Numbers are text, whatever their size.
LEAST = 4.5
_STEPS = 50
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)
# Below this luminance, white contrasts more than black.
_MIDDLE = 0.179


def luminance(color: Color) -> float:
    """Relative luminance from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(value / 255) for value in (color.r, color.g, color.b))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two opaque colors, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=2048)
def readable(color: Color, ground: Color) -> Color:
    """The color if it contrasts enough with the ground, else the nearest one toward white or black that does.

    It moves away from the ground where that is far enough, so that a light color stays a light one.
    """
    if contrast(color, ground) >= LEAST:
        return color
    lighter = _WHITE if luminance(color) >= luminance(ground) else _BLACK
    end = lighter if contrast(lighter, ground) >= LEAST else _WHITE if luminance(ground) < _MIDDLE else _BLACK
    for step in range(1, _STEPS):
        moved = color.blend(end, step / _STEPS, 1.0)
        if contrast(moved, ground) >= LEAST:
            return moved
    return end


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
