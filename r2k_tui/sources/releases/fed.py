"""Decisions of the FOMC from the calendar of the Federal Reserve. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from r2k_tui.model.macro.release_dates import FOMC
from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.found import FoundDay, FoundDays, found_days, is_plausible, mapping_of

SERVICE = "The Federal Reserve"
URL = "https://www.federalreserve.gov/json/calendar.json"
_KIND, _TITLE = "FOMC", "fomc meeting"
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_DAYS = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})\s*([ap])\.?m\.?", re.ASCII | re.IGNORECASE)


def fed_days(body: bytes) -> FoundDays:
    """Last day of each meeting. Raises BadData for another form, and where there is no meeting.

    Minutes, press conferences and speeches stand in the same list and are left out.
    """
    events = mapping_of(body, SERVICE).get("events")
    if not isinstance(events, list):
        raise BadData(f"{SERVICE}'s calendar has another form: no list of events.")
    days: list[FoundDay] = []
    unreadable = 0
    for event in events:
        if not _is_meeting(event):
            continue
        day = _day(event)
        if day is None:
            unreadable += 1
        else:
            days.append(FoundDay(FOMC, day, _clock(event.get("time"))))
    return found_days(days, unreadable, SERVICE)


def _is_meeting(event: Any) -> bool:
    if not isinstance(event, dict) or event.get("type") != _KIND:
        return False
    title = event.get("title")
    return isinstance(title, str) and title.strip().casefold().startswith(_TITLE)


def _day(event: dict[str, Any]) -> date | None:
    """Last day of a meeting; "30-1" ends in the next month."""
    month, days = event.get("month"), event.get("days")
    found = _MONTH.fullmatch(month.strip()) if isinstance(month, str) else None
    span = _DAYS.fullmatch(days.strip()) if isinstance(days, str) else None
    if found is None or span is None:
        return None
    first, last = int(span[1]), int(span[2] or span[1])
    months = int(found[1]) * 12 + int(found[2]) - 1 + (last < first)
    try:
        day = date(months // 12, months % 12 + 1, last)
    except ValueError:
        return None
    return day if is_plausible(day) else None


def _clock(text: Any) -> str:
    found = _TIME.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or not 1 <= int(found[1]) <= 12 or int(found[2]) > 59:
        return ""
    hour = int(found[1]) % 12 + 12 * (found[3].lower() == "p")
    return f"{hour:02d}:{found[2]}"
