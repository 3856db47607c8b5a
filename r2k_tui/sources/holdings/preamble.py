"""Fund and day of a list: from its preamble, else from the file's name."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime

from r2k_tui.sources.holdings.errors import DayUnknown

_DAY = re.compile(r"(20\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])")
_FORMS = ("%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d/%b/%Y", "%m/%d/%Y", "%Y-%m-%d")
_FUNDS = {
    "russell 2000 etf": "IWM",
    "russell 1000 etf": "IWB",
    "russell 3000 etf": "IWV",
    "russell 2000 value etf": "IWN",
    "russell 2000 growth etf": "IWO",
}
_TITLE_FUND = re.compile(r"(?<![A-Za-z])(iwm|iwb|iwv|iwn|iwo)(?![A-Za-z])", re.IGNORECASE)


def fund_of(preamble: list[str], file_name: str, fallback: str) -> str:
    """Fund that the first lines name, else the file's name, else `fallback`."""
    for line in preamble:
        for title, fund in _FUNDS.items():
            if title in line.casefold():
                return fund
    named = _TITLE_FUND.search(file_name)
    return named[1].upper() if named else fallback


def day_of(preamble: list[str], file_name: str) -> date:
    """Day of the list. Raises DayUnknown."""
    for line in preamble:
        cells = next(csv.reader([line]), [])
        if len(cells) > 1 and "as of" in cells[0].casefold() and (day := _parse(cells[1].strip())) is not None:
            return day
    named = _DAY.search(file_name)
    if named and (day := _parse("-".join(named.groups()))) is not None:
        return day
    raise DayUnknown("the list does not state its day; put it into the file's name, such as IWM_2025-11-05.csv")


def _parse(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
