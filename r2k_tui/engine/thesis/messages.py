"""Formatting of ledger values for the sentences that give the reason of a verdict."""

from __future__ import annotations

from r2k_tui.model.market.tick import price_words
from r2k_tui.model.thesis import Unit, Value


def formatted(value: Value, unit: Unit, *, sign: bool = True) -> str:
    """Value formatted by its unit: `2,467.70`, `+11.85 %`, `0.73`, `yes`."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit is Unit.PRICE:
        return price_words(value)
    if unit is Unit.SHARE:
        return share(value)
    if unit is Unit.FRACTION:
        return f"{value * 100:{'+' if sign else ''}.2f} %"
    return f"{value:,.4g}"


def share(value: float | None) -> str:
    """Share in whole percent: `67 %`."""
    return "not known" if value is None else f"{value * 100:.0f} %"


def span(interval: tuple[float, float] | None) -> str:
    """Interval of shares: `59 % to 94 %`."""
    return "no interval" if interval is None else f"{share(interval[0])} to {share(interval[1])}"
