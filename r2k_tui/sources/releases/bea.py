"""GDP from the release dates of the Bureau of Economic Analysis. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from r2k_tui.model.macro.release_dates import GDP
from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.found import FoundDay, FoundDays, found_days, is_plausible, mapping_of, new_york

SERVICE = "BEA"
URL = "https://apps.bea.gov/API/signup/release_dates.json"
_RELEASE, _DATES = "Gross Domestic Product", "release_dates"


def bea_days(body: bytes) -> FoundDays:
    """Releases of GDP, some of which the file repeats. Raises BadData for another form, and where there is none."""
    release = mapping_of(body, SERVICE).get(_RELEASE)
    times = release.get(_DATES) if isinstance(release, dict) else None
    if not isinstance(times, list):
        raise BadData(f"{SERVICE}'s calendar has another form: no dates of “{_RELEASE}”.")
    days: list[FoundDay] = []
    unreadable = 0
    for text in times:
        found = _day(text)
        if found is None:
            unreadable += 1
        else:
            days.append(found)
    return found_days(days, unreadable, SERVICE)


def _day(text: Any) -> FoundDay | None:
    """A time without its zone is not taken: in UTC and in New York the day may differ."""
    try:
        moment = datetime.fromisoformat(text.strip()) if isinstance(text, str) else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or not is_plausible(moment.date()):
        return None
    return new_york(moment, GDP)
