"""Removal of implausible fields from a quote: a missing number is better than a wrong one. Pure."""

from __future__ import annotations

from collections.abc import Mapping

PriceFields = dict[str, float | None]

# No price on any exchange, in any currency, is above the first; no daily volume is above the second.
_MOST, _MOST_VOLUME = 1e12, 1e15
# A field this many times the price, or this fraction of it, has another unit or is of another security.
_FAR = 10.0
# The previous close may be from before a split, and no split is larger than this.
_FAR_BEFORE = 100.0
# Tolerance for wrong clocks.
_AHEAD_S = 300.0
# The day's range may lag the price that extends it.
_SLACK = 0.02
_BESIDE_THE_PRICE = ("open", "day_high", "day_low", "bid", "ask", "pre_price", "post_price")


def plausible(prices: Mapping[str, float | None]) -> PriceFields:
    """Prices of one quote by field, with those that contradict the others set to None."""
    fields: PriceFields = {name: value if value is None or value <= _MOST else None for name, value in prices.items()}
    _without_crossing(fields, "day_low", "day_high")
    _without_crossing(fields, "bid", "ask")
    price = fields.get("price")
    if price is None:
        return fields
    for name in _BESIDE_THE_PRICE:
        _without_far(fields, name, price, _FAR)
    _without_far(fields, "previous_close", price, _FAR_BEFORE)
    if (high := fields.get("day_high")) is not None and high < price * (1 - _SLACK):
        fields["day_high"] = None
    if (low := fields.get("day_low")) is not None and low > price * (1 + _SLACK):
        fields["day_low"] = None
    return fields


def disputed(prices: Mapping[str, float | None]) -> dict[str, float]:
    """Removed prices of one quote that contradict its price, as received."""
    fields = plausible(prices)
    reported: PriceFields = dict(prices)
    _without_crossing(reported, "day_low", "day_high")
    _without_crossing(reported, "bid", "ask")
    return {
        name: value
        for name, value in reported.items()
        if value is not None and value <= _MOST and fields.get(name) is None and fields.get("price") is not None
    }


def plausible_volume(volume: float | None) -> float | None:
    """Volume if it is plausible, else None."""
    return volume if volume is not None and 0 <= volume <= _MOST_VOLUME else None


def plausible_time(moment: float | None, now: float) -> float | None:
    """Time of a price received at `now` (both seconds since the epoch), or None if it is in the future."""
    return moment if moment is not None and moment <= now + _AHEAD_S else None


def _without_far(prices: PriceFields, name: str, price: float, times: float) -> None:
    value = prices.get(name)
    if value is not None and not price / times <= value <= price * times:
        prices[name] = None


def _without_crossing(prices: PriceFields, lower: str, upper: str) -> None:
    """Remove two fields in the wrong order: either may be wrong."""
    low, high = prices.get(lower), prices.get(upper)
    if low is not None and high is not None and low > high:
        prices[lower] = prices[upper] = None
