"""Settlements by rule, and when they are published, with the sessions of the exchange."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.sources.finra.schedule import after_settlement, before, dates_of, is_nominal

NONE = np.zeros(0, dtype="datetime64[D]")


def test_nominal_days_are_the_15th_and_the_last_of_a_month() -> None:
    days = [date(2024, 2, day) for day in range(1, 30)]
    assert [day.day for day in days if is_nominal(day)] == [15, 29]


def test_dates_count_sessions(exchange: ExchangeHours) -> None:
    # Labor Day 2025-09-01 is no session; the month ends on a Sunday.
    found = dates_of(date(2025, 8, 31), exchange.days())
    assert (found.session, found.expected, found.due) == (date(2025, 8, 29), date(2025, 9, 10), date(2025, 9, 12))
    # The 15th of February 2026 is a Sunday, the Monday after it a holiday.
    found = dates_of(date(2026, 2, 15), exchange.days())
    assert (found.session, found.expected, found.due) == (date(2026, 2, 13), date(2026, 2, 25), date(2026, 2, 27))


def test_without_sessions_weekdays_stand_in() -> None:
    found = dates_of(date(2025, 8, 31), NONE)
    assert (found.session, found.expected, found.due) == (date(2025, 8, 29), date(2025, 9, 9), date(2025, 9, 11))


def test_the_last_settlements_newest_first(exchange: ExchangeHours) -> None:
    found = before(date(2025, 9, 15), exchange.days(), 3)
    assert [row.nominal for row in found] == [date(2025, 9, 15), date(2025, 8, 31), date(2025, 8, 15)]


@pytest.mark.parametrize(
    ("settled", "following"),
    [
        ("2025-08-29", "2025-09-15"),
        ("2025-08-31", "2025-09-15"),
        ("2025-08-15", "2025-08-29"),
        ("2026-02-13", "2026-02-27"),
    ],
)
def test_the_settlement_after_one(exchange: ExchangeHours, settled: str, following: str) -> None:
    assert after_settlement(date.fromisoformat(settled), exchange.days()).session.isoformat() == following
