"""Contract months, last trading times and roll weeks of quarterly index futures, against the exchange's calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import exchange_calendars
import pytest

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.index_futures import contract_of, nearest_contract
from tests.cases import cases

QUARTERS = [(year, month) for year in range(2022, 2028) for month in (3, 6, 9, 12)]


def at(text: str) -> float:
    """A time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


@cases(("year", "month"), QUARTERS)
def test_every_quarter_ends_on_the_third_friday_or_the_session_before(year: int, month: int) -> None:
    sessions = exchange_calendars.get_calendar("XNYS", start="2022-01-01", end="2027-12-31")
    friday = next(date(year, month, day) for day in range(15, 22) if date(year, month, day).weekday() == 4)
    want = sessions.date_to_session(friday.isoformat(), "previous").date()
    contract = contract_of(year, month)
    assert contract.last_day == want
    assert contract.roll_day == friday - timedelta(days=4) and contract.roll_day.weekday() == 0
    assert datetime.fromtimestamp(contract.expires_at, NEW_YORK) == datetime(
        *want.timetuple()[:3], 9, 30, tzinfo=NEW_YORK
    )


@cases(
    ("year", "month", "code", "last", "roll"),
    [
        (2022, 6, "M22", "2022-06-17", "2022-06-13"),
        (2024, 12, "Z24", "2024-12-20", "2024-12-16"),
        (2026, 3, "H26", "2026-03-20", "2026-03-16"),
        (2026, 6, "M26", "2026-06-18", "2026-06-15"),  # Juneteenth is the third Friday
        (2026, 9, "U26", "2026-09-18", "2026-09-14"),
        (2026, 12, "Z26", "2026-12-18", "2026-12-14"),
        (2027, 6, "M27", "2027-06-17", "2027-06-14"),  # Juneteenth is observed on the third Friday
        (2021, 6, "M21", "2021-06-18", "2021-06-14"),  # the exchange did not close for it yet
        (2008, 3, "H08", "2008-03-20", "2008-03-17"),  # Good Friday
    ],
)
def test_known_contracts(year: int, month: int, code: str, last: str, roll: str) -> None:
    contract = contract_of(year, month)
    assert (contract.code, contract.last_day.isoformat(), contract.roll_day.isoformat()) == (code, last, roll)


def test_the_nearest_contract_changes_at_the_end_of_trading() -> None:
    assert nearest_contract(at("2026-11-29T12:00")).code == "Z26"
    assert nearest_contract(at("2026-12-18T09:29:59")).code == "Z26"
    assert nearest_contract(at("2026-12-18T09:30")).code == "H27"
    assert nearest_contract(at("2026-12-31T23:59")).code == "H27"
    assert nearest_contract(at("2027-01-01T00:00")).code == "H27"


def test_days_left_and_the_roll_week() -> None:
    contract = contract_of(2026, 12)
    assert contract.days_left(at("2026-12-08T09:30")) == pytest.approx(10.0)
    assert contract.days_left(at("2026-12-17T21:30")) == pytest.approx(0.5)
    rolling = [day for day in range(10, 22) if contract.is_rolling(date(2026, 12, day))]
    assert rolling == [14, 15, 16, 17, 18]
