"""Dividends in a chart response of Yahoo. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.sources.base import BadData
from r2k_tui.sources.parsing.numbers import number

# Quarters over the whole history: few bars, and every dividend with its own day.
QUERY = {"range": "max", "interval": "3mo", "events": "div", "includePrePost": "false"}


def to_record(data: Any, symbol: str, source: str) -> DividendRecord:
    """Record of a symbol; one without dividends is empty. Raises BadData for anything but a chart."""
    try:
        result = data["chart"]["result"][0]
        events = result.get("events") or {}
        listed = events.get("dividends") or {}
        shift = number(result["meta"].get("gmtoffset")) or 0.0
        paid = sorted(_dividend(entry, shift) for entry in listed.values())
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise BadData(f"Yahoo's record of dividends is not readable ({type(error).__name__}).") from None
    return DividendRecord(symbol, tuple(Dividend(day, amount) for day, amount in paid), source)


def _dividend(entry: Any, shift: float) -> tuple[str, float]:
    """Ex-dividend day in the zone of the exchange, and the amount per share."""
    amount, stamp = number(entry["amount"]), number(entry["date"])
    if amount is None or stamp is None or amount < 0:
        raise ValueError("an amount or a day is missing")
    return datetime.fromtimestamp(stamp + shift, UTC).date().isoformat(), amount
