"""Days on which rates are given out, against the holidays of the federal government as pandas has them."""

from __future__ import annotations

from datetime import date, timedelta

from pandas.tseries.holiday import USFederalHolidayCalendar

from r2k_tui.model.calendar.bank_days import is_bank_day, next_bank_day
from tests.cases import cases

GOOD_FRIDAYS = (date(2000, 4, 21), date(2008, 3, 21), date(2024, 3, 29), date(2025, 4, 18), date(2027, 3, 26))


def test_no_bank_day_is_a_federal_holiday_and_no_other_weekday_is_missing() -> None:
    holidays = {stamp.date() for stamp in USFederalHolidayCalendar().holidays("1986-01-01", "2040-12-31")}
    weekdays = [day for day in map(date.fromordinal, range(725007, 744729)) if day.isoweekday() <= 5]
    closed = {day for day in weekdays if not is_bank_day(day)}
    assert (weekdays[0], weekdays[-1]) == (date(1986, 1, 1), date(2039, 12, 30))
    assert {day for day in holidays if day <= weekdays[-1]} <= closed
    # One Good Friday a year besides.
    assert len(closed - holidays) == len({day.year for day in closed - holidays}) == 54
    assert all(day.isoweekday() == 5 and day.month in (3, 4) for day in closed - holidays)


@cases("day", GOOD_FRIDAYS)
def test_good_friday(day: date) -> None:
    assert not is_bank_day(day)
    assert next_bank_day(day - timedelta(days=1)) == day + timedelta(days=3)


def test_the_next_one() -> None:
    assert next_bank_day(date(2025, 8, 29)) == date(2025, 9, 2)
    assert next_bank_day(date(2025, 9, 16)) == date(2025, 9, 17)
    # Christmas of 2021 was a Saturday: the Board was closed on the Friday.
    assert next_bank_day(date(2021, 12, 23)) == date(2021, 12, 27)
    assert next_bank_day(date(2021, 12, 30)) == date(2022, 1, 3)
