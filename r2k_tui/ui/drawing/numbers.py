"""Numbers as text: aligned, signed, `–` when missing, `…` when there is no room, never wrong digits."""

from __future__ import annotations

import re

from r2k_tui.model.market.tick import decimals_for, decimals_of, price_words

MISSING = "–"
NO_ROOM = "…"
_DIGIT_BUT_ZERO = re.compile(r"[^\D0]").search


# Levels from here on may drop their decimals where there is no room for them.
_LARGE = 1e5


def price(value: float | None, decimals: int | None = None) -> str:
    """A level with the decimals of its quote or series; by default two, more below one."""
    if value is None:
        return MISSING
    least = decimals_of(value)
    return price_words(value, least if decimals is None else max(decimals, least) if abs(value) < 1 else decimals)


def level(value: float | None, width: int, decimals: int | None = None) -> str:
    """A level in `width` cells; a large one drops its decimals where there is no room for them."""
    text = price(value, decimals)
    if value is not None and len(text) > width and abs(value) >= _LARGE:
        text = f"{value:,.0f}"
    return right(text, width)


def money(value: float | None, width: int, *, sign: bool = False) -> str:
    """An amount with two decimals, or none where there is no room for them; with `sign`, signed."""
    if value is None:
        return right(MISSING, width)
    text = rounded(value, 2, sign=sign)
    return right(text if len(text) <= width else rounded(value, 0, sign=sign), width)


def signed(value: float | None, level: float | None, decimals: int | None = None) -> str:
    """A difference of levels with its sign; by default with as many decimals as the level and the difference need."""
    if value is None:
        return MISSING
    return rounded(value, decimals_for(level or 0.0, value) if decimals is None else decimals)


def percent(value: float | None, decimals: int = 2, *, sign: bool = True) -> str:
    """A fraction in percent."""
    return MISSING if value is None else f"{rounded(value * 100, decimals, sign=sign)}%"


def rounded(value: float, decimals: int, *, sign: bool = True) -> str:
    """A change with its sign; a change that rounds to zero has none."""
    shown = round(value, decimals) + 0.0
    return f"{shown:{'+' if sign and shown else ''},.{decimals}f}"


def ratio(value: float | None, decimals: int = 2, *, sign: bool = False) -> str:
    """A number without a unit, such as a Sharpe ratio or a beta."""
    return MISSING if value is None else rounded(value, decimals, sign=sign)


def compact(value: float | None) -> str:
    """A volume in about four characters: 41.2M."""
    if value is None:
        return MISSING
    for limit, unit in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit * 0.9995:
            return f"{value / limit:.1f}{unit}"
    return f"{value:.0f}"


def right(text: str, width: int) -> str:
    """Right-aligned text; a number that does not fit becomes `…`, never other digits."""
    return (text if len(text) <= width else NO_ROOM[:width]).rjust(width)


def direction(value: float | None, shown: str = "") -> str:
    """Style of a change: `up`, `down` or `flat`; a change that is `shown` as zero is flat."""
    if value is None or value == 0 or shown_as_zero(shown):
        return "flat"
    return "up" if value > 0 else "down"


def shown_as_zero(text: str) -> bool:
    """Whether a number is written with no digit but 0."""
    return "0" in text and _DIGIT_BUT_ZERO(text) is None


def glyph(value: float | None, shown: str) -> str:
    """The glyph of a change, `▲` or `▼`; a blank where the change is `shown` as zero."""
    if direction(value, shown) == "flat" or value is None:
        return " "
    return "▲" if value > 0 else "▼"


# Marks a price as doubted: the last good one is shown, and a newer one awaits confirmation.
DOUBTED = "?"
# Marks a symbol whose trading is halted.
HALTED = "H"
# Marks a symbol, or a bar, that has a note.
NOTED = "✎"


def halted_split(cell: str) -> tuple[str, str]:
    """A cell with the blank after it, in two: what stands before the mark of a halt, and the mark with what follows.

    The mark takes the last cell of the column where it is free, else the blank.
    """
    return marked_split(cell, HALTED)


def marked_split(cell: str, mark: str) -> tuple[str, str]:
    """The same for any mark of one cell."""
    return (cell[:-1], f"{mark} ") if cell.endswith(" ") else (cell, mark)
