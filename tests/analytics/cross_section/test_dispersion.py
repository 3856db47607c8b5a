"""Dispersion by hand: weighted, equal, with members without a return."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.analytics.cross_section.dispersion import dispersion


def test_by_hand() -> None:
    found = dispersion(np.array([0.5, 0.3, 0.2]), np.array([0.02, -0.01, 0.04]))
    # mean 0.015; gaps 0.005, -0.025, 0.025
    assert found.cap == pytest.approx(math.sqrt(0.5 * 0.005**2 + 0.3 * 0.025**2 + 0.2 * 0.025**2))
    # mean 0.05 / 3
    middle = 0.05 / 3
    assert found.equal == pytest.approx(math.sqrt(sum((r - middle) ** 2 for r in (0.02, -0.01, 0.04)) / 3))
    assert (found.n, found.coverage) == (3, 1.0)


def test_members_without_a_return_or_a_weight_do_not_count() -> None:
    weights, returns = np.array([0.3, 0.3, 0.2, 0.0]), np.array([0.1, -0.1, math.nan, 9.0])
    assert dispersion(weights, returns) == pytest.approx((0.1, 0.1, 2, 0.75))


def test_one_member_has_no_dispersion() -> None:
    found = dispersion(np.array([0.6, 0.4]), np.array([0.1, math.nan]))
    assert math.isnan(found.cap) and math.isnan(found.equal)
    assert (found.n, found.coverage) == (1, 0.6)


def test_the_same_return_for_all_is_no_dispersion() -> None:
    assert dispersion(np.array([0.6, 0.4]), np.array([0.07, 0.07])).cap == pytest.approx(0.0, abs=1e-15)
