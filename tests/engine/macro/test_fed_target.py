"""The packaged target of the Federal Reserve: whole, dated by the decision, and the one that FRED has."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest

from r2k_tui.engine.macro.fed_target import COMPLETE_TO, RANGE, RANGE_SINCE, TARGET, decided_on, range_on
from tests.analytics.synthetic import REAL
from tests.cases import cases


def test_the_whole_history_in_order() -> None:
    assert len(TARGET) == 153, "the level of 1982-09-27 and 152 changes"
    assert len(RANGE) == 32
    days = [step.decided for step in (*TARGET, *RANGE)]
    assert days == sorted(set(days))
    assert TARGET[-1].decided < RANGE_SINCE == RANGE[0].decided
    assert RANGE[-1].effective <= COMPLETE_TO
    for steps in (TARGET, RANGE):
        assert all(before.rate != after.rate for before, after in pairwise(steps))
    assert all((step.rate * 16).is_integer() for step in TARGET)
    assert all((step.rate * 4).is_integer() for step in RANGE)


@cases(
    ("effective", "decided"),
    [
        ("2008-12-16", "2008-12-16"),
        ("2015-12-17", "2015-12-16"),
        ("2017-03-16", "2017-03-15"),
        ("2020-03-04", "2020-03-03"),
        ("2020-03-16", "2020-03-15"),
        ("2025-09-18", "2025-09-17"),
        ("2025-09-17", "2025-09-17"),
        ("2027-06-10", "2027-06-09"),
        ("2019-03-22", "2019-03-22"),  # no decision on that day or the one before it
    ],
)
def test_a_change_has_the_day_of_the_decision(effective: str, decided: str) -> None:
    assert decided_on(date.fromisoformat(effective)) == date.fromisoformat(decided)


def test_the_range_in_effect() -> None:
    assert range_on(date(2008, 12, 15)) is None
    assert range_on(date(2025, 9, 17)) == 4.5
    assert range_on(date(2025, 9, 18)) == 4.25


@pytest.mark.realdata
def test_against_the_series_of_fred() -> None:
    file = REAL.parent / "fred" / "fed_target.csv"
    if not file.exists():
        pytest.skip(f"no {file}")
    rows = list(csv.DictReader(file.read_text().splitlines()))
    single = [(row["Date"], float(row["DFEDTAR"])) for row in rows if row["DFEDTAR"]]
    upper = [(row["Date"], float(row["DFEDTARU"])) for row in rows if row["DFEDTARU"]]
    # The last row of each only says how far the series goes.
    assert [(str(step.effective), step.rate) for step in TARGET] == single[:-1]
    assert [(str(step.effective), step.rate) for step in RANGE] == upper[:-1]
    assert str(COMPLETE_TO) == upper[-1][0]
    assert all(step.effective - step.decided <= timedelta(days=1) for step in RANGE)
