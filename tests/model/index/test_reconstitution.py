"""Reconstitutions: packaged, by rule, of the settings; and days to the next one."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.model.index.reconstitution import (
    Reconstitution,
    by_rule,
    countdown,
    countdown_words,
    reconstitutions,
)
from r2k_tui.model.index.reconstitution_dates import PACKAGED
from tests.cases import cases


def test_twelve_days_to_the_first_december() -> None:
    coming = countdown((), date(2026, 11, 29))
    assert coming is not None
    assert (coming.days, coming.next.effective, coming.next.opens) == (12, date(2026, 12, 11), date(2026, 12, 14))
    assert coming.words == "reconstitution takes effect in 12 days, after the close of 2026-12-11"
    assert coming.next.basis == "announced" and coming.next.month == "2026-12"


@cases(
    ("day", "days", "words"),
    [
        (date(2026, 12, 10), 1, "takes effect tomorrow after the close"),
        (date(2026, 12, 11), 0, "takes effect today after the close"),
        (date(2026, 12, 12), 195, "takes effect in 195 days, after the close of 2027-06-25"),
    ],
)
def test_the_days_around_the_effective_close(day: date, days: int, words: str) -> None:
    coming = countdown((), day)
    assert coming is not None
    assert coming.days == days and words in coming.words
    assert coming.is_near == (days <= 30)


def test_the_rule_gives_every_packaged_effective_close_and_rank_day() -> None:
    """The rule is checked against all that was announced; until 2026 there was none in December."""
    from r2k_tui.model.index import reconstitution as module

    for row in PACKAGED:
        year, month = row.effective.year, row.effective.month
        assert module._friday(year, month, 4 if month == 6 else 2) == row.effective
        assert module._last_weekday(year, 4 if month == 6 else 10) == row.rank_day


def test_years_by_rule_say_so_and_leave_the_rest_open() -> None:
    june, december = by_rule(2027, 6), by_rule(2027, 12)
    assert (june.rank_day, june.effective, june.opens) == (date(2027, 4, 30), date(2027, 6, 25), date(2027, 6, 28))
    assert (december.rank_day, december.effective) == (date(2027, 10, 29), date(2027, 12, 10))
    assert {june.basis, december.basis} == {"by rule, not announced"}
    for row in (june, december):
        assert (row.preliminary, row.updates, row.lock_down) == (None, (), None)
        assert dict(row.dates())["update"] is None
    with pytest.raises(ValueError, match="once a year"):
        by_rule(2026, 6)
    assert by_rule(2032, 6).rank_day == date(2032, 4, 30)
    assert by_rule(2028, 6).rank_day == date(2028, 4, 28), "the 30th is a Sunday"
    assert by_rule(2033, 6).rank_day == date(2033, 4, 29), "the 30th is a Saturday"


def test_no_month_is_missing_or_doubled() -> None:
    rows = reconstitutions((), date(2029, 1, 2))
    months = [row.month for row in rows]
    later = [f"{year}-{month}" for year in (2027, 2028, 2029, 2030) for month in ("06", "12")]
    assert months == ["2024-06", "2025-06", "2026-06", "2026-12", *later]


def test_the_settings_replace_the_dates_of_their_month() -> None:
    moved = Reconstitution(date(2026, 12, 18), rank_day=date(2026, 10, 30))
    coming = countdown((moved,), date(2026, 11, 29))
    assert coming is not None
    assert (coming.days, coming.next.basis) == (19, "settings")
    extra = Reconstitution(date(2027, 3, 19))
    assert [row.month for row in reconstitutions((extra,), date(2026, 1, 1))][-3:] == ["2027-03", "2027-06", "2027-12"]


def test_before_the_first_schedule_nothing_is_made_up() -> None:
    assert countdown((), date(2020, 3, 23)) is None
    assert countdown((), date(2024, 1, 1)) is not None


def test_distances_in_words() -> None:
    assert [countdown_words(days) for days in (0, 1, 12, -1, -30)] == [
        *("today", "in 1 day", "in 12 days", "1 day ago", "30 days ago"),
    ]


def test_the_last_year_of_the_calendar_ends_the_rule() -> None:
    assert reconstitutions((), date(9999, 12, 31))[-1].month == "2199-12"
    assert countdown((), date(9999, 12, 31)) is None
