"""Tick from a pushed message: JSON around base64 around yfinance's PricingData. Imports yfinance."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from google.protobuf.message import DecodeError
from yfinance.pricing_pb2 import PricingData

from r2k_tui.sources.parsing.numbers import number, positive
from r2k_tui.sources.parsing.plausibility import plausible, plausible_time, plausible_volume
from r2k_tui.sources.streaming import Tick, TradingHours

# The messages hold 32-bit prices, which have seven significant digits.
_DIGITS = 7
_HOURS = {0: TradingHours.PRE, 1: TradingHours.REGULAR, 2: TradingHours.POST, 3: TradingHours.POST}


class NoTick(ValueError):
    """Message that is not a price."""


def to_tick(message: str | bytes, now: float) -> Tick:
    """Price in one message; `now` in seconds since the epoch. Raises NoTick."""
    data = _decoded(message)
    prices = {name: _price(getattr(data, name)) for name in ("price", "day_high", "day_low", "bid", "ask")}
    fields = plausible(prices)
    if not data.id or fields["price"] is None:
        raise NoTick("no price")
    moment = positive(data.time)
    return Tick(
        symbol=data.id,
        price=fields["price"],
        time=None if moment is None else plausible_time(moment / 1000.0, now),
        hours=_HOURS.get(data.market_hours, TradingHours.REGULAR),
        day_high=fields["day_high"],
        day_low=fields["day_low"],
        volume=plausible_volume(number(data.day_volume)) or None,
        bid=fields["bid"],
        ask=fields["ask"],
    )


def _decoded(message: str | bytes) -> Any:
    try:
        payload = json.loads(message)
        body = payload.get("message") if isinstance(payload, dict) else None
        if not isinstance(body, str):
            raise NoTick("no message")
        data = PricingData()
        data.ParseFromString(base64.b64decode(body, validate=True))
    except (ValueError, RecursionError, binascii.Error, DecodeError) as error:
        raise NoTick(type(error).__name__) from None
    return data


def _price(value: float) -> float | None:
    found = positive(value)
    return None if found is None else float(f"{found:.{_DIGITS}g}")
