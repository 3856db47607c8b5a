"""Members before their list: fixed shares, and what that is worth against the fund."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.tracking import last_reconstitution, tracking
from tests.cases import cases
from tests.engine.universe.funds import CLOSES, COUNT, DAY, DAYS, ROLL, TABLE, fund


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


def test_a_fund_of_the_same_shares_is_tracked_without_difference() -> None:
    past = CloseHistory.of(ROLL, TABLE, "px", "x")
    shares = ROLL.weights / CLOSES[-1]
    found = tracking(past, fund(CLOSES @ shares))
    assert found is not None and found.difference == pytest.approx(0, abs=1e-9)
    assert (found.sessions, found.last) == (COUNT - 1, "2025-09-17")


@cases(
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
