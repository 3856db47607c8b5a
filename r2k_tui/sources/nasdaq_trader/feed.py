"""Halts from the RSS feed of Nasdaq Trader. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.halts.halt import Halt, HaltKey
from r2k_tui.model.text import SYMBOL_PATTERN, clean, dashed_symbol, plural
from r2k_tui.sources.base import BadData
from r2k_tui.sources.member_data import HaltReading
from r2k_tui.sources.parsing.numbers import positive
from r2k_tui.sources.parsing.price_rows import us_date
from r2k_tui.sources.parsing.xml import parse_xml

DOCUMENT = "Nasdaq Trader's feed"
# Wall clock of New York, with or without milliseconds.
_TIME = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})(?:\.\d{1,6})?", re.ASCII)
_CODE = re.compile(r"[A-Z0-9]{1,12}")
_SYMBOL = re.compile(SYMBOL_PATTERN)
_UNREADABLE = -1.0
_MOST_HALTS = 20_000
_NAMED = 4
# A clock that is a little ahead of ours is no reason to leave a halt out.
_AHEAD = timedelta(hours=1)


class _Unusable(Exception):
    """Row of the feed that says nothing usable; the message names what is wrong."""


def parse_feed(data: bytes, now: float) -> HaltReading:
    """Halts of a feed received at `now` (seconds since the epoch); rows that are unusable are counted in its notice.

    Raises BadData for anything but the feed, and for one of whose rows none is usable.
    """
    root = parse_xml(data, DOCUMENT)
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise BadData(f"{DOCUMENT} is not an RSS feed")
    items = channel.findall("item")
    if len(items) > _MOST_HALTS:
        raise BadData(f"{DOCUMENT} lists more than {_MOST_HALTS:,} halts")
    found: dict[HaltKey, Halt] = {}
    wrong: list[str] = []
    unclear: list[str] = []
    for item in items:
        try:
            halt = _halt(item, now, unclear)
        except _Unusable as error:
            wrong.append(str(error))
            continue
        known = found.get(halt.key)
        if known is None or known.trades_at is None:
            found[halt.key] = halt
    if items and not found:
        raise BadData(f"{DOCUMENT} has no usable row: {wrong[0]}")
    return HaltReading(
        tuple(found.values()), _published(channel), "; ".join(_notes(channel, len(items), wrong, unclear))
    )


def _notes(channel: ElementTree.Element, rows: int, wrong: list[str], unclear: list[str]) -> Iterator[str]:
    if wrong:
        yield f"{plural(len(wrong), 'row')} left out: {_named(wrong)}"
    if unclear:
        yield f"unreadable time of resumption of {_named(unclear)}"
    stated = _text(channel, "numItems")
    if stated.isascii() and stated.isdigit() and int(stated[:9]) != rows:
        yield f"the feed announces {plural(int(stated[:9]), 'halt')} and has {rows:,}"


def _named(words: list[str]) -> str:
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    return f"{', '.join(words[:_NAMED])}{more}"


def _halt(item: ElementTree.Element, now: float, unclear: list[str]) -> Halt:
    """Halt of a row. One whose resumption is unreadable is in effect as far as is known, and named in `unclear`."""
    symbol = dashed_symbol(_text(item, "IssueSymbol") or _text(item, "title"))
    if not _SYMBOL.fullmatch(symbol):
        raise _Unusable("a row without a symbol")
    day, moment = us_date(_text(item, "HaltDate")), _clock(_text(item, "HaltTime"))
    if day is None or moment is None:
        raise _Unusable(f"{symbol} without a time of the halt")
    halted_at = _at(day, moment)
    if halted_at > now + _AHEAD.total_seconds():
        raise _Unusable(f"{symbol} is halted in the future")
    code = clean(_text(item, "ReasonCode"), 12).upper()
    times = [_resumption(item, name, halted_at) for name in ("ResumptionQuoteTime", "ResumptionTradeTime")]
    unclear += [symbol] if _UNREADABLE in times else []
    quotes_at, trades_at = (None if time == _UNREADABLE else time for time in times)
    return Halt(
        symbol,
        halted_at,
        code if _CODE.fullmatch(code) else clean(code, 12),
        name=clean(_text(item, "IssueName"), 80),
        market=clean(_text(item, "Market"), 24),
        quotes_at=quotes_at,
        trades_at=trades_at,
        threshold=positive(_text(item, "PauseThresholdPrice")),
    )


def _resumption(item: ElementTree.Element, name: str, halted_at: float) -> float | None:
    """Announced time of resumption; without a day, the first such time after the halt. None for an empty field."""
    text, day_text = _text(item, name), _text(item, "ResumptionDate")
    if not text:
        return None
    moment, back = _clock(text), us_date(day_text)
    if moment is None or (day_text and back is None):
        return _UNREADABLE
    if back is not None:
        return _at(back, moment)
    day = datetime.fromtimestamp(halted_at, NEW_YORK).date()
    first = _at(day, moment)
    return first if first >= int(halted_at) else _at(day + timedelta(days=1), moment)


def _clock(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _at(day: date, moment: time) -> float:
    return datetime.combine(day, moment, NEW_YORK).timestamp()


def _published(channel: ElementTree.Element) -> float | None:
    try:
        found = parsedate_to_datetime(channel.findtext("pubDate", "").strip())
        # A time without a zone is one of GMT, whatever the zone of this machine.
        return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _text(element: ElementTree.Element, name: str) -> str:
    """Text of a field, in whatever namespace; "" without one."""
    found = element.find(f"{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""
