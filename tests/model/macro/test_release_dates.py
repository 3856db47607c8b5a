"""The packaged days of releases: the known ones, the moved ones, the rule, and what nobody gives."""

from __future__ import annotations

from datetime import date

from r2k_tui.model.macro.release_dates import (
    BY_RULE,
    CPI,
    FOMC,
    GDP,
    PAYROLLS,
    TENTATIVE,
    ReleaseDay,
    missing_words,
    packaged_releases,
    payrolls_by_rule,
)
from tests.cases import cases


def days(first: str, last: str, known: str | None = None) -> list[tuple[str, str]]:
    return [(row.day.isoformat(), row.name) for row in rows(first, last, known)]


def rows(first: str, last: str, known: str | None = None) -> tuple[ReleaseDay, ...]:
    on = date.fromisoformat(known) if known else None
    return packaged_releases(date.fromisoformat(first), date.fromisoformat(last), on)


def test_the_releases_of_december_2026_in_order() -> None:
    assert days("2026-12-01", "2026-12-31") == [
        ("2026-12-04", PAYROLLS),
        ("2026-12-09", FOMC),
        ("2026-12-10", CPI),
        ("2026-12-23", GDP),
    ]
    assert [row.clock for row in rows("2026-12-01", "2026-12-31")] == ["08:30", "14:00", "08:30", "08:30"]
    assert rows("2026-12-23", "2026-12-23")[0].note == "2026 Q3, third estimate"


def test_both_ends_are_included() -> None:
    assert days("2026-12-09", "2026-12-10") == [("2026-12-09", FOMC), ("2026-12-10", CPI)]


@cases("year", [2024, 2025, 2026])
def test_the_rule_of_payrolls_gives_what_was_scheduled(year: int) -> None:
    before = date(year, 1, 1)
    scheduled = [row.day for row in packaged_releases(before, date(year, 12, 31), date(year, 9, 1))
                 if row.name == PAYROLLS and not row.note]  # fmt: skip
    by_rule = [payrolls_by_rule(year, month) for month in range(1, 13)]
    # The shutdown of January 2026 moved that of February.
    assert set(by_rule) - set(scheduled) == ({date(2026, 2, 6)} if year == 2026 else set())
    assert len(scheduled) == (11 if year == 2026 else 12)


def test_years_without_a_schedule_have_payrolls_by_rule_and_say_so() -> None:
    found = rows("2027-01-01", "2027-02-10")
    assert [(row.name, row.estimate, row.note) for row in found] == [
        (PAYROLLS, True, BY_RULE),
        (FOMC, False, TENTATIVE),
        (PAYROLLS, True, BY_RULE),
    ]
    assert found[0].day == date(2027, 1, 8)


def test_what_a_shutdown_moved() -> None:
    assert days("2025-10-01", "2025-12-31")[:3] == [
        ("2025-10-24", CPI),
        ("2025-10-29", FOMC),
        ("2025-11-20", PAYROLLS),
    ]
    assert [row.note for row in rows("2026-02-11", "2026-02-13")] == ["moved from 2026-02-06", "moved from 2026-02-11"]
    # October 2025 had no report of its own.
    assert ("2025-11-07", PAYROLLS) not in days("2025-11-01", "2025-11-30")
    assert ("2025-11-13", CPI) not in days("2025-11-01", "2025-11-30")


@cases(
    ("known", "expected"),
    [
        ("2025-09-18", [("2025-10-03", PAYROLLS), ("2025-10-15", CPI), ("2025-10-29", FOMC)]),
        ("2025-10-05", [("2025-10-29", FOMC)]),
        ("2025-10-12", [("2025-10-24", CPI), ("2025-10-29", FOMC)]),
    ],
)
def test_a_past_day_knows_only_what_was_announced(known: str, expected: list[tuple[str, str]]) -> None:
    assert days("2025-10-01", "2025-10-31", known) == expected


def test_a_day_off_the_usual_calendar_is_not_known_before_it_came() -> None:
    assert ("2025-12-23", GDP) in days("2025-12-01", "2025-12-31")
    assert ("2025-12-23", GDP) not in days("2025-12-01", "2025-12-31", "2025-12-01")
    assert ("2026-12-23", GDP) in days("2026-12-01", "2026-12-31", "2026-11-29")


def test_the_schedule_of_a_year_is_not_known_before_it_is_out() -> None:
    assert [(row.name, row.note) for row in rows("2026-01-05", "2026-01-20", "2025-12-20")] == [(PAYROLLS, BY_RULE)]


def test_what_the_table_does_not_reach_is_named() -> None:
    assert missing_words(date(2026, 11, 29), date(2026, 12, 13)) == ()
    assert missing_words(date(2026, 12, 20), date(2027, 1, 25)) == (
        "CPI: no day is packaged after 2026-12-10",
        "GDP: no day is packaged after 2026-12-23",
    )
    assert len(missing_words(date(2030, 1, 1), date(2030, 1, 14))) == 3
