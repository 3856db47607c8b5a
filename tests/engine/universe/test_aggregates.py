"""What is said beside the sums over the members."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.universe.aggregates import caveats_of
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.tracking import tracking
from tests.cases import cases
from tests.engine.universe.funds import COUNT, ROLL, TABLE, fund


def test_the_measured_difference_is_a_caveat() -> None:
    past = CloseHistory.of(ROLL, TABLE, "px", "x")
    found = tracking(past, fund(np.full(COUNT, 5.0)))
    assert found is not None and found.difference > 0.1
    words = [text for text in caveats_of(ROLL, past, "2025-09-17", found) if "points a year" in text]
    assert len(words) == 1 and f"{found.difference * 100:+.1f} points a year" in words[0]


@cases(("as_of", "told"), [("2026-06-26", False), ("2026-06-29", True), ("2025-09-17", False)])
def test_a_list_older_than_the_last_reconstitution_says_so(as_of: str, told: bool) -> None:
    words = caveats_of(ROLL, CloseHistory.unknown(3), as_of)
    assert any("older than the reconstitution" in text for text in words) is told
