"""Days with an index of filings, and the hour from which it is expected. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from r2k_tui.model.calendar.bank_days import is_bank_day
from r2k_tui.model.calendar.days import NEW_YORK, easter

# EDGAR accepts forms of ownership until ten in the evening, and writes the index then.
OUT_AT = time(22, 5)
# Days after which an index that did not come will not come any more.
_GIVEN_UP_DAYS = 3


def last_index(now: float) -> date:
    """Newest day whose index should be there at `now` (seconds since the epoch)."""
    local = datetime.fromtimestamp(now, NEW_YORK)
    day = local.date() if local.time() >= OUT_AT else local.date() - timedelta(days=1)
    while not has_index(day):
        day -= timedelta(days=1)
    return day


def has_index(day: date) -> bool:
    """Whether EDGAR accepts filings on a day: not on weekends and federal holidays.

    It works on Good Friday, which the bank days leave out.
    """
    return is_bank_day(day) or day == easter(day.year) - timedelta(days=2)


def index_days(since: date, until: date) -> tuple[date, ...]:
    """Days with an index, newest first."""
    days = (until - timedelta(days=back) for back in range((until - since).days + 1))
    return tuple(day for day in days if has_index(day))


def is_given_up(day: date, today: date) -> bool:
    """Whether an index that is absent will not come any more: EDGAR was closed that day."""
    return (today - day).days >= _GIVEN_UP_DAYS
