"""Numbers as a reader expects them: aligned, signed, `–` when missing, `…` without room, never wrong digits."""

from __future__ import annotations

MISSING = "–"
NO_ROOM = "…"


def decimals_of(level: float) -> int:
    """Decimals that a level is quoted with: two, more for what costs less than one."""
    size = abs(level)
    return 2 if size >= 1 or size == 0 else 4 if size >= 0.01 else 6


def price(value: float | None) -> str:
    """A level."""
    return MISSING if value is None else f"{value:,.{decimals_of(value)}f}"


def signed(value: float | None, level: float | None) -> str:
    """A difference of levels with its sign, in the decimals of the level that it belongs to."""
    if value is None:
        return MISSING
    # A difference too small to show is +0.00, not -0.00.
    rounded = round(value, decimals_of(level or 0.0)) + 0.0
    return f"{rounded:+,.{decimals_of(level or 0.0)}f}"


def percent(value: float | None, decimals: int = 2, *, sign: bool = True) -> str:
    """A fraction in percent."""
    if value is None:
        return MISSING
    # A loss too small to show is +0.00%, not -0.00%.
    rounded = round(value * 100, decimals) + 0.0
    return f"{rounded:{'+' if sign else ''},.{decimals}f}%"


def compact(value: float | None) -> str:
    """A volume in four digits or so: 41.2M."""
    if value is None:
        return MISSING
    for limit, unit in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit * 0.9995:
            return f"{value / limit:.1f}{unit}"
    return f"{value:.0f}"


def right(text: str, width: int) -> str:
    """Right-aligned; a number that does not fit becomes `…`, never other digits."""
    return (text if len(text) <= width else NO_ROOM[:width]).rjust(width)


def direction(value: float | None) -> str:
    """Name of the style for a change."""
    if value is None or value == 0:
        return "flat"
    return "up" if value > 0 else "down"


def glyph(value: float | None) -> str:
    """The sign that says the same as the colour."""
    if value is None or value == 0:
        return " "
    return "▲" if value > 0 else "▼"
