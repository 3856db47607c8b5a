"""Members before their list: fixed shares, and what that is worth against the fund."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.universe.aggregates import caveats_of
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.tracking import last_reconstitution, tracking
from r2k_tui.model.calendar.days import bar_of_day
from tests.fakes.invented_holdings import holdings

LISTED = date(2025, 9, 17)
DAY = bar_of_day(LISTED) // 86400
COUNT = 100
# A has grown by a percent on each of the hundred days before the list, B and C have not moved.
DAYS = np.arange(DAY - COUNT + 1, DAY + 1)
CLOSES = np.column_stack([10 * 1.01 ** np.arange(COUNT), np.full(COUNT, 20.0), np.full(COUNT, 30.0)])
ROLL = Constituents(holdings(("A", "B", "C"), LISTED.isoformat()))
TABLE = CloseTable(DAYS, CLOSES)


@pytest.mark.parametrize("until", [None, DAY - 20])
def test_weights_before_the_list_are_those_of_fixed_shares(until: int | None) -> None:
    past = CloseHistory.of(ROLL, TABLE, "px", "x", until)
    row = COUNT - 31
    worth = ROLL.weights / CLOSES[-1] * CLOSES[row]
    found = past.weights(ROLL, int(DAYS[row]) + 1)
    assert found == pytest.approx(worth / worth.sum() * ROLL.weights.sum())
    assert found[0] < ROLL.weights[0], "what has grown since weighed less"
    cap = np.frombuffer(past.history.cap_weighted)
    assert cap[row + 1] == pytest.approx(worth[0] / worth.sum() * 0.01)


def fund(path: np.ndarray) -> DailySeries:
    days = DAYS.astype("datetime64[D]")
    same = np.asarray(path, dtype=np.float64)
    return DailySeries("IWM", days, *([same] * 6))


def test_a_fund_of_the_same_shares_is_tracked_without_difference() -> None:
    past = CloseHistory.of(ROLL, TABLE, "px", "x")
    shares = ROLL.weights / CLOSES[-1]
    found = tracking(past, fund(CLOSES @ shares))
    assert found is not None and found.difference == pytest.approx(0, abs=1e-9)
    assert (found.sessions, found.last) == (COUNT - 1, "2025-09-17")


def test_the_measured_difference_is_a_caveat() -> None:
    past = CloseHistory.of(ROLL, TABLE, "px", "x")
    found = tracking(past, fund(np.full(COUNT, 5.0)))
    assert found is not None and found.difference > 0.1
    words = [text for text in caveats_of(ROLL, past, "2025-09-17", found) if "points a year" in text]
    assert len(words) == 1 and f"{found.difference * 100:+.1f} points a year" in words[0]


@pytest.mark.parametrize(
    ("day", "made"),
    [
        ("2025-06-27", "2024-06-28"),
        ("2025-06-28", "2025-06-27"),
        ("2026-06-29", "2026-06-26"),
        ("2026-12-14", "2026-12-11"),
        ("2025-12-20", "2025-06-27"),
        ("2027-01-04", "2026-12-11"),
    ],
)
def test_days_of_reconstitution(day: str, made: str) -> None:
    assert last_reconstitution(date.fromisoformat(day)) == date.fromisoformat(made)


@pytest.mark.parametrize(("as_of", "told"), [("2026-06-26", False), ("2026-06-29", True), ("2025-09-17", False)])
def test_a_list_older_than_the_last_reconstitution_says_so(as_of: str, told: bool) -> None:
    words = caveats_of(ROLL, CloseHistory.unknown(3), as_of)
    assert any("older than the reconstitution" in text for text in words) is told
