"""Closing bell of the New York Stock Exchange, without loading a calendar.

Source: https://www.nyse.com/markets/hours-calendars and the early closes that exchange_calendars lists for XNYS.
"""

from __future__ import annotations

from datetime import date, datetime, time

from r2k_tui.model.calendar.days import NEW_YORK

_FULL, _EARLY, _EARLY_BEFORE_1993 = time(16), time(13), time(14)
# Up to 2012 no single rule holds; months and days by year.
_LISTED = {
    1984: "12-24",
    1985: "12-24",
    1986: "12-24",
    1987: "12-24",
    1990: "12-24",
    1991: "12-24",
    1992: "11-27 12-24",
    1993: "11-26",
    1994: "11-25",
    1995: "07-03 11-24",
    1996: "07-05 11-29 12-24",
    1997: "07-03 11-28 12-24 12-26",
    1998: "11-27 12-24",
    1999: "11-26 12-31",
    2000: "07-03 11-24",
    2001: "07-03 11-23 12-24",
    2002: "07-05 11-29 12-24",
    2003: "07-03 11-28 12-24 12-26",
    2004: "11-26",
    2005: "11-25",
    2006: "07-03 11-24",
    2007: "07-03 11-23 12-24",
    2008: "07-03 11-28 12-24",
    2009: "11-27 12-24",
    2010: "11-26",
    2011: "11-25",
    2012: "07-03 11-23 12-24",
}
_RULE_FROM = 2013
_FRIDAY = 4


def half_day(day: date) -> bool:
    """Whether the regular session of `day` ends early; False on a day without a session."""
    if day.year < _RULE_FROM:
        return f"{day:%m-%d}" in _LISTED.get(day.year, "").split()
    if (day.month, day.day) in ((7, 3), (12, 24)):
        return day.weekday() < _FRIDAY
    return day.month == 11 and day.weekday() == _FRIDAY and 23 <= day.day <= 29


def closing_bell(day: date) -> float:
    """End of the regular session of `day` (seconds since the epoch); 16:00 on a day without a session."""
    at = _FULL if not half_day(day) else _EARLY if day.year >= 1993 else _EARLY_BEFORE_1993
    return datetime.combine(day, at, NEW_YORK).timestamp()
