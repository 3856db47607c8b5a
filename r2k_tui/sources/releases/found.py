"""What a calendar of releases holds: days, and how many rows could not be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_page, unknown_page

# Days of a calendar that are further away than this are mistakes.
_YEARS = range(2000, 2100)


class FoundDay(NamedTuple):
    """Release of a calendar: its day and time in New York, "08:30", "" where that is not given."""

    name: str
    day: date
    clock: str = ""


class FoundDays(NamedTuple):
    """Days of one calendar, ascending and each once; `unreadable` counts rows of these releases without a valid day."""

    days: tuple[FoundDay, ...]
    unreadable: int = 0


def found_days(days: list[FoundDay], unreadable: int, service: str) -> FoundDays:
    """Days in order, each once. Raises BadData where there is none."""
    if not days:
        told = f"; {unreadable} could not be read" if unreadable else ""
        raise BadData(f"{service}'s calendar has none of the releases that R2K looks for{told}.")
    ordered = sorted(set(days), key=lambda found: (found.day, found.name, not found.clock))
    once = {(found.name, found.day): found for found in reversed(ordered)}
    return FoundDays(tuple(reversed(once.values())), unreadable)


def text_of(body: bytes, service: str) -> str:
    """Body as text. Raises BadData for a page, for bytes that are no text and for an empty body."""
    start = body[:PAGE_LOOKED_AT].decode("utf-8", "replace")
    if is_page(start) or start.lstrip("\ufeff \r\n\t")[:1] == "<":
        raise unknown_page(start, service)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadData(f"{service}'s calendar is not text.") from None
    if not text.strip():
        raise BadData(f"{service}'s calendar is empty.")
    return text


def mapping_of(body: bytes, service: str) -> Mapping[str, Any]:
    """Body as a JSON object. Raises BadData for anything else."""
    text = text_of(body, service)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadData(f"{service}'s calendar is not JSON: {clean(text, 40)!r}.") from None
    if not isinstance(data, dict):
        raise BadData(f"{service}'s calendar has another form: no object.")
    return data


def new_york(moment: datetime, name: str) -> FoundDay:
    """Release at a moment with a time zone."""
    there = moment.astimezone(NEW_YORK)
    return FoundDay(name, there.date(), f"{there:%H:%M}")


def is_plausible(day: date) -> bool:
    """Whether a day may be one of a calendar."""
    return day.year in _YEARS
