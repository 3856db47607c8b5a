"""Envelope of Nasdaq's responses, which reports errors with HTTP status 200. Pure."""

from __future__ import annotations

from typing import Any

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, Unavailable
from r2k_tui.sources.nasdaq.info import SERVICE

_UNKNOWN_SYMBOL, _NO_RECORD = 1001, 1002
# Nasdaq returns either code when it throttles requests.
_THROTTLED = (429, 500)


def payload(envelope: dict[str, Any], symbol: str) -> dict[str, Any]:
    """Data in a response. Raises NotFound, RateLimited, AuthFailed, Unavailable or BadData by its `rCode` and codes."""
    status = envelope.get("status")
    if not isinstance(status, dict):
        raise BadData(f"{SERVICE}'s response has no status.")
    code, codes, data = _code(status.get("rCode")), _codes(status), envelope.get("data")
    if _UNKNOWN_SYMBOL in codes:
        raise NotFound(f"{SERVICE} does not know {symbol}.")
    if code != 200:
        _raise_for_code(code)
    if data is None and _NO_RECORD in codes:
        raise NotFound(f"{SERVICE} has nothing of {symbol}.")
    if not isinstance(data, dict):
        raise BadData(f"{SERVICE} answered without data of {symbol}.")
    return data


def _raise_for_code(code: int | None) -> None:
    if code in _THROTTLED:
        raise RateLimited(f"{SERVICE} refuses more requests for now ({code}).")
    if code in (401, 403):
        raise AuthFailed(f"{SERVICE} denies access ({code}).")
    if code is not None and code > 500:
        raise Unavailable(f"{SERVICE} has a server error ({code}).")
    raise BadData(f"{SERVICE} rejected the request{'' if code is None else f' ({code})'}.")


def _codes(status: dict[str, Any]) -> set[int | None]:
    entries = status.get("bCodeMessage")
    if not isinstance(entries, list):
        return set()
    return {_code(entry.get("code")) for entry in entries if isinstance(entry, dict)}


def _code(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 4:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999 else None
