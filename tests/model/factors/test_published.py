"""On a past day no month is known that the library cannot have had by then."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from r2k_tui.model.factors.published import factors_known_on, fetched_by, last_published
from r2k_tui.model.factors.table import pack_table
from tests.cases import cases

MONTHS = [202504, 202505, 202506, 202507]
TABLE = pack_table("mom", ("Mom",), MONTHS, [0.01, 0.02, 0.03, 0.04], "202507")


@cases(
    ("day", "month"),
    [
        ("2025-09-29", 202506),
        ("2025-09-30", 202507),
        ("2025-10-01", 202507),
        ("2025-02-27", 202411),
        ("2025-02-28", 202412),
        ("2024-02-28", 202311),
        ("2024-02-29", 202312),
        ("2025-01-01", 202410),
        ("2025-03-31", 202501),
    ],
)
def test_a_month_is_known_two_months_after_its_end(day: str, month: int) -> None:
    assert last_published(date.fromisoformat(day)) == month


def fetched(day: date) -> float:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC).timestamp()


def test_a_table_is_cut_at_the_last_month_that_was_public() -> None:
    assert list(factors_known_on(TABLE, date(2025, 9, 18)).month_numbers()) == [202504, 202505, 202506]
    assert list(factors_known_on(TABLE, date(2025, 9, 30)).month_numbers()) == MONTHS
    assert len(factors_known_on(TABLE, date(2025, 5, 1))) == 0


def test_a_table_that_was_there_by_the_day_is_whole() -> None:
    early = msgspec.structs.replace(TABLE, fetched_at=fetched(date(2025, 9, 3)))
    assert factors_known_on(early, date(2025, 9, 3)) == factors_known_on(early, date(2025, 9, 18)) == early
    assert list(factors_known_on(early, date(2025, 9, 2)).month_numbers()) == MONTHS[:3]
    assert fetched_by(early, date(2025, 9, 3)) and not fetched_by(TABLE, date(2025, 9, 3))


def test_a_date_of_fetching_before_the_months_themselves_proves_nothing() -> None:
    impossible = msgspec.structs.replace(TABLE, fetched_at=fetched(date(2025, 7, 3)))
    assert not fetched_by(impossible, date(2025, 7, 31)) and len(factors_known_on(impossible, date(2025, 7, 31))) == 2
