"""CPI and payrolls from the iCalendar file of the Bureau of Labor Statistics. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.macro.release_dates import CPI, PAYROLLS
from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.found import FoundDay, FoundDays, found_days, is_plausible, new_york, text_of

SERVICE = "BLS"
URL = "https://www.bls.gov/schedule/news_release/bls.ics"
# Its own name of New York's time, and those of the zone database.
_ZONES = frozenset({"US-EASTERN", "US/EASTERN", "AMERICA/NEW_YORK", "EASTERN STANDARD TIME"})
_UTC = frozenset({"UTC", "ETC/UTC", "GMT"})
# Not the releases whose names only begin so, such as the Employment Situation of Veterans.
_NAMES = {"consumer price index": CPI, "employment situation": PAYROLLS}
_SUMMARY = re.compile(r"(consumer price index|employment situation)(\s+(for|\().*)?", re.IGNORECASE)
_WHEN = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
_CANCELLED = "CANCELLED"


def bls_days(body: bytes) -> FoundDays:
    """Releases of CPI and payrolls. Raises BadData for what is no calendar, and where it has neither."""
    lines = _unfolded(text_of(body, SERVICE))
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise BadData(f"{SERVICE}'s calendar is not in the form iCalendar.")
    days: list[FoundDay] = []
    unreadable = 0
    for event in _events(lines):
        name = _name(event.get("SUMMARY", ("", ""))[1])
        if not name or event.get("STATUS", ("", ""))[1].strip().upper() == _CANCELLED:
            continue
        found = _day(name, *event.get("DTSTART", ("", "")))
        if found is None:
            unreadable += 1
        else:
            days.append(found)
    return found_days(days, unreadable, SERVICE)


def _unfolded(text: str) -> list[str]:
    """Lines of the file, each with its continuations, which begin with a blank."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        elif line:
            lines.append(line)
    return lines


def _events(lines: list[str]) -> Iterator[dict[str, tuple[str, str]]]:
    """Properties of each event, as parameters and value; one that another event cuts off is left out."""
    event: dict[str, tuple[str, str]] | None = None
    for line in lines:
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        name = name.strip().upper()
        if (name, value.strip().upper()) == ("BEGIN", "VEVENT"):
            event = {}
        elif (name, value.strip().upper()) == ("END", "VEVENT"):
            if event is not None:
                yield event
            event = None
        elif event is not None:
            event.setdefault(name, (parameters, value))


def _name(summary: str) -> str:
    plain = re.sub(r"\\([,;\\])", r"\1", summary)
    found = _SUMMARY.fullmatch(" ".join(plain.split()))
    return _NAMES[found[1].lower()] if found is not None else ""


def _day(name: str, parameters: str, value: str) -> FoundDay | None:
    found = _WHEN.fullmatch(value.strip())
    if found is None:
        return None
    try:
        if not found[2]:
            day = date.fromisoformat(found[1])
            return FoundDay(name, day) if is_plausible(day) else None
        moment = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
    except ValueError:
        return None
    zone = _zone(parameters, utc=bool(found[3]))
    return new_york(moment.replace(tzinfo=zone), name) if zone is not None and is_plausible(moment.date()) else None


def _zone(parameters: str, *, utc: bool) -> tzinfo | None:
    """Time zone of a time; a time without one is New York's, one in a zone of another name is not known."""
    if utc:
        return UTC
    named = re.search(r"TZID=\"?([^\";]+)", parameters, re.IGNORECASE)
    zone = named[1].strip().upper() if named is not None else ""
    if zone in _UTC:
        return UTC
    return NEW_YORK if not zone or zone in _ZONES else None
