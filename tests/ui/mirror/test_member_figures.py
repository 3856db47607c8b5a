"""What a row of a member holds."""

from __future__ import annotations

import math

import pytest

from r2k_tui.ui.mirror.member_figures import distance, place_between


def test_figures() -> None:
    assert distance(110.0, 100.0) == pytest.approx(0.1)
    assert math.isnan(distance(110.0, math.nan)) and math.isnan(distance(110.0, 0.0))
    assert place_between(75.0, 50.0, 100.0) == 0.5 and place_between(120.0, 50.0, 100.0) == 1.0
    assert math.isnan(place_between(math.nan, 50.0, 100.0)) and math.isnan(place_between(1.0, 5.0, 5.0))
