"""The packaged estimates of growth: whole, in order, and those that were given out."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from r2k_tui.model.macro.gdp_releases import ESTIMATES, estimate_on, first_published, next_release
from tests.analytics.synthetic import REAL
from tests.cases import cases

# Where the growth of rounded levels is on the edge of rounding, the headline of the release is packaged.
HEADLINES = {("2007Q1", "second"): 0.6, ("2011Q1", "advance"): 1.8}


def test_every_quarter_is_there_and_every_estimate_comes_after_the_one_before_it() -> None:
    quarters = list(ESTIMATES)
    assert quarters == [date(1991 + at // 4, at % 4 * 3 + 1, 1) for at in range(3, 3 + len(quarters))]
    assert (len(quarters), sum(map(len, ESTIMATES.values()))) == (139, 409)
    for quarter, estimates in ESTIMATES.items():
        days = [estimate.published for estimate in estimates]
        assert days == sorted(set(days))
        # Never before the quarter is over.
        assert (days[0] - quarter).days > 91
        assert all(abs(estimate.value) < 40 for estimate in estimates)


@cases(
    ("quarter", "day", "name", "value"),
    [
        ("2025-04-01", "2025-09-18", "second", 3.3),
        ("2025-04-01", "2025-09-25", "third", 3.8),
        ("2025-07-01", "2026-01-21", "initial", 4.3),
        ("2025-07-01", "2026-01-22", "updated", 4.4),
        ("2018-10-01", "2019-03-27", "initial", 2.6),
        ("2018-10-01", "2019-03-28", "third", 2.2),
        ("2008-07-01", "2008-12-01", "second", -0.5),
    ],
)
def test_known_estimates(quarter: str, day: str, name: str, value: float) -> None:
    found = estimate_on(date.fromisoformat(quarter), date.fromisoformat(day))
    assert found is not None and (found.name, found.value) == (name, value)


def test_what_is_not_out_and_what_is_not_packaged() -> None:
    assert estimate_on(date(2025, 7, 1), date(2025, 12, 22)) is None
    assert first_published(date(2025, 7, 1)) == date(2025, 12, 23)
    assert first_published(date(1980, 1, 1)) is None
    assert estimate_on(date(2050, 1, 1), date(2060, 1, 1)) is None


@pytest.mark.realdata
def test_against_the_vintages_of_alfred() -> None:
    real = REAL.parent / "fred" / "gdp_vintages.csv"
    if not real.exists():
        pytest.skip(f"no {real}")
    for row in csv.DictReader(real.read_text().splitlines()):
        quarter = date(int(row["quarter"][:4]), int(row["quarter"][5]) * 3 - 2, 1)
        found = estimate_on(quarter, date.fromisoformat(row["published"]))
        assert found is not None and str(found.published) == row["published"]
        assert found.value == HEADLINES.get((row["quarter"], row["estimate"]), float(row["value"]))


@cases(
    ("day", "release"),
    [
        (date(2025, 9, 18), (date(2025, 4, 1), "third", date(2025, 9, 25))),
        (date(2025, 9, 25), None),
        (date(2020, 3, 23), (date(2019, 10, 1), "third", date(2020, 3, 26))),
        (date(2026, 8, 26), None),
    ],
)
def test_the_next_release_is_one_of_the_usual_calendar(day: date, release: tuple[date, str, date] | None) -> None:
    assert next_release(day) == release
