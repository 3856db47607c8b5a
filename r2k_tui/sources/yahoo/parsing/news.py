"""Headlines from Yahoo's raw articles. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from r2k_tui.model.market.news import MOST_HEADLINES, Headline, headline, newest_first
from r2k_tui.sources.base import BadData

SOURCE = "yahoo"
# Advertisements and untitled articles are left out, so more articles are requested than are used.
_LOOKED_AT = 3 * MOST_HEADLINES
_AHEAD_S = 86400.0


def to_headlines(stream: Any, now: float) -> tuple[Headline, ...]:
    """Usable headlines of a response, newest first. Raises BadData when no entry is an article.

    `now` in seconds since the epoch: the time of an article more than a day after it is discarded.
    """
    if not isinstance(stream, list):
        raise BadData("Yahoo answered with something other than news.")
    found = [made for item in stream[:_LOOKED_AT] if (made := _article(item, now)) is not None]
    if stream and not found:
        raise BadData("Yahoo answered with something other than news.")
    return newest_first(found)


def _article(item: Any, now: float) -> Headline | None:
    content = _part(item, "content")
    tickers = _part(content, "finance").get("stockTickers")
    names = [_part(ticker).get("symbol") for ticker in tickers] if isinstance(tickers, list) else []
    publisher = _part(content, "provider").get("displayName")
    return headline(content.get("title"), publisher, _time(content, now), _address(content), names, SOURCE)


def _part(value: Any, name: str = "") -> dict[str, Any]:
    """Object, or the nested object `name`; empty without one."""
    found = value.get(name) if name and isinstance(value, dict) else value
    return found if isinstance(found, dict) else {}


def _address(content: dict[str, Any]) -> Any:
    addresses = (_part(content, name).get("url") for name in ("canonicalUrl", "clickThroughUrl"))
    return next((address for address in addresses if address), "")


def _time(content: dict[str, Any], now: float) -> float | None:
    """Publication time, seconds since the epoch."""
    text = content.get("pubDate") or content.get("displayTime")
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
        time = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
    return time if 0 < time < now + _AHEAD_S else None
