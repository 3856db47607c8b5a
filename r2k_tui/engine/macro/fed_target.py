"""Packaged history of the federal funds target: each decision of the Federal Reserve, with its date.

Until 2008-12-15: the single target by effective date, from the Federal Reserve Bank of St. Louis (DFEDTAR,
discontinued, https://fred.stlouisfed.org/series/DFEDTAR). Before February 1994 the target was not announced; markets
inferred it from the open market operations of the day.

From 2008-12-16: the upper limit of the target range by decision date, from the statements of the Federal Open Market
Committee (https://www.federalreserve.gov/monetarypolicy/openmarket.htm). DFEDTARU dates most of these changes one day
later, when they took effect.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from r2k_tui.model.macro.fomc_meetings import SCHEDULED

SOURCE = "DFEDTAR (St. Louis Fed) and FOMC statements, packaged"
# First day of the target range, which replaced the single target.
RANGE_SINCE = date(2008, 12, 16)
# The table is complete up to this day.
COMPLETE_TO = date(2026, 8, 21)


class Step(NamedTuple):
    """Target in percent (the upper limit of a range), with its decision date and its effective date."""

    decided: date
    effective: date
    rate: float


_TARGET = """
    1982-09-27 10.25  1982-10-01 10  1982-10-07 9.5  1982-11-19 9  1982-12-14 8.5  1983-03-31 8.625
    1983-05-25 8.75  1983-06-24 9  1983-07-14 9.25  1983-07-20 9.4375  1983-08-11 9.5625  1983-08-17 9.5
    1983-09-15 9.375  1984-03-29 10.5  1984-07-05 11  1984-07-19 11.25  1984-08-09 11.5  1984-09-20 11.25
    1984-09-27 11  1984-10-11 10.5  1984-10-18 10  1984-11-08 9.5  1984-11-23 9  1984-12-06 8.75
    1984-12-19 8.5  1984-12-24 8.125  1985-01-24 8.25  1985-02-14 8.375  1985-03-28 8.5  1985-04-25 8.25
    1985-05-20 7.75  1985-07-11 7.6875  1985-07-25 7.75  1985-08-21 7.8125  1985-09-06 8  1985-12-18 7.75
    1986-03-07 7.25  1986-04-02 7.3125  1986-04-21 6.75  1986-05-22 6.8125  1986-06-05 6.875  1986-07-11 6.375
    1986-08-21 5.875  1987-01-05 6  1987-04-30 6.5  1987-05-22 6.75  1987-07-02 6.625  1987-08-27 6.75
    1987-09-03 6.875  1987-09-04 7.25  1987-09-24 7.3125  1987-11-04 6.8125  1988-01-28 6.625  1988-02-11 6.5
    1988-03-30 6.75  1988-05-09 7  1988-05-25 7.25  1988-06-22 7.4375  1988-07-01 7.5  1988-07-19 7.6875
    1988-08-08 7.75  1988-08-09 8.125  1988-11-17 8.3125  1988-11-22 8.375  1988-12-15 8.6875  1989-01-05 9
    1989-02-09 9.125  1989-02-14 9.3125  1989-02-24 9.75  1989-05-17 9.8125  1989-06-06 9.5625  1989-07-07 9.3125
    1989-07-27 9.0625  1989-10-19 8.75  1989-11-06 8.5  1989-12-20 8.25  1990-07-13 8  1990-10-29 7.75
    1990-11-14 7.5  1990-12-07 7.25  1990-12-19 7  1991-01-09 6.75  1991-02-01 6.25  1991-03-08 6
    1991-04-30 5.75  1991-08-06 5.5  1991-09-13 5.25  1991-10-31 5  1991-11-06 4.75  1991-12-06 4.5
    1991-12-20 4  1992-04-09 3.75  1992-07-02 3.25  1992-09-04 3  1994-02-04 3.25  1994-03-22 3.5
    1994-04-18 3.75  1994-05-17 4.25  1994-08-16 4.75  1994-11-15 5.5  1995-02-01 6  1995-07-06 5.75
    1995-12-19 5.5  1996-01-31 5.25  1997-03-25 5.5  1998-09-29 5.25  1998-10-15 5  1998-11-17 4.75
    1999-06-30 5  1999-08-24 5.25  1999-11-16 5.5  2000-02-02 5.75  2000-03-21 6  2000-05-16 6.5
    2001-01-03 6  2001-01-31 5.5  2001-03-20 5  2001-04-18 4.5  2001-05-15 4  2001-06-27 3.75
    2001-08-21 3.5  2001-09-17 3  2001-10-02 2.5  2001-11-06 2  2001-12-11 1.75  2002-11-06 1.25
    2003-06-25 1  2004-06-30 1.25  2004-08-10 1.5  2004-09-21 1.75  2004-11-10 2  2004-12-14 2.25
    2005-02-02 2.5  2005-03-22 2.75  2005-05-03 3  2005-06-30 3.25  2005-08-09 3.5  2005-09-20 3.75
    2005-11-01 4  2005-12-13 4.25  2006-01-31 4.5  2006-03-28 4.75  2006-05-10 5  2006-06-29 5.25
    2007-09-18 4.75  2007-10-31 4.5  2007-12-11 4.25  2008-01-22 3.5  2008-01-30 3  2008-03-18 2.25
    2008-04-30 2  2008-10-08 1.5  2008-10-29 1
"""

_RANGE = """
    2008-12-16 0.25  2015-12-16 0.5  2016-12-14 0.75  2017-03-15 1  2017-06-14 1.25  2017-12-13 1.5
    2018-03-21 1.75  2018-06-13 2  2018-09-26 2.25  2018-12-19 2.5  2019-07-31 2.25  2019-09-18 2
    2019-10-30 1.75  2020-03-03 1.25  2020-03-15 0.25  2022-03-16 0.5  2022-05-04 1  2022-06-15 1.75
    2022-07-27 2.5  2022-09-21 3.25  2022-11-02 4  2022-12-14 4.5  2023-02-01 4.75  2023-03-22 5
    2023-05-03 5.25  2023-07-26 5.5  2024-09-18 5  2024-11-07 4.75  2024-12-18 4.5  2025-09-17 4.25
    2025-10-29 4  2025-12-10 3.75
"""


def _read(table: str) -> tuple[tuple[date, float], ...]:
    words = table.split()
    return tuple((date.fromisoformat(day), float(rate)) for day, rate in zip(words[::2], words[1::2], strict=True))


def _in_effect(decided: date) -> date:
    """Effective date of a decision: the following day from 2017 on, before that the day of the decision."""
    return decided + timedelta(days=1) if decided.year >= 2017 else decided


TARGET: tuple[Step, ...] = tuple(Step(day, day, rate) for day, rate in _read(_TARGET))
RANGE: tuple[Step, ...] = tuple(Step(day, _in_effect(day), rate) for day, rate in _read(_RANGE))
# Scheduled meetings date moves that the table does not yet contain.
DECISIONS = frozenset({step.decided for step in RANGE} | set(SCHEDULED))


def decided_on(effective: date) -> date:
    """Decision date of a change that DFEDTARU dates `effective`; `effective` itself where no meeting matches."""
    before = effective - timedelta(days=1)
    return before if effective not in DECISIONS and before in DECISIONS else effective


def range_on(day: date) -> float | None:
    """Upper limit of the target range in effect on a day, in percent; None before the first range."""
    return next((step.rate for step in reversed(RANGE) if step.effective <= day), None)
