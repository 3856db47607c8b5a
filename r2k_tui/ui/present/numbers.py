"""Numbers as a reader expects them: aligned, signed, `–` when missing, `…` without room, never wrong digits."""

from __future__ import annotations

MISSING = "–"
NO_ROOM = "…"


_SMALL = ((1.0, 2), (0.01, 4), (0.0001, 6), (0.000001, 8))
# From here on, a level without room for its decimals is shown without them.
_LARGE = 1e5


def decimals_of(level: float) -> int:
    """Decimals that a level is quoted with: two, more for what costs less than one."""
    size = abs(level)
    return 2 if size == 0 else next((decimals for least, decimals in _SMALL if size >= least), 10)


def price(value: float | None) -> str:
    """A level."""
    return MISSING if value is None else f"{value:,.{decimals_of(value)}f}"


def level(value: float | None, width: int) -> str:
    """A level in `width` cells, a large one without decimals where they have no room."""
    text = price(value)
    if value is not None and len(text) > width and abs(value) >= _LARGE:
        text = f"{value:,.0f}"
    return right(text, width)


def money(value: float | None, width: int, *, sign: bool = False) -> str:
    """An amount with two decimals, without them where they have no room; with `sign`, its sign before it."""
    if value is None:
        return right(MISSING, width)
    text = rounded(value, 2, sign=sign)
    return right(text if len(text) <= width else rounded(value, 0, sign=sign), width)


def signed(value: float | None, level: float | None) -> str:
    """A difference of levels with its sign, in the decimals of the level that it belongs to."""
    return MISSING if value is None else rounded(value, decimals_of(level or 0.0))


def percent(value: float | None, decimals: int = 2, *, sign: bool = True) -> str:
    """A fraction in percent."""
    return MISSING if value is None else f"{rounded(value * 100, decimals, sign=sign)}%"


def rounded(value: float, decimals: int, *, sign: bool = True) -> str:
    """A change with its sign; one too small to show is zero, which has none."""
    shown = round(value, decimals) + 0.0
    return f"{shown:{'+' if sign and shown else ''},.{decimals}f}"


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
