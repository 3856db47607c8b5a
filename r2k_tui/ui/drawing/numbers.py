"""Numbers as a reader expects them: aligned, signed, `–` when missing, `…` without room, never wrong digits."""

from __future__ import annotations

from r2k_tui.model.market.tick import decimals_for, decimals_of, price_words

MISSING = "–"
NO_ROOM = "…"


# From here on, a level without room for its decimals is shown without them.
_LARGE = 1e5


def price(value: float | None, decimals: int | None = None) -> str:
    """A level with the decimals of its quote or series; two where none are given, more for what costs less than one."""
    if value is None:
        return MISSING
    least = decimals_of(value)
    return price_words(value, least if decimals is None else max(decimals, least) if abs(value) < 1 else decimals)


def level(value: float | None, width: int, decimals: int | None = None) -> str:
    """A level in `width` cells, a large one without decimals where they have no room."""
    text = price(value, decimals)
    if value is not None and len(text) > width and abs(value) >= _LARGE:
        text = f"{value:,.0f}"
    return right(text, width)


def money(value: float | None, width: int, *, sign: bool = False) -> str:
    """An amount with two decimals, without them where they have no room; with `sign`, its sign before it."""
    if value is None:
        return right(MISSING, width)
    text = rounded(value, 2, sign=sign)
    return right(text if len(text) <= width else rounded(value, 0, sign=sign), width)


def signed(value: float | None, level: float | None, decimals: int | None = None) -> str:
    """A difference of levels with its sign, in the given decimals, else in those that show it and its level."""
    if value is None:
        return MISSING
    return rounded(value, decimals_for(level or 0.0, value) if decimals is None else decimals)


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


def direction(value: float | None, shown: str = "") -> str:
    """Name of the style for a change; one that is `shown` as zero has no direction."""
    if value is None or value == 0 or shown_as_zero(shown):
        return "flat"
    return "up" if value > 0 else "down"


def shown_as_zero(text: str) -> bool:
    """Whether a number was written with no digit but 0."""
    digits = {character for character in text if character.isdigit()}
    return digits == {"0"}


def glyph(value: float | None, shown: str) -> str:
    """The sign that says the same as the colour; none beside a change that is `shown` as zero."""
    if direction(value, shown) == "flat" or value is None:
        return " "
    return "▲" if value > 0 else "▼"


# Before the last good price, where a newer one is doubted.
DOUBTED = "?"
