"""Riskless members are held at their floors, unless nothing else could be held."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.allocation.solver.riskless import without
from tests.engine.allocation.problems import workspace

LIMITS = workspace().limits


def test_a_flagged_member_keeps_its_floor_alone() -> None:
    flagged = np.array([False, True, False, False, True, False])
    found = without(LIMITS, flagged)
    assert found.upper[1] == LIMITS.lower[1] == 0.12 and found.upper[4] == 0.0
    assert found.upper[0] == LIMITS.upper[0]


def test_a_sleeve_of_nothing_else_keeps_its_room() -> None:
    flagged = np.array([False, False, True, True, True, True])
    assert without(LIMITS, flagged).upper.tolist() == LIMITS.upper.tolist()
