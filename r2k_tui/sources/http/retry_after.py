"""Time of the next allowed request, by the Retry-After header. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_LONGEST_WAIT_S = 86400.0


def retry_at(headers: Mapping[str, str], now: float) -> float | None:
    """Time of the next allowed request by Retry-After, seconds since the epoch; None without a usable header.

    A date counts against the server's own clock where it sends one; no wait is longer than a day.
    """
    value = headers.get("retry-after", "").strip()
    seconds = float(value) if re.fullmatch(r"\d{1,9}(\.\d+)?", value) else _until(value, headers, now)
    return None if seconds is None else now + min(max(seconds, 0.0), _LONGEST_WAIT_S)


def _until(value: str, headers: Mapping[str, str], now: float) -> float | None:
    moment = http_date(value)
    if moment is None:
        return None
    server_now = http_date(headers.get("date", ""))
    return moment - (now if server_now is None else server_now)


def http_date(value: str) -> float | None:
    """Seconds since the epoch of an HTTP date; None for any other text."""
    try:
        return parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
