"""Days with an index of filings."""

from __future__ import annotations

from datetime import date, datetime

from r2k_tui.engine.insiders.calendar import has_index, index_days, is_given_up, last_index
from r2k_tui.model.calendar.days import NEW_YORK


def at(day: str, hour: int, minute: int = 0) -> float:
    return datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}").replace(tzinfo=NEW_YORK).timestamp()


def test_an_index_is_out_after_ten_in_the_evening() -> None:
    assert last_index(at("2026-11-24", 22, 4)) == date(2026, 11, 23)
    assert last_index(at("2026-11-24", 22, 5)) == date(2026, 11, 24)
    assert last_index(at("2026-11-23", 12)) == date(2026, 11, 20), "over a weekend"
    assert last_index(at("2026-11-26", 23)) == date(2026, 11, 25), "on Thanksgiving"


def test_weekends_and_federal_holidays_have_none_but_good_friday_has() -> None:
    assert not any(map(has_index, (date(2026, 11, 26), date(2026, 12, 25), date(2026, 11, 28), date(2026, 11, 29))))
    assert has_index(date(2026, 4, 3)) and has_index(date(2026, 11, 27))
    assert index_days(date(2026, 11, 25), date(2026, 11, 30)) == (
        date(2026, 11, 30),
        date(2026, 11, 27),
        date(2026, 11, 25),
    )


def test_an_absent_index_is_given_up_after_three_days() -> None:
    assert not is_given_up(date(2026, 11, 24), date(2026, 11, 26))
    assert is_given_up(date(2026, 11, 24), date(2026, 11, 27))
